use listings::log;
use reqwest::Error;
use serde_json::Value;

async fn order(shop: &str, id: u32) -> Result<(), Error> {
    let answer = reqwest::get(format!("{shop}/orders/{id}")).await?;
    let order: Value = answer.json().await?;
    log!("order {id}: done: {}", order["item"].as_str().unwrap());
    Ok(())
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    let shop = std::env::var("SHOP_URL").expect("where the shop is");
    for id in [1, 2, 3] {
        order(&shop, id).await?;
    }
    let seen = reqwest::get(format!("{shop}/seen")).await?;
    let seen: Value = seen.json().await?;
    log!("shop: saw {} connections", seen["connections"]);
    Ok(())
}
