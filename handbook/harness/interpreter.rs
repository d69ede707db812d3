//! Runs Python programs, each in a process of its own, forked where the system can from one
//! interpreter that is ready: starting a fresh one costs twenty times as much.

use super::process::{self, Fault, Finished, Limits};
use super::python::Python;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::io::{self, BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Sender, channel};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::time::Duration;

/// Describes how a program ends, in the tests and in the page.
pub const OUTCOME: &str = include_str!("outcome.py");

/// What runs the programs. It is given as an argument, so that it needs no file.
pub(super) const FORK: &str = concat!(include_str!("outcome.py"), "\n", include_str!("fork.py"));

/// How an interpreter is started: isolated from the user's settings, with UTF-8 everywhere, and
/// without writing what it compiled beside the programs.
const OPTIONS: [&str; 4] = ["-I", "-B", "-X", "utf8"];

/// The same, but [`SEED`] is read. The environment is cleared, so nothing else is.
const SEEDED: [&str; 5] = ["-s", "-P", "-B", "-X", "utf8"];

/// The variable with the seed of the hashes, which decides the order of a set.
const SEED: &str = "PYTHONHASHSEED";

/// Runs programs with one interpreter.
#[derive(Debug)]
pub struct Interpreter {
    python: Python,
    seed: u32,
    server: OnceLock<Option<Server>>,
}

impl Interpreter {
    /// Nothing is started yet.
    pub fn new(python: Python) -> Self {
        Self::seeded(python, 0)
    }

    /// The same, with hashes from another seed.
    pub fn seeded(python: Python, seed: u32) -> Self {
        Self { python, seed, server: OnceLock::new() }
    }

    /// Which interpreter it is.
    pub fn python(&self) -> &Python {
        &self.python
    }

    /// Runs a script. `script` is the same at each call.
    ///
    /// # Errors
    /// If it could not be started, took too long or printed too much.
    pub fn run(&self, script: &Path, call: &Call) -> Result<Finished, Fault> {
        let server = self.server.get_or_init(|| Server::start(&self.python, self.seed, script).ok());
        match server {
            Some(server) => server.run(call, Limits::default()),
            None => self.run_fresh(script, call),
        }
    }

    /// The same in a fresh interpreter.
    ///
    /// # Errors
    /// As [`Interpreter::run`].
    pub fn run_fresh(&self, script: &Path, call: &Call) -> Result<Finished, Fault> {
        let folder = tempfile::tempdir().map_err(Fault::NotStarted)?;
        let report = folder.path().join("report.json");
        let mut command = Command::new(&self.python.executable);
        command.args(SEEDED).args(["-c", FORK, "--once"]).arg(&report).arg(script);
        command.args(call.arguments).current_dir(call.folder).env(SEED, self.seed.to_string());
        command.envs(call.environment.iter().map(|(name, value)| (name, value)));
        let finished = process::run(&mut command, Limits::default())?;
        let report = std::fs::read(&report).ok().and_then(|text| serde_json::from_slice(&text).ok());
        Ok(Finished { report, ..finished })
    }

    /// The call that runs a script in a fresh interpreter.
    pub fn command(&self, script: &Path) -> Command {
        let mut command = Command::new(&self.python.executable);
        command.args(OPTIONS).arg(script);
        command
    }
}

/// With what a script is run.
#[derive(Debug, Clone, Copy)]
pub struct Call<'a> {
    /// Its arguments.
    pub arguments: &'a [String],
    /// Where it runs.
    pub folder: &'a Path,
    /// What it sees besides [`process::environment`].
    pub environment: &'a [(String, String)],
    /// Whether it runs on another date, if it is forked.
    pub another_date: bool,
}

/// A program that is wanted, as fork.py reads it.
#[derive(Serialize)]
struct Job<'a> {
    id: u64,
    arguments: &'a [String],
    folder: &'a Path,
    environment: BTreeMap<&'a str, String>,
    another_date: bool,
    seconds: u64,
    bytes: usize,
}

