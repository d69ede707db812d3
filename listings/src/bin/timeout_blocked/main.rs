use listings::{log, thread};
use std::time::Duration;
use tokio::time::timeout;

async fn charge(order: &str, milliseconds: u64) {
    log!("{order}: charging");
    // Stands for a client that is not async.
    thread::sleep(Duration::from_millis(milliseconds));
    log!("{order}: paid");
}

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    for (order, milliseconds) in [("book", 100), ("lamp", 500)] {
        let limit = Duration::from_millis(250);
        if timeout(limit, charge(order, milliseconds)).await.is_err() {
            log!("{order}: gave up");
        }
    }
}
