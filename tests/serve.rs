//! The server: on loopback unless another address is named, with its policy on every answer, and
//! stopped by Ctrl-C.

mod support;

use handbook::site::headers::{FILE, POLICY};
use std::collections::BTreeSet;
use std::io::Write;
use std::net::{IpAddr, Ipv4Addr, TcpListener, TcpStream, UdpSocket};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};
use support::scratch::Scratch;
use support::server::{Server, until};

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

#[test]
fn at_an_address_of_others_a_token_is_needed() {
    let server = Server::start(&["serve", "--port", "0", "--hostname", "0.0.0.0"]);
    assert!(server.said().contains("warning: other machines can reach this server"), "{}", server.said());
    let said = server.said();
    let (_, token) = said.split_once("/?handbook-token=").expect("a token");
    let token = token.split(' ').next().expect("a token");
    assert!(token.len() == 32 && token.bytes().all(|byte| byte.is_ascii_hexdigit()), "{token}");
    let here = IpAddr::from(Ipv4Addr::LOCALHOST);
    // This machine by its own name needs none.
    assert_eq!(server.get("/").0, 200);
    // The machine's other address, if it has one: who asks there may be anybody.
    let others = UdpSocket::bind("0.0.0.0:0").and_then(|socket| {
        socket.connect("192.0.2.1:9")?;
        Ok(socket.local_addr()?.ip())
    });
    let mut asks = vec![(here, "handbook.example:3000")];
    asks.extend(others.into_iter().map(|address| (address, "localhost")));
    let page = "/patterns/gather.html";
    for (address, host) in asks {
        for (lines, path) in [
            ("", page.to_string()),
            ("", format!("{page}?handbook-token=0123")),
            ("", "/-/live/none/index.html".to_string()),
            ("Cookie: handbook-token=\r\n", page.to_string()),
            ("Cookie: other=1; handbook-token=0123\r\n", page.to_string()),
        ] {
            let (status, answer) = server.get_with(address, host, lines, &path);
            assert!(
                status == 401 && !answer.contains("scratch_page"),
                "{address} {host} {lines}{path}: {status}"
            );
        }
        let (status, answer) = server.get_with(address, host, "", &format!("{page}?handbook-token={token}"));
        assert!(status == 303 && answer.contains(&format!("location: {page}\r\n")), "{answer}");
        assert!(answer.contains("HttpOnly; SameSite=Strict"), "{answer}");
        let cookie = format!("Cookie: theme=coal; handbook-token={token}\r\n");
        let (status, answer) = server.get_with(address, host, &cookie, page);
        assert!(status == 200 && answer.contains("scratch_page"), "{address} {host}: {status}");
        // It leads nowhere else.
        let (_, answer) =
            server.get_with(address, host, "", &format!("//evil.example/?handbook-token={token}"));
        assert!(!answer.contains("location: //"), "{answer}");
    }
    let output = server.scratch.run(&["serve", "--hostname", "256.0.0.1"]);
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(!output.status.success() && said.contains("`256.0.0.1` is no address of this machine"), "{said}");
}

#[test]
#[cfg(unix)]
fn idle_connections_make_room_for_new_ones() {
    let scratch = Scratch::new();
    let served = scratch.command();
    let mut command = Command::new("sh");
    command.args(["-c", "ulimit -n 64 && exec \"$0\" serve --port 0"]).arg(served.get_program());
    command.current_dir(scratch.path(""));
    for (name, value) in served.get_envs() {
        match value {
            Some(value) => command.env(name, value),
            None => command.env_remove(name),
        };
    }
    let server = Server::start_with(scratch, command);
    let page = server.open("patterns/gather.html");
    let idle: Vec<_> = (0..150)
        .map(|number| {
            let mut stream = TcpStream::connect(("127.0.0.1", server.port)).expect("a connection");
            if number % 2 == 0 {
                stream.write_all(b"GET / HTTP/1.1\r\nHost: loc").expect("half a request");
            }
            stream
        })
        .collect();
    let began = Instant::now();
    assert_eq!(server.get("/").0, 200);
    assert!(began.elapsed() < Duration::from_secs(30), "answered after {:?}", began.elapsed());
    // A build finds room, too.
    server.scratch.append("src/patterns/gather.md", "\nBuilt meanwhile.\n");
    until(|| server.get("/patterns/gather.html").1.contains("Built meanwhile.").then_some(()), "the change");
    drop((idle, page));
}

/// A compiler that never ends, and starts a process itself: it writes down the number of that.
#[cfg(unix)]
fn endless_compiler(scratch: &Scratch) -> (PathBuf, PathBuf) {
    let (compiler, started) = (scratch.path("rustc.sh"), scratch.path("started"));
    let script = format!(
        "#!/bin/sh\ncase \"$*\" in *-vV*) exec rustc \"$@\";; esac\nsleep 600 &\necho $! >> {}\nwait\n",
        started.display()
    );
    scratch.write("rustc.sh", script);
    std::fs::set_permissions(&compiler, std::os::unix::fs::PermissionsExt::from_mode(0o755)).expect("rights");
    (compiler, started)
}

#[cfg(unix)]
fn all_have_ended(started: &Path) {
    let numbers = std::fs::read_to_string(started).expect("the compiler was started");
    for number in numbers.lines() {
        until(|| (!support::is_alive(number)).then_some(()), "the end of all that was started");
    }
}

#[test]
#[cfg(unix)]
fn all_that_was_started_ends_with_the_command() {
    let scratch = Scratch::new();
    let (compiler, started) = endless_compiler(&scratch);
    let mut command = scratch.command();
    command.args(["serve", "--port", "0"]).env("RUSTC", &compiler);
    let server = Server::start_with(scratch, command);
    // A text that no earlier run compiled.
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).expect("a time");
    let new = format!("page {} of", now.as_micros());
    server.scratch.change("listings/src/bin/scratch_page/main.rs", "page of", &new);
    until(|| started.exists().then_some(()), "the compiler");
    let (status, said, scratch) = server.signal("-TERM");
    assert!(status.success() && said.contains("stopped"), "{status}: {said}");
    all_have_ended(&started);
    // Another command has no server to stop first.
    std::fs::remove_file(&started).expect("the numbers");
    let mut checking = scratch.command();
    checking.args(["check", "scratch_page"]).env("RUSTC", &compiler);
    let mut checking = checking.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("a check");
    until(|| started.exists().then_some(()), "the compiler");
    Command::new("kill").args(["-INT", &checking.id().to_string()]).status().expect("kill runs");
    assert_eq!(checking.wait().expect("it ends").code(), Some(130));
    all_have_ended(&started);
}
