//! What stands in a chapter: fences, directives, headings and links, each with its place.

pub mod answers;
pub mod chapter;
pub mod directives;
pub mod fences;
pub mod headings;
pub mod summary;

use crate::problem::{Problem, Problems};
use crate::project::{CHAPTERS, PROGRAMS, Project};
use chapter::Chapter;
use directives::Kind;
use mdbook_markdown::pulldown_cmark::Event;
use mdbook_markdown::{MarkdownOptions, new_cmark_parser};
use std::collections::BTreeMap;
use std::ops::Range;
use std::path::{Path, PathBuf};

/// The text of the page for what is not found, relative to the folder of the chapters.
pub const NOT_FOUND: &str = "404.md";

/// Parses a text just as mdBook does, with the place of each event.
pub fn events(text: &str) -> impl Iterator<Item = (Event<'_>, Range<usize>)> {
    new_cmark_parser(text, &MarkdownOptions::default()).into_offset_iter()
}

/// The sentence around a place of a text.
pub fn sentence(text: &str, at: usize) -> Range<usize> {
    const ENDS: [&str; 5] = [". ", ".\n", "\n\n", "? ", " | "];
    let start = ENDS.iter().filter_map(|end| Some(text[..at].rfind(end)? + end.len())).max();
    let end = ENDS.iter().filter_map(|end| text[at..].find(end)).min();
    start.unwrap_or(0)..end.map_or(text.len(), |end| at + end)
}

/// Where the comments of a text are, whatever stands around them.
pub fn comments(text: &str) -> Vec<Range<usize>> {
    let mut comments = Vec::new();
    let mut from = 0;
    while let Some(start) = text[from..].find("<!--").map(|found| from + found) {
        from = text[start..].find("-->").map_or(text.len(), |end| start + end + 3);
        comments.push(start..from);
    }
    comments
}

/// Every file among the chapters that somebody wrote, relative to the project's root.
///
/// # Errors
/// If a folder cannot be read.
pub fn files(project: &Project) -> Result<Vec<PathBuf>, Problem> {
    let mut files = project.files_below(CHAPTERS)?;
    // The build writes what is there.
    files.retain(|file| !file.starts_with(PROGRAMS));
    Ok(files)
}

/// Reads every chapter that SUMMARY.md names.
///
/// # Errors
/// At each line of SUMMARY.md that leads to no chapter, each chapter that it does not name, and
/// each chapter that cannot be read.
pub fn chapters(project: &Project) -> Result<Vec<Chapter>, Problems> {
    let files = files(project)?;
    let paths = summary::chapters(project, &files)?;
    let mut problems = Problems::new();
    let mut chapters = Vec::new();
    for path in &paths {
        chapters.extend(problems.keep(project.read(path)).map(Chapter::new));
    }
    let others = [summary::FILE, NOT_FOUND].map(|name| Path::new(CHAPTERS).join(name));
    let is_text = |file: &&PathBuf| file.extension().is_some_and(|end| end == "md");
    for file in files.iter().filter(is_text).filter(|file| !paths.contains(file) && !others.contains(file)) {
        let message = "SUMMARY.md does not name this file, so no reader finds it";
        problems.push(Problem::in_file(file, message).mend("name it in src/SUMMARY.md, or delete it"));
    }
    problems.or(chapters)
}

/// Which chapters embed which listing, and on which line.
#[derive(Debug, Default)]
pub struct Embeds(BTreeMap<String, Vec<(PathBuf, usize)>>);

impl Embeds {
    /// Reads them from the chapters; those that cannot be read embed nothing.
    pub fn read(project: &Project) -> Self {
        Self::in_chapters(&chapters(project).unwrap_or_default())
    }

    /// Takes them from chapters that have been read.
    pub fn in_chapters(chapters: &[Chapter]) -> Self {
        let mut embeds = Self::default();
        for chapter in chapters {
            for directive in &chapter.directives {
                if let (Kind::Listing, [(slug, place), ..]) =
                    (&directive.kind, directive.arguments.as_slice())
                {
                    let at = (chapter.path.clone(), chapter.line_of(place.start));
                    embeds.0.entry(slug.clone()).or_default().push(at);
                }
            }
        }
        embeds
    }

    /// The chapters and lines that embed a listing.
    pub fn of(&self, slug: &str) -> &[(PathBuf, usize)] {
        self.0.get(slug).map_or(&[], Vec::as_slice)
    }
}
