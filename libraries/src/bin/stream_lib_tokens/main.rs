use axum::response::{IntoResponse, Sse, sse::Event};
use axum::{Router, extract::State, routing::get};
use eventsource_stream::Eventsource;
use futures::TryStreamExt;
use listings::log;
use serde_json::{Value, json};
use std::{env, error::Error, future::IntoFuture};
use tokio::net::TcpListener;

async fn word(chunk: String) -> Result<Option<Event>, axum::Error> {
    let Ok(chunk) = serde_json::from_str::<Value>(&chunk) else {
        return Ok(None); // the end: [DONE]
    };
    let word = &chunk["choices"][0]["delta"]["content"];
    Event::default().json_data(word).map(Some)
}

async fn answer(State(client): State<reqwest::Client>) -> impl IntoResponse {
    let message = json!({ "role": "user", "content": "hang after 2" });
    let question = json!({ "stream": true, "messages": [message] });
    let url = env::var("LLM_URL").unwrap() + "/v1/chat/completions";
    let ask = client.post(url).json(&question).send();
    let chunks = ask.await.unwrap().bytes_stream().eventsource();
    let chunks = chunks.map_err(axum::Error::new);
    Sse::new(chunks.try_filter_map(|chunk| word(chunk.data)))
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let app = Router::new().route("/answer", get(answer));
    let app = app.with_state(reqwest::Client::new());
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let url = format!("http://{}/answer", listener.local_addr()?);
    tokio::spawn(axum::serve(listener, app).into_future());
    let mut page = reqwest::get(url).await?.bytes_stream().eventsource();
    for _word in 0..2 {
        let event = page.try_next().await?.unwrap();
        log!("page: data: {}", event.data);
    }
    drop(page);
    log!("page: closed");
    let gone = reqwest::get(env::var("LLM_URL")? + "/gone/1").await?;
    let words: [u64; 1] = gone.json().await?;
    log!("model: client gone after {} words", words[0]);
    Ok(())
}
