use futures::future::join_all;
use listings::log;
use std::time::Duration;
use tokio::time::{sleep, timeout};

async fn price(shop: &str, milliseconds: u64, euros: u32) -> Option<String> {
    log!("{shop}: request");
    let answer = sleep(Duration::from_millis(milliseconds));
    if timeout(Duration::from_millis(300), answer).await.is_err() {
        log!("{shop}: gave up");
        return None;
    }
    log!("{shop}: done, {euros} euros");
    Some(format!("{shop} {euros}"))
}

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    let shops = [("Abele", 100, 12), ("Brandt", 200, 14), ("Chen", 900, 11)];
    let asked = shops.map(|(name, ms, euros)| price(name, ms, euros));
    let prices: Vec<_> = join_all(asked).await.into_iter().flatten().collect();
    log!("main: {}", prices.join(", "));
}
