use listings::log;
use std::time::Duration;
use tokio::time::sleep;

struct NoStock {
    cause: &'static str,
}

async fn query() -> Result<u32, &'static str> {
    log!("query: start");
    sleep(Duration::from_millis(100)).await;
    log!("query: failed");
    Err("database is down")
}

struct Connection;

impl Drop for Connection {
    fn drop(&mut self) {
        log!("stock: closed");
    }
}

async fn stock() -> Result<u32, NoStock> {
    log!("stock: open");
    let _connection = Connection;
    query().await.map_err(|cause| NoStock { cause })
}

async fn product_page() -> Result<String, NoStock> {
    let count = stock().await?;
    Ok(format!("{count} lamps"))
}

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    match product_page().await {
        Ok(page) => log!("server: {page}"),
        Err(NoStock { cause }) => {
            log!("server: stock unknown, because {cause}");
        }
    }
}
