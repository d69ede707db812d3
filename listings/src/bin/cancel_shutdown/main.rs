use listings::log;
use std::time::Duration;
use tokio::time::sleep;
use tokio_util::{sync::CancellationToken, task::TaskTracker};

async fn cook(order: u32) {
    log!("order {order}: start");
    sleep(Duration::from_millis(150)).await;
    log!("order {order}: done");
}

async fn take_orders(kitchen: TaskTracker, closing: CancellationToken) {
    log!("door: open");
    for order in 1.. {
        kitchen.spawn(cook(order));
        tokio::select! {
            () = closing.cancelled() => break,
            () = sleep(Duration::from_millis(40)) => {}
        }
    }
    log!("door: closed");
}

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    let kitchen = TaskTracker::new();
    let closing = CancellationToken::new();
    kitchen.spawn(take_orders(kitchen.clone(), closing.clone()));
    sleep(Duration::from_millis(110)).await;
    log!("main: closing time");
    closing.cancel();
    kitchen.close();
    kitchen.wait().await;
    log!("main: kitchen is empty");
}
