use listings::log;
use std::io::Result;
use std::sync::Arc;
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufStream};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Barrier;

async fn serve(stream: TcpStream, everybody: Arc<Barrier>) -> Result<()> {
    let (mut stream, mut lamp) = (BufStream::new(stream), String::new());
    stream.read_line(&mut lamp).await?;
    everybody.wait().await; // nobody is served before all have asked
    let answer = format!("{} is 12 euros", lamp.trim());
    stream.write_all(answer.as_bytes()).await?;
    stream.shutdown().await
}

async fn ask(port: u16) -> Result<()> {
    let mut stream = TcpStream::connect(("127.0.0.1", port)).await?;
    stream.write_all(b"lamp\n").await?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await?;
    log!("customer: {answer}");
    Ok(())
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<()> {
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let port = listener.local_addr()?.port();
    log!("shop: open");
    tokio::spawn(async move {
        let everybody = Arc::new(Barrier::new(3));
        while let Ok((stream, _)) = listener.accept().await {
            tokio::spawn(serve(stream, everybody.clone()));
        }
    });
    tokio::try_join!(ask(port), ask(port), ask(port))?;
    log!("shop: closed");
    Ok(())
}
