use listings::log;
use std::time::Duration;
use tokio::time::sleep;

struct Connection;

impl Connection {
    fn open() -> Self {
        log!("connection: open");
        Self
    }

    async fn total(&mut self, table: &str) -> Result<u32, &'static str> {
        log!("connection: query {table}");
        sleep(Duration::from_millis(100)).await;
        (table != "refunds").then_some(900).ok_or("no such table")
    }

    async fn close(self) {
        log!("connection: closing");
        sleep(Duration::from_millis(100)).await;
        log!("connection: closed");
    }
}

async fn report() -> Result<u32, &'static str> {
    let mut connection = Connection::open();
    let net = async {
        let sales = connection.total("sales").await?;
        let refunds = connection.total("refunds").await?;
        Ok(sales - refunds)
    }
    .await;
    connection.close().await;
    net
}

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    match report().await {
        Ok(net) => log!("main: net sales are {net}"),
        Err(error) => log!("main: no report, {error}"),
    }
}
