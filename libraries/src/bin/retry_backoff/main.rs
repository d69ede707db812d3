use listings::log;
use reqwest::{Client, StatusCode};
use serde_json::Value;
use std::{net::TcpListener, time::Duration};
use tokio::time::timeout;
use tower::retry::backoff::{Backoff, ExponentialBackoffMaker, MakeBackoff};
use tower::{BoxError, util::rng::HasherRng};

async fn ask(client: &Client, shop: &str) -> reqwest::Result<String> {
    let answer = client.get(format!("{shop}/flaky/2")).send().await?;
    answer.error_for_status()?.text().await
}

async fn report(client: &Client, shops: &[String]) -> Result<Value, BoxError> {
    let (least, most) = (Duration::from_millis(50), Duration::from_secs(1));
    let waits =
        ExponentialBackoffMaker::new(least, most, 1.0, HasherRng::new());
    let (mut backoff, mut attempt) = (waits?.make_backoff(), 0);
    loop {
        let error = match ask(client, &shops[attempt.min(1)]).await {
            Ok(text) => return Ok(serde_json::from_str(&text)?),
            Err(error) => error,
        };
        let why = match error.status() {
            None if attempt < 4 => "no answer",
            Some(StatusCode::SERVICE_UNAVAILABLE) if attempt < 4 => "503",
            _ => return Err(error.into()),
        };
        log!("report: {why}, waits {} ms and a bit", 50 << attempt);
        backoff.next_backoff().await;
        attempt += 1;
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), BoxError> {
    let stopped = TcpListener::bind("127.0.0.1:0")?.local_addr()?;
    let shops = [format!("http://{stopped}"), std::env::var("SHOP_URL")?];
    let limit = Duration::from_secs(10);
    let answer = timeout(limit, report(&Client::new(), &shops)).await??;
    log!(
        "report: done, the shop was asked {} times",
        answer["attempt"]
    );
    Ok(())
}
