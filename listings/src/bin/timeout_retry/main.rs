use listings::log;
use std::time::Duration;
use tokio::time::{sleep, timeout};

struct NoConnection;

async fn charge(attempt: u32) -> Result<(), NoConnection> {
    log!("charge: try {attempt}");
    sleep(Duration::from_millis(200)).await;
    if attempt < 3 {
        return Err(NoConnection);
    }
    log!("charge: done");
    Ok(())
}

async fn charge_with_retries() -> Result<(), NoConnection> {
    for attempt in 1..=3 {
        match charge(attempt).await {
            Ok(()) => return Ok(()),
            Err(NoConnection) => log!("charge: no connection"),
        }
    }
    Err(NoConnection)
}

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    match timeout(Duration::from_millis(250), charge_with_retries()).await {
        Ok(Ok(())) => log!("main: paid"),
        Ok(Err(NoConnection)) => log!("main: not paid, three times"),
        Err(_) => log!("main: gave up"),
    }
}
