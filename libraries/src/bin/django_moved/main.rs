use axum::extract::{Path, State};
use axum::http::{Request, StatusCode};
use axum::{Router, body::Body, routing::post};
use listings::log;
use sqlx::{Result, SqlitePool, query, query_as, raw_sql};
use tower::ServiceExt;

const SHELVES: &str = "CREATE TABLE shelf
    (id INTEGER PRIMARY KEY, lamps INTEGER CHECK (lamps >= 0));
    INSERT INTO shelf (lamps) VALUES (0), (5);";
const WINDOW: &str = "UPDATE shelf SET lamps = lamps + ? WHERE id = 1";
const CELLAR: &str = "UPDATE shelf SET lamps = lamps - ? WHERE id = 2";

async fn both(pool: &SqlitePool, n: i64) -> Result<()> {
    let mut both = pool.begin().await?;
    query(WINDOW).bind(n).execute(&mut *both).await?;
    query(CELLAR).bind(n).execute(&mut *both).await?;
    both.commit().await
}

async fn move_lamps(
    State(pool): State<SqlitePool>,
    Path(n): Path<i64>,
) -> Result<&'static str, StatusCode> {
    let failed = StatusCode::INTERNAL_SERVER_ERROR;
    both(&pool, n).await.map(|()| "moved").or(Err(failed))
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<()> {
    let pool = SqlitePool::connect("sqlite:shop.db?mode=rwc").await?;
    raw_sql(SHELVES).execute(&pool).await?;
    let shop = Router::new().route("/move/{n}", post(move_lamps));
    let shop = shop.with_state(pool.clone());
    for n in [2, 7] {
        let request = Request::post(format!("/move/{n}")).body(Body::empty());
        let Ok(answer) = shop.clone().oneshot(request.expect("valid")).await;
        log!("move {n}: {}", answer.status().as_u16());
    }
    let shelves = query_as("SELECT id, lamps FROM shelf ORDER BY id");
    let shelves: Vec<(i64, i64)> = shelves.fetch_all(&pool).await?;
    for (id, lamps) in shelves {
        log!("shelf {id}: lamps: {lamps}");
    }
    Ok(())
}
