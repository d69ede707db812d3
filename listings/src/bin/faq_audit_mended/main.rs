use self::{call as http_get, call as query, call as run, call as save};
use listings::{log, thread};
use tokio::time::{Duration, sleep};

async fn call(_request: &str) {
    sleep(Duration::from_millis(160)).await; // a library that waits
}

async fn heartbeat() {
    loop {
        log!("heartbeat: beat");
        sleep(Duration::from_millis(100)).await;
    }
}

// ANCHOR: pieces
async fn pieces() {
    query("select pieces from shelf").await;
}
// ANCHOR_END: pieces

async fn next_step(step: &str) {
    log!("order: goes on");
    sleep(Duration::from_millis(120)).await; // tells the customer
    log!("order: {step}");
}

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    tokio::spawn(heartbeat());
    next_step("pause").await;
    // ANCHOR: pause
    sleep(Duration::from_millis(160)).await;
    // ANCHOR_END: pause
    next_step("rate").await;
    // ANCHOR: rate
    http_get("https://bank.example/rate").await;
    // ANCHOR_END: rate
    next_step("stock").await;
    // ANCHOR: stock
    pieces().await;
    // ANCHOR_END: stock
    next_step("total").await;
    // ANCHOR: total
    for _article in 0..10 {
        thread::sleep(Duration::from_millis(16)); // computes
        sleep(Duration::from_millis(2)).await; // lets others have a turn
    }
    // ANCHOR_END: total
    next_step("label").await;
    // ANCHOR: label
    run("label --pdf").await;
    // ANCHOR_END: label
    next_step("journal").await;
    // ANCHOR: journal
    save("orders.csv: one lamp").await;
    // ANCHOR_END: journal
    next_step("done").await;
}
