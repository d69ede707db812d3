//! The programs as the page runs them, if they were made: `src/run/programs.json` says which.

use crate::listing::Language;
use crate::markdown;
use crate::problem::Problem;
use crate::project::Project;
use serde::Deserialize;
use std::collections::BTreeSet;
use std::path::Path;

/// Which listings the page can run in which language.
#[derive(Debug, Default, Deserialize)]
pub struct Programs {
    python: Option<Slugs>,
    rust: Option<Slugs>,
    /// Whether there is an editor for the reader.
    #[serde(skip)]
    pub editor: bool,
}

#[derive(Debug, Deserialize)]
struct Slugs {
    slugs: BTreeSet<String>,
}

impl Programs {
    /// Reads them; none where they were not made.
    ///
    /// # Errors
    /// If the file that names them cannot be read.
    pub fn read(project: &Project) -> Result<Self, Problem> {
        let path = Path::new(markdown::RUN).join("programs.json");
        if !project.path(&path).exists() {
            return Ok(Self::default());
        }
        let source = project.read(&path)?;
        let read = serde_json::from_str(&source.text);
        let programs: Self = read.map_err(|error| Problem::in_file(path, error.to_string()))?;
        let editor = project.path(markdown::RUN).join("editor.js").exists();
        Ok(Self { editor, ..programs })
    }

    /// Whether the page can run a listing in a language.
    pub fn holds(&self, slug: &str, language: Language) -> bool {
        let slugs = match language {
            Language::Python => &self.python,
            Language::Rust => &self.rust,
        };
        slugs.as_ref().is_some_and(|slugs| slugs.slugs.contains(slug))
    }
}
