//! Serves the built site, on loopback where no other address is named.

use super::connections::{Bounded, Peer};
use super::headers::HEADERS;
use axum::Router;
use axum::http::{HeaderName, HeaderValue};
use axum::middleware::map_response;
use axum::response::Response;
use std::io::{Error, ErrorKind};
use std::net::{IpAddr, Ipv4Addr};
use std::path::Path;
use std::time::Duration;
use tokio::net::TcpListener;
use tower_http::services::{ServeDir, ServeFile};

/// The port that is tried first where none is named.
pub const DEFAULT_PORT: u16 = 3000;

/// How many further ports are tried where that one is taken.
const TRIES: u16 = 100;

/// Opens a loopback port: this one, or from the default one on the first that is free.
///
/// # Errors
/// As [`listen_on`].
pub async fn listen(port: Option<u16>) -> Result<TcpListener, Error> {
    listen_on(Ipv4Addr::LOCALHOST.into(), port).await
}

/// Opens a port at an address: this one, or from the default one on the first that is free.
///
/// # Errors
/// If the named port is in use or may not be opened, or if no other one is free, or if the address is
/// none of this machine's.
pub async fn listen_on(address: IpAddr, port: Option<u16>) -> Result<TcpListener, Error> {
    let first = port.unwrap_or(DEFAULT_PORT);
    let last = if port.is_some() { first } else { first + TRIES };
    for candidate in first..=last {
        match TcpListener::bind((address, candidate)).await {
            Err(error) if error.kind() == ErrorKind::AddrInUse => {}
            other => return other,
        }
    }
    let taken = if first == last {
        format!("port {first} is in use")
    } else {
        format!("ports {first} to {last} are in use")
    };
    Err(Error::new(ErrorKind::AddrInUse, taken))
}

/// Answers with the files of a folder.
pub fn files(folder: &Path) -> Router {
    let not_found = ServeFile::new(folder.join("404.html"));
    let files = ServeDir::new(folder).not_found_service(not_found);
    Router::new().fallback_service(files).layer(map_response(guarded))
}

/// Serves until `stop` ends; requests under way have a second to finish.
///
/// # Errors
/// If the listener fails.
pub async fn serve(
    listener: TcpListener,
    app: Router,
    stop: impl Future<Output = ()> + Send + 'static,
) -> Result<(), Error> {
    let (stopping, stopped) = tokio::sync::oneshot::channel();
    let app = app.into_make_service_with_connect_info::<Peer>();
    let server = axum::serve(Bounded::new(listener), app).with_graceful_shutdown(async move {
        stop.await;
        let _ = stopping.send(());
    });
    tokio::select! {
        ended = server.into_future() => ended,
        () = async { let _ = stopped.await; tokio::time::sleep(Duration::from_secs(1)).await } => Ok(()),
    }
}

/// Every answer carries them.
pub async fn guarded(mut response: Response) -> Response {
    let headers = response.headers_mut();
    for (name, value) in HEADERS {
        headers.insert(HeaderName::from_static(name), HeaderValue::from_static(value));
    }
    response
}
