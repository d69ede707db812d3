use listings::log;
use reqwest::{Error, get};
use std::env;
use tokio::{sync::Notify, task::JoinSet};

static BEGUN: Notify = Notify::const_new();

async fn advice(shop: String) -> Result<(), Error> {
    let mut answer = get(shop + "/half").await?;
    while let Some(text) = answer.chunk().await? {
        let text = String::from_utf8_lossy(&text);
        log!("advice: reads {}", text.trim());
        BEGUN.notify_one();
    }
    Ok(())
}

async fn orders(shop: String) -> Result<(), Error> {
    BEGUN.notified().await;
    for id in [1, 9] {
        let answer = get(format!("{shop}/orders/{id}")).await?;
        answer.error_for_status()?;
        log!("order {id}: done");
    }
    Ok(())
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    let shop = env::var("SHOP_URL").expect("where the shop is");
    let mut page = JoinSet::new();
    page.spawn(advice(shop.clone()));
    page.spawn(orders(shop.clone()));
    while let Some(part) = page.join_next().await {
        if !matches!(part, Ok(Ok(()))) {
            page.shutdown().await; // cancels the others and waits for them
        }
        let Err(error) = part.unwrap() else { continue }; // or panics
        log!("page: failed: {}", error.status().ok_or(error)?.as_u16());
    }
    let gone: [String; 1] = get(shop + "/gone/1").await?.json().await?;
    log!("shop: saw a client leave {}", gone[0]);
    Ok(())
}
