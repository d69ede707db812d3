use listings::log;
use std::net::SocketAddr;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::time::{Duration, Instant, sleep};

const REQUESTS: u32 = 20;
const LATENCY: Duration = Duration::from_millis(50);

async fn serve(listener: TcpListener) {
    while let Ok((mut stream, _)) = listener.accept().await {
        tokio::spawn(async move {
            sleep(LATENCY).await; // the server looks the price up
            stream.write_all(b"12 euros").await.unwrap();
        });
    }
}

async fn ask(server: SocketAddr) -> String {
    let mut stream = TcpStream::connect(server).await.unwrap();
    let mut price = String::new();
    stream.read_to_string(&mut price).await.unwrap();
    price
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let server = listener.local_addr().unwrap();
    tokio::spawn(serve(listener));
    let one_by_one = REQUESTS * LATENCY;
    log!("one by one: {} ms at least", one_by_one.as_millis());
    let started = Instant::now();
    let requests = (0..REQUESTS).map(|_| ask(server));
    let prices = futures::future::join_all(requests).await;
    let took = started.elapsed();
    log!("at once: {} answers", prices.len());
    let than = if took < one_by_one / 2 {
        "less"
    } else {
        "more"
    };
    log!("at once: done in {than} than half of that");
}
