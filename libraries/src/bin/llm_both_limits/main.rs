use futures::future::try_join_all;
use listings::log;
use reqwest::Client;
use serde_json::{Value, json};
use std::time::Duration;
use tower::{BoxError, ServiceBuilder, ServiceExt};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), BoxError> {
    let llm = std::env::var("LLM_URL").expect("where the model is");
    log!("batch: four hard questions, at most two at once");
    let client = Client::new();
    let model = ServiceBuilder::new()
        .buffer(8)
        .concurrency_limit(2)
        .rate_limit(1, Duration::from_millis(250))
        .service(client.clone());
    let message = json!({ "role": "user", "content": "think 1500" });
    let url = format!("{llm}/v1/chat/completions");
    let question = client.post(url).json(&json!({ "messages": [message] }));
    let asked = (0..4).map(|_| {
        let question = question.try_clone().expect("no stream");
        let model = model.clone();
        async move { model.oneshot(question.build()?).await }
    });
    let answers = try_join_all(asked).await?;
    let good = answers.iter().filter(|answer| answer.status().is_success());
    log!("batch: {} answered", good.count());
    let seen = client.get(format!("{llm}/seen")).send().await?;
    let seen: Value = seen.json().await?;
    log!("model: saw {} at once", seen["most_at_once"]);
    Ok(())
}
