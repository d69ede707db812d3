use axum::{Router, extract::State, http::StatusCode, routing::post};
use listings::log;
use std::{future::IntoFuture, sync::Arc};
use tokio::{net::TcpListener, sync::Notify};
use tokio_util::{sync::CancellationToken, task::TaskTracker};

#[derive(Default)]
struct Shop {
    sales: TaskTracker,
    charged: Notify,
    database: Notify,
    client_gone: CancellationToken,
}

async fn sell(shop: Arc<Shop>) {
    log!("checkout: card charged");
    shop.charged.notify_one();
    shop.database.notified().await; // slower than the customer is patient
    log!("checkout: order stored");
}

async fn checkout(State(shop): State<Arc<Shop>>) -> Result<(), StatusCode> {
    let _dropped = shop.client_gone.clone().drop_guard();
    let sale = shop.sales.spawn(sell(shop.clone()));
    sale.await.map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> std::io::Result<()> {
    let shop = Arc::new(Shop::default());
    let app = Router::new().route("/checkout", post(checkout));
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let url = format!("http://{}/checkout", listener.local_addr()?);
    let server = axum::serve(listener, app.with_state(shop.clone()));
    tokio::spawn(server.into_future());
    let page = tokio::spawn(reqwest::Client::new().post(url).send());
    shop.charged.notified().await;
    page.abort();
    log!("customer: leaves");
    shop.client_gone.cancelled().await;
    log!("checkout: handler dropped");
    shop.database.notify_one();
    shop.sales.close();
    shop.sales.wait().await; // before the process ends
    Ok(())
}
