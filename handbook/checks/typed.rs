//! What nobody types into a chapter, because it would go stale: the versions of the lock files, and
//! lines of a run.

use crate::listing::Language;
use crate::listing::crates::LockedCrates;
use crate::listing::recordings::Recordings;
use crate::markdown::chapter::Chapter;
use crate::markdown::directives::Kind;
use crate::problem::Problem;
use regex::Regex;
use std::ops::Range;
use std::sync::LazyLock;

/// A name with a version after it: `tokio 1.54`, `httpx v0.28.1`, `version 0.28 of httpx` is not one.
static VERSION: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?<name>[A-Za-z][A-Za-z0-9_-]+)`?\]?(?:\([^)\s]*\))?[ \n]+`?v?(?<version>\d+\.\d+(?:\.\d+)*)",
    )
    .expect("a pattern")
});

/// A line as a program prints it: `[ 300ms] orders: done`.
static LINE: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"\[ *\d+ms\] [^`\n]*").expect("a pattern"));

/// Versions that a lock file has, typed into the text.
///
/// # Errors
/// If a lock file cannot be read.
pub fn versions(
    chapter: &Chapter,
    recordings: &Recordings,
    crates: &LockedCrates,
) -> Result<Vec<Problem>, Problem> {
    let mut problems = Vec::new();
    for found in VERSION.captures_iter(&chapter.text) {
        let (Some(name), Some(typed)) = (found.name("name"), found.name("version")) else { continue };
        if is_fenced(chapter, typed.range()) {
            continue;
        }
        let package = name.as_str().to_lowercase();
        let of_python = recordings.listings.packages.named(&package).map(String::from);
        for (language, locked) in [(Language::Python, of_python), (Language::Rust, crates.version(&package)?)]
        {
            let Ok(locked) = locked else { continue };
            let place = typed.range();
            // `1.54` is a version of 1.54.1, and the reverse.
            let [one, other] = [format!("{locked}."), format!("{}.", typed.as_str())];
            if one.starts_with(&other) || other.starts_with(&one) {
                let message = format!("this version of {package} is typed, and a lock file has it");
                let key = language.key();
                problems.push(
                    Problem::at(chapter, place, message)
                        .mend(format!("let the lock file say it: {{{{#version {key} {package}}}}}")),
                );
            }
        }
    }
    Ok(problems)
}

/// Lines of a run that no run in their section has.
pub fn lines(chapter: &Chapter, recordings: &Recordings) -> Vec<Problem> {
    let mut problems = Vec::new();
    let sections: Vec<_> = chapter.sections().into_iter().map(|section| section.span.clone()).collect();
    for found in LINE.find_iter(&chapter.text) {
        let place = found.range();
        // Typed output in HTML is refused where tags are checked.
        let in_html = chapter.text[..place.start].ends_with('>');
        if in_html || is_fenced(chapter, place.clone()) {
            continue;
        }
        let around = sections.iter().find(|section| section.contains(&place.start)).cloned();
        let around = around.unwrap_or(0..chapter.text.len());
        let shown = chapter.directives.iter().filter(|it| around.contains(&it.span.start));
        let shown = shown.filter(|it| matches!(it.kind, Kind::Listing | Kind::Part | Kind::Excerpt));
        let mut shown = shown.filter_map(|it| recordings.listings.all.get(&it.arguments.first()?.0));
        let typed = found.as_str().trim();
        let is_printed = shown.any(|listing| {
            let mut runs = listing.languages().map(|language| recordings.transcript(listing, language));
            runs.any(|run| run.source().text.lines().any(|line| line.trim() == typed))
        });
        if !is_printed {
            let message = "no run in this section prints this line".to_string();
            problems.push(
                Problem::at(chapter, place, message)
                    .mend("show the part of the run: {{#excerpt slug 0 300}}, or take the line out"),
            );
        }
    }
    problems
}

/// Whether a place is in a fence or a directive, where other rules hold.
fn is_fenced(chapter: &Chapter, place: Range<usize>) -> bool {
    chapter.fences.iter().any(|fence| fence.span.contains(&place.start))
        || chapter.has_directive_at(place.start)
}
