use listings::log;
use std::time::Duration;
use tokio::runtime::Builder;
use tokio::time::sleep;

struct Connection;

impl Drop for Connection {
    fn drop(&mut self) {
        log!("mail: hung up"); // an await is not allowed here
    }
}

async fn send_mail() {
    let _connection = Connection;
    log!("mail: start");
    sleep(Duration::from_millis(500)).await;
    log!("mail: done");
}

async fn async_main() {
    let mail = tokio::spawn(send_mail());
    sleep(Duration::from_millis(100)).await;
    log!("main: returns, mail is done: {}", mail.is_finished());
}

fn main() {
    let mut builder = Builder::new_current_thread();
    builder.enable_all().start_paused(true);
    let runtime = builder.build().unwrap();
    runtime.block_on(async {
        log!("run: new runtime");
        async_main().await;
    });
    drop(runtime);
}
