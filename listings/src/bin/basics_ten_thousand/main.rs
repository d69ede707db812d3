use listings::log;
use std::cell::RefCell;
use std::collections::HashSet;
use std::thread::{self, ThreadId};
use std::time::Duration;
use tokio::time::sleep;

async fn customer(threads: &RefCell<HashSet<ThreadId>>) {
    threads.borrow_mut().insert(thread::current().id());
    sleep(Duration::from_secs(5)).await;
    threads.borrow_mut().insert(thread::current().id());
}

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    let threads = RefCell::new(HashSet::new());
    log!("shop: waiting for 10000 customers");
    let customers = (0..10_000).map(|_| customer(&threads));
    futures::future::join_all(customers).await;
    log!("shop: done, threads used: {}", threads.borrow().len());
}
