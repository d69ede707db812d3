use axum::extract::State;
use axum::http::{Request, StatusCode};
use axum::{Router, body::Body, routing::post};
use listings::log;
use sqlx::{Result, SqlitePool, query, query_scalar};
use std::{error::Error, time::Duration};
use tokio::{sync::Semaphore, time::timeout};
use tower::ServiceExt;

static BANK: Semaphore = Semaphore::const_new(0);

async fn order(shop: &SqlitePool) -> Result<(), Box<dyn Error>> {
    let mut order = shop.begin().await?;
    let row = query("INSERT INTO orders DEFAULT VALUES");
    row.execute(&mut *order).await?;
    let limit = Duration::from_millis(300);
    timeout(limit, BANK.acquire()).await??.forget();
    Ok(order.commit().await?)
}

async fn sell(State(shop): State<SqlitePool>) -> StatusCode {
    if order(&shop).await.is_err() {
        log!("view: gave up, answers 504");
    }
    StatusCode::GATEWAY_TIMEOUT
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<()> {
    let pool = SqlitePool::connect("sqlite:shop.db?mode=rwc").await?;
    let table = "CREATE TABLE orders (id INTEGER PRIMARY KEY)";
    query(table).execute(&pool).await?;
    let shop = Router::new().route("/sell", post(sell));
    let shop = shop.with_state(pool.clone());
    let request = Request::post("/sell").body(Body::empty()).expect("valid");
    let Ok(answer) = shop.oneshot(request).await;
    let orders = query_scalar("SELECT count(*) FROM orders");
    let orders: i64 = orders.fetch_one(&pool).await?;
    let status = answer.status().as_u16();
    log!("shop: answered {status}, orders: {orders}");
    Ok(())
}
