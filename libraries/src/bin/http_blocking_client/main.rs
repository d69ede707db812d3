use listings::log;
use reqwest::blocking;

async fn page(part: &str, shop: String) {
    log!("{part}: request");
    blocking::get(format!("{shop}/together/2")).expect("an answer");
    log!("{part}: done");
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let shop = std::env::var("SHOP_URL").expect("where the shop is");
    let prices = tokio::spawn(page("prices", shop.clone()));
    let stock = tokio::spawn(page("stock", shop));
    for (part, page) in [("prices", prices), ("stock", stock)] {
        if page.await.is_err_and(|error| error.is_panic()) {
            log!("{part}: panicked");
        }
    }
}
