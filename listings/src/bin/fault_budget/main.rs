use listings::log;
use std::time::Duration;
use tokio::time::{Instant, sleep, timeout_at};

async fn step(name: &str) {
    log!("{name}: start");
    sleep(Duration::from_millis(200)).await;
    log!("{name}: done");
}

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    for name in ["reserve", "charge", "confirm"] {
        let deadline = Instant::now() + Duration::from_millis(500);
        if timeout_at(deadline, step(name)).await.is_err() {
            log!("{name}: gave up");
            break;
        }
    }
}
