use listings::log;
use rayon::ThreadPool;
use std::sync::Barrier;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::time::{Duration, Instant};

const BATCH: u64 = 20_000;

fn batch(mine: &AtomicU64, others: &AtomicU64) -> u64 {
    let (mut seen, mut moved) = (0, 0);
    for _step in 0..BATCH {
        mine.fetch_add(1, Relaxed); // the work
        let other = others.load(Relaxed);
        moved += u64::from(other != seen); // the other worker has got on
        seen = other;
    }
    moved
}

fn together(pool: &ThreadPool) -> bool {
    let steps: [AtomicU64; 2] = Default::default();
    let (most, ready) = (AtomicU64::new(0), Barrier::new(2));
    pool.broadcast(|worker| {
        let me = worker.index();
        ready.wait();
        let end = Instant::now() + Duration::from_millis(400);
        while most.load(Relaxed) < BATCH / 100 && Instant::now() < end {
            most.fetch_max(batch(&steps[me], &steps[1 - me]), Relaxed);
        }
    });
    most.into_inner() >= BATCH / 100
}

fn main() -> Result<(), rayon::ThreadPoolBuildError> {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(2).build()?;
    log!("main: two workers compute");
    let found = (0..12).any(|_try| together(&pool));
    let when = if found { "in parallel" } else { "by turns" };
    log!("threads: done {when}");
    Ok(())
}
