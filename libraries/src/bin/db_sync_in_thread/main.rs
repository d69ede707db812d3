use listings::log;
use rusqlite::Connection;
use sqlx::{SqlitePool, query};
use std::{error::Error, time::Duration};
use tokio::{sync::Semaphore, task::spawn_blocking, time::sleep};

static WRITTEN: Semaphore = Semaphore::const_new(0);

async fn order(pool: SqlitePool) -> sqlx::Result<()> {
    let mut sale = pool.begin().await?;
    let one_less = query("UPDATE stock SET left = left - 1");
    one_less.execute(&mut *sale).await?;
    log!("order: written, waits for the bank");
    WRITTEN.add_permits(1);
    sleep(Duration::from_millis(100)).await;
    log!("order: paid, commits");
    sale.commit().await
}

fn delivery() -> rusqlite::Result<usize> {
    let shop = Connection::open("shop.db")?;
    shop.busy_timeout(Duration::from_secs(2))?; // for another's lock
    shop.execute("UPDATE stock SET left = left + 10", [])
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let pool = SqlitePool::connect("sqlite:shop.db?mode=rwc").await?;
    let table = query("CREATE TABLE stock (left INTEGER)");
    table.execute(&pool).await?;
    query("INSERT INTO stock VALUES (5)").execute(&pool).await?;
    let sale = tokio::spawn(order(pool));
    WRITTEN.acquire().await?.forget();
    match spawn_blocking(delivery).await? {
        Ok(_) => log!("delivery: done"),
        Err(error) => log!("delivery: failed: {error}"),
    }
    sale.await??;
    Ok(())
}
