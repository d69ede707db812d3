//! The values of knobs that a text recommends, such as `LIMIT=3`: each was tried.

use super::listings_in;
use crate::listing::Listing;
use crate::listing::recordings::Recordings;
use crate::markdown::chapter::Chapter;
use crate::markdown::events;
use crate::problem::Problem;
use mdbook_markdown::pulldown_cmark::Event;
use regex::Regex;
use std::sync::LazyLock;

/// A variable with a number, and perhaps the command that it is set for.
static SETTING: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^(?<name>[A-Z][A-Z0-9_]*)=(?<value>\d+)(?: .*)?$").expect("a pattern"));

/// The knob and the value that code in a sentence sets.
pub fn setting(code: &str) -> Option<(&str, &str)> {
    let found = SETTING.captures(code)?;
    Some((found.name("name")?.as_str(), found.name("value")?.as_str()))
}

/// The settings that no listing of their section has a knob for, or that were not tried. A section
/// without a listing may speak of the knobs of any.
pub fn check(chapter: &Chapter, recordings: &Recordings) -> Vec<Problem> {
    let mut problems = Vec::new();
    for (event, span) in events(&chapter.text) {
        let Event::Code(code) = event else { continue };
        let Some((name, value)) = setting(&code) else { continue };
        let has_knob = |listing: &&Listing| listing.manifest.knobs.contains_key(name);
        let mut shown = listings_in(chapter, recordings, &chapter.section_around(span.start));
        if shown.is_empty() {
            shown = recordings.listings.all.values().collect();
        }
        let knobs: Vec<_> = shown.into_iter().filter(has_knob).map(|it| &it.manifest.knobs[name]).collect();
        let is_tried = |value: u32| knobs.iter().any(|knob| knob.values().any(|tried| tried == value));
        if knobs.is_empty() {
            let message = format!("no listing of this section has a knob `{name}`");
            problems.push(Problem::at(chapter, span, message));
        } else if !value.parse().is_ok_and(is_tried) {
            let values: Vec<_> = knobs[0].values().map(|value| value.to_string()).collect();
            let message = format!("`{name}` was not tried at {value}");
            problems
                .push(Problem::at(chapter, span, message).mend(format!("take one of {}", values.join(", "))));
        }
    }
    problems
}
