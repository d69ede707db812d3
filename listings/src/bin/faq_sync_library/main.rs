use futures::future::join_all;
use listings::log;
use std::sync::mpsc::{Sender, channel};
use std::time::{Duration, Instant};
use tokio::task::{spawn_blocking, yield_now};

const CALLS: u32 = 12;
const LATENCY: Duration = Duration::from_millis(100);

fn price() {
    std::thread::sleep(LATENCY); // a library that blocks waits for its server
}

async fn heartbeat(beats: Sender<()>) {
    loop {
        tokio::time::sleep(LATENCY / 10).await;
        let _ = beats.send(());
    }
}

async fn measure(lane: &str, calls: impl Future) {
    log!("{lane}: start");
    let (sender, beats) = channel();
    let beating = tokio::spawn(heartbeat(sender));
    yield_now().await; // the heartbeat begins
    let started = Instant::now();
    calls.await;
    let (took, heard) = (started.elapsed(), beats.try_recv().is_ok());
    beating.abort();
    let heart = if heard { "went on" } else { "stood still" };
    log!("{lane}: heartbeat {heart}");
    let all = CALLS * LATENCY;
    let than = if took < all / 2 { "less" } else { "more" };
    log!("{lane}: done in {than} than half of {all:?}");
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let calls = async { (0..CALLS).for_each(|_call| price()) };
    measure("on the loop", calls).await;
    let calls = (0..CALLS).map(|_call| spawn_blocking(price));
    measure("in threads", async { join_all(calls).await }).await;
}
