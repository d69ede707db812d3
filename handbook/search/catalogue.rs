//! The readers' own words for what the book calls something else, from `catalogue/search.toml`.

use super::documents::Section;
use crate::nearest::suggestion;
use crate::problem::{Problem, Problems, Source};
use crate::project::Project;
use serde::Deserialize;
use std::collections::BTreeMap;

const FILE: &str = "catalogue/search.toml";

/// What readers ask for, and how much a page counts.
#[derive(Debug, Clone)]
pub struct Asked {
    file: File,
    source: Source,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    /// By how much the scores of a page are multiplied: less than 1 where it repeats other pages.
    #[serde(default)]
    weight: BTreeMap<String, f64>,
    /// A word that the book does not use, and those that it uses instead.
    #[serde(default)]
    synonym: BTreeMap<String, Vec<String>>,
    #[serde(default)]
    section: Vec<Entry>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    /// The address of a section: `patterns/gather.html#gather`.
    at: toml::Spanned<String>,
    /// How readers ask for it: questions, messages, other names.
    asked: Vec<String>,
}

impl Asked {
    /// Reads the catalogue of searches.
    ///
    /// # Errors
    /// If it cannot be read or has an unknown key.
    pub fn read(project: &Project) -> Result<Self, Problem> {
        let (file, source) = project.read_toml(FILE)?;
        Ok(Self { file, source })
    }

    /// Checks that each section and page that it names exists.
    ///
    /// # Errors
    /// At each that does not.
    pub fn check(&self, sections: &[Section]) -> Result<(), Problems> {
        let addresses: Vec<_> = sections.iter().map(Section::address).collect();
        let mut problems = Problems::new();
        for Entry { at, .. } in &self.file.section {
            if !addresses.contains(at.get_ref()) {
                let message = format!("no section of the book has the address `{}`", at.get_ref());
                let nearest = suggestion(at.get_ref(), addresses.iter().map(String::as_str));
                problems.push(Problem::at(&self.source, at.span(), message).mend(nearest));
            }
        }
        for page in self.file.weight.keys().filter(|page| !sections.iter().any(|it| it.page == **page)) {
            problems
                .push(Problem::in_file(FILE, format!("`weight` names a page that does not exist: {page}")));
        }
        problems.or(())
    }

    /// What readers call a section, or ask to find it.
    pub fn of(&self, section: &Section) -> String {
        let address = section.address();
        let entries = self.file.section.iter().filter(|entry| *entry.at.get_ref() == address);
        entries.flat_map(|entry| entry.asked.iter().map(String::as_str)).collect::<Vec<_>>().join(" . ")
    }

    /// By how much the scores of a page are multiplied.
    pub fn weight(&self, page: &str) -> f64 {
        self.file.weight.get(page).copied().unwrap_or(1.0)
    }

    /// Words that the book does not use, with those that it uses instead.
    pub fn synonyms(&self) -> impl Iterator<Item = (&str, &[String])> {
        self.file.synonym.iter().map(|(word, instead)| (word.as_str(), instead.as_slice()))
    }
}
