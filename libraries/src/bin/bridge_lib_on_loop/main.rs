use listings::log;
use std::time::Duration;
use tokio::{runtime::Handle, time::sleep};

async fn ask() -> u32 {
    sleep(Duration::from_millis(10)).await;
    30
}

fn price() -> u32 {
    Handle::current().block_on(ask())
}

#[tokio::main]
async fn main() {
    match tokio::spawn(async { price() }).await {
        Ok(price) => log!("page: done: {price}"),
        Err(error) => log!("page: failed: panicked: {}", error.is_panic()),
    }
}
