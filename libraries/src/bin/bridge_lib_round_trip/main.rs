use listings::log;
use std::sync::Mutex;
use std::thread::{self, ThreadId};
use tokio::runtime::{Handle, Runtime};
use tokio::task::spawn_blocking;

static SEEN: Mutex<Vec<ThreadId>> = Mutex::new(Vec::new());

fn tell(lane: &str) {
    let (mut seen, thread) = (SEEN.lock().unwrap(), thread::current().id());
    if !seen.contains(&thread) {
        seen.push(thread);
    }
    let place = seen.iter().position(|other| *other == thread).unwrap();
    log!("{lane}: in thread {}", place + 1);
}

async fn price() {
    tell("price");
}

fn stock() {
    tell("stock");
    Handle::current().block_on(price());
}

async fn page() {
    tell("page");
    spawn_blocking(stock).await.unwrap();
}

fn main() {
    tell("script");
    Runtime::new().unwrap().block_on(page());
}
