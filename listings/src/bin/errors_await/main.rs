use listings::log;
use std::time::Duration;
use tokio::time::sleep;

struct CardDeclined;

async fn charge(order: &str) -> Result<(), CardDeclined> {
    log!("{order}: start");
    sleep(Duration::from_millis(100)).await;
    log!("{order}: declined");
    Err(CardDeclined)
}

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    match charge("order 17").await {
        Ok(()) => log!("shop: paid"),
        Err(CardDeclined) => log!("shop: heard of it at the await"),
    }

    let card = tokio::spawn(charge("order 18")); // no Result yet
    sleep(Duration::from_millis(300)).await;
    log!("shop: has packed order 18");
    match card.await.unwrap() {
        Ok(()) => log!("shop: paid"),
        Err(CardDeclined) => log!("shop: heard of it at the await"),
    }
}
