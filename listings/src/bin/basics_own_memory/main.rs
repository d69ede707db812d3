use listings::log;
use std::env;
use std::sync::Mutex;
use std::thread::{self, ThreadId};
use tokio::process::Command;

static SOLD: Mutex<Vec<&str>> = Mutex::new(Vec::new());

fn sell(kind: &'static str, main: Option<ThreadId>) {
    SOLD.lock().unwrap().push(kind);
    match main {
        None => log!("{kind}: done, in another process"),
        Some(main) if main != thread::current().id() => {
            log!("{kind}: done, in another thread");
        }
        Some(_) => log!("{kind}: done, in main's thread"),
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    if env::args().nth(1).is_some() {
        return sell("process", None); // this is the new process
    }
    let main = Some(thread::current().id());
    let task = tokio::spawn(async move { sell("task", main) });
    task.await.unwrap();
    let thread = tokio::task::spawn_blocking(move || sell("thread", main));
    thread.await.unwrap();
    let mut process = Command::new(env::current_exe().unwrap());
    process.arg("sell").status().await.unwrap();
    log!("main: sold by {}", SOLD.lock().unwrap().join(" and "));
}
