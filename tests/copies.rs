//! What a reader copies from the page runs in an empty project and prints the same.

mod support;

use handbook::harness::cache::Cache;
use handbook::harness::home::Home;
use handbook::harness::toolchain::Toolchain;
use handbook::harness::{Mode, python};
use handbook::listing::member::Member;
use handbook::listing::transcript::without_stamps;
use handbook::listing::{Language, Listing, Listings, crates};
use libtest_mimic::{Arguments, Failed, Trial};
use std::fs;
use std::path::Path;
use std::process::{Command, ExitCode};
use tempfile::TempDir;

/// One about a library, which talks to a peer.
const LIBRARY: &str = "http_page_partial";

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
        Trial::test("copies::libraries_need_the_crates_that_the_page_names", crates_named),
        Trial::test("copies::library", library),
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

/// A package with these dependencies and programs, and nothing of ours.
fn package(listings: &Listings, dependencies: &str, slugs: &[&str]) -> Result<TempDir, Failed> {
    let folder = tempfile::tempdir()?;
    let package =
        "[workspace]\n[package]\nname = \"scratch-copies\"\nversion = \"0.0.0\"\nedition = \"2024\"\n";
    fs::write(
        folder.path().join("Cargo.toml"),
        format!("{package}[profile.dev]\ndebug = false\n{dependencies}"),
    )?;
    fs::copy(support::folder().join("Cargo.lock"), folder.path().join("Cargo.lock"))?;
    fs::create_dir_all(folder.path().join("src/bin"))?;
    for slug in slugs {
        let copied = copied(listings, &listings.all[*slug])?;
        fs::write(folder.path().join(format!("src/bin/copied_{slug}.rs")), copied)?;
    }
    Ok(folder)
}

fn copied(listings: &Listings, listing: &Listing) -> Result<String, Failed> {
    let program = listing.program(Language::Rust).ok_or("no program")?;
    Ok(program.copied(&listings.helpers)?)
}

/// Runs a program of the package, and returns what it printed.
fn run(folder: &TempDir, slug: &str, environment: &[(String, String)]) -> Result<String, Failed> {
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().ok_or("no target folder")?;
    let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo.args(["run", "--quiet", "--bin", &format!("copied_{slug}")]).envs(environment.iter().cloned());
    let output = cargo.current_dir(folder.path()).env("CARGO_TARGET_DIR", target).output()?;
    let said = String::from_utf8_lossy(&output.stderr);
    if !output.status.success() || !said.is_empty() {
        return Err(format!("{slug}:\n{said}").into());
    }
    Ok(String::from_utf8(output.stdout)?)
}

/// With the dependencies that the introduction names.
fn rust(listings: &Listings) -> Result<(), Failed> {
    let ours = support::project().read(Member::Listings.manifest())?;
    let dependencies = ours.text.find("[dependencies]").ok_or("no dependencies")?;
    let folder = package(listings, &ours.text[dependencies..], &COPIED)?;
    for slug in COPIED {
        assert_eq!(run(&folder, slug, &[])?, recorded(&listings.all[slug], Language::Rust)?, "{slug}");
    }
    Ok(())
}

/// Each program about a library compiles with the crates that its block names.
fn crates_named() -> Result<(), Failed> {
    let (project, listings) = (support::project(), listings()?);
    let all = crates::of(&project, Member::Libraries)?;
    let (cache, toolchain) = (Cache::of(&project, Mode::Changed)?, Toolchain::find(&project)?);
    let compiled = toolchain.crates(&project, &cache, Member::Libraries)?;
    let folder = tempfile::tempdir()?;
    let about_libraries = listings.all.values().filter(|listing| {
        listing.member == Member::Libraries && (cfg!(unix) || listing.manifest.unix.is_none())
    });
    for listing in about_libraries.filter(|listing| listing.program(Language::Rust).is_some()) {
        let copied = copied(&listings, listing)?;
        let names: Vec<_> = crates::used(&copied, &all).into_iter().map(|(name, _)| name).collect();
        let file = folder.path().join("main.rs");
        fs::write(&file, &copied)?;
        let mut command = toolchain.command(&project, &compiled.only(&names));
        command.args(["--crate-type", "bin", "--emit", "metadata", "--out-dir"]).arg(folder.path());
        let output = command.arg(file).output()?;
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{}: with {names:?} alone:\n{said}", listing.slug);
    }
    Ok(())
}

/// One of them, with the dependencies that its block names, and the peer that `peer` starts.
fn library() -> Result<(), Failed> {
    let (project, listings) = (support::project(), listings()?);
    let listing = &listings.all[LIBRARY];
    let peer = listing.peer.as_ref().ok_or("no peer")?;
    let all = crates::of(&project, Member::Libraries)?;
    let copied = copied(&listings, listing)?;
    let names: Vec<_> = crates::used(&copied, &all).into_iter().map(|(name, _)| name).collect();
    let dependencies = crates::table(&project.read(Member::Libraries.manifest())?, &names)?;
    let folder = package(&listings, &dependencies, &[LIBRARY])?;
    let running = Home::new(&project, &listings).start(peer, Language::Python)?;
    let printed = run(&folder, LIBRARY, &[(peer.variable(), running.address.clone())])?;
    assert_eq!(without_stamps(&printed), recorded(listing, Language::Rust)?);
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
