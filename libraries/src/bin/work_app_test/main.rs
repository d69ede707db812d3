use axum::{
    Router, body::Body, http::Request, http::StatusCode, routing::post,
};
use listings::log;
use std::{future::pending, time::Duration};
use tokio::time::{Instant, timeout};
use tower::ServiceExt;

async fn pay() -> StatusCode {
    let bank = pending::<()>(); // never answers
    match timeout(Duration::from_secs(30), bank).await {
        Ok(()) => StatusCode::OK,
        Err(_) => StatusCode::GATEWAY_TIMEOUT,
    }
}

// As #[tokio::test(start_paused = true)] does it.
#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let app = Router::new().route("/payments", post(pay));
    let (begun, wall) = (Instant::now(), std::time::Instant::now());
    let request = Request::post("/payments").body(Body::empty())?;
    let answer = app.oneshot(request).await?;
    let took = begun.elapsed().as_secs();
    log!("test: {} after {took} s", answer.status().as_u16());
    let less = wall.elapsed() < Duration::from_secs(30);
    log!(
        "test: done in {} on the wall",
        if less { "less" } else { "more" }
    );
    Ok(())
}
