use listings::log;
use std::time::Duration;
use tokio::time::sleep;

async fn fetch(name: &str, milliseconds: u64, euros: u32) -> u32 {
    log!("{name}: request");
    sleep(Duration::from_millis(milliseconds)).await;
    log!("{name}: done");
    euros
}

async fn figures() -> (u32, u32) {
    let sales = fetch("sales", 300, 900);
    let refunds = fetch("refunds", 200, 40);
    (sales.await, refunds.await)
}

async fn report() -> u32 {
    let (sales, refunds) = figures().await;
    sales - refunds
}

async fn page() {
    log!("page: request");
    let euros = report().await;
    log!("page: done, {euros} euros");
}

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    tokio::spawn(page()).await.unwrap();
}
