use listings::log;
use std::time::Duration;
use tokio::{task::JoinSet, time::sleep};

struct CardDeclined;

async fn reserve_stock() -> Result<(), CardDeclined> {
    log!("stock: start");
    sleep(Duration::from_millis(100)).await;
    log!("stock: done");
    Ok(())
}

async fn charge_card() -> Result<(), CardDeclined> {
    log!("card: start");
    sleep(Duration::from_millis(200)).await;
    log!("card: declined");
    Err(CardDeclined)
}

async fn checkout() -> Result<(), CardDeclined> {
    let mut group = JoinSet::new();
    group.spawn(reserve_stock());
    group.spawn(charge_card());
    while let Some(joined) = group.join_next().await {
        if !matches!(joined, Ok(Ok(()))) {
            group.shutdown().await; // waits until the others have ended
        }
        joined.unwrap()?; // panics if the task did
    }
    Ok(())
}

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    match checkout().await {
        Ok(()) => log!("shop: ordered"),
        Err(CardDeclined) => log!("shop: please use another card"),
    }
}
