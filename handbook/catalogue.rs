//! The catalogue: what the book has to cover, as typed data in `catalogue/`.

use crate::nearest::suggestion;
use crate::problem::{Problem, Problems};
use crate::project::Project;
use serde::Deserialize;
use std::collections::BTreeSet;
use std::path::PathBuf;

/// Where the patterns lie, relative to the project's root.
pub const PATTERNS: &str = "catalogue/patterns.toml";

/// One of the ranked patterns.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pattern {
    /// `P01` to `P10`; the number is the rank in the source's list.
    pub id: String,
    /// The title of its chapter.
    pub title: String,
    /// Its chapter, relative to the folder of the chapters.
    pub chapter: PathBuf,
    /// What it is called in Python.
    pub python: Vec<String>,
    /// What it is called in Rust.
    pub rust: Vec<String>,
    /// In how many of a hundred interview rounds it is asked: the source's own figure, unverified.
    pub asked: u8,
    /// Whose rounds that figure is about.
    pub rounds: String,
    /// What the source names it as best for.
    pub best_for: Vec<String>,
}

impl Pattern {
    /// The rank in the source's list, counted from 1.
    pub fn rank(&self) -> u32 {
        self.id.trim_start_matches('P').parse().unwrap_or_default()
    }
}

/// All that the catalogue holds.
#[derive(Debug, Clone)]
pub struct Catalogue {
    /// The ranked patterns, in order of rank.
    pub patterns: Vec<Pattern>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PatternsFile {
    pattern: Vec<Pattern>,
}

impl Catalogue {
    /// Reads the catalogue.
    ///
    /// # Errors
    /// At each unknown key, ill-formed or repeated id, and missing chapter.
    pub fn read(project: &Project) -> Result<Self, Problems> {
        let (file, source): (PatternsFile, _) = project.read_toml(PATTERNS)?;
        let mut problems = Problems::new();
        let mut seen = BTreeSet::new();
        for pattern in &file.pattern {
            let place = source.text.find(&format!("\"{}\"", pattern.id)).unwrap_or(0);
            let mut wrong = |message: String| {
                problems.push(Problem::at(&source, place..place + pattern.id.len() + 2, message))
            };
            let two_digits = |rank: &str| rank.len() == 2 && rank.bytes().all(|digit| digit.is_ascii_digit());
            if pattern.id == "P00" || !pattern.id.strip_prefix('P').is_some_and(two_digits) {
                wrong(format!("`{}` is not of the form P01", pattern.id));
            }
            if !seen.insert(&pattern.id) {
                wrong(format!("`{}` is there twice", pattern.id));
            }
            if !project.path(crate::markdown::FOLDER).join(&pattern.chapter).is_file() {
                wrong(format!("there is no chapter {}", pattern.chapter.display()));
            }
        }
        problems.or(Self { patterns: file.pattern })
    }

    /// The pattern with this id.
    ///
    /// # Errors
    /// If there is none; the message suggests the nearest id.
    pub fn pattern(&self, id: &str) -> Result<&Pattern, String> {
        let ids = || self.patterns.iter().map(|pattern| pattern.id.as_str());
        self.patterns.iter().find(|pattern| pattern.id == id).ok_or_else(|| suggestion(id, ids()))
    }

    /// Every id of the catalogue; each must appear in the built book.
    pub fn ids(&self) -> impl Iterator<Item = &str> {
        self.patterns.iter().map(|pattern| pattern.id.as_str())
    }
}
