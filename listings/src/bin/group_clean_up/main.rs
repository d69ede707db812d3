use listings::log;
use std::time::Duration;
use tokio::{task::JoinSet, time::sleep};
use tokio_util::sync::CancellationToken;

async fn book_courier(stop: CancellationToken) -> Result<(), &'static str> {
    log!("courier: start");
    let booking = sleep(Duration::from_millis(300));
    match stop.run_until_cancelled(booking).await {
        Some(()) => log!("courier: booked"),
        None => {
            log!("courier: calling it off");
            sleep(Duration::from_millis(100)).await;
            log!("courier: cancelled");
        }
    }
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
    let stop = CancellationToken::new();
    let mut group = JoinSet::new();
    group.spawn(book_courier(stop.clone()));
    group.spawn(charge_card());
    let mut outcome = Ok(());
    while let Some(joined) = group.join_next().await {
        outcome = outcome.and(joined.unwrap_or(Err("a step panicked")));
        if outcome.is_err() {
            stop.cancel();
        }
    }
    if let Err(error) = outcome {
        log!("shop: not ordered, {error}");
    }
}
