use listings::log;
use std::time::Duration;
use tokio::time::sleep;

async fn fetch(name: &str, milliseconds: u64) {
    log!("{name}: request");
    sleep(Duration::from_millis(milliseconds)).await;
    log!("{name}: done");
}

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    tokio::join!(fetch("orders", 200), fetch("prices", 100));
    log!("main: both are here");
}
