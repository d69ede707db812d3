use listings::log;
use std::time::Duration;
use tokio::sync::oneshot::{self, Receiver, Sender};
use tokio::time::sleep;

async fn ship(order: &str, payment: Receiver<u32>) {
    log!("{order}: waiting for the bank");
    match payment.await {
        Ok(euros) => log!("{order}: done, shipped for {euros} euros"),
        Err(_) => log!("{order}: failed, the bank will not call"),
    }
}

async fn bank_calls(confirm: Sender<u32>) {
    sleep(Duration::from_millis(300)).await;
    log!("bank: confirms");
    confirm.send(30).ok(); // fails if nobody waits any more
}

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    let (confirm, payment) = oneshot::channel();
    tokio::spawn(bank_calls(confirm));
    ship("order 17", payment).await;
}
