use listings::{log, thread};
use std::time::Duration;
use tokio::time::sleep;

async fn send_receipt() {
    log!("mail: request");
    sleep(Duration::from_millis(300)).await;
    log!("mail: done");
}

async fn choose_boxes() {
    log!("order: packing");
    thread::sleep(Duration::from_millis(200)); // 200 ms of computing
    log!("order: three boxes");
}

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    let mail = tokio::spawn(send_receipt());
    log!("order: confirmed");
    choose_boxes().await;
    mail.await.unwrap();
    log!("order: closed");
}
