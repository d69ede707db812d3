use futures::future::join_all;
use listings::log;
use std::time::Duration;
use tokio::sync::Semaphore;
use tokio::time::{sleep, timeout};

async fn export(report: &str, patience: u64, connections: &Semaphore) {
    log!("{report}: request");
    let patience = Duration::from_millis(patience);
    let Ok(Ok(_)) = timeout(patience, connections.acquire()).await else {
        log!("{report}: gave up");
        return;
    };
    log!("{report}: start");
    sleep(Duration::from_millis(300)).await;
    log!("{report}: done");
}

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    let connections = Semaphore::new(1);
    join_all([
        export("orders", 200, &connections),
        export("stock", 200, &connections),
        export("prices", 500, &connections),
    ])
    .await;
    log!("main: end of the day");
}
