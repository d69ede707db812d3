use listings::log;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::Duration;
use tokio::task::spawn_blocking;
use tokio::time::sleep;

fn query(answers: Receiver<u32>) -> u32 {
    answers.recv().unwrap() // blocks its thread until the answer is there
}

async fn heartbeat(answers: Sender<u32>) {
    for beat in 1..=3 {
        log!("heartbeat: beat {beat}");
        sleep(Duration::from_millis(1)).await;
    }
    answers.send(1200).unwrap(); // the database answers only now
}

async fn report(answers: Receiver<u32>) {
    log!("report: waiting, in a thread");
    let rows = spawn_blocking(move || query(answers)).await.unwrap();
    log!("report: done, {rows} rows");
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let (sender, receiver) = channel();
    tokio::join!(report(receiver), heartbeat(sender));
}
