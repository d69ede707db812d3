//! A peer while a listing talks to it: started before, and ended whatever becomes of the listing.

use super::process::{self, Capture};
use std::io::{BufRead, BufReader};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::channel;
use std::time::Duration;

/// What a peer's standard error may hold before no more of it is kept, in bytes.
const SAID: usize = 64 * 1024;

/// A server that runs. It listens on loopback, at a port that the system chose.
#[derive(Debug)]
pub struct Running {
    process: Child,
    /// A peer ends with its standard input: so it ends even if this process is killed.
    _input: Option<ChildStdin>,
    said: Option<Capture>,
    /// Where it is, as in `http://127.0.0.1:4000`.
    pub address: String,
}

impl Running {
    /// Starts a peer and waits until it has said its address, which it does when it listens.
    ///
    /// # Errors
    /// If it could not be started or says no address in time: why, and what it said.
    pub fn start(command: &mut Command, limit: Duration) -> Result<Self, (String, String)> {
        process::isolate(command).stdin(Stdio::piped());
        let mut process = command.spawn().map_err(|error| (error.to_string(), String::new()))?;
        let (input, output) = (process.stdin.take(), process.stdout.take());
        let said = Some(Capture::start(process.stderr.take(), SAID));
        let mut running = Self { process, _input: input, said, address: String::new() };
        let (tell, told) = channel();
        std::thread::spawn(move || {
            let mut lines = output.into_iter().flat_map(|output| BufReader::new(output).lines());
            let _ = tell.send(lines.next().and_then(Result::ok));
            // A full pipe would stop it.
            lines.for_each(drop);
        });
        match told.recv_timeout(limit) {
            Ok(Some(address)) if address.starts_with("http://127.0.0.1:") => {
                running.address = address;
                Ok(running)
            }
            Ok(Some(line)) => Err((format!("`{line}` is no address"), running.end())),
            Ok(None) => Err(("it ended before it listened".into(), running.end())),
            Err(_) => Err((format!("it did not listen after {} s", limit.as_secs()), running.end())),
        }
    }

    /// Ends it. Returns what it wrote to standard error.
    pub fn end(mut self) -> String {
        self.stop();
        self.said.take().map(|said| process::lossy(&said.finish())).unwrap_or_default()
    }

    fn stop(&mut self) {
        // It may have ended by itself; either way it has to be reaped.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.stop();
    }
}
