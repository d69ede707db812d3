use listings::log;
use std::time::Duration;
use tokio::time::sleep;

async fn price(article: &str) -> u32 {
    if article == "book" {
        return 12; // known already
    }
    log!("{article}: request");
    sleep(Duration::from_millis(100)).await;
    log!("{article}: done");
    30
}

async fn send_mail() {
    log!("mail: request");
    sleep(Duration::from_millis(200)).await;
    log!("mail: done");
}

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    let mail = tokio::spawn(send_mail());
    log!("shop: start");
    for article in ["book", "lamp"] {
        let euros = price(article).await;
        log!("shop: {article}, {euros} euros");
    }
    mail.await.unwrap();
    log!("shop: closed");
}
