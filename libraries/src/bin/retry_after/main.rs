use futures::future::try_join_all;
use listings::log;
use reqwest::header::RETRY_AFTER;
use reqwest::{Client, StatusCode};
use serde_json::{Value, json};
use std::time::Duration;
use tokio::time::sleep;
use tower::BoxError;
use tower::util::rng::{HasherRng, Rng};

async fn ask(client: &Client, llm: &str) -> Result<StatusCode, BoxError> {
    let message = json!({ "role": "user", "content": "What is a future?" });
    let question = json!({ "messages": [message] });
    let url = format!("{llm}/v1/chat/completions");
    let mut attempts = 1;
    loop {
        let answer = client.post(&url).json(&question).send().await?;
        if answer.status() != StatusCode::TOO_MANY_REQUESTS || attempts == 3 {
            return Ok(answer.status());
        }
        attempts += 1;
        let wait: f64 = answer.headers()[RETRY_AFTER].to_str()?.parse()?;
        let jitter = HasherRng::new().next_f64() / 2.0;
        sleep(Duration::from_secs_f64(wait + jitter)).await;
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), BoxError> {
    let llm = std::env::var("LLM_URL").expect("where the model is");
    log!("batch: eight questions, three attempts each");
    let client = Client::new();
    let asked = (0..8).map(|_| ask(&client, &llm));
    let statuses = try_join_all(asked).await?;
    let good = statuses.iter().filter(|status| status.is_success());
    log!("batch: {} answered", good.count());
    let seen = client.get(format!("{llm}/seen")).send().await?;
    let seen: Value = seen.json().await?;
    log!("model: refused {} requests", seen["refused"]);
    Ok(())
}
