use listings::log;
use std::time::Duration;
use tokio::sync::oneshot;
use tokio::time::sleep;

async fn fetch(name: &str) {
    log!("{name}: request");
    sleep(Duration::from_millis(100)).await;
    log!("{name}: done");
}

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    let coroutine = fetch("coroutine");
    let task = tokio::spawn(fetch("task"));
    let (set, future) = oneshot::channel();
    log!("main: has all three");
    sleep(Duration::from_millis(200)).await;
    log!("main: awaits the task");
    task.await.unwrap();
    log!("main: awaits the coroutine");
    coroutine.await;
    log!("main: sets the future");
    set.send("paid").unwrap();
    log!("future: done, {}", future.await.unwrap());
}
