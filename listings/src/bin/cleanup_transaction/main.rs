use listings::log;
use std::time::Duration;
use tokio::time::{sleep, timeout};

async fn finish(buyer: &str, outcome: &str) {
    sleep(Duration::from_millis(100)).await;
    log!("{buyer}: {outcome}");
}

/// Holds the buyer until the transaction is committed.
struct Transaction(Option<&'static str>);

impl Drop for Transaction {
    fn drop(&mut self) {
        if let Some(buyer) = self.0 {
            tokio::spawn(finish(buyer, "rolled back"));
        }
    }
}

async fn pay(buyer: &str, milliseconds: u64) -> Result<(), &'static str> {
    sleep(Duration::from_millis(milliseconds)).await;
    (buyer != "ben").then_some(()).ok_or("card refused")
}

async fn buy(buyer: &'static str, payment: u64) -> Result<(), &'static str> {
    log!("{buyer}: begin");
    let mut transaction = Transaction(Some(buyer));
    pay(buyer, payment).await?;
    finish(buyer, "committed").await;
    transaction.0 = None;
    Ok(())
}

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    for (buyer, ms) in [("ann", 100), ("ben", 100), ("cem", 900)] {
        match timeout(Duration::from_millis(300), buy(buyer, ms)).await {
            Ok(Ok(())) => log!("main: {buyer} has a ticket"),
            Ok(Err(error)) => log!("main: {buyer}, {error}"),
            Err(_) => log!("main: {buyer} took too long"),
        }
    }
    sleep(Duration::from_millis(300)).await;
    log!("main: end of the day");
}
