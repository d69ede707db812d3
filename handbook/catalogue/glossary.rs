//! The words that the chapters use as terms.

use crate::problem::{Problem, Problems};
use crate::project::Project;
use serde::Deserialize;
use std::collections::BTreeSet;

const FILE: &str = "catalogue/glossary.toml";

/// A term.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Term {
    /// As the glossary lists it, in lower case where it is no name.
    pub name: String,
    /// Other forms that a text has of it, such as its plural.
    #[serde(default)]
    pub forms: Vec<String>,
    /// What it means here, in a sentence or two.
    pub means: String,
}

impl Term {
    /// The id of its entry.
    pub fn anchor(&self) -> String {
        format!("term-{}", self.name.replace(' ', "-"))
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    term: Vec<Term>,
}

pub(super) fn read(project: &Project) -> Result<Vec<Term>, Problems> {
    let (file, source): (File, _) = project.read_toml(FILE)?;
    let mut problems = Problems::new();
    let mut seen = BTreeSet::new();
    for term in &file.term {
        for form in std::iter::once(&term.name).chain(&term.forms) {
            if !seen.insert(form.to_lowercase()) {
                let place = source.text.find(&format!("\"{form}\"")).unwrap_or(0);
                let message = format!("`{form}` is there twice");
                problems.push(Problem::at(&source, place..place + form.len() + 2, message));
            }
        }
    }
    let mut terms = file.term;
    terms.sort_by_key(|term| term.name.to_lowercase());
    problems.or(terms)
}
