//! Two pages of paper for each pattern: the answer in thirty seconds, the program, its timeline.

use super::highlight::highlight;
use super::inline::sentence;
use super::timeline::{self, Timeline};
use super::{Context, up};
use crate::catalogue::Pattern;
use crate::deck::Words;
use crate::listing::{Language, Listing};
use crate::markdown::answers::spoken;
use crate::markdown::chapter::Chapter;
use crate::markdown::events;
use crate::project::CHAPTERS;
use maud::{Markup, html};
use mdbook_markdown::pulldown_cmark::{Event, Tag};
use std::path::Path;

/// What the page loads for them, and no other page.
const STYLE: &str = "theme/css/sheets.css";

/// All of them, in the order of the patterns.
pub fn sheets(context: &Context, chapter: &Path) -> Markup {
    html! {
        link rel="stylesheet" href={ (up(chapter)) (STYLE) };
        ul.sheet-links {
            @for pattern in &context.catalogue.patterns { li { a href={ "#sheet-" (pattern.id) } { (pattern.title) } } }
        }
        @for pattern in &context.catalogue.patterns {
            @let path = Path::new(CHAPTERS).join(&pattern.chapter);
            @if let Some(source) = context.chapters.iter().find(|chapter| chapter.path == path) {
                (sheet(context, pattern, source))
            }
        }
    }
}

fn sheet(context: &Context, pattern: &Pattern, source: &Chapter) -> Markup {
    let listings = &context.recordings.listings;
    let listing = source.first_listing().and_then(|slug| listings.all.get(slug));
    let words = |text: &str| Words::Markdown(text.to_string(), source.path.clone()).html(None);
    html! {
        section.sheet id={ "sheet-" (pattern.id) } {
            h2 { (pattern.title) }
            @if let Some(problem) = first_paragraph(source) { p { (words(problem)) } }
            @if let Some(asked) = spoken(source) {
                p.question { b { (words(&asked.asks)) } }
                blockquote { p { (words(&source.text[asked.says])) } }
            }
            @if let Some(listing) = listing {
                (program(context, listing, Language::Python))
                div.second {
                    (program(context, listing, Language::Rust))
                    (runs(context, listing))
                    (traps(context, source))
                }
            }
        }
    }
}

fn program(context: &Context, listing: &Listing, language: Language) -> Markup {
    let helpers = &context.recordings.listings.helpers;
    html! {
        @if let Some(program) = listing.program(language) {
            p.caption { (language.name()) ": " (sentence(&listing.manifest.title)) }
            pre.code tabindex="0" { code { (highlight(program.shown(helpers).trim_end(), language)) } }
        }
    }
}

/// The timelines of its run: one, where both languages print the same.
fn runs(context: &Context, listing: &Listing) -> Markup {
    let count = if listing.manifest.differs.is_some() { 2 } else { 1 };
    html! {
        @for language in listing.languages().take(count) {
            @if count > 1 { p.caption { "Its run in " (language.name()) } } @else { p.caption { "Its run" } }
            (timeline::draw(&Timeline::of(context.recordings.transcript(listing, language), &listing.manifest.marks)))
        }
    }
}

/// What goes wrong in the traps of the chapter.
fn traps(context: &Context, source: &Chapter) -> Markup {
    let all = &context.recordings.listings.all;
    let shown = |listing: &&Listing| {
        context.embeds.of(&listing.slug).first().is_some_and(|(it, _)| *it == source.path)
    };
    let traps: Vec<_> =
        all.values().filter(shown).filter_map(|it| Some((it, it.manifest.trap.as_ref()?))).collect();
    html! {
        p.caption { "What goes wrong" }
        ul { @for (listing, trap) in traps { li { (sentence(&listing.manifest.title)) ": " (sentence(&trap.wrong)) "." } } }
    }
}

fn first_paragraph(source: &Chapter) -> Option<&str> {
    let first = events(&source.text).find(|(event, _)| matches!(event, Event::Start(Tag::Paragraph)));
    first.map(|(_, span)| &source.text[span])
}
