use listings::log;
use std::sync::mpsc;
use std::time::Duration;
use tokio::runtime::Handle;
use tokio::task::spawn_blocking;
use tokio::time::sleep;

async fn save(price: u32) {
    sleep(Duration::from_millis(1)).await;
    log!("shop: saved {price}");
}

fn feed(market: mpsc::Receiver<u32>, runtime: Handle) {
    for price in market {
        log!("feed: price {price}");
        let saved = runtime.spawn(save(price));
        runtime.block_on(saved).unwrap(); // blocks this thread
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let (prices, market) = mpsc::channel();
    for price in [12, 14, 11] {
        prices.send(price).unwrap();
    }
    drop(prices);
    let runtime = Handle::current();
    spawn_blocking(|| feed(market, runtime)).await.unwrap();
    log!("shop: done");
}
