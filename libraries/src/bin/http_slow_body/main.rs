use listings::log;
use reqwest::{Client, Error};
use std::time::{Duration, Instant};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    let shop = std::env::var("SHOP_URL").expect("where the shop is");
    log!("export: request, with a limit of two seconds");
    let limit = Duration::from_secs(2);
    let client = Client::builder().read_timeout(limit).build()?;
    let asked = Instant::now();
    let answer = client.get(format!("{shop}/drip/24")).send().await?;
    let text = answer.text().await?;
    let late = asked.elapsed() > limit;
    log!("export: {} pieces", text.split_whitespace().count());
    log!(
        "export: done, {}",
        if late { "too late" } else { "in time" }
    );
    Ok(())
}
