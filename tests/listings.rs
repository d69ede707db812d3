//! One test for each listing and language, `listing::<slug>::rust` and `::python`, and one for
//! what the two have in common, `::parity`. Nothing is compiled before a test asks for it.

mod support;

use handbook::harness::{Mode, python};
use handbook::listing::Listings;
use handbook::verify::{self, Check, Verifier};
use libtest_mimic::{Arguments, Failed, Trial};
use std::process::{Command, ExitCode};
use std::sync::{Arc, OnceLock};

/// Compiles, once, the listings that the chosen tests need.
#[derive(Default)]
struct Shared(OnceLock<Verifier<'static>>);

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    let project: &'static _ = Box::leak(Box::new(support::project()));
    let listings: &'static Listings = match Listings::read(project) {
        Ok(listings) => Box::leak(Box::new(listings)),
        Err(problems) => return support::unreadable(&arguments, "listings", problems),
    };
    let checks = verify::of_listings(listings);
    let is_chosen = |check: &&Check| match &arguments.filter {
        Some(filter) if arguments.exact => check.name == *filter,
        Some(filter) => check.name.contains(filter.as_str()),
        None => true,
    };
    let chosen: Arc<Vec<_>> = Arc::new(checks.iter().filter(is_chosen).cloned().collect());
    let shared = Arc::new(Shared::default());
    let python = python::find().map(|_| ());
    let mut tests = Vec::new();
    for check in checks {
        let (shared, chosen) = (Arc::clone(&shared), Arc::clone(&chosen));
        let (name, needs_python) = (check.name.clone(), check.needs_python());
        let run = move || {
            let new = || Verifier::new(project, listings, &chosen, Mode::of_environment());
            shared.0.get_or_init(new).run(&check).map_err(support::failed)
        };
        tests.push(if needs_python {
            support::needing(name, &python, move |()| run())
        } else {
            Trial::test(name, run)
        });
    }
    tests.push(Trial::test(
        "without_python_its_tests_are_skipped_by_name_or_fail_where_all_is_required",
        without_python,
    ));
    let missing: Vec<_> = python.as_ref().err().into_iter().collect();
    let code = support::conclude(&arguments, &missing, tests);
    if let Some(verifier) = shared.0.get() {
        eprintln!("{}\n", verifier.counts());
    }
    code
}

/// Runs this very test program where no Python can be found.
fn without_python() -> Result<(), Failed> {
    let empty = tempfile::tempdir()?;
    let test = "listing::gather_page::python";
    let run = |require_all| {
        let mut command = Command::new(std::env::current_exe()?);
        command.args([test, "--exact"]).env("PATH", empty.path()).env_remove("PYTHON");
        command.env("HANDBOOK_REQUIRE_ALL", require_all).output()
    };
    let skipped = run("0")?;
    let (listed, said) = (String::from_utf8(skipped.stdout)?, String::from_utf8(skipped.stderr)?);
    assert!(skipped.status.success() && listed.contains("1 ignored") && listed.contains(test), "{listed}");
    assert!(said.lines().count() == 1 && said.starts_with("Python 3.11 or newer was not found"), "{said}");
    let required = run("1")?;
    let listed = String::from_utf8(required.stdout)?;
    assert!(!required.status.success() && listed.contains("1 failed"), "{listed}");
    Ok(())
}
