//! `listing.toml`: what a listing says of itself.

use super::Language;
use super::knobs::Knobs;
use crate::raises::Expected;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The contents of a `listing.toml`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// What the program shows, as the caption of its block.
    pub title: String,
    /// Present where the listing goes wrong on purpose.
    pub trap: Option<Trap>,
    /// Present where its programs are made of another listing's.
    pub mutation: Option<Mutation>,
    /// The slug of the trap that this listing mends.
    pub mends: Option<String>,
    /// Why the two languages print different transcripts, as a sentence for the page.
    pub differs: Option<String>,
    /// Present where only one language has the concept.
    pub only: Option<Only>,
    /// Why it needs the real clock, as a sentence for the page. Its transcript has no stamps.
    pub real: Option<String>,
    /// Why it runs on Unix alone, as a sentence for the page. Elsewhere its tests are skipped.
    pub unix: Option<String>,
    /// The packages that its programs need, besides what the language brings.
    #[serde(default)]
    pub packages: Packages,
    /// The server that it talks to.
    pub peer: Option<String>,
    /// Why it cannot run in the reader's page in a language, as a sentence for the page.
    #[serde(default)]
    pub page: BTreeMap<Language, String>,
    /// The exit status of each language that does not end with 0.
    #[serde(default)]
    pub exit: BTreeMap<Language, i32>,
    /// The exception that ends the program.
    #[serde(default)]
    pub raises: Raises,
    /// The message of each problem that the run reports, and each line that the program writes to
    /// standard error, in order.
    #[serde(default)]
    pub stderr: BTreeMap<Language, Vec<String>>,
    /// Which events (by how they begin) the timeline marks, beyond the usual words.
    #[serde(default)]
    pub marks: Marks,
    /// The numbers that a reader may vary.
    #[serde(default)]
    pub knobs: Knobs,
}

impl Manifest {
    /// The names of the transcripts that the listing has.
    pub fn transcripts(&self) -> Vec<String> {
        match (&self.differs, &self.only) {
            (None, _) => vec!["transcript.txt".into()],
            (Some(_), only) => Language::ALL
                .into_iter()
                .filter(|language| only.as_ref().is_none_or(|only| only.language == *language))
                .map(|language| format!("transcript.{}.txt", language.key()))
                .collect(),
        }
    }
}

/// What goes wrong in a trap, and the line that proves it.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Trap {
    /// The mistake in a few words, as the block's title after "Goes wrong:".
    pub wrong: String,
    /// A piece of a line that the trap prints and its mend does not.
    pub prints: Option<String>,
    /// A piece of a line that the mend prints and the trap does not.
    pub misses: Option<String>,
    /// The language that goes wrong, where the other one does not.
    #[serde(rename = "in")]
    pub language: Option<Language>,
    /// Pieces of the lines that are wrong, by language.
    #[serde(default)]
    pub line: BTreeMap<Language, Vec<String>>,
}

/// What a correct program becomes.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mutation {
    /// The slug of the correct listing.
    pub of: String,
    /// What is changed in it, one mistake after the other.
    pub mistake: Vec<Mistake>,
}

/// A mistake: a piece of the program, and what stands in its place.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mistake {
    /// In Python.
    pub python: Option<Change>,
    /// In Rust.
    pub rust: Option<Change>,
}

/// A piece of a program, and what it becomes.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Change {
    /// What is there once in the correct program.
    pub from: String,
    /// What stands there instead.
    pub to: String,
}

/// A listing in one language.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Only {
    /// The language it is in.
    pub language: Language,
    /// Why the other one has no such program, as a sentence for the page.
    pub because: String,
}

/// The exception that ends the program. A Rust program ends with an exit status.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Raises {
    /// In Python.
    pub python: Option<Expected>,
}

/// What has to be installed before a listing can run.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Packages {
    /// Python packages, by the names that the lock file has for them.
    pub python: Vec<String>,
}

/// How events begin that the timeline marks.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
pub struct Marks {
    /// Events that end a lane well.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub done: Vec<String>,
    /// Events that say that something was cancelled or given up.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub cancelled: Vec<String>,
    /// Events that say that something failed.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub failed: Vec<String>,
    /// Events from which on the lane blocks its thread, until its next event.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub blocking: Vec<String>,
    /// Events after which the lane stands in a queue, until its next event.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub queued: Vec<String>,
    /// Events after which the lane is still at work if no other event of it follows.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub open: Vec<String>,
}
