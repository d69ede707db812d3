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
    log!("shop: asking");
    let mut group = JoinSet::new();
    group.spawn(ask("Abele", 100));
    group.spawn(ask("Brandt", 300));
    group.spawn(ask("Chen", 400));
    let limit = Duration::from_millis(250);
    let all = async {
        while time::timeout(limit, group.join_next()).await?.is_some() {}
        Ok::<_, time::error::Elapsed>(())
    };
    match all.await {
        Ok(()) => log!("shop: all answered"),
        Err(_) => {
            group.shutdown().await;
            log!("shop: timed out");
        }
    }
}
