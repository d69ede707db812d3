use listings::log;
use std::thread;
use std::time::Duration;
use tokio::task::JoinSet;
use tokio::time::sleep;

fn thread() -> &'static str {
    let main = thread::current().name() == Some("main");
    if main { "main" } else { "another" }
}

async fn fetch(name: &str, milliseconds: u64) {
    log!("{name}: request, {} thread", thread());
    sleep(Duration::from_millis(milliseconds)).await;
    log!("{name}: done, {} thread", thread());
}

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    let mut tasks = JoinSet::new();
    for (name, ms) in [("user", 200), ("orders", 300), ("settings", 100)] {
        tasks.spawn(fetch(name, ms));
    }
    tasks.join_all().await;
    log!("page: done");
}
