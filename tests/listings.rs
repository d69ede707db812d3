//! One test for each listing and language, `listing::<slug>::rust` and `::python`, and one for
//! what the two have in common, `::parity`. Nothing is compiled before a test asks for it.

mod support;

use handbook::harness::{Harness, Mode, python};
use handbook::listing::{Language, Listing, Listings};
use handbook::problem::{Problem, Problems};
use libtest_mimic::{Arguments, Failed, Trial};
use std::collections::BTreeSet;
use std::process::{Command, ExitCode};
use std::sync::{Arc, OnceLock};

/// Compiles, once, the listings that the chosen tests need.
struct Shared {
    wanted: BTreeSet<String>,
    harness: OnceLock<Harness<'static>>,
    listings: &'static Listings,
}

impl Shared {
    fn harness(&self) -> &Harness<'static> {
        self.harness.get_or_init(|| {
            let project = Box::leak(Box::new(support::project()));
            let wanted = self.wanted.iter().map(String::as_str).collect();
            Harness::new(project, self.listings, &wanted, Mode::of_environment())
        })
    }
}

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    let listings: &'static Listings = match Listings::read(&support::project()) {
        Ok(listings) => Box::leak(Box::new(listings)),
        Err(problems) => return broken(&arguments, problems),
    };
    let python = python::find().map(|_| ());
    let mut named: Vec<(String, &Listing, Check)> = Vec::new();
    for (slug, listing) in &listings.all {
        for language in listing.languages() {
            named.push((format!("listing::{slug}::{}", language.key()), listing, Check::Language(language)));
        }
        if listing.languages().count() > 1 {
            named.push((format!("listing::{slug}::parity"), listing, Check::Parity));
        }
    }
    let chosen = |name: &String| match &arguments.filter {
        Some(filter) if arguments.exact => name == filter,
        Some(filter) => name.contains(filter.as_str()),
        None => true,
    };
    let wanted =
        named.iter().filter(|(name, ..)| chosen(name)).map(|(_, listing, _)| listing.slug.clone()).collect();
    let shared = Arc::new(Shared { wanted, harness: OnceLock::new(), listings });
    let mut tests = Vec::new();
    for (name, listing, check) in named {
        let shared = Arc::clone(&shared);
        let run = move || check.run(shared.harness(), listing).map_err(failed);
        tests.push(match check {
            Check::Language(Language::Rust) => Trial::test(name, run),
            _ => support::needing(name, &python, move |()| run()),
        });
    }
    tests.push(Trial::test(
        "without_python_its_tests_are_skipped_by_name_or_fail_where_all_is_required",
        without_python,
    ));
    let missing: Vec<_> = python.as_ref().err().into_iter().collect();
    support::conclude(&arguments, &missing, tests)
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

#[derive(Clone, Copy)]
enum Check {
    Language(Language),
    Parity,
}

impl Check {
    fn run(self, harness: &Harness, listing: &Listing) -> Result<(), Problem> {
        match self {
            Self::Language(language) => harness.check(listing, language),
            Self::Parity => harness.check_parity(listing),
        }
    }
}

fn failed(problem: Problem) -> Failed {
    Failed::from(format!("\n{problem}"))
}

/// Where the listings cannot even be read, that is the one test.
fn broken(arguments: &Arguments, problems: Problems) -> ExitCode {
    let test = Trial::test("listings", move || Err(Failed::from(format!("\n{problems}"))));
    support::conclude(arguments, &[], vec![test])
}
