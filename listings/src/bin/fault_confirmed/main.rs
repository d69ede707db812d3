use listings::log;
use std::time::Duration;
use tokio::task::JoinHandle;
use tokio::time::sleep;

async fn send_receipt() -> Result<(), &'static str> {
    log!("mail: request");
    sleep(Duration::from_millis(100)).await;
    Err("server is down")
}

async fn report(mail: JoinHandle<Result<(), &str>>) {
    match mail.await {
        Ok(Ok(())) => {}
        Ok(Err(error)) => log!("mail: failed, {error}"),
        Err(error) => log!("mail: {error}"), // cancelled, or panicked
    }
}

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    let mail = tokio::spawn(send_receipt());
    let _report = report(mail);
    log!("shop: order confirmed");
    sleep(Duration::from_millis(500)).await;
    log!("shop: closed for the day");
}
