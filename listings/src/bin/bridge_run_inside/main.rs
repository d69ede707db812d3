use listings::log;
use std::time::Duration;
use tokio::runtime::Runtime;
use tokio::time::sleep;

async fn fetch(name: &str, milliseconds: u64, euros: u32) -> u32 {
    log!("{name}: request");
    sleep(Duration::from_millis(milliseconds)).await;
    log!("{name}: done");
    euros
}

async fn figures() -> (u32, u32) {
    tokio::join!(fetch("sales", 300, 900), fetch("refunds", 200, 40))
}

fn report() -> u32 {
    let (sales, refunds) = Runtime::new().unwrap().block_on(figures());
    sales - refunds
}

async fn page() {
    log!("page: request");
    let euros = report();
    log!("page: done, {euros} euros");
}

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    let page = tokio::spawn(page()).await;
    if page.is_err_and(|error| error.is_panic()) {
        log!("server: failed, a panic");
    }
}
