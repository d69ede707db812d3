use futures::future::join_all;
use listings::log;
use std::time::Duration;
use tokio::time::sleep;

async fn price(shop: &str, milliseconds: u64, euros: u32) -> String {
    sleep(Duration::from_millis(milliseconds)).await;
    log!("{shop}: done");
    format!("{shop} {euros}")
}

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    log!("main: asking");
    let shops = [("Abele", 300, 12), ("Brandt", 100, 14), ("Chen", 200, 11)];
    let prices =
        join_all(shops.map(|(name, ms, euros)| price(name, ms, euros))).await;
    log!("main: {}", prices.join(", "));
}
