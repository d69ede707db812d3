//! The server: on loopback only, with its policy on every answer, and stopped by Ctrl-C.

mod support;

use handbook::site::headers::{FILE, POLICY};
use std::collections::BTreeSet;
use std::net::{TcpListener, TcpStream};
use support::scratch::Scratch;
use support::server::Server;

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
    // A host that reads the header file sends the same, no more and no less.
    let file = support::project().read(FILE).expect("the header file");
    let named: BTreeSet<&str> = file.text.lines().filter_map(|line| line.strip_prefix("  ")).collect();
    let (head, _) = answer.split_once("\r\n\r\n").expect("a head");
    let of_the_file = ["content-type", "accept-ranges", "last-modified", "etag", "content-length"];
    let of_the_connection = ["date", "connection"];
    let besides = |line: &&str| {
        let name = line.split(':').next().unwrap_or_default();
        !of_the_file.contains(&name) && !of_the_connection.contains(&name)
    };
    assert_eq!(head.lines().skip(1).filter(besides).collect::<BTreeSet<_>>(), named);
    let (status, answer) = server.get("/nowhere/page.html");
    assert_eq!(status, 404);
    assert!(answer.contains("Page not found") && answer.contains(POLICY));
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
    assert!(server.said().starts_with("port 3000 is in use, so another one is taken\n"));
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
    let server = Server::start(&["serve", "--port", "0"]);
    // A browser keeps its connection open, and each of its pages listens.
    let _idle = TcpStream::connect(("127.0.0.1", server.port)).expect("a connection");
    let page = server.open("patterns/gather.html");
    assert_eq!(page.next().0, "told");
    let (status, said, _) = server.interrupt();
    assert!(status.success() && said.contains("stopped"), "{status}: {said}");
}

#[test]
fn only_who_asks_by_our_own_names_is_answered() {
    let server = Server::start(&["serve", "--port", "0"]);
    for host in ["localhost", "LOCALHOST:80", "127.0.0.1:3000", "[::1]", "[::1]:3000"] {
        assert_eq!(server.get_as(host, "/").0, 200, "{host}");
    }
    for host in ["evil.example", "localhost.evil.example:3000", "127.0.0.2", "", "evil.example:127.0.0.1"] {
        let (status, answer) = server.get_as(host, "/patterns/gather.html");
        assert!(status == 421 && !answer.contains("scratch_page"), "{host}: {status}");
    }
}
