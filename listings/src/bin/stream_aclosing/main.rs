use async_stream::stream;
use futures::{Stream, StreamExt};
use listings::log;
use std::pin::pin;
use std::time::Duration;
use tokio::time::sleep;

struct Connection;

impl Drop for Connection {
    fn drop(&mut self) {
        log!("shop: closed");
    }
}

fn orders() -> impl Stream<Item = &'static str> {
    stream! {
        log!("shop: connected");
        let _connection = Connection;
        for order in ["104 paid", "105 unpaid", "106 paid"] {
            sleep(Duration::from_millis(100)).await;
            log!("shop: order {order}");
            yield order;
        }
    }
}

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    {
        let mut source = pin!(orders());
        while let Some(order) = source.next().await {
            if order.contains("unpaid") {
                break;
            }
        }
    }
    log!("mail: start");
    sleep(Duration::from_millis(300)).await;
    log!("mail: done");
}
