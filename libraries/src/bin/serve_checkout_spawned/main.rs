use axum::{Router, extract::State, routing::post};
use listings::log;
use std::{future::IntoFuture, sync::Arc};
use tokio::{net::TcpListener, sync::Notify};
use tokio_util::sync::CancellationToken;

#[derive(Default)]
struct Shop {
    charged: Notify,
    database: Notify,
    client_gone: CancellationToken,
    stored: Notify,
}

async fn store_order(shop: Arc<Shop>) {
    shop.database.notified().await; // slower than the customer is patient
    log!("checkout: order stored");
    shop.stored.notify_one();
}

async fn checkout(State(shop): State<Arc<Shop>>) {
    let _dropped = shop.client_gone.clone().drop_guard();
    log!("checkout: card charged");
    shop.charged.notify_one();
    let _ = tokio::spawn(store_order(shop)).await;
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> std::io::Result<()> {
    let shop = Arc::new(Shop::default());
    let app = Router::new().route("/checkout", post(checkout));
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let url = format!("http://{}/checkout", listener.local_addr()?);
    let server = axum::serve(listener, app.with_state(Arc::clone(&shop)));
    tokio::spawn(server.into_future());
    log!("customer: pays");
    let page = tokio::spawn(reqwest::Client::new().post(url).send());
    shop.charged.notified().await;
    page.abort();
    log!("customer: leaves");
    shop.client_gone.cancelled().await;
    log!("checkout: handler dropped");
    shop.database.notify_one();
    shop.stored.notified().await;
    Ok(())
}
