//! Compiles the Rust listings: one call of cargo for all that are wanted.

use crate::problem::{Problem, Source};
use crate::project::Project;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::process::{Command, Stdio};

/// What came of a compilation.
#[derive(Debug, Default)]
pub struct Compiled {
    executables: BTreeMap<String, PathBuf>,
    /// Compiled libraries by crate name: those that the listings may use, and their own helper.
    pub libraries: BTreeMap<String, PathBuf>,
    errors: BTreeMap<String, Problem>,
    failed: Option<Problem>,
}

impl Compiled {
    /// The executable of a listing.
    ///
    /// # Errors
    /// The compiler's first error in it, or what kept cargo from compiling at all.
    pub fn executable(&self, slug: &str) -> Result<&PathBuf, Problem> {
        let missing =
            || Problem::in_file("listings/Cargo.toml", format!("cargo built no program named {slug}"));
        match self.executables.get(slug) {
            Some(executable) => Ok(executable),
            None => Err(self.errors.get(slug).or(self.failed.as_ref()).cloned().unwrap_or_else(missing)),
        }
    }
}

#[derive(Deserialize)]
struct Message {
    reason: String,
    target: Option<Target>,
    executable: Option<PathBuf>,
    #[serde(default)]
    filenames: Vec<PathBuf>,
    message: Option<Diagnostic>,
}

#[derive(Deserialize)]
struct Target {
    name: String,
    kind: Vec<String>,
}

/// A message of the compiler, as far as it is needed here.
#[derive(Debug, Deserialize)]
pub struct Diagnostic {
    /// `error`, `warning`, …
    pub level: String,
    /// The message's first line.
    pub message: String,
    /// As rustc prints it.
    pub rendered: Option<String>,
    /// The error code, as `E0277`.
    pub code: Option<Code>,
    spans: Vec<Span>,
}

/// An error code.
#[derive(Debug, Deserialize)]
pub struct Code {
    /// As in `E0277`.
    pub code: String,
}

#[derive(Debug, Deserialize)]
struct Span {
    file_name: PathBuf,
    line_start: usize,
    is_primary: bool,
}

/// Compiles these listings, or only the crates that they may use where `slugs` is empty.
pub fn compile(project: &Project, slugs: &BTreeSet<&str>) -> Compiled {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(project.root());
    command.args([
        "build",
        "--quiet",
        "--manifest-path",
        "listings/Cargo.toml",
        "--lib",
        "--keep-going",
        "--message-format",
        "json",
    ]);
    for slug in slugs {
        command.args(["--bin", slug]);
    }
    let failed = |message: String, detail: &str| Compiled {
        failed: Some(Problem::in_file("listings/Cargo.toml", message).detail(detail)),
        ..Compiled::default()
    };
    let output = match command.stdin(Stdio::null()).output() {
        Ok(output) => output,
        Err(error) => return failed(format!("cargo could not be started: {error}"), ""),
    };
    let mut compiled = Compiled::default();
    for line in output.stdout.split(|byte| *byte == b'\n') {
        // Lines that are no messages are what a build script printed.
        let Ok(Message { reason, target: Some(target), executable, filenames, message }) =
            serde_json::from_slice(line)
        else {
            continue;
        };
        let library = || filenames.into_iter().find(|name| name.extension().is_some_and(|end| end == "rlib"));
        match (reason.as_str(), executable, message) {
            ("compiler-artifact", Some(executable), _) => {
                compiled.executables.insert(target.name, executable);
            }
            ("compiler-artifact", None, _) => {
                if let Some(library) = library() {
                    compiled.libraries.insert(target.name.replace('-', "_"), library);
                }
            }
            ("compiler-message", _, Some(message)) if message.level == "error" => {
                let problem = problem(project, &message);
                if target.kind.iter().any(|kind| kind == "bin") {
                    compiled.errors.entry(target.name).or_insert(problem);
                } else {
                    compiled.failed.get_or_insert(problem);
                }
            }
            _ => {}
        }
    }
    if !output.status.success() && compiled.errors.is_empty() && compiled.failed.is_none() {
        return failed("cargo could not build the listings".into(), &String::from_utf8_lossy(&output.stderr));
    }
    compiled
}

/// A compiler's error, at the line that it is about.
fn problem(project: &Project, message: &Diagnostic) -> Problem {
    let text = message.rendered.as_deref().unwrap_or(&message.message);
    let span = message.spans.iter().find(|span| span.is_primary);
    let source: Option<Source> = span.and_then(|span| project.read(&span.file_name).ok());
    let problem = match (span, source) {
        (Some(span), Some(source)) => Problem::on_line(&source, span.line_start, "this does not compile"),
        _ => Problem::in_file("listings", "the listings do not compile"),
    };
    problem.detail(text)
}
