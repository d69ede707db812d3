use listings::{log, thread};
use std::time::Duration;
use tokio::time::sleep;

async fn heartbeat() {
    for beat in 1..=7 {
        log!("heartbeat: beat {beat}");
        sleep(Duration::from_millis(50)).await;
    }
}

async fn import_orders() {
    log!("import: waiting");
    sleep(Duration::from_millis(220)).await;
    log!("import: blocking");
    thread::sleep(Duration::from_millis(200));
    log!("import: done");
}

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    tokio::join!(heartbeat(), import_orders());
}
