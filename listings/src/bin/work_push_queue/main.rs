use futures::stream::{self, StreamExt};
use listings::log;
use std::time::Duration;
use tokio::time::sleep;

async fn store(order: u32) {
    log!("order {order}: start");
    sleep(Duration::from_millis(250)).await;
    log!("order {order}: done");
}

async fn arrive(order: u32) -> u32 {
    sleep(Duration::from_millis(100)).await;
    log!("customer: order {order}");
    order
}

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    log!("shop: open");
    stream::iter(1..=6)
        .then(arrive)
        .map(store)
        .buffer_unordered(2)
        .collect::<()>()
        .await;
}
