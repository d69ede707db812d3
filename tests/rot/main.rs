//! The rot drill: breaks a copy of this very book in every way in which page and program can
//! come apart, one at a time, and demands that each is found at the right place; and edits it in
//! ways that break nothing, and demands silence.
//!
//! There are thousands, so a run takes one of each kind. `HANDBOOK_ROT=100` takes more, spread evenly
//! over each kind, and `HANDBOOK_ROT=all` takes all.

mod content;
mod drill;
mod mutations;
#[path = "../support/mod.rs"]
mod support;

use drill::{Copy, Outcome};
use handbook::harness::cache::Cache;
use handbook::harness::toolchain::Toolchain;
use handbook::harness::{Mode, cores, python};
use handbook::listing::member::Member;
use libtest_mimic::{Arguments, Failed};
use mutations::Mutation;
use std::collections::BTreeMap;
use std::process::ExitCode;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    let python = python::find().map(|_| ());
    let tests = vec![support::needing("rot::all_is_caught_at_its_place".into(), &python, |()| rot())];
    let missing: Vec<_> = python.as_ref().err().into_iter().collect();
    support::conclude(&arguments, &missing, tests)
}

fn rot() -> Result<(), Failed> {
    let project = support::project();
    // The copies find the crates compiled: they are no whole workspace.
    let crates = || {
        let (cache, toolchain) = (Cache::of(&project, Mode::Changed)?, Toolchain::find(&project)?);
        Member::ALL.iter().try_for_each(|member| toolchain.crates(&project, &cache, *member).map(drop))
    };
    crates().map_err(|problem| support::failed(problem.into()))?;
    let mut kinds: BTreeMap<&str, Vec<Mutation>> = BTreeMap::new();
    for mutation in mutations::all(&project).map_err(support::failed)? {
        kinds.entry(mutation.kind).or_default().push(mutation);
    }
    let all: usize = kinds.values().map(Vec::len).sum();
    let most = most()?;
    for mutations in kinds.values_mut() {
        let step = mutations.len().div_ceil(most).max(1);
        *mutations = mutations.drain(..).step_by(step).collect();
    }
    let mutations: Vec<_> = kinds.into_values().flatten().collect();
    println!("{} of {all} edits", mutations.len());
    let (next, outcomes) = (AtomicUsize::new(0), Mutex::new(Vec::new()));
    std::thread::scope(|scope| {
        for _ in 0..cores() {
            scope.spawn(|| {
                let copy = Copy::new();
                while let Some(mutation) = mutations.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let outcome = copy.try_out(mutation);
                    outcomes.lock().expect("no thread panicked").push((mutation, outcome));
                }
            });
        }
    });
    report(&outcomes.into_inner().expect("no thread panicked"))
}

/// How many of each kind are tried, at most.
fn most() -> Result<usize, Failed> {
    match std::env::var("HANDBOOK_ROT").as_deref() {
        Ok("all") => Ok(usize::MAX),
        Ok(number) => number.parse().map_err(|_| format!("HANDBOOK_ROT={number} is no number").into()),
        Err(_) => Ok(1),
    }
}

fn report(outcomes: &[(&Mutation, Outcome)]) -> Result<(), Failed> {
    let mut table: BTreeMap<&str, [usize; 3]> = BTreeMap::new();
    let mut wrong = String::new();
    for (mutation, outcome) in outcomes {
        let column = match outcome {
            Outcome::Right => 0,
            Outcome::Missed => 1,
            Outcome::Misplaced(_) => 2,
        };
        table.entry(mutation.kind).or_default()[column] += 1;
        if let Outcome::Misplaced(said) = outcome {
            wrong += &format!(
                "\n{}, {}: expected {}, but:\n{said}\n",
                mutation.kind,
                mutation.subject,
                mutation.expectation()
            );
        } else if matches!(outcome, Outcome::Missed) {
            wrong += &format!(
                "\n{}, {}: expected {}, but nothing was said\n",
                mutation.kind,
                mutation.subject,
                mutation.expectation()
            );
        }
    }
    eprintln!("{:45} right  missed  wrong place", "rot drill");
    for (kind, [right, missed, misplaced]) in &table {
        eprintln!("{kind:45} {right:5}  {missed:6}  {misplaced:11}");
    }
    eprintln!("{} edits in all", outcomes.len());
    if wrong.is_empty() { Ok(()) } else { Err(wrong.into()) }
}
