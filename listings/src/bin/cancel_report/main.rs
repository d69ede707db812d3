use listings::{log, thread};
use std::time::Duration;
use tokio::time::sleep;

async fn archive(page: u32) {
    log!("report: page {page} archived");
}

async fn report() {
    for page in 1..=3 {
        log!("report: computing page {page}");
        thread::sleep(Duration::from_millis(100)); // stands for computing
        archive(page).await;
    }
}

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    let task = tokio::spawn(report());
    sleep(Duration::from_millis(150)).await;
    log!("main: cancel");
    task.abort();
    match task.await {
        Err(error) if error.is_cancelled() => {
            log!("main: the report is stopped");
        }
        outcome => {
            outcome.unwrap(); // panics if the task did
            log!("main: the report is complete");
        }
    }
}
