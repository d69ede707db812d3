//! The server: on loopback only, with its policy on every answer, and stopped by Ctrl-C.

mod support;

use handbook::site::POLICY;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};
use support::scratch::Scratch;

/// A server that runs, with what it printed until it was ready.
struct Server {
    child: Child,
    port: u16,
    said: Vec<String>,
    rest: BufReader<std::process::ChildStdout>,
    _scratch: Scratch,
}

impl Server {
    fn start(arguments: &[&str]) -> Self {
        let scratch = Scratch::new();
        let mut command = scratch.command();
        let mut child = command.args(arguments).stdout(Stdio::piped()).spawn().expect("the server starts");
        let mut rest = BufReader::new(child.stdout.take().expect("a pipe"));
        let mut said = Vec::new();
        let port = loop {
            let mut line = String::new();
            assert!(rest.read_line(&mut line).expect("a line") > 0, "it ended after saying {said:?}");
            said.push(line.trim().to_string());
            if let Some((_, address)) = line.split_once("http://127.0.0.1:") {
                break address.split(' ').next().and_then(|port| port.parse().ok()).expect("a port");
            }
        };
        Self { child, port, said, rest, _scratch: scratch }
    }

    /// The status and all of the answer to a request for this path, sent just as written.
    fn get(&self, path: &str) -> (u16, String) {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).expect("a connection");
        write!(stream, "GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
            .expect("a request");
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).expect("an answer");
        let answer = String::from_utf8_lossy(&answer).into_owned();
        (answer.split(' ').nth(1).and_then(|status| status.parse().ok()).expect("a status"), answer)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn pages_are_served_with_the_policy_and_nothing_else_is_served() {
    let server = Server::start(&["serve", "--port", "0"]);
    let (status, answer) = server.get("/patterns/gather.html");
    assert_eq!(status, 200);
    assert!(answer.contains("scratch_page"), "the chapter is there");
    for header in [
        &format!("content-security-policy: {POLICY}"),
        "x-content-type-options: nosniff",
        "referrer-policy: no-referrer",
    ] {
        assert!(answer.contains(header), "{header}");
    }
    assert_eq!(server.get("/").0, 200);
    let (status, answer) = server.get("/nowhere/page.html");
    assert_eq!(status, 404);
    assert!(answer.contains("This page is not here") && answer.contains(POLICY));
    for path in [
        "/../Cargo.toml",
        "/..%2fCargo.toml",
        "/%2e%2e/Cargo.toml",
        "/theme/../../Cargo.toml",
        "//etc/passwd",
        "/..\\Cargo.toml",
    ] {
        let (status, answer) = server.get(path);
        assert!(status == 404 || status == 400, "{path}: {status}");
        assert!(!answer.contains("[workspace]"), "{path}");
    }
}

#[test]
fn a_taken_default_port_is_said_and_the_next_free_one_is_taken() {
    // Taken by this test, or else by something that runs here already.
    let _taken = TcpListener::bind(("127.0.0.1", 3000));
    let server = Server::start(&[]);
    assert_ne!(server.port, 3000);
    assert_eq!(server.said[0], "port 3000 is in use, so another one is taken");
}

#[test]
fn a_named_port_that_is_taken_is_an_error() {
    let taken = TcpListener::bind(("127.0.0.1", 0)).expect("a free port");
    let port = taken.local_addr().expect("an address").port();
    let output = Scratch::new().run(&["serve", "--port", &port.to_string()]);
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(!output.status.success() && said.contains(&format!("port {port} is in use")), "{said}");
}

#[test]
#[cfg(unix)]
fn ctrl_c_stops_it_cleanly() {
    let mut server = Server::start(&["serve", "--port", "0"]);
    // A browser keeps its connection open.
    let _idle = TcpStream::connect(("127.0.0.1", server.port)).expect("a connection");
    let interrupted = Command::new("kill").args(["-INT", &server.child.id().to_string()]).status();
    assert!(interrupted.expect("kill runs").success());
    let status = server.child.wait().expect("it ends");
    let mut rest = String::new();
    server.rest.read_to_string(&mut rest).expect("what it said");
    assert!(status.success() && rest.contains("stopped"), "{status}: {rest}");
}
