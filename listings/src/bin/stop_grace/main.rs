use listings::log;
use std::time::Duration;
use tokio::time::{Instant, sleep, timeout_at};
use tokio_util::sync::CancellationToken;

async fn export(name: &str, flush: u64, stop: CancellationToken) {
    log!("{name}: start");
    let work = sleep(Duration::from_secs(10));
    stop.run_until_cancelled(work).await;
    log!("{name}: flushing");
    sleep(Duration::from_millis(flush)).await;
    log!("{name}: flushed");
}

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    let stop = CancellationToken::new();
    let exports = [("orders", 100), ("photos", 900)].map(|(name, flush)| {
        (name, tokio::spawn(export(name, flush, stop.clone())))
    });
    sleep(Duration::from_millis(100)).await;
    log!("main: stop, within 300 ms");
    stop.cancel();
    let end = Instant::now() + Duration::from_millis(300);
    for (name, mut task) in exports {
        let outcome = match timeout_at(end, &mut task).await {
            Ok(outcome) => outcome,
            Err(_late) => {
                log!("{name}: cut off");
                task.abort();
                task.await
            }
        };
        if let Err(error) = outcome
            && error.is_panic()
        {
            log!("{name}: failed, {error}");
        }
    }
    log!("main: closed");
}
