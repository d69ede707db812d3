//! Moments in the sentences of a chapter: "at 300 ms" is a line of a run in the same section that
//! is about what the sentence is about.

use super::listings_in;
use crate::listing::recordings::Recordings;
use crate::markdown::chapter::Chapter;
use crate::markdown::sentence;
use crate::problem::Problem;
use regex::Regex;
use std::collections::BTreeSet;
use std::sync::LazyLock;

static MOMENT: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"\bat (?:\{\{#figure +)?(?<time>\d+)(?: [^}\n]*\}\})? ms\b").expect("a pattern")
});

/// Words that say nothing about which event is meant.
const COMMON: [&str; 24] = [
    "the", "and", "for", "that", "with", "then", "this", "there", "when", "from", "after", "before", "main",
    "have", "has", "are", "was", "not", "its", "only", "but", "all", "each", "until",
];

/// The moments at which no run of their section has an event that their sentence names.
pub fn check(chapter: &Chapter, recordings: &Recordings) -> Vec<Problem> {
    let mut problems = Vec::new();
    for section in chapter.sections() {
        let listings = listings_in(chapter, recordings, &section.span);
        if listings.is_empty() {
            continue;
        }
        let text = &chapter.text[section.span.clone()];
        for found in MOMENT.captures_iter(text) {
            let Some(time) = found.name("time") else { continue };
            let at = section.span.start + time.start()..section.span.start + time.end();
            if chapter.fences.iter().any(|fence| fence.span.contains(&at.start)) {
                continue;
            }
            let named = words(&chapter.text[sentence(&chapter.text, at.start)]);
            let stamp = time.as_str().parse().ok();
            let is_event = listings.iter().any(|listing| {
                listing.languages().any(|language| {
                    let lines = recordings.transcript(listing, language).lines();
                    lines.iter().any(|line| line.stamp == stamp && !words(&line.said()).is_disjoint(&named))
                })
            });
            if !is_event {
                let message =
                    format!("no run in this section has an event of this sentence at {} ms", time.as_str());
                problems.push(Problem::at(chapter, at, message).mend(
                    "correct the time, use a word of the line that is meant, or let the run say it: \
                     {{#at slug lane: event}}",
                ));
            }
        }
    }
    problems
}

/// The beginnings of the words of a text, so that `fails` and `failed` are the same.
fn words(text: &str) -> BTreeSet<String> {
    let words = text.split(|it: char| !it.is_alphabetic()).map(str::to_lowercase);
    let words = words.filter(|word| word.chars().count() > 2 && !COMMON.contains(&word.as_str()));
    words.map(|word| word.chars().take(4).collect()).collect()
}
