//! `listings/transcripts.lock`: which sources each transcript was recorded from, so that a
//! build can refuse a page that no longer fits its program without running anything.

use crate::files;
use crate::problem::Problem;
use crate::project::Project;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::fs::File;

/// Where the lock lies, relative to the project's root.
pub const PATH: &str = "listings/transcripts.lock";

/// Locked by one `record` at a time while it changes the lock, relative to the project's root.
const ALONE: &str = ".book-recording";

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

    /// Changes the lock as it is now: what another `record` wrote meanwhile stays. Returns what
    /// `change` returns.
    ///
    /// # Errors
    /// If the file cannot be read or written. It is replaced at once, so an interruption leaves the
    /// old one.
    pub fn update<T>(project: &Project, change: impl FnOnce(&mut Self) -> T) -> Result<T, Problem> {
        let unwritable = |error: String| Problem::in_file(PATH, format!("cannot be written: {error}"));
        let alone = File::create(project.path(ALONE)).and_then(|file| file.lock().map(|()| file));
        let _alone = alone.map_err(|error| unwritable(error.to_string()))?;
        let mut lock = Self::read(project)?;
        let before = lock.clone();
        let changed = change(&mut lock);
        if lock != before {
            let text = toml::to_string(&lock).map_err(|error| unwritable(error.to_string()))?;
            files::replace(&project.path(PATH), format!("{HEADER}\n{text}").as_bytes())
                .map_err(|error| unwritable(error.to_string()))?;
        }
        Ok(changed)
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
