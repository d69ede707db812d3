use listings::log;
use std::time::Duration;
use tokio::time::sleep;

async fn find_product(name: &str, milliseconds: u64) -> u32 {
    log!("{name}: request");
    sleep(Duration::from_millis(milliseconds)).await;
    log!("{name}: found");
    if name == "lamp" { 17 } else { 21 }
}

async fn find_price(name: &str, product: u32) -> u32 {
    log!("{name}: price of product {product}?");
    sleep(Duration::from_millis(200)).await;
    log!("{name}: done");
    10 * product
}

async fn offer(name: &str, milliseconds: u64) -> u32 {
    let product = find_product(name, milliseconds).await;
    find_price(name, product).await
}

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    let (table, lamp) = (offer("lamp", 100).await, offer("table", 150).await);
    log!("shop: {lamp} and {table} euros");
}
