use listings::log;
use std::time::Duration;
use tokio::task::{self, Id};
use tokio::time::sleep;

async fn send(mail: &str, caller: Option<Id>) {
    let own = task::try_id() != caller;
    let whose = if own { "own task" } else { "the shop's task" };
    log!("{mail}: start, {whose}");
    sleep(Duration::from_millis(200)).await;
    log!("{mail}: done");
}

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    let shop = task::try_id();
    log!("shop: sends the receipt");
    task::spawn(send("receipt", shop));
    log!("shop: sends the invoice");
    let invoice = send("invoice", shop);
    log!("shop: packing");
    sleep(Duration::from_millis(100)).await;
    log!("shop: packed");
    invoice.await;
    log!("shop: closed");
}
