use listings::log;
use std::time::Duration;
use tokio::io::{
    AsyncBufReadExt, AsyncWriteExt, BufReader, DuplexStream, duplex,
};
use tokio::time::sleep;

async fn send_receipt(answers: DuplexStream) {
    log!("mail: waiting for the server");
    let mut answer = String::new();
    BufReader::new(answers)
        .read_line(&mut answer)
        .await
        .unwrap();
    log!("mail: done, {}", answer.trim());
}

fn confirm_order() -> DuplexStream {
    let (answers, server) = duplex(64);
    tokio::spawn(send_receipt(answers));
    log!("order: confirmed");
    server
}

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    let mut server = confirm_order();
    sleep(Duration::from_millis(300)).await;
    log!("server: answers");
    server.write_all(b"250 accepted\n").await.unwrap();
    sleep(Duration::from_millis(100)).await;
    log!("order: closed");
}
