use listings::log;
use std::time::Duration;
use tokio::task::JoinSet;
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
    let mut asked = JoinSet::from_iter(
        shops.map(|(name, ms, euros)| price(name, ms, euros)),
    );
    let mut prices = Vec::new();
    let collect = async {
        while let Some(answer) = asked.join_next().await {
            match answer {
                Ok(price) => prices.push(price),
                Err(error) => log!("main: a shop failed, {error}"),
            }
        }
    };
    let limit = timeout(Duration::from_millis(300), collect);
    limit.await.ok(); // what is late is still in the set
    log!("main: {} is late", asked.len());
    asked.shutdown().await;
    log!("main: {}", prices.join(", "));
}
