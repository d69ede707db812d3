//! What the tests share.

#![allow(dead_code, reason = "each test uses a part of it")]

pub mod scratch;
pub mod server;

use handbook::harness::all_required;
use handbook::problem::Problems;
use handbook::project::Project;
use libtest_mimic::{Arguments, Failed, Trial};
use std::path::PathBuf;
use std::process::ExitCode;

/// This project's folder. Asked when the test runs: two checkouts that share a target folder also
/// share what was compiled in.
pub fn folder() -> PathBuf {
    std::env::var_os("CARGO_MANIFEST_DIR").unwrap_or_else(|| env!("CARGO_MANIFEST_DIR").into()).into()
}

/// This project.
pub fn project() -> Project {
    Project::at(folder())
}

/// What is wrong, as a test says it.
pub fn failed(problems: Problems) -> Failed {
    Failed::from(format!("\n{problems}"))
}

/// Where what is to be tested cannot even be read, that is the one test.
pub fn unreadable(arguments: &Arguments, name: &str, problems: Problems) -> ExitCode {
    conclude(arguments, &[], vec![Trial::test(name, move || Err(failed(problems)))])
}

/// A test that needs something that may be missing on this machine: then it is skipped by name,
/// or fails where everything is required.
pub fn needing<T: Clone + Send + 'static>(
    name: String,
    needed: &Result<T, String>,
    run: impl FnOnce(T) -> Result<(), Failed> + Send + 'static,
) -> Trial {
    let needed = needed.clone();
    let skipped = needed.is_err() && !all_required();
    Trial::test(name, move || run(needed?)).with_ignored_flag(skipped)
}

/// Runs the tests, after one line for each thing that is missing.
pub fn conclude(arguments: &Arguments, missing: &[&String], tests: Vec<Trial>) -> ExitCode {
    if !arguments.list {
        for line in missing {
            eprintln!(
                "{line} (the tests that need it are {})",
                if all_required() { "failures" } else { "skipped" }
            );
        }
    }
    libtest_mimic::run(arguments, tests).exit_code()
}

/// Whether a process still runs. One that has ended and was not waited for does not.
#[cfg(unix)]
pub fn is_alive(number: &str) -> bool {
    match std::fs::read_to_string(format!("/proc/{number}/stat")) {
        Ok(about) => !about.rsplit(')').next().is_some_and(|rest| rest.trim_start().starts_with('Z')),
        Err(_) if std::path::Path::new("/proc/self").exists() => false,
        Err(_) => {
            let asked = std::process::Command::new("kill").args(["-0", number]).output();
            asked.is_ok_and(|asked| asked.status.success())
        }
    }
}
