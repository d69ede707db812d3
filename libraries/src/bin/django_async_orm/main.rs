use axum::body::{Body, to_bytes};
use axum::extract::{Path, State};
use axum::{Router, http::Request, http::StatusCode, routing::get};
use listings::log;
use sqlx::{SqlitePool, query_scalar, raw_sql};
use std::error::Error;
use tower::ServiceExt;

const PRICE: &str = "SELECT price FROM item WHERE id = ?";
const ITEMS: &str = "CREATE TABLE item (id INTEGER PRIMARY KEY, price INTEGER);
    INSERT INTO item VALUES (1, 30);";
const BROKEN: StatusCode = StatusCode::INTERNAL_SERVER_ERROR;

async fn page(
    State(shop): State<SqlitePool>,
    Path(id): Path<i64>,
) -> Result<String, StatusCode> {
    let price = query_scalar(PRICE).bind(id).fetch_optional(&shop).await;
    let price: Option<i64> = price.or(Err(BROKEN))?;
    let price = price.ok_or(StatusCode::NOT_FOUND)?;
    Ok(format!("price {price}"))
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let pool = SqlitePool::connect("sqlite:shop.db?mode=rwc").await?;
    raw_sql(ITEMS).execute(&pool).await?;
    let shop = Router::new()
        .route("/items/{id}", get(page))
        .with_state(pool);
    let request = Request::get("/items/1").body(Body::empty())?;
    let (head, body) = shop.oneshot(request).await?.into_parts();
    let text = String::from_utf8(to_bytes(body, 100).await?.into())?;
    log!("page: {} {text}", head.status.as_u16());
    Ok(())
}
