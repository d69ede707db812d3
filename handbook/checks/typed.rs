//! What nobody types into a chapter, because it would go stale: the versions of the lock files, and
//! lines of a run.

use super::listings_in;
use crate::listing::Language;
use crate::listing::crates::LockedCrates;
use crate::listing::recordings::Recordings;
use crate::markdown::chapter::Chapter;
use crate::problem::Problem;
use regex::Regex;
use std::ops::Range;
use std::sync::LazyLock;

/// What may stand around a name or a version: code, emphasis, a link.
const MARKS: &str = r"[`*_\[]*(?:\]\([^)\s]*\))?[`*_]*";

/// A name with a version after it: `tokio 1.54`, `httpx@0.28.1`, `**trio** (version 0.35)`.
static NAME_FIRST: LazyLock<Regex> = LazyLock::new(|| {
    let between = r"(?:[ \n]*(?:@|={1,2})[ \n]*|(?:['’]s)?,?[ \n]+(?:in[ \n]+)?\(?(?:version[ \n]+)?)";
    pattern(&format!(
        r"(?<name>[A-Za-z][A-Za-z0-9_-]*[A-Za-z0-9]){MARKS}{between}{MARKS}v?(?<version>\d+\.\d+(?:\.\d+)*)"
    ))
});

/// The reverse: `1.54 of tokio`.
static VERSION_FIRST: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        r"(?<version>\d+\.\d+(?:\.\d+)*){MARKS}[ \n]+of[ \n]+{MARKS}(?<name>[A-Za-z][A-Za-z0-9_-]*[A-Za-z0-9])"
    ))
});

/// Words before a version from which, or up to which, a sentence holds: it holds with later ones, too.
static FROM: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?i)\b(?:since|from|before|until|up to|after|at least|needs)[ \n]+[`*_\[]*$"));

/// The same behind it.
static AND_LATER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"^(?:\+|[`*_)]*,?[ \n]+(?:and|or)[ \n]+(?:later|newer|above|older|earlier)\b|[ \n]+on\b)")
});

/// An opening or closing tag at the end of a text.
static TAG: LazyLock<Regex> = LazyLock::new(|| pattern(r"</?[A-Za-z][^<>]*>$"));

fn pattern(text: &str) -> Regex {
    Regex::new(text).expect("a pattern")
}

/// A line as a program prints it: `[ 300ms] orders: done`.
static LINE: LazyLock<Regex> = LazyLock::new(|| pattern(r"\[ *\d+ms\] [^`\n]*"));

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
    let text = &chapter.text;
    for found in NAME_FIRST.captures_iter(text).chain(VERSION_FIRST.captures_iter(text)) {
        let (Some(whole), Some(name), Some(typed)) =
            (found.get(0), found.name("name"), found.name("version"))
        else {
            continue;
        };
        let is_limit = FROM.is_match(&text[..whole.start()])
            || FROM.is_match(&text[..typed.start()])
            || AND_LATER.is_match(&text[typed.end()..]);
        if is_limit || is_fenced(chapter, typed.range()) {
            continue;
        }
        let package = name.as_str().to_lowercase();
        let of_python = recordings.listings.packages.named(&package).map(String::from);
        let mut of_rust = crates.version(&package)?;
        if of_rust.is_err() {
            // Code writes `tokio_util`, and the lock file `tokio-util`.
            of_rust = crates.version(&package.replace('_', "-"))?;
        }
        for (language, locked) in [(Language::Python, of_python), (Language::Rust, of_rust)] {
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
    for found in LINE.find_iter(&chapter.text) {
        let place = found.range();
        // Typed output in HTML is refused where tags are checked.
        if TAG.is_match(&chapter.text[..place.start]) || is_fenced(chapter, place.clone()) {
            continue;
        }
        let shown = listings_in(chapter, recordings, &chapter.section_around(place.start));
        let typed = found.as_str().trim();
        // Between backticks the line ends with them; in a sentence, more words may follow.
        let is_code = chapter.text[place.end..].starts_with('`');
        let is_it = |line: &str| {
            let rest = typed.strip_prefix(line.trim()).filter(|_| !line.trim().is_empty());
            rest.is_some_and(|rest| rest.is_empty() || !is_code && !rest.starts_with(char::is_alphanumeric))
        };
        let is_printed = shown.iter().any(|listing| {
            let mut runs = listing.languages().map(|language| recordings.transcript(listing, language));
            runs.any(|run| run.source().text.lines().any(is_it))
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
