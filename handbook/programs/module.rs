//! Compiles the Rust listings that can run in the page into one module.
//!
//! One call of cargo compiles a crate that is written for it. The listings lie in it under the
//! paths that they have in the project, so that the compiler's errors name those.

use super::target::{TARGET, Target};
use super::{Failure, crates, may_run};
use crate::children;
use crate::harness::cache::Cache;
use crate::harness::diagnostics::{self, Diagnostic};
use crate::harness::{shard, toolchain};
use crate::listing::lock::hash;
use crate::listing::member::Member;
use crate::listing::{LIB_RS, Language, Listing, Listings};
use crate::problem::{Problem, Problems, shown};
use crate::project::Project;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// The module's file in the folder of the programs.
pub const FILE: &str = "listings.wasm";

/// A small module counts most: a reader waits for it. A panic ends the program, after its message:
/// so it is in the target's own standard library.
const MANIFEST: &str = "\
[package]
name = \"programs\"
edition = \"2024\"
autobins = false

[workspace]

[lib]
name = \"listings\"
path = \"listings/src/lib.rs\"

[[bin]]
name = \"programs\"
path = \"main.rs\"

[profile.release]
panic = \"abort\"
opt-level = \"z\"
lto = true
codegen-units = 1
strip = true

";

/// The listings whose Rust programs are in the module.
pub fn listings(listings: &Listings) -> impl Iterator<Item = &Listing> {
    listings.all.values().filter(|listing| may_run(listing, Language::Rust))
}

/// The module, compiled if it is not yet. Returns where it lies.
///
/// # Errors
/// If a listing does not compile for the page, or cargo cannot be called.
pub fn build(project: &Project, all: &Listings, cache: &Cache, target: &Target) -> Result<PathBuf, Failure> {
    let files = files(project, all)?;
    let optimizer = optimizer();
    let name = name(&files, optimizer.as_deref(), target);
    if let Some(module) = cache.kept("modules", &name) {
        return Ok(module);
    }
    let _one_at_a_time = cache.lock();
    if let Some(module) = cache.kept("modules", &name) {
        return Ok(module);
    }
    eprintln!("compiling the Rust programs for the pages");
    let folder = project.target().join("handbook").join("wasm");
    let failed = |error: std::io::Error| Problem::in_file(&folder, format!("cannot be written: {error}"));
    write(&folder.join("crate"), &files).map_err(failed)?;
    let output = cargo(&folder, target)?;
    if !output.status.success() {
        return Err(why(project, &output));
    }
    let built = folder.join("target").join(TARGET).join("release").join("programs.wasm");
    let new = cache.new_file();
    if optimizer.is_none() || !optimize(&built, &new) {
        std::fs::copy(&built, &new).map_err(failed)?;
    }
    let module = cache.keep(&new, "modules", &name).map_err(failed)?;
    cache.prune();
    Ok(module)
}

/// Whether the module has to be compiled, which takes minutes where many programs changed.
///
/// # Errors
/// If a file that it is compiled from cannot be read.
pub fn is_outdated(
    project: &Project,
    all: &Listings,
    cache: &Cache,
    target: &Target,
) -> Result<bool, Problem> {
    let name = name(&files(project, all)?, optimizer().as_deref(), target);
    Ok(cache.kept("modules", &name).is_none())
}

/// The module's file in the cache: the hash of all that it is made from.
fn name(files: &BTreeMap<String, String>, optimizer: Option<&str>, target: &Target) -> String {
    let mut parts = vec![("rustc", target.version.as_str()), ("tool", include_str!("module.rs"))];
    parts.extend(optimizer.map(|version| ("wasm-opt", version)));
    parts.extend(files.iter().map(|(name, text)| (name.as_str(), text.as_str())));
    format!("{}.wasm", hash(parts))
}

/// The files of the crate, by their paths in it.
fn files(project: &Project, all: &Listings) -> Result<BTreeMap<String, String>, Problem> {
    let mut files = BTreeMap::new();
    files.insert("Cargo.toml".to_string(), format!("{MANIFEST}{}", crates::dependencies(project)?));
    files.insert("Cargo.lock".to_string(), project.read("Cargo.lock")?.text.to_string());
    files.insert(LIB_RS.to_string(), all.helpers.rust.text.to_string());
    let mut programs = Vec::new();
    for listing in listings(all) {
        let Some(program) = listing.program(Language::Rust) else { continue };
        let path = shown(&program.source.path);
        files.insert(path.clone(), program.source.text.to_string());
        programs.push((listing.slug.as_str(), PathBuf::from(path)));
    }
    let programs = programs.iter().map(|(slug, path)| (*slug, path.as_path()));
    let main = format!("#![allow(warnings)]\n{}", shard::multicall(programs, "::std::env::args().nth(1)"));
    files.insert("main.rs".to_string(), main);
    Ok(files)
}

