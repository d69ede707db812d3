//! The search index of a built site: small files, of which the page loads those that a query needs.
//!
//! A section (an `h1` or `h2` with its text) is one document. Its score for each term is computed
//! here, once, so that the page only adds numbers. Terms lie in shards of about the same size, so
//! neither the first result nor a later one costs more bytes when the book grows.

mod catalogue;
mod documents;
mod index;
mod tokens;

pub use catalogue::Asked;
pub use tokens::tokens;

use crate::problem::{Problem, Problems};
use crate::project::Project;
use crate::site::content::Site;
use std::path::Path;

/// The folder of the index in the site.
pub const FOLDER: &str = "search";

/// Pages that repeat what others say, so that a search must not find them.
const REPEATED: [&str; 6] =
    ["index.html", "print.html", "toc.html", "404.html", "practice.html", "sheets.html"];

/// Writes the index of a site into its folder, given relative to the project's root.
///
/// # Errors
/// If catalogue/search.toml names a section that does not exist, or a file cannot be written.
pub fn write(project: &Project, site: &Site, folder: &Path) -> Result<(), Problems> {
    let asked = Asked::read(project)?;
    let mut sections = Vec::new();
    for (path, bytes) in site.pages() {
        if !REPEATED.iter().any(|page| path == Path::new(page)) {
            sections.extend(documents::sections(path, &String::from_utf8_lossy(bytes)));
        }
    }
    asked.check(&sections)?;
    let folder = folder.join(FOLDER);
    let failed = |error: std::io::Error| Problem::in_file(&folder, format!("cannot be written: {error}"));
    std::fs::create_dir_all(project.path(&folder)).map_err(failed)?;
    for (name, text) in index::files(&sections, &asked) {
        std::fs::write(project.path(folder.join(name)), text).map_err(failed)?;
    }
    Ok(())
}
