use listings::log;
use sqlx::sqlite::{SqlitePool, SqlitePoolOptions};
use sqlx::{Result, query, query_scalar};
use tokio::sync::Semaphore;

static WRITTEN: Semaphore = Semaphore::const_new(0);
static PAID: Semaphore = Semaphore::const_new(0);

async fn sell(pool: SqlitePool, item: &str) -> Result<()> {
    let mut sale = pool.begin().await?;
    let order = query("INSERT INTO orders VALUES (?)").bind(item);
    order.execute(&mut *sale).await?;
    log!("{item}: order written");
    WRITTEN.add_permits(1);
    PAID.acquire().await.expect("open").forget();
    sale.commit().await?;
    log!("{item}: order committed");
    Ok(())
}

async fn count(pool: &SqlitePool) -> Result<()> {
    let orders = query_scalar("SELECT count(*) FROM orders");
    let orders: i64 = orders.fetch_one(pool).await?;
    log!("orders: {orders}");
    Ok(())
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<()> {
    let pool = SqlitePoolOptions::new().max_connections(1);
    let pool = pool.connect("sqlite:shop.db?mode=rwc").await?;
    let table = query("CREATE TABLE orders (item TEXT)");
    table.execute(&pool).await?;
    let sale = tokio::spawn(sell(pool.clone(), "lamp"));
    WRITTEN.acquire().await.expect("open").forget();
    sale.abort();
    if sale.await.is_err_and(|error| error.is_cancelled()) {
        log!("lamp: cancelled");
    }
    count(&pool).await?;
    PAID.add_permits(1);
    sell(pool.clone(), "chair").await?;
    count(&pool).await
}
