use axum::{Router, body::Body, extract::State, routing::get};
use futures::{StreamExt, stream};
use listings::log;
use std::{future::IntoFuture, io::Error};
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

const ROWS: u32 = 400_000;

async fn export(State(gone): State<CancellationToken>) -> Body {
    let dropped = gone.drop_guard();
    Body::from_stream(stream::iter(0..ROWS).map(move |number| {
        let _moved_in = &dropped;
        if number + 1 == ROWS {
            log!("export: all rows made, for nobody");
        }
        Ok::<_, Error>(format!("{number},lamp,in stock\n"))
    }))
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let gone = CancellationToken::new();
    let app = Router::new().route("/export", get(export));
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let url = format!("http://{}/export", listener.local_addr()?);
    let server = axum::serve(listener, app.with_state(gone.clone()));
    tokio::spawn(server.into_future());
    let mut page = reqwest::get(url).await?;
    let bytes = page.chunk().await?.unwrap_or_default();
    let text = String::from_utf8_lossy(&bytes);
    log!("page: {}", text.lines().next().unwrap_or_default());
    drop(page);
    log!("page: closed");
    gone.cancelled().await;
    log!("export: closed");
    Ok(())
}
