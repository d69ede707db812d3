use listings::log;
use rayon::prelude::*;
use std::sync::Mutex;
use tokio::{sync::oneshot, task::yield_now};

fn total(orders: u32) -> u32 {
    (0..orders).into_par_iter().map(|order| order % 97).sum()
}

static REPORT: Mutex<Option<u32>> = Mutex::new(None);

async fn heartbeat() {
    let over = REPORT.lock().unwrap().is_some();
    let when = if over { "after" } else { "during" };
    log!("heartbeat: {when} the report");
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let beating = tokio::spawn(heartbeat());
    log!("report: start");
    let (sender, sum) = oneshot::channel();
    rayon::spawn(|| {
        let _ = sender.send(total(1_000_000)); // if someone still waits
    });
    yield_now().await; // even if the pool was quick
    let sum = sum.await.unwrap();
    *REPORT.lock().unwrap() = Some(sum);
    log!("report: done: {sum}");
    beating.await.unwrap();
}
