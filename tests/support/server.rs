//! A server that runs in a copy, and the stream that an open page of it listens to.

use super::scratch::Scratch;
use serde_json::Value;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{IpAddr, Ipv4Addr, TcpStream};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

/// How long something may take that is sure to come: a machine may be busy.
const PATIENCE: Duration = Duration::from_secs(120);

/// A server that runs, with what it printed.
pub struct Server {
    child: Child,
    /// The port it listens on.
    pub port: u16,
    /// The copy that it serves.
    pub scratch: Scratch,
    said: Arc<Mutex<String>>,
}

impl Server {
    /// Starts it in a new copy, and waits until it is ready.
    pub fn start(arguments: &[&str]) -> Self {
        Self::start_in(Scratch::new(), arguments)
    }

    /// Starts it in this copy, and waits until it is ready.
    pub fn start_in(scratch: Scratch, arguments: &[&str]) -> Self {
        let mut command = scratch.command();
        command.args(arguments);
        Self::start_with(scratch, command)
    }

    /// Starts it by this command, and waits until it is ready.
    pub fn start_with(scratch: Scratch, mut command: Command) -> Self {
        command.stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().expect("the server starts");
        let said = Arc::new(Mutex::new(String::new()));
        collect(child.stdout.take().expect("a pipe"), &said);
        collect(child.stderr.take().expect("a pipe"), &said);
        let mut server = Self { child, port: 0, scratch, said };
        let address = |said: &str| {
            let (_, rest) = said.split_once("http://127.0.0.1:")?;
            rest.split_once(|it: char| !it.is_ascii_digit())?.0.parse().ok()
        };
        server.port = until(|| address(&server.said()).or_else(|| server.ended()), "an address");
        server
    }

    fn ended(&self) -> Option<u16> {
        let said = self.said();
        assert!(!said.contains("cannot be served"), "{said}");
        None
    }

    /// What it printed so far, on standard output and standard error.
    pub fn said(&self) -> String {
        self.said.lock().expect("what it said").clone()
    }

    /// Waits until it has printed this.
    pub fn says(&self, text: &str) {
        until(|| self.said().contains(text).then_some(()), text);
    }

    /// The status and all of the answer to a request for this path, sent just as written.
    pub fn get(&self, path: &str) -> (u16, String) {
        self.get_as("localhost", path)
    }

    /// The same, asked by this name.
    pub fn get_as(&self, host: &str, path: &str) -> (u16, String) {
        self.get_with(Ipv4Addr::LOCALHOST.into(), host, "", path)
    }

    /// The same at this address, with further lines in the head.
    pub fn get_with(&self, address: IpAddr, host: &str, lines: &str, path: &str) -> (u16, String) {
        let mut stream = TcpStream::connect((address, self.port)).expect("a connection");
        stream.set_read_timeout(Some(PATIENCE)).expect("a limit");
        write!(stream, "GET {path} HTTP/1.1\r\nHost: {host}\r\n{lines}Connection: close\r\n\r\n")
            .expect("a request");
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).expect("an answer");
        let answer = String::from_utf8_lossy(&answer).into_owned();
        (answer.split(' ').nth(1).and_then(|status| status.parse().ok()).expect("a status"), answer)
    }

    /// Opens a page, as a browser does: with what it shows, and the stream that it then asks for.
    pub fn open(&self, page: &str) -> Page {
        let shown = self.get(&format!("/{page}")).1;
        let (_, rest) = shown.split_once("data-version=\"").expect("the page listens");
        self.listen(page, rest.split('"').next().expect("a version"))
    }

    /// Opens the stream of a page that shows this version of it.
    pub fn listen(&self, page: &str, version: &str) -> Page {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).expect("a connection");
        write!(stream, "GET /-/live/{version}/{page} HTTP/1.1\r\nHost: localhost\r\n\r\n")
            .expect("a request");
        let (sender, events) = channel();
        let lines = BufReader::new(stream).lines();
        std::thread::spawn(move || {
            let mut name = String::new();
            for line in lines.map_while(Result::ok) {
                if let Some(event) = line.strip_prefix("event: ") {
                    name = event.to_string();
                } else if let Some(data) = line.strip_prefix("data: ")
                    && sender.send((name.clone(), data.to_string())).is_err()
                {
                    return;
                }
            }
        });
        Page { events, version: version.to_string() }
    }

    /// Interrupts it as Ctrl-C does. Returns how it ended and all that it printed.
    pub fn interrupt(self) -> (ExitStatus, String, Scratch) {
        self.signal("-INT")
    }

    /// The same by this signal.
    pub fn signal(mut self, signal: &str) -> (ExitStatus, String, Scratch) {
        let interrupted = Command::new("kill").args([signal, &self.child.id().to_string()]).status();
        assert!(interrupted.expect("kill runs").success());
        let status = self.child.wait().expect("it ends");
        let said = Arc::clone(&self.said);
        // What it said last may still be on its way.
        until(|| said.lock().expect("what it said").contains("stopped").then_some(()), "stopped");
        let scratch = std::mem::replace(&mut self.scratch, Scratch::empty());
        (status, self.said(), scratch)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// An open page.
pub struct Page {
    events: Receiver<(String, String)>,
    /// The version that it shows.
    pub version: String,
}

impl Page {
    /// The next event: its name and its data.
    pub fn next(&self) -> (String, String) {
        self.events.recv_timeout(PATIENCE).expect("an event")
    }

    /// Waits until it is told to reload.
    pub fn reloads(&self) {
        while self.next().0 != "reload" {}
    }

    /// Waits until it is told of problems for which this holds, and returns the first of them.
    pub fn is_told_of(&self, place: &str) -> Value {
        loop {
            let (name, data) = self.next();
            let told: Value = serde_json::from_str(&data).unwrap_or_default();
            let at = |problem: &&Value| problem["place"].as_str().is_some_and(|at| at.starts_with(place));
            if name == "told"
                && let Some(problem) = told["problems"].as_array().and_then(|all| all.iter().find(at))
            {
                return problem.clone();
            }
        }
    }

    /// Waits until it is told that nothing is wrong, and returns the titles of what is noted besides.
    pub fn is_told_of_no_problem(&self) -> Vec<Value> {
        loop {
            let (name, data) = self.next();
            let told: Value = serde_json::from_str(&data).unwrap_or_default();
            if name == "told" && told["problems"].as_array().is_some_and(Vec::is_empty) {
                return told["notes"].as_array().cloned().unwrap_or_default();
            }
        }
    }
}

/// Waits for something that is sure to come.
pub fn until<T>(mut ready: impl FnMut() -> Option<T>, what: &str) -> T {
    let began = Instant::now();
    loop {
        match ready() {
            Some(value) => return value,
            None => assert!(began.elapsed() < PATIENCE, "this did not come: {what}"),
        }
        std::thread::sleep(Duration::from_millis(20));
    }
}

fn collect(pipe: impl Read + Send + 'static, into: &Arc<Mutex<String>>) {
    let into = Arc::clone(into);
    std::thread::spawn(move || {
        for line in BufReader::new(pipe).lines().map_while(Result::ok) {
            let mut said = into.lock().expect("what it said");
            said.push_str(&line);
            said.push('\n');
        }
    });
}
