use listings::log;
use sqlx::sqlite::{SqlitePool, SqlitePoolOptions};
use sqlx::{Result, query_scalar};
use std::time::Duration;
use tokio::sync::Semaphore;

const PRICE: &str = "SELECT 30";
static ASKED: Semaphore = Semaphore::const_new(0);
static BANK: Semaphore = Semaphore::const_new(0);

async fn buy(pool: SqlitePool, name: &str) -> Result<()> {
    let mut held = pool.acquire().await?;
    let price: i64 = query_scalar(PRICE).fetch_one(&mut *held).await?;
    log!("{name}: asks the bank for {price}");
    ASKED.add_permits(1);
    BANK.acquire().await.expect("open").forget();
    Ok(())
}

async fn page(pool: &SqlitePool) -> Result<i64> {
    query_scalar(PRICE).fetch_one(pool).await
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<()> {
    let limits = SqlitePoolOptions::new().max_connections(2);
    let limits = limits.acquire_timeout(Duration::from_millis(500));
    let pool = limits.connect("sqlite:shop.db?mode=rwc").await?;
    let mut buyers = Vec::new();
    for name in ["ann", "ben"] {
        buyers.push((name, tokio::spawn(buy(pool.clone(), name))));
        ASKED.acquire().await.expect("open").forget();
    }
    match page(&pool).await {
        Ok(price) => log!("page: done: {price}"),
        Err(error) => log!("page: failed: {error}"),
    }
    BANK.add_permits(2);
    for (name, buyer) in buyers {
        buyer.await.expect("no panic")?;
        log!("{name}: done");
    }
    Ok(())
}
