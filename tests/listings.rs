//! One test for each listing and language, `listing::<slug>::rust` and `::python`, and one for
//! what the two have in common, `::parity`. Nothing is compiled before a test asks for it.

mod support;

use handbook::harness::{Mode, environment, python};
use handbook::listing::transcript::without_stamps;
use handbook::listing::{Language, Listings};
use handbook::verify::{self, Check, NO_UNIX, Need, Verifier};
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
    // Nothing is installed to list the tests, or for others than those that need it.
    let wanted = !arguments.list && chosen.iter().any(|check| check.needs() == Some(Need::Packages));
    let packages = match wanted {
        true => environment::find(project, &listings.packages, true).map(|_| ()),
        false => python.clone(),
    };
    let mut tests = Vec::new();
    for check in checks {
        let (shared, chosen) = (Arc::clone(&shared), Arc::clone(&chosen));
        let (name, needs) = (check.name.clone(), check.needs());
        let run = move || {
            let new = || Verifier::new(project, listings, &chosen, Mode::of_environment());
            shared.0.get_or_init(new).run(&check).map_err(support::failed)
        };
        tests.push(match needs {
            Some(Need::Python) => support::needing(name, &python, move |()| run()),
            Some(Need::Packages) => support::needing(name, &packages, move |()| run()),
            Some(Need::Unix) => support::needing(name, &Err::<(), String>(NO_UNIX.into()), move |()| run()),
            None => Trial::test(name, run),
        });
    }
    tests.push(Trial::test("one_program_prints_the_same_in_asyncio_trio_and_anyio", move || {
        let said = |slug: &str| {
            let path = listings.all[slug].transcript_path(Language::Python);
            let recorded = project.read(path).map_err(|problem| support::failed(problem.into()))?;
            Ok::<_, Failed>(without_stamps(&recorded.text))
        };
        let asyncio = said("faq_asyncio")?;
        assert_eq!(said("faq_trio")?, asyncio);
        assert_eq!(said("faq_anyio")?, format!("{asyncio}main: now on trio\n{asyncio}"));
        Ok(())
    }));
    if let Some(slug) = listings.all.values().find(|it| !it.packages(Language::Python).is_empty()) {
        let test = format!("listing::{}::python", slug.slug);
        tests.push(support::needing(
            "without_packages_their_tests_are_skipped_by_name_or_fail_where_all_is_required".into(),
            &python,
            move |()| without_packages(&test),
        ));
    }
    tests.push(Trial::test(
        "without_python_its_tests_are_skipped_by_name_or_fail_where_all_is_required",
        without_python,
    ));
    // Without Python there are no packages: that is one line.
    let missing = python.as_ref().err().or(packages.as_ref().err());
    let missing: Vec<_> = missing.into_iter().collect();
    let code = support::conclude(&arguments, &missing, tests);
    if let Some(verifier) = shared.0.get() {
        eprintln!("{}\n", verifier.counts());
    }
    code
}

/// Runs this very test program where no Python can be found.
fn without_python() -> Result<(), Failed> {
    let empty = tempfile::tempdir()?;
    let said = skipped_or_failed("listing::gather_page::python", |command| {
        command.env("PATH", empty.path()).env_remove("PYTHON");
    })?;
    assert!(said.lines().count() == 1 && said.starts_with("Python 3.11 or newer was not found"), "{said}");
    Ok(())
}

/// Runs it where packages were never installed and there is no network.
fn without_packages(test: &str) -> Result<(), Failed> {
    let (empty, python) = (tempfile::tempdir()?, python::find()?);
    let said = skipped_or_failed(test, |command| {
        command.env("CARGO_TARGET_DIR", empty.path()).env("PATH", empty.path());
        command.env("PYTHON", &python.executable).env("PIP_NO_INDEX", "1");
    })?;
    let lines: Vec<_> = said.lines().collect();
    let [installing, missing] = lines.as_slice() else {
        return Err(format!("not two lines:\n{said}").into());
    };
    assert!(installing.starts_with("installing the Python packages"), "{said}");
    assert!(missing.contains("are not there: ") && missing.contains("`cargo run -- record"), "{said}");
    Ok(())
}

/// One test, where something is missing that it needs: skipped by name, or failed where all is
/// required. Returns what was said when it was skipped.
fn skipped_or_failed(test: &str, missing: impl Fn(&mut Command)) -> Result<String, Failed> {
    let run = |require_all| {
        let mut command = Command::new(std::env::current_exe()?);
        missing(&mut command);
        command.args([test, "--exact"]).env("HANDBOOK_REQUIRE_ALL", require_all).output()
    };
    let skipped = run("0")?;
    let (listed, said) = (String::from_utf8(skipped.stdout)?, String::from_utf8(skipped.stderr)?);
    assert!(skipped.status.success() && listed.contains("1 ignored") && listed.contains(test), "{listed}");
    let required = run("1")?;
    let listed = String::from_utf8(required.stdout)?;
    assert!(!required.status.success() && listed.contains("1 failed"), "{listed}");
    Ok(said)
}
