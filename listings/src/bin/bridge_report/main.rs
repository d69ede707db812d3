use listings::log;
use std::time::Duration;
use tokio::runtime::Builder;
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

fn report() {
    let mut builder = Builder::new_current_thread();
    let runtime = builder.enable_time().start_paused(true).build().unwrap();
    let _clock = runtime.enter(); // log! reads the runtime's clock
    log!("report: start");
    let (sales, refunds) = runtime.block_on(figures());
    log!("report: done, {} euros", sales - refunds);
}

fn main() {
    report();
}
