use futures::future::try_join_all;
use listings::log;
use reqwest::{Client, Request};
use serde_json::json;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::time::Duration;
use tower::{BoxError, Service, ServiceBuilder, ServiceExt};

static OPEN: AtomicUsize = AtomicUsize::new(0);
static MOST: AtomicUsize = AtomicUsize::new(0);

async fn ask<S>(model: S, question: Request) -> Result<(), BoxError>
where
    S: Service<Request, Response = reqwest::Response, Error = reqwest::Error>,
{
    let answer = model.oneshot(question).await?;
    MOST.fetch_max(OPEN.fetch_add(1, Relaxed) + 1, Relaxed);
    tokio::time::sleep(Duration::from_millis(200)).await; // a slow reader
    answer.bytes().await?;
    OPEN.fetch_sub(1, Relaxed);
    Ok(())
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), BoxError> {
    let llm = std::env::var("LLM_URL").expect("where the model is");
    let client = Client::new();
    let message = json!({ "role": "user", "content": "What is a future?" });
    let question = json!({ "stream": true, "messages": [message] });
    let url = format!("{llm}/v1/chat/completions");
    let question = client.post(url).json(&question).build()?;
    let model = ServiceBuilder::new().concurrency_limit(2).service(client);
    let asked = (0..4).map(|_| {
        let question = question.try_clone().expect("no stream");
        ask(model.clone(), question)
    });
    try_join_all(asked).await?;
    log!("client: at most {MOST:?} answers open");
    Ok(())
}
