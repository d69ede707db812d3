//! `listings/transcripts.lock`: which sources each transcript was recorded from, so that a
//! build can refuse a page that no longer fits its program without running anything.

use crate::problem::Problem;
use crate::project::Project;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

/// Where the lock lies, relative to the project's root.
pub const PATH: &str = "listings/transcripts.lock";

const HEADER: &str = "\
# Written by `cargo run -- record`, not by hand: what each transcript was recorded from.
# A build refuses a listing whose sources or transcripts no longer have these hashes.
";

/// The hashes of one recording.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Recording {
    /// Of the programs, the helpers, the virtual clock, and how they are run.
    pub sources: String,
    /// Of the recorded transcripts.
    pub transcripts: String,
}

/// All recordings, by slug.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lock(pub BTreeMap<String, Recording>);

impl Lock {
    /// Reads the lock; an empty one where none was written yet.
    ///
    /// # Errors
    /// If the file cannot be read or does not have the form that `record` writes.
    pub fn read(project: &Project) -> Result<Self, Problem> {
        if !project.path(PATH).exists() {
            return Ok(Self::default());
        }
        let read = project.read_toml(PATH).map(|(lock, _)| lock);
        read.map_err(|problem| problem.mend("restore the file, or delete it and run: cargo run -- record"))
    }

    /// Writes the lock in one step, so that an interruption leaves the old one.
    ///
    /// # Errors
    /// If the file cannot be written.
    pub fn write(&self, project: &Project) -> Result<(), Problem> {
        let unwritable = |error: String| Problem::in_file(PATH, format!("cannot be written: {error}"));
        let text = toml::to_string(self).map_err(|error| unwritable(error.to_string()))?;
        let next = project.path(PATH).with_extension("lock.next");
        std::fs::write(&next, format!("{HEADER}\n{text}"))
            .and_then(|()| std::fs::rename(&next, project.path(PATH)))
            .map_err(|error| unwritable(error.to_string()))
    }
}

/// SHA-256 over named texts, as hexadecimal digits.
pub fn hash<'a>(parts: impl IntoIterator<Item = (&'a str, &'a str)>) -> String {
    let mut hasher = Sha256::new();
    for (name, text) in parts {
        // Lengths keep two texts from running into each other.
        hasher.update(format!("{name} {}\n", text.len()));
        hasher.update(text);
    }
    hasher.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}
