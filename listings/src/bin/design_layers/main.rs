use futures::future::join_all;
use listings::log;
use std::time::Duration;
use tokio::time::{error::Elapsed, sleep, timeout};

type Offer = (&'static str, u32);

/// The core: plain code. Its tests need no runtime.
fn cheapest(offers: &[Offer]) -> Option<Offer> {
    offers.iter().copied().min_by_key(|offer| offer.1)
}

/// An adapter: talks to one service and decides nothing.
async fn ask((supplier, price): Offer, ms: u64) -> Offer {
    log!("{supplier}: request");
    sleep(Duration::from_millis(ms)).await;
    log!("{supplier}: done");
    (supplier, price)
}

/// The shell: what runs together, and how long.
async fn buy(
    suppliers: [(Offer, u64); 2],
    limit: Duration,
) -> Result<Option<Offer>, Elapsed> {
    let all = join_all(suppliers.map(|(offer, ms)| ask(offer, ms)));
    Ok(cheapest(&timeout(limit, all).await?))
}

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() -> Result<(), Elapsed> {
    assert_eq!(cheapest(&[("a", 2), ("b", 1)]), Some(("b", 1)));
    let suppliers = [(("Abele", 12), 100), (("Brandt", 9), 200)];
    if let Some((supplier, price)) =
        buy(suppliers, Duration::from_millis(500)).await?
    {
        log!("shop: buys from {supplier} for {price}");
    }
    Ok(())
}
