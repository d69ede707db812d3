use listings::log;
use std::num::ParseIntError;
use std::time::Duration;
use tokio::time::sleep;

fn lines(month: &str) -> [&'static str; 2] {
    if month == "march" {
        ["900", "-40"]
    } else {
        ["700", "?"]
    }
}

async fn with_ledger<T, E>(
    month: &str,
    work: impl AsyncFnOnce([&str; 2]) -> Result<T, E>,
) -> Result<T, E> {
    log!("{month}: open");
    let result = work(lines(month)).await?;
    sleep(Duration::from_millis(100)).await;
    log!("{month}: closed");
    Ok(result)
}

async fn total(month: &str) -> Result<i32, ParseIntError> {
    with_ledger(month, async |amounts| {
        sleep(Duration::from_millis(100)).await;
        amounts.iter().map(|amount| amount.parse::<i32>()).sum()
    })
    .await
}

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    for month in ["march", "april"] {
        match total(month).await {
            Ok(euros) => log!("main: {month} has {euros} euros"),
            Err(_) => log!("main: {month} cannot be read"),
        }
    }
    sleep(Duration::from_millis(200)).await;
    log!("main: end of the day");
}
