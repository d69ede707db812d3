use listings::log;
use std::env;
use std::time::Duration;
use tokio::time::sleep;

struct Connection;

impl Drop for Connection {
    fn drop(&mut self) {
        log!("mail: hung up"); // an await is not allowed here
    }
}

async fn send_receipt(order: u32) -> String {
    let _connection = Connection;
    log!("mail: request");
    sleep(Duration::from_millis(300)).await;
    log!("mail: done");
    format!("receipt {order}")
}

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    let mail = tokio::spawn(send_receipt(17));
    log!("order: confirmed");
    let ms = env::var("PACKING_MS").map_or(100, |ms| ms.parse().unwrap());
    sleep(Duration::from_millis(ms)).await; // stands for packing
    log!("order: packed, mail is done: {}", mail.is_finished());
}
