use async_stream::stream;
use futures::{Stream, StreamExt};
use listings::log;
use std::pin::pin;
use std::time::Duration;
use tokio::time::sleep;

fn feed(pause: u64) -> impl Stream<Item = String> {
    stream! {
        for order in 1..=3 {
            sleep(Duration::from_millis(pause)).await;
            yield format!("order {order}");
        }
    }
}

async fn read(shop: &str, pause: u64) {
    log!("{shop}: waiting");
    let mut orders = pin!(feed(pause));
    while let Some(order) = orders.next().await {
        log!("{shop}: {order}");
    }
    log!("{shop}: done");
}

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    tokio::join!(read("Abele", 100), read("Brandt", 140));
    log!("main: done");
}
