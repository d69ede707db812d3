use listings::log;
use reqwest::{Client, Error};
use serde_json::Value;
use std::time::Duration;

async fn order(client: &Client, shop: &str, id: u32) -> Result<String, Error> {
    log!("order {id}: request");
    let response = client.get(format!("{shop}/orders/{id}")).send().await?;
    let order: Value = response.error_for_status()?.json().await?;
    Ok(order["item"].as_str().expect("a name").to_owned())
}

async fn advice(client: &Client, shop: &str) -> Result<String, Error> {
    log!("advice: request");
    let limit = Duration::from_millis(200);
    let request = client.get(format!("{shop}/hang")).timeout(limit);
    request.send().await?.text().await
}

fn tell(name: &str, part: Result<String, Error>) {
    match part {
        Ok(item) => log!("{name}: done: {item}"),
        Err(error) if error.is_timeout() => log!("{name}: gave up"),
        Err(error) => {
            log!("{name}: failed: {}", error.status().unwrap().as_u16())
        }
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    let shop = std::env::var("SHOP_URL").expect("where the shop is");
    let client = Client::new();
    let (first, second, advice) = tokio::join!(
        order(&client, &shop, 1),
        order(&client, &shop, 9),
        advice(&client, &shop),
    );
    tell("order 1", first);
    tell("order 9", second);
    tell("advice", advice);
    let gone = client.get(format!("{shop}/gone/1")).send().await?;
    let gone: Vec<String> = gone.json().await?;
    log!("shop: saw a client leave {}", gone[0]);
    Ok(())
}
