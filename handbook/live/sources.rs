//! What a site was made from, so that a build can tell what has to be built again.

use crate::preprocess::Expanded;
use crate::problem::Problems;
use crate::project::{CHAPTERS, PROGRAMS, Project};
use std::collections::BTreeSet;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};

/// Where mdBook looks for templates and for what is copied into the site.
const THEME: &str = "theme";

/// What stands in src/ and in every page: mdBook's own files.
const IN_EVERY_PAGE: [&str; 2] = ["SUMMARY.md", "404.md"];

/// All that mdBook reads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sources {
    /// The chapters as they are handed to mdBook.
    pub expanded: Expanded,
    files: Files,
}

/// What mdBook reads from the disk itself, as hashes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Files {
    /// The configuration, the order of the chapters and the templates: they are in every page.
    frame: u64,
    /// What is copied.
    copied: u64,
    /// The chapters as they are written. mdBook takes the expanded ones instead.
    written: u64,
}

impl Files {
    /// Reads all of them.
    ///
    /// # Errors
    /// If a folder or a file cannot be read.
    pub fn read(project: &Project) -> Result<Self, Problems> {
        let mut hashers: [DefaultHasher; 3] = Default::default();
        let mut files = vec![PathBuf::from("book.toml")];
        files.extend(project.files_below(THEME)?);
        files.extend(project.files_below(CHAPTERS)?);
        for path in files {
            let hasher = &mut hashers[kind(&path)];
            if path.starts_with(PROGRAMS) {
                // Large, and only ever replaced as a whole.
                let about = std::fs::metadata(project.path(&path)).ok();
                about.map(|about| (about.len(), about.modified().ok())).hash(hasher);
            } else {
                std::fs::read(project.path(&path)).unwrap_or_default().hash(hasher);
            }
            path.hash(hasher);
        }
        let [frame, copied, written] = hashers.map(|hasher| hasher.finish());
        Ok(Self { frame, copied, written })
    }
}

fn kind(path: &Path) -> usize {
    let is = |end| path.extension().is_some_and(|found| found == end);
    let in_every_page = IN_EVERY_PAGE.iter().any(|name| path == Path::new(CHAPTERS).join(name));
    if path == Path::new("book.toml") || is("hbs") || in_every_page {
        0
    } else if path.starts_with(CHAPTERS) && is("md") {
        2
    } else {
        1
    }
}

impl Sources {
    /// The chapters, and the files as they were before those were read.
    pub fn new(expanded: Expanded, files: Files) -> Self {
        Self { expanded, files }
    }

    /// Whether a site from these is the same as one from those.
    pub fn make_the_same_as(&self, before: &Self) -> bool {
        self.expanded == before.expanded
            && (self.files.frame, self.files.copied) == (before.files.frame, before.files.copied)
    }

    /// Whether these are still what is there. The chapters are compared as they are written.
    pub fn are_still_there(&self, project: &Project) -> bool {
        Files::read(project).is_ok_and(|now| now == self.files)
    }

    /// The chapters that are different from those before; nothing where every page may be.
    pub fn chapters_changed_since(&self, before: &Self) -> Option<BTreeSet<PathBuf>> {
        if self.files.frame != before.files.frame || !self.expanded.keys().eq(before.expanded.keys()) {
            return None;
        }
        let changed = self.expanded.iter().filter(|(path, text)| before.expanded.get(*path) != Some(*text));
        Some(changed.map(|(path, _)| path.clone()).collect())
    }
}
