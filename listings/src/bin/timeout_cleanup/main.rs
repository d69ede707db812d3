use listings::log;
use std::time::Duration;
use tokio::time::{sleep, timeout};

struct Payment {
    paid: bool,
}

impl Drop for Payment {
    fn drop(&mut self) {
        if !self.paid {
            log!("charge: dropped, cannot undo here");
        }
    }
}

async fn charge() {
    let mut payment = Payment { paid: false };
    log!("charge: charging");
    sleep(Duration::from_millis(500)).await;
    payment.paid = true;
    log!("charge: paid");
}

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    log!("main: limit of 250 ms");
    if timeout(Duration::from_millis(250), charge()).await.is_err() {
        log!("main: gave up");
    }
}
