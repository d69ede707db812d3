use listings::log;
use std::time::Duration;
use tokio::time::sleep;

async fn fetch(name: &str, milliseconds: u64) {
    log!("{name}: request");
    sleep(Duration::from_millis(milliseconds)).await;
    log!("{name}: done");
}

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    let stock = fetch("stock", 200);
    log!("main: stock is made");
    sleep(Duration::from_millis(100)).await;
    let price = tokio::spawn(fetch("price", 300));
    log!("main: price is a task");
    stock.await;
    log!("main: stock was awaited");
    price.await.unwrap();
    log!("main: done");
}
