use listings::{log, thread};
use std::time::Duration;
use tokio::time::{sleep, timeout};

async fn pay() {
    log!("payment: request");
    let bank = sleep(Duration::from_millis(80)); // the bank answers after 80 ms
    match timeout(Duration::from_millis(100), bank).await {
        Ok(()) => log!("payment: paid"),
        Err(_) => log!("payment: timed out"),
    }
}

async fn report() {
    sleep(Duration::from_millis(50)).await;
    log!("report: query");
    thread::sleep(Duration::from_millis(250));
    log!("report: done");
}

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    tokio::join!(pay(), report());
}
