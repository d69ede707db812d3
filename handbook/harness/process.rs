//! Runs one program: with a time limit, a limit to its output, and nothing of our environment.

use super::report::Report;
use crate::children;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::io::{self, Read};
use std::process::{Command, ExitStatus, Stdio};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use wait_timeout::ChildExt;

/// How long a program may run and how much it may print.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// From its start to its end.
    pub time: Duration,
    /// Bytes, for each of standard output and standard error.
    pub output: usize,
}

/// The environment variable that sets the time limit, in seconds.
pub const TIME_LIMIT: &str = "HANDBOOK_TIME_LIMIT";

impl Default for Limits {
    /// Ten seconds, or what [`TIME_LIMIT`] says, and 64 KiB: a listing takes milliseconds and
    /// prints a page at most.
    fn default() -> Self {
        let seconds = std::env::var(TIME_LIMIT).ok().and_then(|text| text.parse().ok());
        Self { time: Duration::from_secs(seconds.unwrap_or(10)), output: 64 * 1024 }
    }
}

/// A program that ran to its end.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Finished {
    /// Its exit status; none where a signal ended it.
    pub code: Option<i32>,
    /// How it ended, in words.
    pub ended: String,
    /// What it printed.
    pub stdout: Vec<u8>,
    /// What it complained of.
    pub stderr: String,
    /// What its peer complained of.
    #[serde(default)]
    pub peer: String,
    /// What the interpreter of a Python program reported; none if the program ended the
    /// interpreter itself.
    #[serde(default)]
    pub report: Option<Report>,
}

impl Finished {
    /// Whether it says that all went well.
    pub fn is_success(&self) -> bool {
        self.code == Some(0)
    }
}

/// A program that did not run to its end.
#[derive(Debug)]
pub enum Fault {
    /// It could not be started.
    NotStarted(io::Error),
    /// It was killed at the time limit; what it had printed until then.
    TimedOut(Duration, String),
    /// It printed more than this many bytes.
    TooMuchOutput(usize),
}

impl Fault {
    /// What happened, and what was printed until then.
    pub fn explain(self) -> (String, String) {
        match self {
            Self::NotStarted(error) => (format!("could not be started: {error}"), String::new()),
            Self::TimedOut(limit, printed) => {
                (format!("was still running after {} s", limit.as_secs()), printed)
            }
            Self::TooMuchOutput(limit) => (format!("printed more than {} KiB", limit / 1024), String::new()),
        }
    }
}

/// What a program sees of our environment: what the system needs to start it and to make
/// temporary files.
pub fn environment() -> BTreeMap<&'static str, String> {
    let kept = ["SYSTEMROOT", "TEMP", "TMP", "TMPDIR"];
    kept.into_iter().filter_map(|name| Some((name, std::env::var(name).ok()?))).collect()
}

/// Runs a program without input. Of our environment it sees [`environment`], besides what the
/// command itself sets.
///
/// # Errors
/// If it could not be started, took too long or printed too much.
pub fn run(command: &mut Command, limits: Limits) -> Result<Finished, Fault> {
    let mut child = children::spawn(isolate(command)).map_err(Fault::NotStarted)?;
    let stdout = Capture::start(child.stdout.take(), limits.output);
    let stderr = Capture::start(child.stderr.take(), limits.output);
    let status = child.wait_timeout(limits.time).map_err(Fault::NotStarted)?;
    match status {
        Some(_) => child.forget(),
        None => child.end(),
    }
    let (stdout, stderr) = (stdout.finish(), stderr.finish());
    if stdout.len() > limits.output || stderr.len() > limits.output {
        return Err(Fault::TooMuchOutput(limits.output));
    }
    match status {
        Some(status) => Ok(finished(status, stdout, &stderr)),
        None => Err(Fault::TimedOut(limits.time, lossy(&stdout))),
    }
}

/// A call without input, whose output is read. Of our environment it sees [`environment`], besides
/// what the command itself sets.
pub fn isolate(command: &mut Command) -> &mut Command {
    let own: Vec<_> =
        command.get_envs().map(|(name, value)| (name.to_owned(), value.map(ToOwned::to_owned))).collect();
    command.env_clear().envs(environment());
    command.envs(own.into_iter().filter_map(|(name, value)| Some((name, value?))));
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped())
}

fn finished(status: ExitStatus, stdout: Vec<u8>, stderr: &[u8]) -> Finished {
    let (ended, stderr) = (status.to_string(), lossy(stderr));
    Finished { code: status.code(), ended, stdout, stderr, peer: String::new(), report: None }
}

/// A text of which some bytes may be no UTF-8.
pub fn lossy(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// Reads a pipe on a thread of its own, so that a full pipe never stops the program.
#[derive(Debug)]
pub struct Capture {
    bytes: Arc<Mutex<Vec<u8>>>,
    ended: std::sync::mpsc::Receiver<()>,
}

impl Capture {
    /// Starts to read; what comes after `limit` bytes is not kept.
    pub fn start(pipe: Option<impl Read + Send + 'static>, limit: usize) -> Self {
        let bytes = Arc::new(Mutex::new(Vec::new()));
        let (end, ended) = std::sync::mpsc::channel();
        let into = Arc::clone(&bytes);
        std::thread::spawn(move || {
            let mut buffer = [0; 8192];
            let mut pipe = pipe;
            // Beyond the limit the pipe is dropped, and the program ends at its next line.
            while let Some(open) = pipe.as_mut()
                && let Ok(count @ 1..) = open.read(&mut buffer)
            {
                let mut bytes = lock(&into);
                bytes.extend_from_slice(&buffer[..count]);
                if bytes.len() > limit {
                    pipe = None;
                }
            }
            let _ = end.send(());
        });
        Self { bytes, ended }
    }

    /// What was read when the pipe closed, or a second after the program's end: a
    /// process that it left behind may hold the pipe open for ever.
    pub fn finish(self) -> Vec<u8> {
        let _ = self.ended.recv_timeout(Duration::from_secs(1));
        lock(&self.bytes).clone()
    }
}

fn lock(bytes: &Mutex<Vec<u8>>) -> MutexGuard<'_, Vec<u8>> {
    bytes.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn what_a_program_started_ends_at_its_time_limit() {
        let limits = Limits { time: Duration::from_millis(500), output: 1024 };
        let began = std::time::Instant::now();
        let mut command = Command::new("/bin/sh");
        let came = run(command.args(["-c", "/bin/sleep 600 & echo $!; wait"]), limits);
        let Err(Fault::TimedOut(_, number)) = came else { panic!("{came:?}") };
        // The pipe that both hold was closed at once, so both have ended.
        assert!(began.elapsed() < Duration::from_millis(1400), "{:?}", began.elapsed());
        assert!(number.trim().parse::<u32>().is_ok(), "{number}");
    }
}
