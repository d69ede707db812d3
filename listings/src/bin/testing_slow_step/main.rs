use listings::{log, thread};
use std::future::{Future, poll_fn};
use std::{pin::pin, time::Duration};
use tokio::time::{Instant, sleep};

/// Does what asyncio's debug mode does: says which step took long.
async fn watched<F: Future>(name: &str, future: F) -> F::Output {
    let mut future = pin!(future);
    poll_fn(|context| {
        let started = Instant::now();
        let polled = future.as_mut().poll(context);
        let ms = started.elapsed().as_millis();
        if ms >= 100 {
            log!("debug: a step of {name} took {ms} ms");
        }
        polled
    })
    .await
}

async fn heartbeat() {
    for beat in 1..=3 {
        log!("heartbeat: beat {beat}");
        sleep(Duration::from_millis(100)).await;
    }
}

async fn report() {
    sleep(Duration::from_millis(120)).await;
    log!("report: export");
    thread::sleep(Duration::from_millis(250));
    log!("report: done");
}

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    tokio::join!(
        watched("heartbeat", heartbeat()),
        watched("report", report())
    );
}
