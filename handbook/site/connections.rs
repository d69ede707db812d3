//! As many connections as the system lets us have open. A browser keeps connections that it may need
//! again: where there are too many, the one that was idle for the longest time is closed for a new one.

use axum::extract::connect_info::Connected;
use axum::serve::{IncomingStream, Listener};
use std::io::Result;
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::task::{Context, Poll, Waker};
use std::time::{Duration, Instant};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::{TcpListener, TcpStream};

/// Files that a build and the system's watching may have open meanwhile.
const RESERVED: u64 = 40;

/// More connections than this help no one.
const MOST: u64 = 256;

/// With fewer a page does not load well.
const LEAST: u64 = 8;

/// After so long an accept that failed, as for want of a file, is tried again.
const AGAIN: Duration = Duration::from_millis(20);

/// A listener that closes idle connections for new ones.
#[derive(Debug)]
pub struct Bounded {
    inner: TcpListener,
    open: Vec<Weak<Mutex<Use>>>,
    limit: usize,
}

/// Who asks.
#[derive(Debug, Clone, Copy)]
pub struct Peer(pub SocketAddr);

impl Connected<IncomingStream<'_, Bounded>> for Peer {
    fn connect_info(stream: IncomingStream<'_, Bounded>) -> Self {
        Self(*stream.remote_addr())
    }
}

impl Bounded {
    /// With room for what this process may open.
    pub fn new(inner: TcpListener) -> Self {
        let limit = files().map_or(MOST, |files| files.saturating_sub(RESERVED).clamp(LEAST, MOST));
        Self { inner, open: Vec::new(), limit: usize::try_from(limit).unwrap_or(1) }
    }

    /// Closes the connection that was idle for the longest time.
    fn close_one(&mut self) {
        let open = self.open.iter().filter_map(Weak::upgrade);
        let oldest = open.filter(|it| !lock(it).closed).min_by_key(|it| lock(it).last);
        if let Some(oldest) = oldest {
            let mut oldest = lock(&oldest);
            oldest.closed = true;
            oldest.reader.take().into_iter().for_each(Waker::wake);
        }
    }
}

#[cfg(unix)]
fn files() -> Option<u64> {
    rustix::process::getrlimit(rustix::process::Resource::Nofile).current
}

#[cfg(not(unix))]
fn files() -> Option<u64> {
    None
}

impl Listener for Bounded {
    type Io = Connection;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Connection, SocketAddr) {
        loop {
            self.open.retain(|it| it.strong_count() > 0);
            if self.open.len() >= self.limit {
                self.close_one();
                // The task that has it must see this first.
                tokio::time::sleep(Duration::from_millis(1)).await;
                continue;
            }
            match self.inner.accept().await {
                Ok((stream, address)) => {
                    let about =
                        Arc::new(Mutex::new(Use { last: Instant::now(), closed: false, reader: None }));
                    self.open.push(Arc::downgrade(&about));
                    return (Connection { stream, about }, address);
                }
                Err(_) => {
                    self.close_one();
                    tokio::time::sleep(AGAIN).await;
                }
            }
        }
    }

    fn local_addr(&self) -> Result<SocketAddr> {
        self.inner.local_addr()
    }
}

/// How a connection is used.
#[derive(Debug)]
struct Use {
    /// When something was read or written last.
    last: Instant,
    /// Whether it has to make room.
    closed: bool,
    reader: Option<Waker>,
}

fn lock(about: &Mutex<Use>) -> MutexGuard<'_, Use> {
    about.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A connection that can be closed from outside: its reader then sees its end.
#[derive(Debug)]
pub struct Connection {
    stream: TcpStream,
    about: Arc<Mutex<Use>>,
}

impl AsyncRead for Connection {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, into: &mut ReadBuf<'_>) -> Poll<Result<()>> {
        {
            let mut about = lock(&self.about);
            if about.closed {
                return Poll::Ready(Ok(()));
            }
            about.reader = Some(cx.waker().clone());
        }
        let read = Pin::new(&mut self.stream).poll_read(cx, into);
        if read.is_ready() {
            lock(&self.about).last = Instant::now();
        }
        read
    }
}

impl AsyncWrite for Connection {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<Result<usize>> {
        lock(&self.about).last = Instant::now();
        Pin::new(&mut self.stream).poll_write(cx, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
        Pin::new(&mut self.stream).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }
}
