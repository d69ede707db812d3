use listings::log;
use std::time::Duration;
use tokio::time::sleep;

async fn book_flight() -> Result<&'static str, &'static str> {
    log!("flight: request");
    sleep(Duration::from_millis(100)).await;
    log!("flight: no seats");
    Err("no seats")
}

async fn book_hotel() -> Result<&'static str, &'static str> {
    log!("hotel: request");
    sleep(Duration::from_millis(300)).await;
    log!("hotel: booked, room 12");
    Ok("room 12")
}

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    match tokio::join!(book_flight(), book_hotel()) {
        (Err(error), Err(other)) => {
            log!("main: nothing is booked, {error} and {other}");
        }
        (Err(error), Ok(room)) => {
            log!("hotel: given back, {room}");
            log!("main: nothing is booked, {error}");
        }
        (Ok(seat), Err(error)) => {
            log!("flight: given back, {seat}");
            log!("main: nothing is booked, {error}");
        }
        (Ok(seat), Ok(room)) => log!("main: booked, {seat} and {room}"),
    }
}
