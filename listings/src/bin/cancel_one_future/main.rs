use listings::log;
use std::pin::pin;
use std::time::Duration;
use tokio::sync::mpsc::{Receiver, Sender, channel};
use tokio::time::sleep;

async fn shop(orders: Sender<u32>) {
    for (order, pause) in [(1, 10), (2, 120), (3, 70)] {
        sleep(Duration::from_millis(pause)).await;
        orders.send(order).await.unwrap();
    }
}

async fn save_next(orders: &mut Receiver<u32>) -> bool {
    let Some(order) = orders.recv().await else {
        return false;
    };
    log!("order {order}: taken");
    sleep(Duration::from_millis(60)).await;
    log!("order {order}: saved");
    true
}

async fn worker(mut orders: Receiver<u32>) {
    log!("worker: alive");
    let mut more = true;
    while more {
        let mut saving = pin!(save_next(&mut orders));
        more = loop {
            tokio::select! {
                answer = &mut saving => break answer,
                () = sleep(Duration::from_millis(100)) => log!("worker: alive"),
            }
        };
    }
}

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    let (sender, receiver) = channel(8);
    tokio::join!(shop(sender), worker(receiver));
    log!("worker: finished");
}
