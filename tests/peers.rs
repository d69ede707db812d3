//! A peer that is there in two languages is one server: both programs answer alike.

mod support;

use handbook::harness::environment;
use handbook::harness::home::Home;
use handbook::listing::{Language, Listings};
use libtest_mimic::{Arguments, Failed};
use serde_json::Value;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::process::ExitCode;
use std::time::Duration;

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    let project = support::project();
    let listings = match Listings::read(&project) {
        Ok(listings) => listings,
        Err(problems) => return support::unreadable(&arguments, "peers", problems),
    };
    let packages = match arguments.list {
        true => Ok(()),
        false => environment::find(&project, &listings.packages, true).map(|_| ()),
    };
    let test = support::needing("peers::both_shops_answer_alike".into(), &packages, move |()| {
        let home = Home::new(&project, &listings);
        let shop = listings.peers.named("shop").map_err(|problem| support::failed(problem.into()))?;
        // Each serves the programs of the other language.
        let start = |language| home.start(shop, language).map_err(|problem| support::failed(problem.into()));
        let (rust, python) = (start(Language::Python)?, start(Language::Rust)?);
        let ask = |peer: &str| answers(peer.trim_start_matches("http://"));
        let both = ask(&rust.address)?.into_iter().zip(ask(&python.address)?);
        both.for_each(|(rust, python)| assert_eq!(rust, python));
        Ok(())
    });
    let missing: Vec<_> = packages.as_ref().err().into_iter().collect();
    support::conclude(&arguments, &missing, vec![test])
}

/// What a shop answers to one request after the other: the statuses and what it says.
fn answers(shop: &str) -> Result<Vec<(u16, Value)>, Failed> {
    let mut answers = Vec::new();
    for path in ["/orders", "/orders/1", "/orders/3?delay=5", "/orders/4", "/orders/0"] {
        answers.push(ask(shop, "GET", path, "")?);
    }
    answers.push(ask(shop, "POST", "/orders", "{\"item\": \"sofa\"}")?);
    answers.push(ask(shop, "GET", "/drip/3", "")?);
    for _ in 0..3 {
        answers.push(ask(shop, "GET", "/flaky/2", "")?);
    }
    let together = || ask(shop, "GET", "/together/3", "").map_err(|failed| format!("{failed:?}"));
    let asked: Vec<_> = std::thread::scope(|scope| {
        let asked: Vec<_> = (0..3).map(|_| scope.spawn(together)).collect();
        asked.into_iter().map(|one| one.join().unwrap_or_else(|_| Err("a panic".into()))).collect()
    });
    answers.extend(asked.into_iter().collect::<Result<Vec<_>, _>>()?);
    for (gone, path, first) in [("/gone/1", "/hang", ""), ("/gone/2", "/half", "half of ")] {
        let mut client = send(shop, "GET", path, "")?;
        let mut said = String::new();
        while !said.contains(first) {
            let mut piece = [0; 1024];
            let length = client.read(&mut piece)?;
            assert!(length > 0, "{path} ended: {said}");
            said.push_str(&String::from_utf8_lossy(&piece[..length]));
        }
        // It has come to the server before the client goes.
        while ask(shop, "GET", "/seen", "")?.1["requests"][format!("GET {path}")] != 1 {
            std::thread::sleep(Duration::from_millis(10));
        }
        drop(client);
        answers.push(ask(shop, "GET", gone, "")?);
    }
    answers.push(ask(shop, "GET", "/seen", "")?);
    Ok(answers)
}

fn ask(shop: &str, method: &str, path: &str, body: &str) -> Result<(u16, Value), Failed> {
    let mut answer = String::new();
    send(shop, method, path, body)?.read_to_string(&mut answer)?;
    let (head, body) = answer.split_once("\r\n\r\n").ok_or("no end of the headers")?;
    let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).ok_or("no status")?;
    // What is no JSON comes in chunks, which are a part of what is alike.
    Ok((status, serde_json::from_str(body).unwrap_or_else(|_| Value::from(body))))
}

fn send(shop: &str, method: &str, path: &str, body: &str) -> Result<TcpStream, Failed> {
    let mut client = TcpStream::connect(shop)?;
    client.set_read_timeout(Some(Duration::from_secs(10)))?;
    let length = body.len();
    write!(
        client,
        "{method} {path} HTTP/1.1\r\nHost: {shop}\r\nConnection: close\r\nContent-Type: application/json\r\n\
         Content-Length: {length}\r\n\r\n{body}"
    )?;
    Ok(client)
}
