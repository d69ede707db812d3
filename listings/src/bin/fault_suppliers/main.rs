use listings::log;
use std::time::Duration;
use tokio::task::{JoinError, JoinSet};
use tokio::time;

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
        loop {
            match time::timeout(limit, group.join_next()).await? {
                Some(answer) => answer.unwrap(),
                None => return Ok::<_, time::error::Elapsed>(()),
            }
        }
    };
    let outcome = all.await.map(Ok::<(), JoinError>);
    group.shutdown().await;
    match outcome {
        Ok(Ok(())) => log!("shop: all answered"),
        Ok(Err(error)) => log!("shop: failed, {error}"),
        Err(_) => log!("shop: timed out"),
    }
}
