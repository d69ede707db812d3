use listings::log;
use std::time::Duration;
use tokio::time::sleep;

async fn fetch(name: &str, milliseconds: u64) -> &str {
    log!("{name}: request");
    sleep(Duration::from_millis(milliseconds)).await;
    log!("{name}: done");
    name
}

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    let (user, orders, settings) = tokio::join!(
        fetch("user", 200),
        fetch("orders", 300),
        fetch("settings", 100),
    );
    log!("main: page of {user}, {orders}, {settings}");
}
