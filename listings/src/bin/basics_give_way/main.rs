use listings::{log, thread};
use std::time::Duration;
use tokio::task::yield_now;

async fn save() {} // async in name only: it never waits

async fn job(name: &str, give_way: bool) {
    for piece in 1..=3 {
        log!("{name}: piece {piece}");
        thread::sleep(Duration::from_millis(50)); // 50 ms of computing
        if give_way {
            yield_now().await;
        } else {
            save().await;
        }
    }
    log!("{name}: ready");
}

async fn customer(name: &str) {
    log!("{name}: answered");
}

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    tokio::join!(job("import", false), customer("Abele"));
    tokio::join!(job("export", true), customer("Brandt"));
}
