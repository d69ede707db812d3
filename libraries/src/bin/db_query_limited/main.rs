use listings::log;
use sqlx::sqlite::SqlitePoolOptions;
use std::time::{Duration, Instant};

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
    let mut connection = pool.acquire().await?;
    let goes_on = move || asked.elapsed() < Duration::from_millis(100);
    connection
        .lock_handle()
        .await?
        .set_progress_handler(1000, goes_on);
    let report = sqlx::query(REPORT).fetch_one(&mut *connection).await;
    connection.lock_handle().await?.remove_progress_handler();
    drop(connection);
    if report.is_err() {
        log!("report: given up {}", when(asked));
    }
    sqlx::query("SELECT 1").execute(&pool).await?;
    log!("connection: free {}", when(asked));
    pool.close().await;
    Ok(())
}
