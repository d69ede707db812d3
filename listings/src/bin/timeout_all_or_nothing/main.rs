use futures::future::join_all;
use listings::log;
use std::time::Duration;
use tokio::time::{sleep, timeout};

async fn price(shop: &str, milliseconds: u64, euros: u32) -> String {
    log!("{shop}: request");
    sleep(Duration::from_millis(milliseconds)).await;
    log!("{shop}: done, {euros} euros");
    format!("{shop} {euros}")
}

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    let shops = [("Abele", 100, 12), ("Brandt", 200, 14), ("Chen", 900, 11)];
    let asked = join_all(shops.map(|(name, ms, euros)| price(name, ms, euros)));
    match timeout(Duration::from_millis(300), asked).await {
        Ok(prices) => log!("main: {}", prices.join(", ")),
        Err(_) => log!("main: no price at all"),
    }
}
