use listings::log;
use std::time::Duration;
use tokio::{runtime::Handle, task::spawn_blocking, time::sleep};

async fn ask() -> u32 {
    sleep(Duration::from_millis(10)).await;
    30
}

fn price() -> u32 {
    Handle::current().block_on(ask())
}

#[tokio::main]
async fn main() {
    let price = spawn_blocking(price).await.expect("no panic");
    log!("page: done: {price}");
}
