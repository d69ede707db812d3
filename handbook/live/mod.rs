//! The contributor's live loop: the book is served, and built again when what it is made from
//! changes. Open pages are told, and reload or show what is wrong.
//!
//! Changes wake the session up; what it does next it decides by what it then reads. So it does
//! not matter how an editor saves. What it builds is held in memory and handed to the server
//! as one whole; the folder of the book is written when things have settled, by the same code as
//! `build`, and never with a run in it that is not recorded.

mod access;
mod notes;
mod programs;
mod runs;
mod server;
mod session;
mod sources;
mod state;
mod watch;

use crate::children;
use crate::problem::{Problem, Problems};
use crate::project::Project;
use crate::site::serve;
use access::Access;
use session::{Event, Session};
use state::State;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, ToSocketAddrs};
use std::sync::{Arc, Mutex, PoisonError, mpsc};
use tokio::sync::oneshot;
use tokio::sync::watch::channel;

/// Builds the book, serves it and watches it until Ctrl-C: on loopback, or at another address.
///
/// # Errors
/// If no port can be opened. What is wrong with the book is no error here: it is shown, in the
/// terminal and on every page.
pub fn serve(project: &Project, hostname: Option<&str>, port: Option<u16>) -> Result<(), Problems> {
    let failed = |error| Problem::in_file(".", format!("the book cannot be served: {error}"));
    let address = address(hostname.unwrap_or(LOCALHOST)).map_err(failed)?;
    let (stop, stopped) = oneshot::channel();
    let slot = Arc::new(Mutex::new(None));
    let ready = Arc::clone(&slot);
    // From the start, and once more where the end takes too long: then it ends at once.
    children::when_asked_to_end(move || match ready.lock().unwrap_or_else(PoisonError::into_inner).take() {
        Some(stop) => drop(oneshot::Sender::<()>::send(stop, ())),
        None => {
            children::end_all();
            std::process::exit(INTERRUPTED);
        }
    });
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().map_err(failed)?;
    runtime.block_on(async {
        let listener = serve::listen_on(address, port).await.map_err(failed)?;
        let address = listener.local_addr().map_err(failed)?;
        let access = Access::new(address.ip()).map_err(failed)?;
        let (events, inbox) = mpsc::channel();
        let told = events.clone();
        let watcher = watch::watch(project, move |paths, since| {
            let _ = told.send(Event::Changed(paths, since));
        });
        let _watcher = watcher.inspect_err(|problem| {
            eprintln!("{problem}\nThe book is served all the same: to see a change, run it again.")
        });
        let (state, seen) = channel(State::default());
        let mut session = Session::new(project.clone(), state.clone(), events);
        session.begin(&inbox)?;
        std::thread::spawn(move || session.run(&inbox));
        *slot.lock().unwrap_or_else(PoisonError::into_inner) = Some(stop);
        if port.is_none() && address.port() != serve::DEFAULT_PORT {
            println!("port {} is in use, so another one is taken", serve::DEFAULT_PORT);
        }
        if !address.ip().is_loopback() {
            println!(
                "warning: other machines can reach this server. They need the token in the address; \
                 show it to nobody whom you do not trust with this project"
            );
        }
        let shown = if address.ip().is_unspecified() { here(address) } else { address };
        println!("the handbook is at http://{shown}{} (Ctrl-C stops)", access.query());
        let stopped = async move {
            let _ = stopped.await;
            state.send_modify(|state| state.stopping = true);
        };
        let served = serve::serve(listener, server::app(seen, access), stopped).await.map_err(failed);
        children::end_all();
        served?;
        println!("stopped");
        Ok(())
    })
}

/// The exit status where we are asked to end a second time, as shells have it.
const INTERRUPTED: i32 = 130;

/// Where the book is served if no other address is named.
const LOCALHOST: &str = "127.0.0.1";

/// The address that a name stands for.
fn address(name: &str) -> std::io::Result<IpAddr> {
    let plain = name.trim_start_matches('[').trim_end_matches(']');
    let found = plain.parse().ok().or_else(|| Some((plain, 0).to_socket_addrs().ok()?.next()?.ip()));
    found.ok_or_else(|| std::io::Error::other(format!("`{name}` is no address of this machine")))
}

/// How this machine reaches a server that listens on all addresses.
fn here(address: SocketAddr) -> SocketAddr {
    let loopback = if address.is_ipv4() { Ipv4Addr::LOCALHOST.into() } else { Ipv6Addr::LOCALHOST.into() };
    SocketAddr::new(loopback, address.port())
}
