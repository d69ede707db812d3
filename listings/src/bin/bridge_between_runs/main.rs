use listings::{log, thread};
use std::time::Duration;
use tokio::runtime::Builder;
use tokio::task::JoinHandle;
use tokio::time::sleep;

async fn send_mail(order: u32) {
    log!("mail {order}: start");
    sleep(Duration::from_millis(250)).await;
    log!("mail {order}: sent");
}

async fn place(order: u32) -> JoinHandle<()> {
    let mail = tokio::spawn(send_mail(order));
    log!("order {order}: saving");
    sleep(Duration::from_millis(100)).await;
    log!("order {order}: saved");
    mail
}

async fn close(mail: JoinHandle<()>) {
    mail.await.unwrap();
    log!("shop: closed");
}

fn main() {
    let mut builder = Builder::new_current_thread();
    let runtime = builder.enable_time().start_paused(true).build().unwrap();
    let _clock = runtime.enter(); // log! and sleep use the runtime's clock
    let mail = runtime.block_on(place(17));
    log!("shop: printing labels");
    thread::sleep(Duration::from_millis(500));
    log!("shop: labels done");
    runtime.block_on(close(mail));
}
