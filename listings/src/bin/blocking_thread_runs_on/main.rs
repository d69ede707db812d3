use listings::log;
use std::sync::mpsc;
use std::time::Duration;
use tokio::sync::oneshot;
use tokio::task::spawn_blocking;
use tokio::time::timeout;

fn print_label(asked: oneshot::Sender<()>, ready: mpsc::Receiver<()>) {
    log!("label: waiting for the printer");
    asked.send(()).unwrap();
    ready.recv().unwrap();
    log!("label: printed");
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let (ask, asked) = oneshot::channel();
    let (printer, ready) = mpsc::channel();
    let label = spawn_blocking(move || print_label(ask, ready));
    asked.await.unwrap(); // from here on the thread is at work
    if timeout(Duration::from_millis(10), label).await.is_err() {
        log!("order: timed out and cancelled");
    }
    printer.send(()).unwrap(); // now the printer has paper again
}
