use listings::log;
use std::time::Duration;
use tokio::time::sleep;

/// The mail server does not take the address.
struct Refused(u32);

async fn send(name: &str) -> Result<(), Refused> {
    log!("{name}: start");
    sleep(Duration::from_millis(100)).await;
    if name == "Ben" {
        return Err(Refused(550));
    }
    log!("{name}: done");
    Ok(())
}

async fn newsletter() {
    for name in ["Ana", "Ben", "Chen", "Dora"] {
        if let Err(Refused(status)) = send(name).await {
            log!("{name}: failed, Refused({status})");
        }
    }
}

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    let task = tokio::spawn(newsletter());
    sleep(Duration::from_millis(250)).await;
    log!("main: cancel");
    task.abort();
    match task.await {
        Err(error) if error.is_cancelled() => log!("main: stopped"),
        outcome => {
            outcome.unwrap(); // panics if the task did
            log!("main: sent to the end");
        }
    }
}
