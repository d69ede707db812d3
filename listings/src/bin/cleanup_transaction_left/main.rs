use listings::log;
use std::env;
use std::time::Duration;
use tokio::time::{sleep, timeout};

async fn finish(buyer: &str, outcome: &str) {
    sleep(Duration::from_millis(100)).await;
    log!("{buyer}: {outcome}");
}

async fn pay(buyer: &str, milliseconds: u64) -> Result<(), &'static str> {
    sleep(Duration::from_millis(milliseconds)).await;
    (buyer != "ben").then_some(()).ok_or("card refused")
}

async fn buy(buyer: &str, milliseconds: u64) -> Result<(), &'static str> {
    log!("{buyer}: begin");
    let paid = pay(buyer, milliseconds).await;
    match paid {
        Ok(()) => finish(buyer, "committed").await,
        Err(_) => finish(buyer, "rolled back").await,
    }
    paid
}

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    let slow = env::var("PAYMENT_MS").map_or(900, |ms| ms.parse().unwrap());
    for (buyer, milliseconds) in [("ann", 100), ("ben", 100), ("cem", slow)] {
        let limit = Duration::from_millis(300);
        match timeout(limit, buy(buyer, milliseconds)).await {
            Ok(Ok(())) => log!("main: {buyer} has a ticket"),
            Ok(Err(error)) => log!("main: {buyer}, {error}"),
            Err(_) => log!("main: {buyer} took too long"),
        }
    }
    sleep(Duration::from_millis(300)).await;
    log!("main: end of the day");
}
