//! The ten ranked patterns.

use super::{check_ids, place};
use crate::problem::{Problem, Problems};
use crate::project::{CHAPTERS, Project};
use serde::Deserialize;
use std::path::PathBuf;

const FILE: &str = "catalogue/patterns.toml";

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
        self.id[1..].parse().unwrap_or_default()
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    pattern: Vec<Pattern>,
}

pub(super) fn read(project: &Project) -> Result<Vec<Pattern>, Problems> {
    let (file, source): (File, _) = project.read_toml(FILE)?;
    let mut problems = Problems::new();
    let ids = file.pattern.iter().map(|pattern| (&source, pattern.id.as_str()));
    check_ids(ids, "P", 2).into_iter().for_each(|problem| problems.push(problem));
    for pattern in &file.pattern {
        if !project.path(CHAPTERS).join(&pattern.chapter).is_file() {
            let message = format!("there is no chapter {}", pattern.chapter.display());
            problems.push(Problem::at(&source, place(&source, &pattern.id), message));
        }
    }
    problems.or(file.pattern)
}
