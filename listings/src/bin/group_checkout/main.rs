use listings::log;
use std::{env, time::Duration};
use tokio::{task::JoinSet, time::sleep};

struct Unfinished(&'static str);

impl Drop for Unfinished {
    fn drop(&mut self) {
        log!("{}: cancelled", self.0);
    }
}

async fn step(name: &'static str, ms: u64) -> Result<(), &'static str> {
    let unfinished = Unfinished(name);
    log!("{name}: start");
    sleep(Duration::from_millis(ms)).await;
    std::mem::forget(unfinished);
    log!("{name}: done");
    Ok(())
}

async fn charge_card() -> Result<(), &'static str> {
    log!("card: start");
    let ms = env::var("DECLINED_MS").map_or(200, |ms| ms.parse().unwrap());
    sleep(Duration::from_millis(ms)).await;
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
    while let Some(joined) = group.join_next().await {
        if let Err(error) = joined.unwrap_or(Err("a step panicked")) {
            group.shutdown().await; // aborts the others and waits for them
            log!("shop: not ordered, {error}");
            return;
        }
    }
    log!("shop: ordered");
}
