use axum::{Router, body::Body, extract::State, routing::get};
use listings::log;
use std::future::{IntoFuture, pending};
use std::io::Error;
use tokio::{net::TcpListener, task::yield_now};
use tokio_util::sync::CancellationToken;

async fn store(draft: &[&str]) {
    yield_now().await; // a database
    log!("draft: stored: {}", draft.join(" "));
}

async fn answer(State(gone): State<CancellationToken>) -> Body {
    Body::from_stream(async_stream::stream! {
        let _dropped = gone.drop_guard();
        let mut draft = vec![];
        for word in ["It", "comes"] {
            draft.push(word);
            yield Ok::<_, Error>(word);
        }
        pending::<()>().await; // the model thinks
        store(&draft).await;
    })
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let gone = CancellationToken::new();
    let app = Router::new().route("/answer", get(answer));
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let url = format!("http://{}/answer", listener.local_addr()?);
    let server = axum::serve(listener, app.with_state(gone.clone()));
    tokio::spawn(server.into_future());
    let mut page = reqwest::get(url).await?;
    for _ in 0..2 {
        let word = page.chunk().await?.unwrap_or_default();
        log!("page: {}", String::from_utf8_lossy(&word));
    }
    drop(page);
    log!("page: closed");
    gone.cancelled().await;
    log!("answer: cancelled");
    Ok(())
}
