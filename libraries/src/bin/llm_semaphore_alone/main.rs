use listings::log;
use reqwest::{Client, Error, StatusCode};
use serde_json::{Value, json};
use tokio::sync::Semaphore;

async fn ask(
    client: &Client,
    llm: &str,
    places: &Semaphore,
) -> Result<StatusCode, Error> {
    let _place = places.acquire().await.expect("never closed");
    let message = json!({ "role": "user", "content": "What is a future?" });
    let question = json!({ "messages": [message] });
    let url = format!("{llm}/v1/chat/completions");
    Ok(client.post(url).json(&question).send().await?.status())
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    let llm = std::env::var("LLM_URL").expect("where the model is");
    log!("batch: eight questions, at most three at once");
    let places = Semaphore::new(3);
    let client = Client::new();
    let asked = (0..8).map(|_| ask(&client, &llm, &places));
    let statuses = futures::future::try_join_all(asked).await?;
    let count = |status| statuses.iter().filter(|it| **it == status).count();
    log!("batch: {} answered", count(StatusCode::OK));
    log!("batch: {} refused", count(StatusCode::TOO_MANY_REQUESTS));
    let seen = client.get(format!("{llm}/seen")).send().await?;
    let seen: Value = seen.json().await?;
    let few = seen["most_at_once"].as_u64() <= Some(3);
    let few = if few { "at most" } else { "more than" };
    log!("model: saw {few} three at once");
    Ok(())
}
