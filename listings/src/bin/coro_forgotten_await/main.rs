use listings::log;
use std::time::Duration;
use tokio::time::sleep;

async fn send_receipt() {
    log!("mail: request");
    sleep(Duration::from_millis(300)).await;
    log!("mail: done");
}

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    #[expect(unused_must_use)] // without this line the compiler warns
    send_receipt();
    log!("shop: packing");
    sleep(Duration::from_millis(200)).await;
    log!("shop: packed");
    log!("shop: closed");
}
