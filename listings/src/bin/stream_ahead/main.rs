use futures::stream::{self, StreamExt};
use listings::log;
use std::time::Duration;
use tokio::time::{sleep, timeout};
use tokio_util::task::AbortOnDropHandle;

async fn fetch(page: u32, milliseconds: u64) -> Option<u32> {
    log!("page {page}: request");
    let answer = timeout(Duration::from_millis(400), async {
        sleep(Duration::from_millis(milliseconds)).await; // connects
        sleep(Duration::from_millis(milliseconds)).await; // reads
    });
    if answer.await.is_err() {
        log!("page {page}: timed out");
        return None;
    }
    log!("page {page}: fetched");
    Some(page)
}

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    let jobs = stream::iter([fetch(1, 50), fetch(2, 150)]);
    let spawn = |job| AbortOnDropHandle::new(tokio::spawn(job));
    let mut pages = jobs.map(spawn).buffered(2);
    while let Some(page) = pages.next().await {
        if let Some(page) = page.unwrap() {
            log!("store: page {page}");
            sleep(Duration::from_millis(500)).await;
        }
    }
    log!("store: done");
}
