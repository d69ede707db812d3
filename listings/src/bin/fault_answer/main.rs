use async_stream::stream;
use futures::{Stream, StreamExt};
use listings::log;
use std::pin::pin;
use std::time::Duration;
use tokio::time::sleep;

fn answer() -> impl Stream<Item = &'static str> {
    stream! {
        log!("model: start");
        for word in ["It", "arrives", "on", "Friday"] {
            sleep(Duration::from_millis(100)).await;
            log!("model: {word}");
            yield word;
        }
    }
}

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    let mut words = pin!(answer());
    log!("page: start");
    sleep(Duration::from_millis(100)).await; // draws an empty page
    log!("page: drawn");
    let mut shown = Vec::new();
    for word in words.as_mut().collect::<Vec<_>>().await {
        shown.push(word);
        log!("page: {}", shown.join(" "));
    }
    log!("page: done");
}
