use async_stream::stream;
use futures::{Stream, StreamExt};
use listings::log;
use std::pin::pin;
use std::time::Duration;
use tokio::time::sleep;

fn pages() -> impl Stream<Item = u32> {
    stream! {
        for number in 1..=4 {
            log!("page {number}: request");
            sleep(Duration::from_millis(100)).await;
            log!("page {number}: fetched");
            yield number;
        }
    }
}

async fn store(number: u32) {
    sleep(Duration::from_millis(250)).await;
    log!("page {number}: stored");
}

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    let mut pages = pin!(pages());
    while let Some(number) = pages.next().await {
        store(number).await;
    }
    log!("main: all stored");
}
