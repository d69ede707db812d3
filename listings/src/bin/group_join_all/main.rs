use listings::log;
use std::time::Duration;
use tokio::{task::JoinSet, time::sleep};

async fn step(name: &'static str, ms: u64) -> Result<(), &'static str> {
    log!("{name}: start");
    sleep(Duration::from_millis(ms)).await;
    log!("{name}: done");
    Ok(())
}

async fn charge_card() -> Result<(), &'static str> {
    log!("card: start");
    sleep(Duration::from_millis(200)).await;
    log!("card: declined");
    Err("card declined")
}

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    log!("shop: checkout");
    let mut group = JoinSet::new();
    group.spawn(step("stock", 100));
    group.spawn(charge_card());
    group.spawn(step("courier", 300));
    group.spawn(step("invoice", 400));
    let outcome: Result<(), _> = group.join_all().await.into_iter().collect();
    match outcome {
        Ok(()) => log!("shop: ordered"),
        Err(error) => log!("shop: not ordered, {error}"),
    }
}
