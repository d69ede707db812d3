use listings::log;
use reqwest::{Client, Error};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    let shop = std::env::var("SHOP_URL").expect("where the shop is");
    let client = Client::builder().pool_max_idle_per_host(1).build()?;
    let answer = client.get(format!("{shop}/half")).send().await?;
    log!("export: {}, body unread", answer.status().as_u16());
    drop(answer);
    let gone = client.get(format!("{shop}/gone/1")).send().await?;
    let gone: Vec<String> = gone.json().await?;
    log!("shop: saw a client leave {}", gone[0]);
    let order = client.get(format!("{shop}/orders/1")).send().await?;
    order.error_for_status()?;
    log!("order: done");
    Ok(())
}
