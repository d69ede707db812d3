use listings::{log, thread};
use std::env;
use std::time::Duration;
use tokio::time::sleep;

fn query() -> u32 {
    let ms = env::var("QUERY_MS").map_or(220, |ms| ms.parse().unwrap());
    thread::sleep(Duration::from_millis(ms)); // a synchronous driver blocks
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
