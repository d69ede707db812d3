//! One test for each fragment that skeptic does not run: Python, Rust that must not compile, and
//! commands. Skeptic's are in tests/skeptic.

mod support;

use handbook::harness::{Mode, fragments, python};
use handbook::listing::Listings;
use handbook::markdown::fences::Test;
use handbook::verify::{self, Verifier};
use libtest_mimic::{Arguments, Trial};
use std::process::ExitCode;
use std::sync::Arc;

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    let project: &'static _ = Box::leak(Box::new(support::project()));
    let read = || Ok((Listings::read(project)?, fragments::fragments(project)?));
    let (listings, fragments) = match read() {
        Ok(read) => read,
        Err(problems) => return support::unreadable(&arguments, "fragments", problems),
    };
    let listings: &'static Listings = Box::leak(Box::new(listings));
    let ours = fragments.into_iter().filter(|it| !matches!(it.test, Test::Rust | Test::RustStatements));
    let checks: Vec<_> = verify::of_fragments(ours).collect();
    let verifier = Arc::new(Verifier::new(project, listings, &checks, Mode::of_environment()));
    let python = python::find().map(|_| ());
    let mut tests = Vec::new();
    for check in checks {
        let verifier = Arc::clone(&verifier);
        let (name, needs_python) = (check.name.clone(), check.needs().is_some());
        let run = move || verifier.run(&check).map_err(support::failed);
        tests.push(if needs_python {
            support::needing(name, &python, move |()| run())
        } else {
            Trial::test(name, run)
        });
    }
    let missing: Vec<_> = python.as_ref().err().into_iter().collect();
    support::conclude(&arguments, &missing, tests)
}
