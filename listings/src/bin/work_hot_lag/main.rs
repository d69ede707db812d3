use listings::log;
use std::time::Duration;
use tokio::sync::broadcast::{Receiver, Sender, channel, error::RecvError};
use tokio::time::sleep;

async fn exchange(prices: Sender<u32>) {
    log!("exchange: open");
    for price in 1..=7 {
        sleep(Duration::from_millis(100)).await;
        log!("exchange: price {price}");
        let _ = prices.send(price);
    }
}

async fn screen(mut newest: Receiver<u32>) {
    loop {
        match newest.recv().await {
            Ok(price) => {
                log!("screen: draws {price}");
                sleep(Duration::from_millis(240)).await;
            }
            Err(RecvError::Lagged(missed)) => log!("screen: missed {missed}"),
            Err(RecvError::Closed) => break,
        }
    }
}

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    let (prices, newest) = channel(2);
    tokio::join!(exchange(prices), screen(newest));
}
