use listings::log;
use std::time::Duration;
use tokio::time::{sleep, timeout};

async fn charge(order: &str, milliseconds: u64) {
    log!("{order}: charging");
    sleep(Duration::from_millis(milliseconds)).await;
    log!("{order}: paid");
}

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    let limit = Duration::from_millis(100);
    if timeout(limit, charge("book", 100)).await.is_err() {
        log!("book: gave up");
    }
}
