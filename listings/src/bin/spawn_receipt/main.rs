use listings::log;
use std::time::Duration;
use tokio::time::sleep;

async fn send_receipt(order: u32) -> String {
    log!("mail: request");
    sleep(Duration::from_millis(300)).await;
    log!("mail: done");
    format!("receipt {order}")
}

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    let mail = tokio::spawn(send_receipt(17));
    log!("order: confirmed");
    sleep(Duration::from_millis(100)).await; // stands for packing
    log!("order: packed");
    let receipt = mail.await.unwrap();
    log!("order: closed, {receipt} is sent");
}
