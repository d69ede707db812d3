//! The site: built from the chapters, checked as built, served on loopback.

pub mod build;
pub mod check;
pub mod content;
pub mod headers;
mod html;
pub mod serve;

use crate::markdown::headings;
use crate::project::{CHAPTERS, Project};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// Where the site is built, relative to the project's root.
pub const FOLDER: &str = "book";

/// The pages that are made of these chapters, which are given relative to the project's root.
pub fn pages_of<'a>(project: &Project, chapters: impl Iterator<Item = &'a Path>) -> BTreeSet<PathBuf> {
    let folder = Path::new(CHAPTERS);
    let summary = project.read(folder.join("SUMMARY.md")).ok();
    let first = summary.and_then(|summary| headings::links(&summary).into_iter().next());
    let first = first.map(|(target, _)| folder.join(target));
    let mut pages = BTreeSet::new();
    for chapter in chapters {
        pages.insert(chapter.strip_prefix(folder).unwrap_or(chapter).with_extension("html"));
        if first.as_deref() == Some(chapter) {
            pages.insert("index.html".into());
        }
    }
    pages
}
