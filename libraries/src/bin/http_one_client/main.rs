use listings::log;
use reqwest::{Client, Error};
use serde_json::Value;

async fn order(client: &Client, shop: &str, id: u32) -> Result<(), Error> {
    let answer = client.get(format!("{shop}/orders/{id}")).send().await?;
    let order: Value = answer.json().await?;
    log!("order {id}: done: {}", order["item"].as_str().unwrap());
    Ok(())
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    let shop = std::env::var("SHOP_URL").expect("where the shop is");
    let client = Client::new();
    for id in [1, 2, 3] {
        order(&client, &shop, id).await?;
    }
    let seen = client.get(format!("{shop}/seen")).send().await?;
    let seen: Value = seen.json().await?;
    log!("shop: saw {} connection", seen["connections"]);
    Ok(())
}
