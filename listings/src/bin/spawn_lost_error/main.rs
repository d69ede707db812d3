use listings::log;
use std::time::Duration;
use tokio::time::sleep;

async fn send_receipt() -> Result<(), &'static str> {
    log!("mail: request");
    sleep(Duration::from_millis(100)).await;
    Err("server is down")
}

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    let mut mails = vec![tokio::spawn(send_receipt())];
    log!("shop: order confirmed");
    sleep(Duration::from_millis(500)).await;
    log!("shop: closed for the day");
    mails.clear();
}
