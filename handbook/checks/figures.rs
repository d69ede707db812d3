//! The figures in sentences. Each has something behind it: a program or a run in the same section,
//! a source that the sentence links to, or the listing that a directive names.

use super::{knobs, listings_in};
use crate::listing::figures::{Figures, find};
use crate::listing::recordings::Recordings;
use crate::listing::titles;
use crate::markdown::chapter::Chapter;
use crate::markdown::fences::Test;
use crate::markdown::{events, sentence};
use crate::page::predict;
use crate::problem::Problem;
use crate::project::Project;
use mdbook_markdown::pulldown_cmark::{Event, Tag, TagEnd};
use std::cell::LazyCell;
use std::ops::Range;

/// What the sentences of a chapter say, and where they link to a source.
#[derive(Default)]
struct Texts {
    /// Each run of text, as it stands in the file.
    texts: Vec<Range<usize>>,
    /// Where links to other sites begin.
    sources: Vec<usize>,
}

/// The figures of a chapter that nothing stands behind.
pub fn check(chapter: &Chapter, recordings: &Recordings) -> Vec<Problem> {
    let mut sections: Vec<_> = chapter.sections().into_iter().map(|section| section.span).collect();
    sections.insert(0, 0..sections.first().map_or(chapter.text.len(), |first| first.start));
    let texts = texts(chapter);
    let mut problems = Vec::new();
    for section in sections {
        let shown = LazyCell::new(|| shown(chapter, recordings, &section));
        for text in texts.texts.iter().filter(|text| section.contains(&text.start)) {
            for mut figure in find(&chapter.text[text.clone()]) {
                figure.place = text.start + figure.place.start..text.start + figure.place.end;
                let around = sentence(&chapter.text, figure.place.start);
                let has_source = texts.sources.iter().any(|source| around.contains(source));
                // A typed line of a run is reported as one, see `typed::lines`.
                let is_stamp = chapter.text[figure.place.end..].starts_with("ms]");
                if has_source
                    || is_stamp
                    || chapter.has_directive_at(figure.place.start)
                    || shown.have(&chapter.text, &figure)
                {
                    continue;
                }
                let figure_text = &chapter.text[figure.place.clone()];
                let message = format!("nothing in this section shows where {figure_text} comes from");
                problems.push(Problem::at(chapter, figure.place, message).mend(format!(
                    "show the program, link to the source in this sentence, or name the listing: \
                     {{{{#figure {figure_text} slug}}}}"
                )));
            }
        }
    }
    problems
}

/// The figures in the words of a prediction that its listing does not show. Wrong answers may have
/// any.
pub fn in_predictions(chapter: &Chapter, recordings: &Recordings) -> Vec<Problem> {
    let mut problems = Vec::new();
    for fence in chapter.fences.iter().filter(|fence| fence.test == Test::Predict) {
        // One that cannot be read is reported where it is expanded.
        let Ok(asked) = predict::prediction(recordings, chapter, fence.inner.clone()) else { continue };
        // Most have no figures, and then it need not be known which ones their listing shows.
        let shown = LazyCell::new(|| Figures::of(recordings, &recordings.listings.all[&asked.slug]));
        for (key, words) in [("question", &asked.asks), ("because", &asked.because)] {
            for figure in find(words).filter(|figure| !shown.have(words, figure)) {
                let line = chapter.text[fence.inner.clone()].lines().position(|line| line.starts_with(key));
                let line = chapter.line_of(fence.inner.start) + line.unwrap_or(0);
                let message = not_shown(&asked.slug, &words[figure.place]);
                problems.push(Problem::on_line(chapter, line, message).mend("correct the figure"));
            }
        }
    }
    problems
}

/// The figures in the titles of listings that the listing does not show.
pub fn in_titles(project: &Project, recordings: &Recordings) -> Vec<Problem> {
    let mut problems = Vec::new();
    for listing in recordings.listings.all.values() {
        let shown = LazyCell::new(|| Figures::of(recordings, listing));
        let title = &listing.manifest.title;
        for figure in find(title).filter(|figure| !shown.have(title, figure)) {
            let message = not_shown(&listing.slug, &title[figure.place]);
            problems.push(titles::at(project, listing, &message).mend("correct the figure"));
        }
    }
    problems
}

fn not_shown(slug: &str, figure: &str) -> String {
    format!("neither program nor run of `{slug}` shows where {figure} comes from")
}

/// The figures that the programs and the runs of a section show.
fn shown(chapter: &Chapter, recordings: &Recordings, section: &Range<usize>) -> Figures {
    let mut shown = Figures::default();
    for listing in listings_in(chapter, recordings, section) {
        shown.add_listing(recordings, listing);
    }
    for fence in chapter.fences.iter().filter(|fence| section.contains(&fence.span.start)) {
        shown.add_program(&fence.code);
    }
    shown
}

fn texts(chapter: &Chapter) -> Texts {
    let mut found = Texts::default();
    let mut skipped = 0_usize;
    for (event, span) in events(&chapter.text) {
        match event {
            Event::Start(Tag::CodeBlock(_)) => skipped += 1,
            Event::End(TagEnd::CodeBlock) => skipped -= 1,
            Event::Start(Tag::Link { dest_url, .. }) if dest_url.starts_with("https://") => {
                found.sources.push(span.start);
            }
            Event::Text(text) if skipped == 0 && chapter.text[span.clone()] == *text => {
                found.texts.push(span)
            }
            // The value of a knob is no figure of the run that is shown.
            Event::Code(code) if knobs::setting(&code).is_none() => found.texts.push(span),
            _ => {}
        }
    }
    found
}
