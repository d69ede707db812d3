use listings::log;
use std::time::Duration;
use tokio::time::sleep;
use tokio_util::task::TaskTracker;

async fn save() {
    log!("order: saving");
    sleep(Duration::from_millis(200)).await;
    log!("order: saved");
}

async fn handle(saving: TaskTracker) {
    log!("request: start");
    log!("request: answered");
    saving.track_future(save()).await;
}

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    let saving = TaskTracker::new();
    let request = tokio::spawn(handle(saving.clone()));
    sleep(Duration::from_millis(100)).await;
    log!("main: the customer is gone");
    request.abort();
    assert!(request.await.unwrap_err().is_cancelled());
    log!("request: cancelled");
    saving.close();
    saving.wait().await;
    log!("main: done");
}
