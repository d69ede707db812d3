//! What the search finds: the queries of `tests/search/queries.json`, ranked by the page's engine.

mod support;

use handbook::search;
use libtest_mimic::Arguments;
use serde::Deserialize;
use std::process::{Command, ExitCode};
use support::scratch::Scratch;

/// The part of the queries that must find their section first, and among the first three.
const FIRST: f64 = 0.80;
const FIRST_THREE: f64 = 0.95;

#[derive(Deserialize)]
struct Ranked {
    query: String,
    rank: Option<usize>,
    found: Vec<String>,
}

#[derive(Deserialize)]
struct Case {
    text: String,
    tokens: Vec<String>,
}

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    let node = match Command::new("node").arg("--version").output() {
        Ok(_) => Ok(()),
        Err(_) => Err("node was not found; install it: apt install nodejs".to_string()),
    };
    let tests = vec![
        support::needing("search::queries_find_their_sections".into(), &node, |()| {
            queries_find_their_sections();
            Ok(())
        }),
        support::needing("search::texts_become_terms".into(), &Ok(()), |()| {
            texts_become_terms();
            Ok(())
        }),
    ];
    let missing: Vec<_> = node.as_ref().err().into_iter().collect();
    support::conclude(&arguments, &missing, tests)
}

fn queries_find_their_sections() {
    let scratch = Scratch::whole();
    let built = scratch.run(&["build"]);
    assert!(built.status.success(), "{}", String::from_utf8_lossy(&built.stderr));
    let mut rank = Command::new("node");
    rank.current_dir(support::folder()).arg("tests/search/rank.mjs").arg(scratch.path("book"));
    let output = rank.arg("tests/search/queries.json").output().expect("node");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let lines = String::from_utf8_lossy(&output.stdout);
    let ranked: Vec<Ranked> = lines.lines().map(|line| serde_json::from_str(line).expect("a rank")).collect();
    let part = |most: usize| {
        let found = ranked.iter().filter(|it| it.rank.is_some_and(|rank| rank <= most)).count();
        found as f64 / ranked.len() as f64
    };
    let (first, first_three) = (part(1), part(3));
    println!(
        "{} queries: {first:.3} find their section first, {first_three:.3} among the first three",
        ranked.len()
    );
    let missed: Vec<_> = ranked
        .iter()
        .filter(|it| it.rank.is_none_or(|rank| rank > 3))
        .map(|it| format!("{}: {:?}, found {:?}", it.query, it.rank, it.found))
        .collect();
    assert!(first >= FIRST && first_three >= FIRST_THREE, "{first:.3}, {first_three:.3}: {missed:#?}");
}

fn texts_become_terms() {
    let cases = support::project().read("tests/search/tokens.json").expect("the cases");
    let cases: Vec<Case> = serde_json::from_str(&cases.text).expect("cases");
    for Case { text, tokens } in cases {
        assert_eq!(search::tokens(&text), tokens, "{text}");
    }
}
