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
        Err("no such table")
    }

    async fn close(self) -> Result<(), &'static str> {
        log!("connection: closing");
        sleep(Duration::from_millis(100)).await;
        log!("connection: failed");
        Err("the line is dead")
    }
}

async fn report() -> Result<u32, &'static str> {
    let mut connection = Connection::open();
    let refunds = connection.total("refunds").await;
    connection.close().await?;
    refunds
}

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    match report().await {
        Ok(refunds) => log!("main: refunds are {refunds}"),
        Err(error) => log!("main: no report, {error}"),
    }
}
