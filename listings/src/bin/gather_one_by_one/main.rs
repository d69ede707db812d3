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
    let mut page = Vec::new();
    for (name, milliseconds) in
        [("user", 200), ("orders", 300), ("settings", 100)]
    {
        page.push(fetch(name, milliseconds).await);
    }
    log!("main: page of {}", page.join(", "));
}
