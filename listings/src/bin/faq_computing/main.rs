use listings::log;
use std::sync::Barrier;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::thread;
use std::time::{Duration, Instant};

const WORKERS: usize = 4;
const BATCH: u64 = 20_000;

fn batch(mine: &AtomicU64, before: &AtomicU64) -> u64 {
    let (mut seen, mut moved) = (0, 0);
    for _step in 0..BATCH {
        mine.fetch_add(1, Relaxed); // the work
        let other = before.load(Relaxed);
        moved += u64::from(other != seen); // another worker has got on
        seen = other;
    }
    moved
}

fn together() -> bool {
    let steps: [AtomicU64; WORKERS] = Default::default();
    let (most, ready) = (AtomicU64::new(0), Barrier::new(WORKERS));
    let compute = |me: usize| {
        ready.wait();
        let end = Instant::now() + Duration::from_millis(400);
        while most.load(Relaxed) < BATCH / 100 && Instant::now() < end {
            let before = &steps[(me + WORKERS - 1) % WORKERS];
            most.fetch_max(batch(&steps[me], before), Relaxed);
        }
    };
    thread::scope(|threads| {
        for me in 0..WORKERS {
            threads.spawn(move || compute(me));
        }
    });
    most.into_inner() >= BATCH / 100
}

fn main() {
    log!("main: {WORKERS} workers compute");
    let found = (0..12).any(|_try| together());
    let when = if found { "in parallel" } else { "by turns" };
    log!("threads: done {when}");
}
