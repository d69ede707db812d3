//! The contributor's live loop: the book is served, and built again when what it is made from
//! changes. Open pages are told, and reload or show what is wrong.
//!
//! Changes wake the session up; what it does next it decides by what it then reads. So it does
//! not matter how an editor saves. What it builds is held in memory and handed to the server
//! as one whole; the folder of the book is written when things have settled, by the same code as
//! `build`, and never with a run in it that is not recorded.

mod notes;
mod programs;
mod runs;
mod server;
mod session;
mod sources;
mod state;
mod watch;

use crate::problem::{Problem, Problems};
use crate::project::Project;
use crate::site::serve;
use session::{Event, Session};
use state::State;
use std::sync::mpsc;
use tokio::sync::watch::channel;

/// Builds the book, serves it on loopback and watches it until Ctrl-C.
///
/// # Errors
/// If no port can be opened. What is wrong with the book is no error here: it is shown, in the
/// terminal and on every page.
pub fn serve(project: &Project, port: Option<u16>) -> Result<(), Problems> {
    let failed = |error| Problem::in_file(".", format!("the book cannot be served: {error}"));
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().map_err(failed)?;
    runtime.block_on(async {
        let listener = serve::listen(port).await.map_err(failed)?;
        let address = listener.local_addr().map_err(failed)?;
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
        // It listens for Ctrl-C from its first turn on: before anybody is told that it can be pressed.
        let stop = tokio::spawn(tokio::signal::ctrl_c());
        tokio::task::yield_now().await;
        if port.is_none() && address.port() != serve::DEFAULT_PORT {
            println!("port {} is in use, so another one is taken", serve::DEFAULT_PORT);
        }
        println!("the handbook is at http://{address} (Ctrl-C stops)");
        let stopped = async move {
            let _ = stop.await;
            state.send_modify(|state| state.stopping = true);
        };
        serve::serve(listener, server::app(seen), stopped).await.map_err(failed)?;
        println!("stopped");
        Ok(())
    })
}
