use listings::log;
use std::time::Duration;
use tokio::sync::Mutex;
use tokio::time::{sleep, timeout};

struct Account {
    number: u32,
    lock: Mutex<()>,
}

impl Account {
    fn new(number: u32) -> Self {
        Self {
            number,
            lock: Mutex::new(()),
        }
    }
}

async fn transfer(name: &str, source: &Account, target: &Account) {
    let (first, second) = (source, target);
    let _first = first.lock.lock().await;
    log!("{name}: holds account {}", first.number);
    sleep(Duration::from_millis(100)).await; // asks for the balance
    log!("{name}: wants account {}", second.number);
    let _second = second.lock.lock().await;
    log!("{name}: booked");
}

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    let (ana, ben) = (Account::new(1), Account::new(2));
    let rent = transfer("rent", &ana, &ben);
    let refund = transfer("refund", &ben, &ana);
    let both = async { futures::join!(rent, refund) };
    match timeout(Duration::from_secs(1), both).await {
        Ok(_) => log!("bank: both booked"),
        Err(_) => log!("bank: nothing booked, timed out"),
    }
}
