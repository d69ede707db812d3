use axum::{Router, routing::get};
use listings::log;
use std::{env, io::Result, process::Stdio};
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::process::Command;
use tokio::signal::unix::{SignalKind, signal};

async fn order() {
    println!("order: at work");
    let _ = tokio::io::stdin().read_u8().await; // until the driver is back
}

async fn serve() -> Result<()> {
    let mut sigterm = signal(SignalKind::terminate())?;
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    println!("{}", listener.local_addr()?);
    axum::serve(listener, Router::new().route("/order", get(order)))
        .with_graceful_shutdown(async move { sigterm.recv().await.unwrap() })
        .await
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<()> {
    if env::args().nth(1).is_some() {
        return serve().await;
    }
    let mut server = Command::new(env::current_exe()?)
        .arg("serve")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()?;
    let mut said = BufReader::new(server.stdout.take().unwrap()).lines();
    let address = said.next_line().await?.unwrap();
    let page = tokio::spawn(reqwest::get(format!("http://{address}/order")));
    log!("{}", said.next_line().await?.unwrap());
    let pid = server.id().unwrap();
    Command::new("kill").arg(pid.to_string()).status().await?;
    log!("server: gets SIGTERM");
    while TcpStream::connect(&address).await.is_ok() {}
    log!("next customer: refused");
    server.stdin.take().unwrap().write_all(b"back\n").await?;
    log!("order: done: {}", page.await?.unwrap().status().as_u16());
    log!("server: ended: {}", server.wait().await?);
    Ok(())
}
