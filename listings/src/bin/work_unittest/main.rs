use listings::log;
use std::time::Duration;
use tokio::{runtime::Builder, time::sleep};

struct Mail;

impl Drop for Mail {
    fn drop(&mut self) {
        log!("mail: cancelled");
    }
}

async fn send_mail() {
    let _mail = Mail;
    sleep(Duration::from_secs(60)).await;
}

async fn refund(paid: u32) -> u32 {
    tokio::spawn(send_mail());
    sleep(Duration::from_millis(100)).await;
    paid - 5
}

async fn test_paid_back() {
    log!("shop: open");
    sleep(Duration::from_millis(100)).await;
    log!("test: started");
    if refund(30).await != 30 {
        log!("test: failed");
    }
    sleep(Duration::from_millis(100)).await;
    log!("shop: closed");
}

fn main() {
    // What #[tokio::test(start_paused = true)] does with the test.
    let mut builder = Builder::new_current_thread();
    let runtime = builder.enable_all().start_paused(true).build().unwrap();
    runtime.block_on(test_paid_back());
}
