use axum::extract::{Path, State};
use axum::{Router, body::Body, http::Request, routing::post};
use listings::log;
use std::{sync::Arc, sync::Mutex, time::Duration};
use tokio::{task::JoinHandle, time::sleep};
use tower::ServiceExt;

type Mails = Arc<Mutex<Vec<JoinHandle<String>>>>;

async fn mail(order: u32) -> String {
    sleep(Duration::from_millis(100)).await;
    format!("order {order} confirmed")
}

async fn buy(
    State(mails): State<Mails>,
    Path(order): Path<u32>,
) -> &'static str {
    mails.lock().unwrap().push(tokio::spawn(mail(order)));
    "bought"
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let mails = Mails::default();
    let app = Router::new().route("/orders/{order}", post(buy));
    let app = app.with_state(mails.clone());
    let request = Request::post("/orders/17").body(Body::empty()).unwrap();
    let Ok(answer) = app.oneshot(request).await;
    log!("shop: {}", answer.status().as_u16());
    let mails = std::mem::take(&mut *mails.lock().unwrap());
    for sent in mails {
        log!("mail: {}", sent.await.unwrap_or("lost".into()));
    }
}
