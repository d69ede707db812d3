use listings::log;
use std::time::Duration;
use tokio::time::sleep;

#[derive(Debug)]
enum MailError {
    ServerDown,
    NoSuchReader,
}
use MailError::{NoSuchReader, ServerDown};

type Outcome = Result<(), MailError>;

async fn send(reader: &str, milliseconds: u64, outcome: Outcome) -> Outcome {
    log!("{reader}: start");
    sleep(Duration::from_millis(milliseconds)).await;
    match &outcome {
        Ok(()) => log!("{reader}: done"),
        Err(error) => log!("{reader}: failed, {error:?}"),
    }
    outcome
}

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    let (ada, ben, eve) = tokio::join!(
        send("Ada", 200, Ok(())),
        send("Ben", 100, Err(ServerDown)),
        send("Eve", 300, Err(NoSuchReader)),
    );
    for (reader, outcome) in [("Ada", ada), ("Ben", ben), ("Eve", eve)] {
        match outcome {
            Ok(()) => log!("list: {reader} has it"),
            Err(ServerDown) => log!("list: {reader} is queued again"),
            Err(NoSuchReader) => log!("list: {reader} is taken off"),
        }
    }
}
