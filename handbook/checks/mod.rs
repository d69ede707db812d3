//! Checks of the texts as they are written, each at its line, before anything is built from them.

pub mod anchors;
pub mod assets;
pub mod copies;
pub mod figures;
pub mod html;
pub mod knobs;
pub mod links;
pub mod references;
pub mod tables;
pub mod times;
pub mod typed;

use crate::listing::Listing;
use crate::listing::recordings::Recordings;
use crate::markdown::chapter::Chapter;
use crate::markdown::directives::Kind;
use crate::markdown::{self, NOT_FOUND};
use crate::problem::{Problem, Problems};
use crate::project::{CHAPTERS, Project};
use links::Targets;
use std::ops::Range;
use std::path::Path;

/// Checks the Markdown of every chapter, and the files beside the chapters.
///
/// # Errors
/// At each link, image, reference, tag and table row that a reader would not get as it was meant,
/// and at each file that belongs to nothing.
pub fn texts(project: &Project, chapters: &[Chapter]) -> Result<(), Problems> {
    let mut problems = Problems::new();
    let files = markdown::files(project)?;
    let targets = Targets::new(chapters, &files);
    let not_found = Path::new(CHAPTERS).join(NOT_FOUND);
    let not_found = files.contains(&not_found).then(|| project.read(&not_found));
    // mdBook makes a page of it, too.
    let not_found = not_found.and_then(|source| problems.keep(source)).map(Chapter::new);
    for chapter in chapters.iter().chain(&not_found) {
        let wrong = of_chapter(chapter, &targets);
        wrong.into_iter().for_each(|problem| problems.push(problem));
    }
    problems.keep(assets::check(project, chapters, &files));
    problems.or(())
}

/// The listings that a part of a chapter shows, whole or in part.
fn listings_in<'a>(chapter: &Chapter, recordings: &'a Recordings, part: &Range<usize>) -> Vec<&'a Listing> {
    let shown = chapter.directives.iter().filter(|it| part.contains(&it.span.start));
    let shown = shown.filter(|it| matches!(it.kind, Kind::Listing | Kind::Part | Kind::Excerpt));
    shown.filter_map(|it| recordings.listings.all.get(&it.arguments.first()?.0)).collect()
}

fn of_chapter(chapter: &Chapter, targets: &Targets) -> Vec<Problem> {
    let mut problems = links::check(chapter, targets);
    problems.extend(references::check(chapter));
    problems.extend(html::check(chapter));
    problems.extend(tables::check(chapter));
    problems
}
