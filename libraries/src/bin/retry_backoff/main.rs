use listings::log;
use reqwest::{Client, StatusCode};
use serde_json::Value;
use std::time::Duration;
use tower::BoxError;
use tower::retry::backoff::{Backoff, ExponentialBackoffMaker, MakeBackoff};
use tower::util::rng::HasherRng;

async fn report(client: &Client, shop: &str) -> Result<Value, BoxError> {
    let (least, most) = (Duration::from_millis(50), Duration::from_secs(1));
    let random = HasherRng::new();
    let mut backoff =
        ExponentialBackoffMaker::new(least, most, 1.0, random)?.make_backoff();
    let mut attempt = 0;
    loop {
        let answer = client.get(format!("{shop}/flaky/3")).send().await?;
        if answer.status() != StatusCode::SERVICE_UNAVAILABLE || attempt == 4 {
            return Ok(answer.error_for_status()?.json().await?);
        }
        let wait = least * 2_u32.pow(attempt);
        log!("report: 503, waits {} ms and a bit", wait.as_millis());
        attempt += 1;
        backoff.next_backoff().await;
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), BoxError> {
    let shop = std::env::var("SHOP_URL").expect("where the shop is");
    let answer = report(&Client::new(), &shop).await?;
    log!("report: done at attempt {}", answer["attempt"]);
    Ok(())
}
