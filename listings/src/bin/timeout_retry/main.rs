use listings::log;
use std::io::{Error, ErrorKind};
use std::time::Duration;
use tokio::time::{sleep, timeout};

async fn charge(attempt: u32) -> Result<(), Error> {
    log!("charge: try {attempt}");
    sleep(Duration::from_millis(200)).await;
    if attempt < 3 {
        return Err(ErrorKind::ConnectionReset.into());
    }
    log!("charge: done");
    Ok(())
}

async fn charge_with_retries() {
    for attempt in 1..=3 {
        match charge(attempt).await {
            Ok(()) => return,
            Err(_) => log!("charge: no connection"),
        }
    }
}

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    match timeout(Duration::from_millis(250), charge_with_retries()).await {
        Ok(()) => log!("main: paid"),
        Err(_) => log!("main: gave up"),
    }
}
