use listings::log;
use std::time::Duration;
use tokio::time::sleep;

fn inside(category: &str) -> &[&str] {
    match category {
        "shop" => &["books", "lamps"],
        "books" => &["novels", "maps"],
        _ => &[],
    }
}

async fn count(category: &str) -> u32 {
    log!("{category}: request");
    sleep(Duration::from_millis(100)).await;
    let mut total = 1;
    for child in inside(category) {
        total += Box::pin(count(child)).await;
    }
    log!("{category}: done, {total}");
    total
}

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    count("shop").await;
}
