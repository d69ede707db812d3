use listings::log;
use sqlx::sqlite::SqlitePoolOptions;
use std::time::{Duration, Instant};
use tokio::time::timeout;

const REPORT: &str = "WITH RECURSIVE orders(id) AS
    (SELECT 1 UNION ALL SELECT id + 1 FROM orders WHERE id < 5000000)
    SELECT count(*) FROM orders";

fn when(asked: Instant) -> &'static str {
    match asked.elapsed() > Duration::from_millis(400) {
        true => "late",
        false => "in time",
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), sqlx::Error> {
    let one = SqlitePoolOptions::new().max_connections(1);
    let pool = one.connect("sqlite::memory:").await?;
    let asked = Instant::now();
    let report = sqlx::query(REPORT).fetch_one(&pool);
    if timeout(Duration::from_millis(100), report).await.is_err() {
        log!("report: given up {}", when(asked));
    }
    sqlx::query("SELECT 1").execute(&pool).await?;
    log!("connection: free {}", when(asked));
    pool.close().await;
    Ok(())
}
