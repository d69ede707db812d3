use futures::future::join_all;
use listings::log;
use std::time::Duration;
use tokio::sync::Semaphore;
use tokio::time::sleep;

async fn download(photo: &str, milliseconds: u64) {
    log!("{photo}: request");
    let permits = Semaphore::new(2);
    let _permit = permits.acquire().await.unwrap();
    log!("{photo}: start");
    sleep(Duration::from_millis(milliseconds)).await;
    log!("{photo}: done");
}

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    join_all([
        download("beach", 400),
        download("castle", 100),
        download("market", 200),
        download("harbour", 200),
        download("tower", 200),
    ])
    .await;
    log!("main: all there");
}
