use governor::{DefaultDirectRateLimiter, Quota, RateLimiter};
use listings::log;
use reqwest::{Client, Error, StatusCode};
use serde_json::json;
use std::time::Duration;

async fn ask(
    client: &Client,
    llm: &str,
    pace: &DefaultDirectRateLimiter,
) -> Result<StatusCode, Error> {
    pace.until_ready().await;
    let message = json!({ "role": "user", "content": "What is a future?" });
    let question = json!({ "messages": [message] });
    let url = format!("{llm}/v1/chat/completions");
    Ok(client.post(url).json(&question).send().await?.status())
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    let llm = std::env::var("LLM_URL").expect("where the model is");
    log!("batch: eight questions, one every 300 ms");
    let quota = Quota::with_period(Duration::from_millis(300));
    let pace = RateLimiter::direct(quota.expect("not zero"));
    let client = Client::new();
    let asked = (0..8).map(|_| ask(&client, &llm, &pace));
    let statuses = futures::future::try_join_all(asked).await?;
    let count = |status| statuses.iter().filter(|it| **it == status).count();
    log!("batch: {} answered", count(StatusCode::OK));
    log!("batch: {} refused", count(StatusCode::TOO_MANY_REQUESTS));
    Ok(())
}
