use listings::log;
use std::time::Duration;
use tokio::task::JoinHandle;
use tokio::time::sleep;

async fn search(text: &str) -> &'static str {
    log!("{text}: start");
    sleep(Duration::from_millis(150)).await;
    log!("{text}: done");
    "12 hits"
}

async fn stop(text: &str, task: JoinHandle<&str>) {
    log!("page: cancel {text}");
    task.abort();
    let over = task.is_finished();
    let over = if over { "over already" } else { "not over yet" };
    log!("page: {text} is {over}");
    match task.await {
        Err(error) if error.is_cancelled() => log!("{text}: cancelled"),
        outcome => log!("page: keeps {}", outcome.unwrap()),
    }
}

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    for (text, pause) in [("tea", 100), ("teapot", 200)] {
        let task = tokio::spawn(search(text));
        sleep(Duration::from_millis(pause)).await;
        stop(text, task).await;
    }
}
