use axum::{Router, body::Body, http::Request, routing::get};
use futures::future::join_all;
use listings::log;
use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};
use std::time::Duration;
use tokio::time::sleep;
use tower::ServiceExt;

static BUSY: AtomicUsize = AtomicUsize::new(0);
static MOST: AtomicUsize = AtomicUsize::new(0);

async fn report() -> &'static str {
    MOST.fetch_max(BUSY.fetch_add(1, SeqCst) + 1, SeqCst);
    sleep(Duration::from_millis(50)).await;
    BUSY.fetch_sub(1, SeqCst);
    "report"
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let app = Router::new().route("/report", get(report));
    let requests = (0..3).map(|_| {
        let request = Request::get("/report").body(Body::empty());
        app.clone().oneshot(request.expect("valid"))
    });
    let answers = join_all(requests).await;
    log!("shop: {} requests at once", answers.len());
    log!("shop: {} at work at most", MOST.load(SeqCst));
}
