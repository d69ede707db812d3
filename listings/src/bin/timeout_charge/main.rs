use listings::log;
use std::env;
use std::time::Duration;
use tokio::time::{sleep, timeout};

async fn charge(order: &str, milliseconds: u64) {
    log!("{order}: charging");
    sleep(Duration::from_millis(milliseconds)).await;
    log!("{order}: paid");
}

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    let limit = env::var("TIMEOUT_MS").map_or(250, |ms| ms.parse().unwrap());
    let limit = Duration::from_millis(limit);
    for (order, milliseconds) in [("book", 100), ("lamp", 500)] {
        if timeout(limit, charge(order, milliseconds)).await.is_err() {
            log!("{order}: gave up");
        }
    }
}
