//! What mdBook reads besides the chapters: a copy without what editors and the system leave there,
//! which mdBook would take for files of the book.

use super::settings::Settings;
use crate::problem::Problem;
use crate::project::{CHAPTERS, Project};
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// The folder of mdBook's templates, relative to the project's root.
const THEME: &str = "theme";

/// The page for what is not found, which mdBook reads itself.
const NOT_FOUND: &str = "src/404.md";

/// A folder with all that mdBook reads after it has the chapters.
#[derive(Debug)]
pub struct View(TempDir);

impl View {
    /// Copies templates, styles and scripts.
    ///
    /// # Errors
    /// If one that the settings name is missing, or a file cannot be copied.
    pub fn of(project: &Project, settings: &Settings) -> Result<Self, Problem> {
        let failed = |error| Problem::in_file(".", format!("no temporary folder: {error}"));
        let folder = tempfile::tempdir().map_err(failed)?;
        let mut files = match project.path(THEME).exists() {
            true => project.files_below(THEME)?,
            false => Vec::new(),
        };
        files.extend(project.path(NOT_FOUND).exists().then(|| PathBuf::from(NOT_FOUND)));
        files.extend(settings.additional_files(project)?.into_iter().filter(|file| !file.starts_with(THEME)));
        for file in files {
            copy(project, &file, &folder.path().join(&file))?;
        }
        let chapters = folder.path().join(CHAPTERS);
        fs::create_dir_all(chapters).map_err(failed)?;
        Ok(Self(folder))
    }

    /// Where it is.
    pub fn root(&self) -> &Path {
        self.0.path()
    }
}

/// Copies what lies beside the chapters into a site.
///
/// # Errors
/// If a file cannot be copied.
pub fn copy_assets(project: &Project, site: &Path) -> Result<(), Problem> {
    for file in project.files_below(CHAPTERS)? {
        if file.extension().is_none_or(|end| end != "md") {
            copy(project, &file, &site.join(file.strip_prefix(CHAPTERS).unwrap_or(&file)))?;
        }
    }
    Ok(())
}

fn copy(project: &Project, file: &Path, to: &Path) -> Result<(), Problem> {
    let made = to.parent().map_or(Ok(()), fs::create_dir_all);
    made.and_then(|()| fs::copy(project.path(file), to))
        .map(drop)
        .map_err(|error| Problem::in_file(file, format!("cannot be copied into the site: {error}")))
}
