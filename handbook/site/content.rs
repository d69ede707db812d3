//! A built site in memory, so that it can be checked, compared and served as one whole.

use crate::problem::Problem;
use crate::programs;
use crate::project::Project;
use crate::search;
use std::collections::{BTreeMap, BTreeSet};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Pages that mdBook makes of others: the first chapter, and all of them to be printed.
pub const COPIES: [&str; 2] = ["index.html", "print.html"];

/// Every file of a site, by its path.
#[derive(Debug, Clone, Default)]
pub struct Site(BTreeMap<PathBuf, Arc<[u8]>>);

impl Site {
    /// Reads a folder, given relative to the project's root.
    ///
    /// # Errors
    /// If it or a file in it cannot be read.
    pub fn read(project: &Project, folder: &Path) -> Result<Self, Problem> {
        let mut files = BTreeMap::new();
        for file in project.files_below(folder)? {
            let bytes = std::fs::read(project.path(&file))
                .map_err(|error| Problem::in_file(&file, format!("cannot be read: {error}")))?;
            files.insert(file.strip_prefix(folder).unwrap_or(&file).to_path_buf(), bytes.into());
        }
        Ok(Self(files))
    }

    /// A site of these files.
    pub fn of(files: BTreeMap<PathBuf, Arc<[u8]>>) -> Self {
        Self(files)
    }

    /// Writes all files into a folder, in which there are no others afterwards.
    ///
    /// # Errors
    /// If a file cannot be removed or written.
    pub fn write(&self, folder: &Path) -> Result<(), Problem> {
        let failed = |error| Problem::in_file(folder, format!("the site cannot be written: {error}"));
        if folder.exists() {
            std::fs::remove_dir_all(folder).map_err(failed)?;
        }
        for (path, bytes) in &self.0 {
            let path = folder.join(path);
            std::fs::create_dir_all(path.parent().unwrap_or(folder)).map_err(failed)?;
            std::fs::write(path, bytes).map_err(failed)?;
        }
        Ok(())
    }

    /// The content of a file.
    pub fn get(&self, path: impl AsRef<Path>) -> Option<&Arc<[u8]>> {
        self.0.get(path.as_ref())
    }

    /// Every file, in order.
    pub fn files(&self) -> impl Iterator<Item = (&Path, &Arc<[u8]>)> {
        self.0.iter().map(|(path, bytes)| (path.as_path(), bytes))
    }

    /// Every page, in order.
    pub fn pages(&self) -> impl Iterator<Item = (&Path, &Arc<[u8]>)> {
        self.files().filter(|(path, _)| is_page(path))
    }

    /// The files that every page may use and that no chapter is in, so not the search index.
    fn assets(&self) -> impl Iterator<Item = (&Path, &Arc<[u8]>)> {
        self.files().filter(|(path, _)| !is_page(path) && !path.starts_with(search::FOLDER))
    }

    /// This site with some pages, and all that is no page, taken from another one; nothing if that
    /// one has other files besides its pages, so that more than this may be different.
    pub fn with(&self, other: &Self, pages: &BTreeSet<PathBuf>) -> Option<Self> {
        if !self.assets().map(|(path, _)| path).eq(other.assets().map(|(path, _)| path)) {
            return None;
        }
        let mut files = self.0.clone();
        let pages = other.pages().filter(|(path, _)| pages.contains(*path));
        for (path, bytes) in other.assets().chain(pages) {
            files.insert(path.to_path_buf(), Arc::clone(bytes));
        }
        Some(Self(files))
    }

    /// The pages that a reader sees differently in this site than in that one. Where a file that
    /// every page may use is different, that is every page.
    pub fn changed_since(&self, before: &Self) -> BTreeSet<PathBuf> {
        let same_assets = self.assets().eq(before.assets());
        let changed = |path: &Path| !same_assets || self.get(path) != before.get(path);
        let pages = self.pages().chain(before.pages()).map(|(path, _)| path);
        pages.filter(|path| changed(path)).map(Path::to_path_buf).collect()
    }

    /// Tells what a reader sees at a path from what another site, or this one later, shows there.
    pub fn version_of(&self, path: &Path) -> u64 {
        let mut hasher = DefaultHasher::new();
        self.get(path).hash(&mut hasher);
        // Large files, and their index says which they are.
        let large = |path: &Path| path.starts_with(programs::IN_THE_SITE) && !path.ends_with(programs::INDEX);
        self.assets().filter(|(path, _)| !large(path)).for_each(|file| file.hash(&mut hasher));
        hasher.finish()
    }
}

/// Whether a file of a site is a page.
pub fn is_page(path: &Path) -> bool {
    path.extension().is_some_and(|end| end == "html")
}
