use futures::future::join_all;
use listings::log;
use std::time::Duration;
use tokio::sync::Semaphore;
use tokio::time::sleep;

async fn fetch(page: &str, host: &Semaphore, total: &Semaphore) {
    log!("{page}: request");
    let _of_total = total.acquire().await.unwrap();
    let _ = host.acquire().await.unwrap();
    log!("{page}: start");
    sleep(Duration::from_millis(100)).await;
    log!("{page}: done");
}

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    let total = Semaphore::new(2);
    let (shop, bank) = (Semaphore::new(1), Semaphore::new(1));
    join_all([
        fetch("shop 1", &shop, &total),
        fetch("shop 2", &shop, &total),
        fetch("shop 3", &shop, &total),
        fetch("bank", &bank, &total),
    ])
    .await;
    log!("main: all there");
}
