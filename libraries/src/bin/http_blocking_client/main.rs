use listings::log;
use reqwest::blocking;

async fn page(part: &str, shop: &str) {
    log!("{part}: request");
    blocking::get(format!("{shop}/together/2")).expect("an answer");
    log!("{part}: done");
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let shop = std::env::var("SHOP_URL").expect("where the shop is");
    for part in ["prices", "stock"] {
        let shop = shop.clone();
        let page = tokio::spawn(async move { page(part, &shop).await });
        if page.await.unwrap_err().is_panic() {
            log!("{part}: panicked");
        }
    }
}
