use futures::future::join_all;
use listings::log;
use std::env;
use std::time::Duration;
use tokio::sync::Semaphore;
use tokio::time::sleep;

async fn download(photo: &str, milliseconds: u64, permits: &Semaphore) {
    log!("{photo}: request");
    let _permit = permits.acquire().await.unwrap();
    log!("{photo}: start");
    sleep(Duration::from_millis(milliseconds)).await;
    log!("{photo}: done");
    permits.add_permits(1);
}

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    let limit = env::var("LIMIT").map_or(2, |it| it.parse().unwrap());
    let permits = Semaphore::new(limit);
    join_all([
        download("beach", 400, &permits),
        download("castle", 100, &permits),
        download("market", 200, &permits),
        download("harbour", 200, &permits),
        download("tower", 200, &permits),
    ])
    .await;
    log!("main: all there");
}