/// How it went, as fork.py says it.
#[derive(Deserialize)]
struct Answer {
    id: u64,
    ended: Ended,
    code: i32,
    stdout: String,
    stderr: String,
    report: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
enum Ended {
    Exit,
    Signal,
    Time,
    Output,
}

/// The process that forks. It ends when its standard input is closed.
#[derive(Debug)]
struct Server {
    process: Child,
    jobs: Mutex<Jobs>,
    waiting: Arc<Mutex<BTreeMap<u64, Sender<Answer>>>>,
}

#[derive(Debug)]
struct Jobs {
    input: ChildStdin,
    next: u64,
}

impl Server {
    fn start(python: &Python, seed: u32, script: &Path) -> io::Result<Self> {
        if !cfg!(unix) {
            return Err(io::ErrorKind::Unsupported.into());
        }
        let mut command = Command::new(&python.executable);
        command.args(SEEDED).args(["-c", FORK]).arg(script).env_clear().envs(process::environment());
        command.env(SEED, seed.to_string());
        // Ctrl-C must not end it before the programs, which it ends with its standard input.
        #[cfg(unix)]
        std::os::unix::process::CommandExt::process_group(&mut command, 0);
        let mut process =
            command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn()?;
        let (input, output) = (process.stdin.take(), process.stdout.take());
        let (Some(input), Some(output)) = (input, output) else {
            return Err(io::ErrorKind::BrokenPipe.into());
        };
        let waiting = Arc::new(Mutex::new(BTreeMap::new()));
        let answered = Arc::clone(&waiting);
        std::thread::spawn(move || pass_on(BufReader::new(output), &answered));
        Ok(Self { process, jobs: Mutex::new(Jobs { input, next: 1 }), waiting })
    }

    fn run(&self, call: &Call, limits: Limits) -> Result<Finished, Fault> {
        let (sender, answer) = channel();
        let mut jobs = self.jobs.lock().unwrap_or_else(PoisonError::into_inner);
        let id = jobs.next;
        jobs.next += 1;
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner).insert(id, sender);
        let Call { arguments, folder, another_date, .. } = *call;
        let mut environment: BTreeMap<&str, String> = process::environment();
        environment.extend(call.environment.iter().map(|(name, value)| (&**name, value.clone())));
        let (seconds, bytes) = (limits.time.as_secs(), limits.output);
        let job = Job { id, arguments, folder, environment, another_date, seconds, bytes };
        let line = serde_json::to_string(&job).map_err(|error| Fault::NotStarted(error.into()))?;
        writeln!(jobs.input, "{line}").map_err(Fault::NotStarted)?;
        drop(jobs);
        // It keeps the time limit itself; that it hangs is not expected.
        let answer = answer.recv_timeout(limits.time + Duration::from_secs(30)).map_err(|_| {
            Fault::NotStarted(io::Error::other("the interpreter that starts the programs has ended"))
        })?;
        finished(answer, limits)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// Hands each answer to the one who waits for it, until there are no more.
fn pass_on(output: impl BufRead, waiting: &Mutex<BTreeMap<u64, Sender<Answer>>>) {
    for line in output.lines().map_while(Result::ok) {
        if let Ok(answer) = serde_json::from_str::<Answer>(&line) {
            let sender = waiting.lock().unwrap_or_else(PoisonError::into_inner).remove(&answer.id);
            let _ = sender.map(|sender| sender.send(answer));
        }
    }
    // Nobody waits for an answer that cannot come.
    waiting.lock().unwrap_or_else(PoisonError::into_inner).clear();
}

fn finished(answer: Answer, limits: Limits) -> Result<Finished, Fault> {
    // fork.py writes one character for each byte.
    let bytes = |text: &str| text.chars().map(|byte| byte as u8).collect::<Vec<u8>>();
    let (stdout, stderr) = (bytes(&answer.stdout), process::lossy(&bytes(&answer.stderr)));
    let (code, report) = (answer.code, serde_json::from_str(&answer.report).ok());
    match answer.ended {
        Ended::Exit => {
            let ended = format!("exit status: {code}");
            Ok(Finished { code: Some(code), ended, stdout, stderr, peer: String::new(), report })
        }
        Ended::Signal => {
            let ended = format!("signal: {}", -code);
            Ok(Finished { code: None, ended, stdout, stderr, peer: String::new(), report })
        }
        Ended::Time => Err(Fault::TimedOut(limits.time, process::lossy(&stdout))),
        Ended::Output => Err(Fault::TooMuchOutput(limits.output)),
    }
}
