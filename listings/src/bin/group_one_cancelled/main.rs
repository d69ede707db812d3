use listings::log;
use std::time::Duration;
use tokio::{task::JoinSet, time::sleep};

struct Unfinished(&'static str);

impl Drop for Unfinished {
    fn drop(&mut self) {
        log!("{}: cancelled", self.0);
    }
}

async fn step(
    name: &'static str,
    ms: u64,
    result: &'static str,
) -> &'static str {
    let unfinished = Unfinished(name);
    log!("{name}: start");
    sleep(Duration::from_millis(ms)).await;
    std::mem::forget(unfinished);
    log!("{name}: done");
    result
}

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    log!("shop: checkout");
    let mut group = JoinSet::new();
    let wrap = group.spawn(step("wrap", 200, "red paper"));
    group.spawn(step("stock", 300, "shelf 7"));
    sleep(Duration::from_millis(100)).await;
    wrap.abort();
    let mut results = Vec::new();
    while let Some(joined) = group.join_next().await {
        match joined {
            Ok(result) => results.push(result),
            Err(error) if error.is_cancelled() => {}
            Err(error) => {
                group.shutdown().await; // waits until the others have ended
                std::panic::resume_unwind(error.into_panic());
            }
        }
    }
    log!("shop: ordered, from {}", results.join(", "));
}
