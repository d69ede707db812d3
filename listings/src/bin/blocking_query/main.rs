use listings::{log, thread};
use std::time::Duration;
use tokio::time::sleep;

fn query() -> u32 {
    thread::sleep(Duration::from_millis(220)); // a synchronous driver blocks
    1200
}

async fn heartbeat() {
    for beat in 1..=5 {
        log!("heartbeat: beat {beat}");
        sleep(Duration::from_millis(50)).await;
    }
}

async fn report() {
    log!("report: query");
    let rows = query();
    log!("report: done, {rows} rows");
}

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    let heartbeat = tokio::spawn(heartbeat());
    let report = tokio::spawn(report());
    tokio::try_join!(heartbeat, report).unwrap();
}
