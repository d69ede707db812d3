use axum::{Router, extract::State, routing::get};
use listings::log;
use std::future::{IntoFuture, pending};
use std::sync::Arc;
use tokio::{net::TcpListener, sync::Notify};

#[derive(Default)]
struct Shop {
    begun: Notify,
    over: Notify,
}

struct Search(Arc<Shop>);

impl Drop for Search {
    fn drop(&mut self) {
        log!("search: cancelled");
        self.0.over.notify_one();
    }
}

async fn search(State(shop): State<Arc<Shop>>) {
    log!("search: started");
    let search = Search(shop);
    search.0.begun.notify_one();
    pending().await // a warehouse that never answers
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> std::io::Result<()> {
    let shop = Arc::new(Shop::default());
    let app = Router::new().route("/search", get(search));
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let url = format!("http://{}/search", listener.local_addr()?);
    let server = axum::serve(listener, app.with_state(Arc::clone(&shop)));
    tokio::spawn(server.into_future());
    let page = tokio::spawn(reqwest::get(url));
    shop.begun.notified().await;
    page.abort();
    log!("customer: leaves");
    shop.over.notified().await;
    Ok(())
}
