//! What stands in a chapter: fences, directives, headings and links, each with its place.

pub mod answers;
pub mod chapter;
pub mod directives;
pub mod fences;
pub mod figures;
pub mod headings;

use crate::problem::{Problem, Problems, shown};
use crate::project::{CHAPTERS, PROGRAMS, Project};
use chapter::Chapter;
use directives::Kind;
use mdbook_markdown::pulldown_cmark::Event;
use mdbook_markdown::{MarkdownOptions, new_cmark_parser};
use std::collections::BTreeMap;
use std::ops::Range;
use std::path::{Path, PathBuf};

/// What belongs among the chapters without being named in SUMMARY.md: what mdBook reads besides,
/// and what is for the site as a whole, and so has to lie at its root.
const UNNAMED: [&str; 4] = ["SUMMARY.md", "404.md", "sw.js", "_headers"];

/// Parses a text just as mdBook does, with the place of each event.
pub fn events(text: &str) -> impl Iterator<Item = (Event<'_>, Range<usize>)> {
    new_cmark_parser(text, &MarkdownOptions::default()).into_offset_iter()
}

/// Reads every chapter that SUMMARY.md names.
///
/// # Errors
/// At each name in SUMMARY.md that no chapter has, each chapter that it does not name, and
/// each chapter that cannot be read.
pub fn chapters(project: &Project) -> Result<Vec<Chapter>, Problems> {
    let summary = project.read(Path::new(CHAPTERS).join("SUMMARY.md"))?;
    let mut files = project.files_below(CHAPTERS)?;
    // Nobody wrote what lies there, and no reader looks for it.
    files.retain(|file| !file.starts_with(PROGRAMS));
    let mut problems = Problems::new();
    let mut named = Vec::new();
    let mut chapters = Vec::new();
    for (target, span) in headings::links(&summary) {
        let path = Path::new(CHAPTERS).join(&target);
        if files.contains(&path) {
            chapters.extend(problems.keep(project.read(&path)).map(Chapter::new));
        } else {
            // As SUMMARY.md writes them on every system.
            let below = |file: &PathBuf| Some(shown(file.strip_prefix(CHAPTERS).ok()?));
            let names: Vec<_> = files.iter().filter_map(below).collect();
            let problem = Problem::at(&summary, span, format!("there is no chapter {target}"));
            let mend = crate::nearest::suggestion(&target, names.iter().map(String::as_str));
            problems.push(problem.mend(mend));
        }
        named.push(path);
    }
    named.extend(UNNAMED.map(|name| Path::new(CHAPTERS).join(name)));
    for file in files.iter().filter(|file| !named.contains(file)) {
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
