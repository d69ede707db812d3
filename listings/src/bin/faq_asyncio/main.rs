use listings::log;
use std::time::Duration;
use tokio::{task::JoinSet, time};

struct Unfinished(&'static str);

impl Drop for Unfinished {
    fn drop(&mut self) {
        log!("{}: cancelled", self.0);
    }
}

async fn ask(supplier: &'static str, ms: u64) {
    let unfinished = Unfinished(supplier);
    log!("{supplier}: request");
    time::sleep(Duration::from_millis(ms)).await;
    std::mem::forget(unfinished);
    log!("{supplier}: done");
}

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    let mut group = JoinSet::new();
    group.spawn(ask("Abele", 100));
    group.spawn(ask("Brandt", 200));
    group.spawn(ask("Chen", 400));
    let all = async { while group.join_next().await.is_some() {} };
    match time::timeout(Duration::from_millis(250), all).await {
        Ok(()) => log!("shop: all answered"),
        Err(_) => {
            group.shutdown().await;
            log!("shop: timed out");
        }
    }
}
