use futures::future::try_join_all;
use listings::log;
use reqwest::{Client, StatusCode};
use serde_json::Value;
use std::time::Duration;
use tower::BoxError;
use tower::retry::backoff::{Backoff, ExponentialBackoffMaker, MakeBackoff};
use tower::retry::budget::{Budget, TpsBudget};
use tower::util::rng::HasherRng;

async fn report(
    client: &Client,
    shop: &str,
    budget: &TpsBudget,
) -> Result<StatusCode, BoxError> {
    let (least, most) = (Duration::from_millis(20), Duration::from_secs(1));
    let random = HasherRng::new();
    let mut backoff =
        ExponentialBackoffMaker::new(least, most, 1.0, random)?.make_backoff();
    budget.deposit();
    let mut attempts = 1;
    loop {
        let answer = client.get(format!("{shop}/flaky/1000")).send().await?;
        let failed = answer.status() == StatusCode::SERVICE_UNAVAILABLE;
        if !failed || attempts == 4 || !budget.withdraw() {
            return Ok(answer.status());
        }
        attempts += 1;
        backoff.next_backoff().await;
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), BoxError> {
    let shop = std::env::var("SHOP_URL").expect("where the shop is");
    log!("dashboard: ten reports of a shop that is down");
    let budget = TpsBudget::new(Duration::from_secs(10), 0, 0.2);
    let client = Client::new();
    try_join_all((0..10).map(|_| report(&client, &shop, &budget))).await?;
    let seen = client.get(format!("{shop}/seen")).send().await?;
    let seen: Value = seen.json().await?;
    log!("shop: saw {} requests", seen["requests"]["GET /flaky/1000"]);
    Ok(())
}
