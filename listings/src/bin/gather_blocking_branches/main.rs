use listings::{log, thread};
use std::time::Duration;

async fn resize(photo: &str) {
    log!("{photo}: resizing");
    thread::sleep(Duration::from_millis(100)); // stands for 100 ms of computing
    log!("{photo}: done");
}

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    tokio::join!(resize("beach"), resize("castle"), resize("market"));
    log!("main: all done");
}
