use futures::future::join_all;
use listings::log;
use std::time::Duration;
use tokio::runtime::Builder;
use tokio::task::JoinHandle;
use tokio::time::sleep;

struct Mail {
    order: u32,
    sent: bool,
}

impl Drop for Mail {
    fn drop(&mut self) {
        let event = if self.sent { "sent" } else { "not sent" };
        log!("mail {}: {event}", self.order);
    }
}

async fn send_mail(order: u32) {
    log!("mail {order}: start");
    let mut mail = Mail { order, sent: false };
    sleep(Duration::from_millis(250)).await;
    mail.sent = true;
}

async fn place(order: u32) -> JoinHandle<()> {
    let mail = tokio::spawn(send_mail(order));
    log!("order {order}: saving");
    sleep(Duration::from_millis(100)).await;
    log!("order {order}: saved");
    mail
}

async fn close(mails: Vec<JoinHandle<()>>) {
    let outcomes = join_all(mails).await;
    log!("shop: closed");
    outcomes.into_iter().for_each(Result::unwrap);
}

fn main() {
    let mut builder = Builder::new_current_thread();
    let runtime = builder.enable_time().start_paused(true).build().unwrap();
    let mails = [17, 18].map(|order| runtime.block_on(place(order)));
    runtime.block_on(close(mails.into()));
}
