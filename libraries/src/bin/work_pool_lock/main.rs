use listings::log;
use std::hint::black_box;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering::Relaxed};

#[derive(Default)]
struct Other {
    steps: AtomicU64,
    over: AtomicBool,
}

fn count(other: &Other) {
    while !other.over.load(Relaxed) {
        other.steps.fetch_add(1, Relaxed);
    }
}

fn compute(other: &Other, tries: u32) -> bool {
    while other.steps.load(Relaxed) == 0 {} // until it is at work
    let moved = (0..tries).any(|_try| {
        let before = other.steps.load(Relaxed);
        black_box((0..1_000_000_u64).sum::<u64>());
        other.steps.load(Relaxed) > before
    });
    other.over.store(true, Relaxed);
    moved
}

fn main() -> Result<(), rayon::ThreadPoolBuildError> {
    log!("main: two workers compute");
    let pool = rayon::ThreadPoolBuilder::new().num_threads(2).build()?;
    let other = Other::default();
    let ((), moved) = pool.join(|| count(&other), || compute(&other, 1000));
    let how = if moved { "got on" } else { "stood still" };
    log!("threads: the other one {how}");
    Ok(())
}