/// Writes the files that are different: cargo compiles again what is newer. Of its lock file cargo
/// keeps what the crate needs, so that one is written anew where ours has changed.
fn write(folder: &Path, files: &BTreeMap<String, String>) -> std::io::Result<()> {
    for (name, text) in files {
        let path = folder.join(name);
        let seen = if name == "Cargo.lock" { folder.join("Cargo.lock.ours") } else { path.clone() };
        if std::fs::read_to_string(&seen).is_ok_and(|there| there == *text) && path.exists() {
            continue;
        }
        std::fs::create_dir_all(path.parent().unwrap_or(folder))?;
        std::fs::write(&path, text)?;
        std::fs::write(&seen, text)?;
    }
    Ok(())
}

fn cargo(folder: &Path, target: &Target) -> Result<Output, Failure> {
    let mut command = toolchain::cargo(&folder.join("crate"));
    command.args(["build", "--quiet", "--release", "--target", TARGET, "--message-format", "json"]);
    command.arg("--target-dir").arg(folder.join("target")).env("RUSTC", &target.rustc);
    // Only ours: flags for this machine's programs do not suit the page's. Panics name files, and
    // a reader need not see where they lay here.
    let flags = crates_folders().map(|path| format!("--remap-path-prefix={}=crates", path.display()));
    command.env("CARGO_ENCODED_RUSTFLAGS", flags.collect::<Vec<_>>().join("\x1f"));
    children::output(&mut command).map_err(|error| {
        Failure::Missing(format!("no Rust program runs in the pages: cargo could not be started ({error})"))
    })
}

/// Where cargo puts the crates that it downloads.
fn crates_folders() -> impl Iterator<Item = PathBuf> {
    let home = || std::env::home_dir().map(|home| home.join(".cargo"));
    let home = std::env::var_os("CARGO_HOME").map(PathBuf::from).or_else(home);
    let folders = home.and_then(|home| std::fs::read_dir(home.join("registry").join("src")).ok());
    folders.into_iter().flatten().flatten().map(|entry| entry.path())
}

/// Why cargo failed: the listings that do not compile, or what keeps it from compiling.
fn why(project: &Project, output: &Output) -> Failure {
    let messages = diagnostics::messages(&output.stdout);
    let said = messages.into_iter().filter_map(|message| message.message);
    let errors: Vec<_> = said.filter(Diagnostic::is_error).collect();
    let mut problems = Problems::new();
    for error in &errors {
        if let Some(problem) = diagnostics::problem(error, |file| project.read(file).ok()) {
            problems.push(problem.mend(
                "it is compiled for the page here; if it cannot run there, say why in its listing.toml: page.rust = \"…\"",
            ));
        }
    }
    if !problems.is_empty() {
        return Failure::Wrong(problems);
    }
    let said = String::from_utf8_lossy(&output.stderr);
    match errors.first() {
        Some(error) => {
            Problem::in_file(Member::Listings.manifest(), "its crates do not compile for the page")
                .detail(error.text())
                .into()
        }
        None => Failure::Missing(format!(
            "no Rust program runs in the pages: cargo could not build them ({})",
            said.lines()
                .map(str::trim)
                .find(|line| line.starts_with("error"))
                .unwrap_or("it does not say why")
        )),
    }
}

/// The version of wasm-opt, which makes the module smaller where it is installed.
fn optimizer() -> Option<String> {
    let output = Command::new("wasm-opt").arg("--version").stdin(Stdio::null()).output().ok()?;
    Some(String::from_utf8_lossy(&output.stdout).into_owned())
}

fn optimize(from: &Path, to: &Path) -> bool {
    let mut command = Command::new("wasm-opt");
    command.args(["-Oz", "--all-features"]).arg(from).arg("-o").arg(to).stdin(Stdio::null());
    children::output(&mut command).is_ok_and(|output| output.status.success() && to.is_file())
}
