use listings::log;
use std::sync::mpsc::channel;
use std::time::Duration;
use tokio::runtime::Builder;

fn serve(lane: &'static str, workers: usize, patience: Duration) {
    let runtime = Builder::new_multi_thread()
        .worker_threads(workers)
        .build()
        .unwrap();
    let (asking, asked) = channel();
    let (beat, beats) = channel();
    let report = runtime.spawn(async move {
        log!("{lane}: one is blocked");
        asking.send(()).unwrap();
        beats.recv_timeout(patience)
    });
    asked.recv().unwrap(); // from here on a worker is blocked
    runtime.spawn(async move { beat.send(()) });
    match runtime.block_on(report).unwrap() {
        Ok(()) => log!("{lane}: done, the heartbeat came"),
        Err(_) => log!("{lane}: failed, no heartbeat came"),
    }
}

fn main() {
    serve("1 worker", 1, Duration::from_millis(50));
    serve("2 workers", 2, Duration::from_secs(5));
}
