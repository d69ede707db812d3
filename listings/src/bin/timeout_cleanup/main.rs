use listings::log;
use std::time::Duration;
use tokio::time::{sleep, timeout};

struct Payment;

impl Drop for Payment {
    fn drop(&mut self) {
        log!("charge: dropped, cannot undo here");
    }
}

async fn charge() {
    let _payment = Payment;
    log!("charge: charging");
    sleep(Duration::from_millis(500)).await;
}

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    log!("main: limit of 250 ms");
    if timeout(Duration::from_millis(250), charge()).await.is_err() {
        log!("main: gave up");
    }
}
