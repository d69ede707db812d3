//! What a reader copies from the page runs in an empty project and prints the same.

mod support;

use handbook::harness::python;
use handbook::listing::transcript::without_stamps;
use handbook::listing::{Language, Listing, Listings};
use libtest_mimic::{Arguments, Failed, Trial};
use std::fs;
use std::path::Path;
use std::process::{Command, ExitCode};

/// One that only logs, one that blocks as well, and one that can be varied.
const COPIED: [&str; 3] = ["gather_page", "gather_blocking_branches", "limit_downloads"];

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    let python = python::find();
    let tests = vec![
        Trial::test("copies::rust", || rust(&listings()?)),
        support::needing("copies::python".into(), &python, |python| {
            for slug in COPIED {
                in_python(&python, &listings()?.all[slug])?;
            }
            Ok(())
        }),
    ];
    let missing: Vec<_> = python.as_ref().err().into_iter().collect();
    support::conclude(&arguments, &missing, tests)
}

fn listings() -> Result<Listings, Failed> {
    Listings::read(&support::project()).map_err(|problems| Failed::from(problems.to_string()))
}

fn recorded(listing: &Listing, language: Language) -> Result<String, Failed> {
    Ok(fs::read_to_string(support::project().path(listing.transcript_path(language)))?)
}

/// A package with the dependencies that the introduction names, and nothing of ours.
fn rust(listings: &Listings) -> Result<(), Failed> {
    let folder = tempfile::tempdir()?;
    let ours = support::project().read("listings/Cargo.toml")?;
    let (_, dependencies) = ours.text.split_once("[dependencies]").ok_or("no dependencies")?;
    let package =
        "[workspace]\n[package]\nname = \"scratch-copies\"\nversion = \"0.0.0\"\nedition = \"2024\"\n";
    fs::write(
        folder.path().join("Cargo.toml"),
        format!("{package}[profile.dev]\ndebug = false\n[dependencies]{dependencies}"),
    )?;
    fs::copy(support::folder().join("Cargo.lock"), folder.path().join("Cargo.lock"))?;
    fs::create_dir_all(folder.path().join("src/bin"))?;
    for slug in COPIED {
        let program = listings.all[slug].program(Language::Rust).ok_or("no program")?;
        fs::write(
            folder.path().join(format!("src/bin/copied_{slug}.rs")),
            program.copied(&listings.helpers)?,
        )?;
    }
    for slug in COPIED {
        let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().ok_or("no target folder")?;
        let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
        cargo.args(["run", "--quiet", "--bin", &format!("copied_{slug}")]);
        let output = cargo.current_dir(folder.path()).env("CARGO_TARGET_DIR", target).output()?;
        let said = String::from_utf8_lossy(&output.stderr);
        if !output.status.success() || !said.is_empty() {
            return Err(format!("{slug}:\n{said}").into());
        }
        assert_eq!(
            String::from_utf8(output.stdout)?,
            recorded(&listings.all[slug], Language::Rust)?,
            "{slug}"
        );
    }
    Ok(())
}

/// On this machine's clock: the same lines in the same order.
fn in_python(python: &python::Python, listing: &Listing) -> Result<(), Failed> {
    let path = support::project().path(listing.folder().join("main.py"));
    let output = Command::new(&python.executable).arg(path).output()?;
    let printed = String::from_utf8(output.stdout)?.replace("\r\n", "\n");
    assert_eq!(without_stamps(&printed), without_stamps(&recorded(listing, Language::Python)?));
    Ok(())
}
