//! How the two languages differ, concept by concept.

use crate::problem::Problem;
use crate::project::Project;
use serde::Deserialize;

/// Where they lie, relative to the project's root.
pub const FILE: &str = "catalogue/differences.toml";

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
    /// The slug of a listing that shows it.
    pub shown_by: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    difference: Vec<Difference>,
}

pub(super) fn read(project: &Project) -> Result<Vec<Difference>, Problem> {
    let (file, _): (File, _) = project.read_toml(FILE)?;
    Ok(file.difference)
}
