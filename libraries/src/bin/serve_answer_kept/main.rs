use axum::{Router, body::Body, extract::State, routing::get};
use listings::log;
use std::future::{IntoFuture, pending};
use std::{io::Error, mem::take};
use tokio::net::TcpListener;
use tokio::sync::mpsc::{UnboundedSender, unbounded_channel};

type Words = Vec<&'static str>;
struct Draft(Words, UnboundedSender<Words>);

impl Drop for Draft {
    fn drop(&mut self) {
        log!("answer: cancelled");
        let _ = self.1.send(take(&mut self.0)); // no `await` here
    }
}

async fn answer(State(drafts): State<UnboundedSender<Words>>) -> Body {
    let mut draft = Draft(vec![], drafts);
    Body::from_stream(async_stream::stream! {
        for word in ["It", "comes"] {
            draft.0.push(word);
            yield Ok::<_, Error>(word);
        }
        pending::<()>().await; // the model thinks
    })
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let (sender, mut drafts) = unbounded_channel();
    let app = Router::new().route("/answer", get(answer));
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let url = format!("http://{}/answer", listener.local_addr()?);
    tokio::spawn(axum::serve(listener, app.with_state(sender)).into_future());
    let mut page = reqwest::get(url).await?;
    for _ in 0..2 {
        let word = page.chunk().await?.unwrap_or_default();
        log!("page: {}", String::from_utf8_lossy(&word));
    }
    drop(page);
    log!("page: closed");
    let draft = drafts.recv().await.unwrap_or_default();
    log!("draft: stored: {}", draft.join(" "));
    Ok(())
}
