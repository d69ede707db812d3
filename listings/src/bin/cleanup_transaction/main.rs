use listings::log;
use std::time::Duration;
use tokio::time::{sleep, timeout};

async fn finish(buyer: &str, outcome: &str) {
    sleep(Duration::from_millis(100)).await;
    log!("{buyer}: {outcome}");
}

struct Transaction(&'static str);

impl Drop for Transaction {
    fn drop(&mut self) {
        tokio::spawn(finish(self.0, "rolled back"));
    }
}

async fn pay(buyer: &str, milliseconds: u64) -> Result<(), &'static str> {
    sleep(Duration::from_millis(milliseconds)).await;
    (buyer != "ben").then_some(()).ok_or("card refused")
}

async fn buy(buyer: &'static str, payment: u64) -> Result<(), &'static str> {
    log!("{buyer}: begin");
    let transaction = Transaction(buyer);
    pay(buyer, payment).await?;
    finish(buyer, "committed").await;
    std::mem::forget(transaction); // nothing left to roll back
    Ok(())
}

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    for (buyer, milliseconds) in [("ann", 100), ("ben", 100), ("cem", 900)] {
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
