//! How the two languages differ, concept by concept.

use crate::problem::{Problem, Problems, Source};
use crate::project::Project;
use serde::Deserialize;

const FILE: &str = "catalogue/differences.toml";

/// A concept, what it is called on either side, and what surprises who comes from the other.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Difference {
    /// The concept, in a few words.
    pub concept: String,
    /// What it is called in Python; empty where it has none.
    pub python: Vec<String>,
    /// What it is called in Rust; empty where it has none.
    pub rust: Vec<String>,
    /// What surprises who knows asyncio and writes tokio, in a sentence.
    pub from_python: String,
    /// What surprises who knows tokio and writes asyncio, in a sentence.
    pub from_rust: String,
    /// The slugs of the listings that show it.
    pub shown_by: Vec<String>,
    #[serde(skip)]
    file: Option<Source>,
}

impl Difference {
    /// A problem with it, at its place.
    pub fn problem(&self, message: &str) -> Problem {
        super::problem(self.file.as_ref(), &self.concept, message)
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    difference: Vec<Difference>,
}

pub(super) fn read(project: &Project) -> Result<Vec<Difference>, Problems> {
    let (file, source): (File, _) = project.read_toml(FILE)?;
    let differences = file.difference.into_iter().map(|it| Difference { file: Some(source.clone()), ..it });
    let differences: Vec<_> = differences.collect();
    let mut problems = Problems::new();
    for difference in differences.iter().filter(|difference| difference.shown_by.is_empty()) {
        problems.push(difference.problem("no listing shows it"));
    }
    problems.or(differences)
}
