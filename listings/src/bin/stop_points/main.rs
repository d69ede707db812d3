use listings::{log, thread};
use std::time::Duration;
use tokio::time::sleep;

async fn archive(report: &str, page: u32, wait: u64) {
    if wait > 0 {
        log!("{report}: waiting for the disk");
        sleep(Duration::from_millis(wait)).await;
    }
    log!("{report}: page {page} archived");
}

async fn write(report: &str, wait: u64) {
    for page in 1..=3 {
        log!("{report}: computing page {page}");
        thread::sleep(Duration::from_millis(100)); // stands for computing
        archive(report, page, wait).await;
    }
}

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    for (report, wait) in [("cached", 0), ("stored", 20)] {
        let task = tokio::spawn(write(report, wait));
        sleep(Duration::from_millis(150)).await;
        log!("main: cancel {report}");
        task.abort();
        match task.await {
            Err(error) if error.is_cancelled() => log!("{report}: cancelled"),
            outcome => {
                outcome.unwrap(); // panics if the task did
                log!("{report}: done");
            }
        }
    }
}
