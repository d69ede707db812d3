use futures::future::try_join_all;
use listings::log;
use std::collections::HashSet;
use std::sync::{Arc, Barrier};
use std::thread::{self, ThreadId};
use tokio::{sync::oneshot, task::spawn_blocking};

fn threads(used: Vec<ThreadId>) -> usize {
    used.into_iter().collect::<HashSet<_>>().len()
}

fn meet(barrier: &Barrier) -> ThreadId {
    barrier.wait();
    thread::current().id()
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let one = rayon::ThreadPoolBuilder::new().num_threads(1);
    let one = one.build().expect("a thread");
    let calls = (0..3).map(|_| {
        let (tell, told) = oneshot::channel();
        one.spawn(move || {
            let _ = tell.send(thread::current().id());
        });
        told
    });
    let used = threads(try_join_all(calls).await.unwrap());
    log!("sensitive: threads for three calls: {used}");
    let barrier = Arc::new(Barrier::new(3));
    let calls = (0..3).map(|_| {
        let barrier = barrier.clone();
        spawn_blocking(move || meet(&barrier))
    });
    let used = threads(try_join_all(calls).await.unwrap());
    log!("free: threads for three calls: {used}");
}
