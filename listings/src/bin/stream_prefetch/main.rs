use async_stream::stream;
use futures::{Stream, StreamExt};
use listings::log;
use std::env;
use std::pin::pin;
use std::time::Duration;
use tokio::sync::mpsc::{Receiver, Sender, channel};
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

async fn prefetch(queue: Sender<u32>) {
    let mut pages = pin!(pages());
    while let Some(number) = pages.next().await {
        if queue.send(number).await.is_err() {
            return; // nobody stores any more
        }
    }
}

async fn store_all(mut queue: Receiver<u32>) {
    let ms = env::var("STORE_MS").map_or(250, |ms| ms.parse().unwrap());
    while let Some(number) = queue.recv().await {
        sleep(Duration::from_millis(ms)).await;
        log!("page {number}: stored");
    }
}

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    let room = env::var("ROOM").map_or(1, |it| it.parse().unwrap());
    let (sender, receiver) = channel(room);
    tokio::join!(prefetch(sender), store_all(receiver));
    log!("main: all stored");
}
