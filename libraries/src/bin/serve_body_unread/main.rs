use axum::{Router, body::Body, extract::State, routing::post};
use listings::log;
use std::{future::IntoFuture, sync::Arc, time::Duration};
use tokio::io::AsyncWriteExt;
use tokio::net::{TcpListener, TcpStream};
use tokio::{sync::Notify, time::sleep};

#[derive(Default)]
struct Shop {
    started: Notify,
    customer_gone: Notify,
    done: Notify,
}

async fn upload(State(shop): State<Arc<Shop>>, _unread: Body) {
    log!("upload: started");
    shop.started.notify_one();
    shop.customer_gone.notified().await;
    sleep(Duration::from_millis(100)).await; // time to notice it
    log!("upload: handler ran to its end");
    shop.done.notify_one();
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> std::io::Result<()> {
    let shop = Arc::new(Shop::default());
    let app = Router::new().route("/photo", post(upload));
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let address = listener.local_addr()?;
    let server = axum::serve(listener, app.with_state(Arc::clone(&shop)));
    tokio::spawn(server.into_future());
    let mut customer = TcpStream::connect(address).await?;
    let head = "POST /photo HTTP/1.1\r\nhost: shop\r\ncontent-length: 9000";
    customer
        .write_all(format!("{head}\r\n\r\n").as_bytes())
        .await?;
    customer.write_all(&[0; 1000]).await?; // the rest never comes
    shop.started.notified().await;
    drop(customer);
    log!("customer: leaves");
    shop.customer_gone.notify_one();
    shop.done.notified().await;
    Ok(())
}
