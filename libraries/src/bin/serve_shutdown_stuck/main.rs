use axum::{Router, body::Body, routing::get};
use futures::stream::{self, StreamExt};
use listings::log;
use std::{error::Error, future::IntoFuture, io, time::Duration};
use tokio::{net::TcpListener, time::timeout};
use tokio_util::sync::CancellationToken;

async fn prices() -> Body {
    let price = stream::iter([Ok::<_, io::Error>("17")]);
    let next = stream::pending(); // until the next price
    Body::from_stream(price.chain(next))
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let shutdown = CancellationToken::new();
    let app = Router::new().route("/prices", get(prices));
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let url = format!("http://{}/prices", listener.local_addr()?);
    let server = axum::serve(listener, app)
        .with_graceful_shutdown(shutdown.clone().cancelled_owned());
    let serving = tokio::spawn(server.into_future());
    let mut page = reqwest::get(url).await?;
    let price = page.chunk().await?.unwrap_or_default();
    log!("page: {}", String::from_utf8_lossy(&price));
    shutdown.cancel(); // as on SIGTERM
    log!("server: shuts down");
    let ended = timeout(Duration::from_secs(2), serving).await.is_ok();
    log!("server: {}", if ended { "ended" } else { "still waits" });
    Ok(())
}
