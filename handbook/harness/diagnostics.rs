//! What cargo and the compiler say, as JSON, and an error of theirs as a problem.

use crate::problem::{Problem, Source};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use std::path::{Path, PathBuf};

/// A message of cargo.
#[derive(Deserialize)]
pub struct Message {
    #[serde(default)]
    package_id: String,
    target: Option<Target>,
    #[serde(default)]
    filenames: Vec<PathBuf>,
    /// What the compiler said.
    pub message: Option<Diagnostic>,
}

#[derive(Deserialize)]
struct Target {
    name: String,
}

impl Message {
    /// The library that was compiled, and the name by which a program knows it.
    pub fn library(&self) -> Option<(String, PathBuf)> {
        let is_library = |file: &&PathBuf| {
            let end = file.extension().and_then(|end| end.to_str());
            matches!(end, Some("rlib" | "so" | "dylib" | "dll"))
        };
        let file = self.filenames.iter().find(is_library)?;
        Some((self.target.as_ref()?.name.replace('-', "_"), file.clone()))
    }

    /// Whether it is about a package in this version.
    pub fn is_of_package(&self, name: &str, version: &str) -> bool {
        let (_, package) = self.package_id.rsplit_once('#').unwrap_or_default();
        package.split_once('@').is_some_and(|its| its == (name, version))
    }
}

/// A message of the compiler, as far as it is needed here.
#[derive(Debug, Deserialize)]
pub struct Diagnostic {
    /// `error`, `warning`, …
    level: String,
    message: String,
    rendered: Option<String>,
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

impl Diagnostic {
    /// Whether it keeps the program from being compiled.
    pub fn is_error(&self) -> bool {
        self.level == "error"
    }

    /// As the compiler prints it.
    pub fn text(&self) -> String {
        self.rendered.clone().unwrap_or_else(|| self.message.clone())
    }
}

/// What a compiler writes where a disk is full, which says nothing about the program.
pub fn no_space(written: &[u8]) -> Option<Problem> {
    let text = String::from_utf8_lossy(written);
    let full =
        ["No space left on device", "os error 28", "not enough space on the disk", "Disk quota exceeded"];
    full.iter().any(|piece| text.contains(piece)).then(|| {
        let problem = Problem::in_file("target", "the disk is full, so nothing could be compiled");
        problem.mend("free some space; `cargo clean` deletes what was compiled before")
    })
}

/// The errors among what the compiler wrote.
pub fn errors(written: &[u8]) -> Vec<Diagnostic> {
    read::<Diagnostic>(written).filter(Diagnostic::is_error).collect()
}

/// The messages among what cargo wrote. Other lines are what a build script printed.
pub fn messages(written: &[u8]) -> Vec<Message> {
    read(written).collect()
}

fn read<T: DeserializeOwned>(written: &[u8]) -> impl Iterator<Item = T> {
    let lines = written.split(|byte| *byte == b'\n');
    lines.filter_map(|line| serde_json::from_slice(line).ok())
}

/// A compiler's error at the line that it is about, in a file that `source_of` knows.
pub fn problem(error: &Diagnostic, source_of: impl Fn(&Path) -> Option<Source>) -> Option<Problem> {
    let span = error.spans.iter().find(|span| span.is_primary)?;
    let source = source_of(&span.file_name)?;
    Some(Problem::on_line(&source, span.line_start, "this does not compile").detail(error.text()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_disk_is_not_an_error_of_the_program() {
        let written = br#"{"message":"failed to write: No space left on device (os error 28)","level":"error","spans":[]}"#;
        assert!(no_space(written).unwrap().to_string().contains("the disk is full"));
        assert!(no_space(b"error[E0308]: mismatched types").is_none());
    }
}
