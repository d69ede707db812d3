//! The figures in the sentences of a chapter. Each has something behind it: a program in the same
//! section, a source that the paragraph links to, or the listing that a directive names.

use super::chapter::Chapter;
use super::directives::Kind;
use crate::listing::Listing;
use crate::listing::recordings::Recordings;
use crate::problem::Problem;
use mdbook_markdown::pulldown_cmark::{Event, Tag, TagEnd};
use std::collections::BTreeSet;
use std::ops::Range;

/// A paragraph, a cell of a table, an item of a list.
#[derive(Default)]
struct Block {
    figures: Vec<Range<usize>>,
    cites: bool,
}

/// The figures of a chapter that nothing stands behind.
pub fn unfounded(chapter: &Chapter, recordings: &Recordings) -> Vec<Problem> {
    let mut sections: Vec<_> = chapter.sections().into_iter().map(|section| section.span).collect();
    sections.insert(0, 0..sections.first().map_or(chapter.text.len(), |first| first.start));
    let blocks = blocks(chapter);
    let mut problems = Vec::new();
    for section in sections {
        let mut shown = BTreeSet::new();
        for directive in chapter.directives.iter().filter(|it| section.contains(&it.span.start)) {
            if matches!(directive.kind, Kind::Listing | Kind::Part | Kind::Excerpt) {
                shown.extend(of_listing(recordings, &directive.arguments[0].0));
            }
        }
        for fence in chapter.fences.iter().filter(|fence| section.contains(&fence.span.start)) {
            shown.extend(figures(&fence.code).map(|place| plain(&fence.code[place])));
        }
        for block in blocks.iter().filter(|block| !block.cites) {
            for place in block.figures.iter().filter(|place| section.contains(&place.start)) {
                let figure = &chapter.text[place.clone()];
                if !shown.contains(&plain(figure)) {
                    let message = format!("nothing in this section shows where {figure} comes from");
                    problems.push(Problem::at(chapter, place.clone(), message).mend(format!(
                        "show the program, link to the source in this paragraph, or name the listing: \
                         {{{{#figure {figure} slug}}}}"
                    )));
                }
            }
        }
    }
    problems
}

/// Whether a listing shows a figure: it stands in a program or a transcript, or is the time between
/// two lines of a transcript, in milliseconds.
pub fn shows(recordings: &Recordings, listing: &Listing, figure: &str) -> bool {
    let between = |language| {
        let times = recordings.transcript(listing, language).lines().iter().filter_map(|line| line.stamp);
        let times: Vec<_> = times.collect();
        times.iter().any(|one| times.iter().any(|other| one.abs_diff(*other).to_string() == figure))
    };
    of_listing(recordings, &listing.slug).contains(&plain(figure)) || listing.languages().any(between)
}

/// The time of the lines of a run that begin so, in milliseconds.
///
/// # Errors
/// If no line begins so, or lines at more than one time: the message, and the fix.
pub fn stamp_of(recordings: &Recordings, listing: &Listing, event: &str) -> Result<u64, (String, String)> {
    let lines = listing.languages().flat_map(|language| recordings.transcript(listing, language).lines());
    let found: BTreeSet<_> =
        lines.filter(|line| line.said().starts_with(event)).filter_map(|line| line.stamp).collect();
    match found.iter().collect::<Vec<_>>()[..] {
        [stamp] => Ok(*stamp),
        [] => Err((
            format!("no line of `{}` begins with `{event}`", listing.slug),
            "copy the line from its transcript".into(),
        )),
        _ => Err((
            format!("lines of `{}` at several times begin with `{event}`", listing.slug),
            "write more of the line".into(),
        )),
    }
}

/// Every figure in a listing's programs and transcripts.
fn of_listing(recordings: &Recordings, slug: &str) -> BTreeSet<String> {
    let mut shown = BTreeSet::new();
    let Some(listing) = recordings.listings.all.get(slug) else {
        return shown;
    };
    for language in listing.languages() {
        let program = listing.program(language).map(|program| &program.source);
        for source in program.into_iter().chain([recordings.transcript(listing, language).source()]) {
            let text = &source.text;
            shown.extend(figures(text).map(|place| plain(&text[place])));
        }
    }
    shown
}

fn blocks(chapter: &Chapter) -> Vec<Block> {
    let mut blocks = vec![Block::default()];
    let mut skipped = 0_usize;
    for (event, span) in super::events(&chapter.text) {
        match event {
            Event::Start(Tag::CodeBlock(_) | Tag::Heading { .. }) => skipped += 1,
            Event::End(TagEnd::CodeBlock | TagEnd::Heading(_)) => skipped -= 1,
            Event::Start(Tag::Paragraph | Tag::Item | Tag::TableCell) => blocks.push(Block::default()),
            Event::Start(Tag::Link { dest_url, .. }) => {
                if let Some(block) = blocks.last_mut() {
                    block.cites |= dest_url.starts_with("https://");
                }
            }
            Event::Text(text) if skipped == 0 && chapter.text[span.clone()] == *text => {
                let places = figures(&text).map(|it| span.start + it.start..span.start + it.end);
                if let Some(block) = blocks.last_mut() {
                    block.figures.extend(places.filter(|place| !chapter.has_directive_at(place.start)));
                }
            }
            _ => {}
        }
    }
    blocks
}

/// A figure without what makes it easier to read: 10,000 in a text is 10_000 in a program.
fn plain(figure: &str) -> String {
    figure.replace([',', '_'], "")
}

/// Where figures stand: digits, with points or commas among them, that are no part of a word.
fn figures(text: &str) -> impl Iterator<Item = Range<usize>> {
    let of_word = |character: char| character.is_alphabetic() || character == '_';
    let mut from = 0;
    std::iter::from_fn(move || {
        loop {
            let start = from + text[from..].find(|it: char| it.is_ascii_digit())?;
            let rest = &text[start..];
            let mut length = rest
                .find(|it: char| !it.is_ascii_digit() && !matches!(it, '.' | ',' | '_'))
                .unwrap_or(rest.len());
            length = rest[..length].trim_end_matches(['.', ',', '_']).len();
            from = start + length;
            if !text[..start].chars().next_back().is_some_and(of_word) {
                return Some(start..from);
            }
        }
    })
}
