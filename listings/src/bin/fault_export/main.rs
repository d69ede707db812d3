use listings::log;
use std::env;
use std::time::Duration;
use tokio::time::sleep;
use tokio_util::sync::CancellationToken;

struct File;

impl Drop for File {
    fn drop(&mut self) {
        log!("file: closed");
    }
}

async fn read_rows(rows: &mut Vec<u32>) {
    for row in 1..10 {
        sleep(Duration::from_millis(100)).await;
        rows.push(row);
        log!("export: row {row}");
    }
}

async fn export(stop: CancellationToken) {
    log!("file: opened");
    let _file = File;
    let mut rows = Vec::new();
    tokio::select! {
        biased;
        () = stop.cancelled() => return log!("export: told to stop"),
        () = read_rows(&mut rows) => {}
    }
    sleep(Duration::from_millis(50)).await; // the disk is slow
    log!("export: flushed {} rows", rows.len());
}

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    let stop = CancellationToken::new();
    let task = tokio::spawn(export(stop.clone()));
    let ms = env::var("STOP_MS").map_or(250, |ms| ms.parse().unwrap());
    sleep(Duration::from_millis(ms)).await;
    log!("main: cancel");
    stop.cancel();
    task.await.unwrap();
    log!("main: export is over");
}
