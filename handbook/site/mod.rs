//! The site: built from the chapters, checked as built, served on loopback.

pub mod build;
pub mod check;
pub mod connections;
pub mod content;
pub mod headers;
pub mod hosts;
pub mod html;
pub mod overrides;
mod publish;
mod redirects;
pub mod serve;
pub mod settings;
pub mod version;
mod view;

use crate::markdown::summary;
use crate::project::{CHAPTERS, Project};
use settings::Settings;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// The folder of the site: where the settings cannot be read, the one that was written last, if any.
pub fn folder(project: &Project) -> Option<PathBuf> {
    let settings = Settings::read(project).ok();
    settings.map(|settings| settings.folder().to_path_buf()).or_else(|| publish::last_folder(project))
}

/// The page that is made of a chapter, which is given relative to the project's root.
fn page_of(chapter: &Path) -> PathBuf {
    chapter.strip_prefix(CHAPTERS).unwrap_or(chapter).with_extension("html")
}

/// The pages that are made of these chapters, which are given relative to the project's root.
pub fn pages_of<'a>(project: &Project, chapters: impl Iterator<Item = &'a Path>) -> BTreeSet<PathBuf> {
    let first = summary::first(project);
    let mut pages = BTreeSet::new();
    for chapter in chapters {
        pages.insert(page_of(chapter));
        if first.as_deref() == Some(chapter) {
            pages.insert("index.html".into());
        }
    }
    pages
}
