use futures::future::join_all;
use listings::log;
use std::cell::RefCell;
use std::time::Duration;
use tokio::sync::Semaphore;
use tokio::time::{Instant, sleep};

/// Stands for a service that allows 4 calls in any second.
async fn service(calls: &RefCell<Vec<Instant>>) -> u16 {
    let second = Duration::from_secs(1);
    calls.borrow_mut().retain(|call| call.elapsed() < second);
    calls.borrow_mut().push(Instant::now());
    let status = if calls.borrow().len() <= 4 { 200 } else { 429 };
    sleep(Duration::from_millis(50)).await;
    status
}

async fn check_address(
    order: u32,
    permits: &Semaphore,
    calls: &RefCell<Vec<Instant>>,
) -> u16 {
    let _permit = permits.acquire().await.unwrap();
    log!("order {order}: request");
    let status = service(calls).await;
    log!("order {order}: {status}");
    status
}

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    let (permits, calls) = (Semaphore::new(4), RefCell::default());
    let checks = (1..=6).map(|order| check_address(order, &permits, &calls));
    let statuses = join_all(checks).await;
    let refused = statuses.iter().filter(|status| **status == 429).count();
    log!("main: {refused} of 6 refused");
}
