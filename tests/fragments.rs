//! One test for each fragment that skeptic does not run: Python, and Rust that must not compile.
//! Skeptic's are in tests/skeptic.

mod support;

use handbook::harness::compile::{self, Compiled};
use handbook::harness::fragments::{self, Fragment};
use handbook::harness::python;
use handbook::markdown::fences::Test;
use libtest_mimic::{Arguments, Failed, Trial};
use std::collections::BTreeSet;
use std::process::ExitCode;
use std::sync::LazyLock;

/// The crates that a fragment may use.
static CRATES: LazyLock<Compiled> = LazyLock::new(|| compile::compile(&support::project(), &BTreeSet::new()));

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    let fragments = match fragments::fragments(&support::project()) {
        Ok(fragments) => fragments,
        Err(problems) => {
            let test = Trial::test("fragments", move || Err(Failed::from(format!("\n{problems}"))));
            return support::conclude(&arguments, &[], vec![test]);
        }
    };
    let python = python::find();
    let mut tests = Vec::new();
    for fragment in fragments {
        match fragment.test.clone() {
            Test::Python | Test::PythonRaises(_) => {
                let run = |fragment: Fragment| {
                    move |python| fragments::run_python(&fragment, &python).map_err(failed)
                };
                tests.push(support::needing(fragment.name(), &python, run(fragment)));
            }
            Test::CompileFail(code) => {
                let run = move |fragment: Fragment| {
                    fragments::fail_to_compile(&fragment, &code, &CRATES).map_err(failed)
                };
                tests.push(Trial::test(fragment.name(), move || run(fragment)));
            }
            Test::Console => tests.push(Trial::test(fragment.name(), move || {
                fragments::check_commands(&fragment).map_err(failed)
            })),
            // Skeptic runs the first; building the book answers the second.
            Test::Rust | Test::Predict => {}
        }
    }
    let missing: Vec<_> = python.as_ref().err().into_iter().collect();
    support::conclude(&arguments, &missing, tests)
}

fn failed(problem: handbook::problem::Problem) -> Failed {
    Failed::from(format!("\n{problem}"))
}
