use futures::future::try_join_all;
use listings::log;
use reqwest::header::RETRY_AFTER;
use reqwest::{Client, StatusCode};
use serde_json::{Value, json};
use std::time::Duration;
use tokio::time::{sleep, timeout};
use tower::BoxError;
use tower::util::rng::{HasherRng, Rng};

const LONGEST: Duration = Duration::from_secs(5);

async fn ask(client: &Client, llm: &str) -> Result<StatusCode, BoxError> {
    let message = json!({ "role": "user", "content": "What is a future?" });
    let question = json!({ "messages": [message] });
    let mut random = HasherRng::new();
    let mut attempts = 1;
    loop {
        let asked = client.post(format!("{llm}/v1/chat/completions"));
        let answer = asked.json(&question).send().await?;
        let asked = answer.headers().get(RETRY_AFTER);
        let asked = asked.and_then(|it| it.to_str().ok()?.parse().ok());
        let wait = Duration::from_secs(asked.unwrap_or(1));
        let last = attempts == 3 || wait > LONGEST;
        if answer.status() != StatusCode::TOO_MANY_REQUESTS || last {
            return Ok(answer.status());
        }
        attempts += 1;
        sleep(wait + LONGEST.mul_f64(random.next_f64() / 10.0)).await;
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), BoxError> {
    let llm = std::env::var("LLM_URL").expect("where the model is");
    log!("batch: eight questions, three attempts each");
    let client = Client::new();
    let asked = (0..8).map(|_| ask(&client, &llm));
    let statuses = timeout(4 * LONGEST, try_join_all(asked)).await??;
    let good = statuses.iter().filter(|it| it.is_success()).count();
    log!("batch: {good} answered");
    let seen = client.get(format!("{llm}/seen")).send().await?;
    let seen: Value = seen.json().await?;
    log!("model: refused {} requests", seen["refused"]);
    Ok(())
}
