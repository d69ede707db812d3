//! One test for each fragment that skeptic does not run: Python, and Rust that must not compile.
//! Skeptic's are in tests/skeptic.

mod support;

use handbook::harness::Mode;
use handbook::harness::cache::Cache;
use handbook::harness::fragments::{self, Fragment};
use handbook::harness::interpreter::Interpreter;
use handbook::harness::python;
use handbook::harness::toolchain::{Crates, Toolchain};
use handbook::markdown::fences::Test;
use handbook::problem::Problem;
use libtest_mimic::{Arguments, Failed, Trial};
use std::process::ExitCode;
use std::sync::{Arc, LazyLock};

/// The compiler, and the crates that a fragment may use.
static RUST: LazyLock<Result<(Toolchain, Crates), Problem>> = LazyLock::new(|| {
    let project = support::project();
    let toolchain = Toolchain::find(&project)?;
    let crates = toolchain.crates(&project, &Cache::of(&project, Mode::of_environment())?)?;
    Ok((toolchain, crates))
});

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    let fragments = match fragments::fragments(&support::project()) {
        Ok(fragments) => fragments,
        Err(problems) => {
            let test = Trial::test("fragments", move || Err(Failed::from(format!("\n{problems}"))));
            return support::conclude(&arguments, &[], vec![test]);
        }
    };
    let python = python::find().map(|python| Arc::new(Interpreter::new(python)));
    let mut tests = Vec::new();
    for fragment in fragments {
        match fragment.test.clone() {
            Test::Python | Test::PythonRaises(_) => {
                let run = |fragment: Fragment| {
                    move |python: Arc<Interpreter>| {
                        fragments::run_python(&support::project(), &fragment, &python).map_err(failed)
                    }
                };
                tests.push(support::needing(fragment.name(), &python, run(fragment)));
            }
            Test::CompileFail(code) => {
                let run = move |fragment: Fragment| {
                    let (toolchain, crates) = RUST.as_ref().map_err(|problem| failed(problem.clone()))?;
                    let project = support::project();
                    fragments::fail_to_compile(&project, &fragment, &code, toolchain, crates).map_err(failed)
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

fn failed(problem: Problem) -> Failed {
    Failed::from(format!("\n{problem}"))
}
