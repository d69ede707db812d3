use futures::future::join_all;
use listings::log;
use reqwest::Client;
use std::time::Duration;
use tokio::net::{TcpListener, TcpSocket, TcpStream};
use tokio::task::yield_now;
use tokio::time::timeout;

async fn busy_server() -> std::io::Result<TcpListener> {
    let socket = TcpSocket::new_v4()?;
    socket.bind("127.0.0.1:0".parse().expect("an address"))?;
    let listener = socket.listen(1)?;
    for _ in 0..8 {
        tokio::spawn(TcpStream::connect(listener.local_addr()?));
    }
    yield_now().await; // all of them connect
    Ok(listener)
}

async fn export(client: &Client, url: String) -> &'static str {
    let (begin, end) = (Duration::from_secs(3), Duration::from_secs(1));
    let answer = match timeout(begin, client.get(url).send()).await {
        Err(_) => return "no first byte",
        Ok(Err(error)) if error.is_timeout() => return "no connection",
        Ok(answer) => answer.expect("an answer"),
    };
    let body = timeout(end, answer.text()).await;
    if body.is_err() { "no end" } else { "no reason" }
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let shop = std::env::var("SHOP_URL").expect("where the shop is");
    let busy = busy_server().await?;
    let full = format!("http://{}", busy.local_addr()?);
    let limit = Duration::from_secs(1);
    let client = Client::builder().connect_timeout(limit).build()?;
    log!("exports: three requests");
    let urls = [full, format!("{shop}/hang"), format!("{shop}/drip/60")];
    let ended = join_all(urls.map(|url| export(&client, url))).await;
    for (server, end) in ["busy", "silent", "slow"].iter().zip(ended) {
        log!("{server}: gave up: {end}");
    }
    Ok(())
}
