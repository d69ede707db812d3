use futures::future::try_join_all;
use listings::log;
use reqwest::{Client, Error, StatusCode, retry};
use serde_json::{Value, json};

async fn ask(client: &Client, llm: &str) -> Result<StatusCode, Error> {
    let message = json!({ "role": "user", "content": "What is a future?" });
    let question = json!({ "messages": [message] });
    let url = format!("{llm}/v1/chat/completions");
    Ok(client.post(url).json(&question).send().await?.status())
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    let llm = std::env::var("LLM_URL").expect("where the model is");
    let again = retry::for_host("127.0.0.1").max_retries_per_request(2);
    let again = again.classify_fn(|attempt| match attempt.status() {
        Some(StatusCode::TOO_MANY_REQUESTS) => attempt.retryable(),
        _ => attempt.success(),
    });
    log!("batch: eight questions, three attempts each");
    let client = Client::builder().retry(again).build()?;
    let asked = (0..8).map(|_| ask(&client, &llm));
    let statuses = try_join_all(asked).await?;
    let good = statuses.iter().filter(|status| status.is_success());
    log!("batch: {} answered", good.count());
    let seen = client.get(format!("{llm}/seen")).send().await?;
    let seen: Value = seen.json().await?;
    log!("model: refused {} requests", seen["refused"]);
    Ok(())
}
