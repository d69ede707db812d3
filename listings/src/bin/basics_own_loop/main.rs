use futures::future::{FutureExt, LocalBoxFuture};
use listings::{log, thread};
use std::cell::Cell;
use std::collections::BTreeMap;
use std::task::{Context, Waker};
use std::time::Duration;
use tokio::time::Instant;

thread_local!(static DUE: Cell<Option<Instant>> = const { Cell::new(None) });

async fn pause(duration: Duration) {
    DUE.set(Some(Instant::now() + duration)); // when to be woken
    futures::pending!(); // hands the thread back to the loop
}

async fn fetch(name: &str, milliseconds: u64) {
    log!("{name}: request");
    pause(Duration::from_millis(milliseconds)).await;
    log!("{name}: done");
}

fn run<const N: usize>(futures: [LocalBoxFuture<'_, ()>; N]) {
    let now = Instant::now();
    let turns = futures.into_iter().enumerate();
    let mut timers: BTreeMap<_, _> =
        turns.map(|(turn, future)| ((now, turn), future)).collect();
    while let Some(((due, turn), mut future)) = timers.pop_first() {
        thread::sleep(due.duration_since(Instant::now()));
        let mut context = Context::from_waker(Waker::noop());
        if future.poll_unpin(&mut context).is_pending() {
            timers.insert((DUE.take().unwrap(), turn), future);
        }
    }
}

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    run([
        fetch("user", 200).boxed_local(),
        fetch("orders", 300).boxed_local(),
        fetch("settings", 100).boxed_local(),
    ]);
}
