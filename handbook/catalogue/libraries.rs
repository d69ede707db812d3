//! The libraries, systems and functions that the two texts name.

use super::check_ids;
use crate::problem::{Problem, Problems, Source};
use crate::project::Project;
use serde::Deserialize;

const FILE: &str = "catalogue/libraries.toml";

/// Something that a text names, and what it is in either language.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Library {
    /// `S01` and so on.
    pub id: String,
    /// What the texts call it.
    pub name: String,
    /// Where it is named: ids of items, or `method`.
    pub items: Vec<String>,
    /// What it is called in Python.
    pub python: Vec<String>,
    /// What does the same in Rust.
    pub rust: Vec<String>,
    /// The packages and the crates of which the version is told that programs are run with.
    #[serde(default)]
    pub versions: Versions,
    /// Listings that show it.
    #[serde(default)]
    pub shown_by: Vec<String>,
    #[serde(skip)]
    file: Option<Source>,
}

/// Names as the lock files have them.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Versions {
    /// Of `listings/requirements.txt`.
    pub python: Vec<String>,
    /// Of `Cargo.lock`.
    pub rust: Vec<String>,
}

impl Library {
    /// A problem with it, at its place.
    pub fn problem(&self, message: &str) -> Problem {
        super::problem(self.file.as_ref(), &self.id, message)
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    library: Vec<Library>,
}

pub(super) fn read(project: &Project) -> Result<Vec<Library>, Problems> {
    let (file, source): (File, _) = project.read_toml(FILE)?;
    let libraries = file.library.into_iter().map(|it| Library { file: Some(source.clone()), ..it });
    let libraries: Vec<_> = libraries.collect();
    let mut problems = Problems::new();
    let ids = libraries.iter().map(|library| (&source, library.id.as_str()));
    check_ids(ids, "S", 2).into_iter().for_each(|problem| problems.push(problem));
    for library in &libraries {
        if library.items.is_empty() {
            problems.push(library.problem("it does not say where it is named"));
        }
        if library.shown_by.is_empty() {
            problems.push(library.problem("no listing shows it"));
        }
    }
    problems.or(libraries)
}
