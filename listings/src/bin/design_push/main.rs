use listings::log;
use std::time::Duration;
use tokio::sync::watch;
use tokio::time::sleep;

async fn exchange(prices: watch::Sender<u32>) {
    log!("exchange: open");
    for price in 1..=7 {
        sleep(Duration::from_millis(100)).await;
        log!("exchange: price {price}");
        prices.send_replace(price);
    }
}

async fn screen(mut prices: watch::Receiver<u32>) {
    while prices.has_changed().is_ok() {
        sleep(Duration::from_millis(240)).await;
        log!("screen: shows {}", *prices.borrow_and_update());
    }
    log!("screen: closed");
}

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    let (sender, receiver) = watch::channel(0);
    tokio::join!(exchange(sender), screen(receiver));
}
