use futures::future::join_all;
use listings::log;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;
use std::time::Duration;
use tokio::sync::oneshot;

const TABLES: [&str; 3] = ["orders", "users", "carts"];

type Query = (&'static str, oneshot::Sender<usize>);

fn count(table: &str) -> usize {
    log!("{table}: counting");
    thread::sleep(Duration::from_millis(10)); // stands for a query that blocks
    log!("{table}: done");
    table.len()
}

fn serve(queries: Receiver<Query>) {
    for (table, answer) in queries {
        let _ = answer.send(count(table));
    }
}

async fn ask(database: &Sender<Query>, table: &'static str) -> usize {
    let (answer, rows) = oneshot::channel();
    database.send((table, answer)).unwrap();
    rows.await.unwrap()
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    for table in TABLES {
        log!("{table}: request");
    }
    let (database, queries) = channel();
    thread::spawn(move || serve(queries));
    let calls = TABLES.map(|table| ask(&database, table));
    let counts = join_all(calls).await;
    log!("page: {counts:?}");
}
