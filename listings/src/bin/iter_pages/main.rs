use async_stream::stream;
use futures::{Stream, StreamExt};
use listings::log;
use std::pin::pin;
use std::time::Duration;
use tokio::time::sleep;

async fn fetch(page: u32) -> Vec<String> {
    log!("shop: request page {page}");
    sleep(Duration::from_millis(100)).await;
    log!("shop: done, page {page}");
    (1..=3).map(|line| format!("{page}-{line}")).collect()
}

fn orders() -> impl Stream<Item = String> {
    stream! {
        for page in 1.. {
            for order in fetch(page).await {
                yield order;
            }
        }
    }
}

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    log!("main: looking for order 2-2");
    let mut source = pin!(orders());
    while let Some(order) = source.next().await {
        log!("main: order {order}");
        if order == "2-2" {
            break;
        }
    }
    log!("main: done");
}
