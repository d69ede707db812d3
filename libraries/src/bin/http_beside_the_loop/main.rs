use listings::log;
use reqwest::{Client, Error, blocking};
use tokio::task::spawn_blocking;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    let shop = std::env::var("SHOP_URL").expect("where the shop is");
    let url = format!("{shop}/together/2");
    let client = Client::new();
    log!("prices: request");
    log!("stock: request, in a thread");
    let prices = client.get(&url).send();
    let stock = spawn_blocking(|| blocking::get(url));
    let (prices, stock) = tokio::join!(prices, stock);
    prices?.error_for_status()?;
    log!("prices: done");
    stock.expect("no panic")?.error_for_status()?;
    log!("stock: done");
    Ok(())
}
