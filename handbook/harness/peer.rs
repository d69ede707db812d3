//! A peer while a listing talks to it: started before, and ended whatever becomes of the listing.

use super::compile::{Program, Unit};
use super::interpreter::Interpreter;
use super::process::{self, Capture, Limits};
use crate::children::{self, Group};
use crate::listing::Language;
use crate::listing::member::Member;
use crate::listing::peers::Peer;
use crate::problem::Problem;
use crate::project::Project;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{ChildStdin, Command, Stdio};
use std::sync::mpsc::channel;
use std::time::Duration;

/// What a peer's standard error may hold before no more of it is kept, in bytes.
const SAID: usize = 64 * 1024;

/// What is compiled of a peer that serves a program in this language; nothing if it is in Python.
pub fn unit(project: &Project, peer: &Peer, language: Language) -> Option<Unit> {
    let (its, source) = peer.program_for(language);
    let source = (its == Language::Rust).then(|| source.clone())?;
    let (file, text) = (project.path(&source.path), source.text.to_string());
    Some(Unit { name: name(peer), file, text, source, member: Member::Libraries })
}

/// The name under which it is compiled, which no listing can have.
fn name(peer: &Peer) -> String {
    format!("peer {}", peer.name)
}

/// Starts the peer of a program in this language. `compiled` has the programs in Rust, `python` runs
/// those in Python.
///
/// # Errors
/// If it could not be started.
pub fn start<'a>(
    project: &Project,
    peer: &Peer,
    language: Language,
    compiled: impl FnOnce(&str, &Path) -> Result<Program, Problem>,
    python: impl FnOnce() -> Result<&'a Interpreter, &'a String>,
) -> Result<Running, Problem> {
    let (its, source) = peer.program_for(language);
    let path = &source.path;
    let mut command = match its {
        Language::Rust => compiled(&name(peer), path)?.command(),
        Language::Python => {
            let interpreter = python().map_err(|missing| Problem::in_file(path, missing))?;
            interpreter.command(&project.path(path))
        }
    };
    // To import a web framework takes longer than a whole listing, most of all on a busy machine.
    let started = Running::start(&mut command, 3 * Limits::default().time);
    started.map_err(|(why, said)| {
        Problem::in_file(path, format!("this peer could not be started: {why}")).detail(said)
    })
}

/// What a program said, and its peer.
pub fn with_peer(said: &str, peer: &str) -> String {
    if peer.is_empty() { said.to_string() } else { format!("{said}\nits peer said:\n{peer}") }
}

/// A server that runs. It listens on loopback, at a port that the system chose.
#[derive(Debug)]
pub struct Running {
    process: Group,
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
        let mut process = children::spawn(command).map_err(|error| (error.to_string(), String::new()))?;
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

    /// Waits until it ends by itself.
    ///
    /// # Errors
    /// If it cannot be waited for.
    pub fn wait(&mut self) -> std::io::Result<()> {
        self.process.wait().map(drop)
    }

    /// Ends it. Returns what it wrote to standard error.
    pub fn end(mut self) -> String {
        self.process.end();
        self.said.take().map(|said| process::lossy(&said.finish())).unwrap_or_default()
    }
}
