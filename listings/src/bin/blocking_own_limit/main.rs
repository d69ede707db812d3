use listings::log;
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::Duration;
use tokio::task::spawn_blocking;

fn print_label(ready: Receiver<()>) -> Result<(), RecvTimeoutError> {
    log!("label: waiting for the printer");
    ready
        .recv_timeout(Duration::from_millis(10))
        .inspect_err(|_| log!("label: gave up"))?;
    log!("label: printed");
    Ok(())
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let (printer, ready) = channel();
    let label = spawn_blocking(move || print_label(ready));
    if label.await.unwrap().is_err() {
        log!("order: timed out and cancelled");
    }
    let _ = printer.send(()); // now the printer has paper again
}
