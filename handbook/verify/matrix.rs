//! Verifies the Python programs on each version of Python that the book supports.

use crate::children;
use crate::harness::python::{self, Python};
use crate::problem::{Problem, Problems};
use crate::project::Project;
use std::process::Command;

/// Runs `check --language python` once for each version that is found on this machine. A version
/// that is missing is named, and is an error with `required`.
///
/// # Errors
/// If a check fails on a version, or the command cannot be started.
pub fn run(project: &Project, names: &[String], arguments: &[&str], required: bool) -> Result<(), Problems> {
    let mut problems = Problems::new();
    let at = |message: String| Problem::in_file("listings", message);
    for (minor, found) in python::all() {
        let Some(Python { executable, version }) = found else {
            let line = format!("Python {minor} was not found; install it: uv python install {minor}");
            match required {
                true => problems.push(at(line)),
                false => eprintln!("{line} (its checks are skipped)"),
            }
            continue;
        };
        println!("Python {version}:");
        let own = std::env::current_exe().map_err(|error| at(error.to_string()))?;
        let mut command = Command::new(own);
        command.arg("--root").arg(project.path("")).args(["check", "--language", "python"]);
        command.args(arguments).args(names).env("PYTHON", executable);
        let ended = children::spawn(&mut command).and_then(|mut group| group.wait());
        match ended {
            Ok(status) if status.success() => {}
            Ok(_) => problems.push(at(format!("checks fail with Python {version}, see above"))),
            Err(error) => problems.push(at(format!("Python {version} could not be tried: {error}"))),
        }
    }
    problems.or(())
}
