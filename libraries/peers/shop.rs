//! A shop, for clients to talk to: the same as shop.py, with axum.
//!
//! Prints its address, and ends with its standard input. Whatever depends on
//! order depends on counts here, never on time: so a client's run is exact.

use axum::body::{Body, Bytes};
use axum::extract::{ConnectInfo, Path, Query, Request, State};
use axum::http::StatusCode;
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Json, Router};
use futures::stream::{self, StreamExt};
use serde::Deserialize;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::convert::Infallible;
use std::future::pending;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
use tokio::io::{AsyncReadExt, stdin};
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::time::sleep;

/// What the shop saw of its clients.
#[derive(Default)]
struct Seen {
    requests: BTreeMap<String, usize>,
    connections: BTreeSet<SocketAddr>,
    now: usize,
    most_at_once: usize,
    waiting: usize,
    gone: Vec<String>,
}

type Shop = Arc<watch::Sender<Seen>>;

/// Tells, when it is dropped, that the client has gone away.
struct Gone(Shop, &'static str);

impl Drop for Gone {
    fn drop(&mut self) {
        self.0.send_modify(|seen| seen.gone.push(self.1.into()));
    }
}

/// Tells, when it is dropped, that a request is over.
struct Open(Shop);

impl Drop for Open {
    fn drop(&mut self) {
        self.0.send_modify(|seen| seen.now -= 1);
    }
}

async fn count(
    State(shop): State<Shop>,
    ConnectInfo(client): ConnectInfo<SocketAddr>,
    request: Request,
    next: Next,
) -> Response {
    let path = request.uri().path().to_string();
    if path == "/seen" || path.starts_with("/gone/") {
        return next.run(request).await;
    }
    shop.send_modify(|seen| {
        *seen
            .requests
            .entry(format!("{} {path}", request.method()))
            .or_default() += 1;
        seen.connections.insert(client);
        seen.now += 1;
        seen.most_at_once = seen.most_at_once.max(seen.now);
    });
    let _open = Open(shop);
    next.run(request).await
}

fn order(id: usize) -> Option<Value> {
    let item = ["lamp", "desk", "chair"].get(id.checked_sub(1)?)?;
    Some(json!({ "id": id, "item": item }))
}

async fn orders() -> Json<Vec<Value>> {
    Json((1..).map_while(order).collect())
}

#[derive(Deserialize)]
struct Delay {
    /// Milliseconds.
    #[serde(default)]
    delay: u64,
}

async fn one_order(
    Path(id): Path<usize>,
    Query(slow): Query<Delay>,
) -> Response {
    sleep(Duration::from_millis(slow.delay)).await;
    match order(id) {
        Some(order) => Json(order).into_response(),
        None => {
            let detail = json!({ "detail": format!("no order {id}") });
            (StatusCode::NOT_FOUND, Json(detail)).into_response()
        }
    }
}

async fn new_order(Json(order): Json<Value>) -> (StatusCode, Json<Value>) {
    (
        StatusCode::CREATED,
        Json(json!({ "id": 4, "item": order["item"] })),
    )
}

/// Fails so many times, then answers.
async fn flaky(State(shop): State<Shop>, Path(fails): Path<usize>) -> Response {
    let asked = shop.borrow().requests[&format!("GET /flaky/{fails}")];
    if asked > fails {
        return Json(json!({ "attempt": asked })).into_response();
    }
    let detail = json!({ "detail": "try again" });
    (StatusCode::SERVICE_UNAVAILABLE, Json(detail)).into_response()
}

/// Answers when so many requests wait here at once.
async fn together(
    State(shop): State<Shop>,
    Path(count): Path<usize>,
) -> Json<Value> {
    let mut seen = shop.subscribe();
    shop.send_modify(|seen| seen.waiting += 1);
    let _ = seen.wait_for(|seen| seen.waiting >= count).await;
    Json(json!({ "together": count }))
}

/// Never answers.
async fn hang(State(shop): State<Shop>) {
    let _gone = Gone(shop, "/hang");
    pending().await
}

/// Answers with the first half of a text, and never with the second.
async fn half(State(shop): State<Shop>) -> Body {
    let gone = Gone(shop, "/half");
    let rest = stream::once(async move {
        let _gone = gone;
        pending().await
    });
    let first = stream::iter([Ok::<_, Infallible>(Bytes::from("half of "))]);
    Body::from_stream(first.chain(rest))
}

/// Answers with so many pieces, a tenth of a second before each.
async fn drip(Path(count): Path<usize>) -> Body {
    Body::from_stream(stream::iter(0..count).then(|_| async {
        sleep(Duration::from_millis(100)).await;
        Ok::<_, Infallible>(Bytes::from("piece "))
    }))
}

async fn seen(State(shop): State<Shop>) -> Json<Value> {
    let seen = shop.borrow();
    Json(json!({
        "requests": seen.requests,
        "connections": seen.connections.len(),
        "most_at_once": seen.most_at_once,
    }))
}

/// Answers when so many clients have gone away before their answer was whole.
async fn gone(
    State(shop): State<Shop>,
    Path(count): Path<usize>,
) -> Json<Vec<String>> {
    let mut all = shop.subscribe();
    let seen = all.wait_for(|seen| seen.gone.len() >= count).await;
    Json(seen.map(|seen| seen.gone.clone()).unwrap_or_default())
}

#[tokio::main]
async fn main() -> std::io::Result<()> {
    let shop = Shop::default();
    let app = Router::new()
        .route("/orders", get(orders).post(new_order))
        .route("/orders/{id}", get(one_order))
        .route("/flaky/{fails}", get(flaky))
        .route("/together/{count}", get(together))
        .route("/hang", get(hang))
        .route("/half", get(half))
        .route("/drip/{count}", get(drip))
        .route("/seen", get(seen))
        .route("/gone/{count}", get(gone))
        .layer(from_fn_with_state(shop.clone(), count))
        .with_state(shop);
    let app = app.into_make_service_with_connect_info::<SocketAddr>();
    let mut input = stdin();
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    println!("http://{}", listener.local_addr()?);
    tokio::select! {
        served = axum::serve(listener, app) => served,
        _ = input.read_u8() => Ok(()),
    }
}
