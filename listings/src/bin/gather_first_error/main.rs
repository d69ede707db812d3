use listings::log;
use std::env;
use std::time::Duration;
use tokio::time::sleep;

async fn book_flight() -> Result<(), &'static str> {
    log!("flight: request");
    let ms = env::var("FLIGHT_MS").map_or(100, |ms| ms.parse().unwrap());
    sleep(Duration::from_millis(ms)).await;
    log!("flight: no seats");
    Err("no seats")
}

async fn book_hotel() -> Result<(), &'static str> {
    log!("hotel: request");
    sleep(Duration::from_millis(300)).await;
    log!("hotel: booked");
    Ok(())
}

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    if let Err(error) = tokio::try_join!(book_flight(), book_hotel()) {
        log!("main: nothing is booked, {error}");
    }
    sleep(Duration::from_millis(400)).await;
    log!("main: end of the day");
}
