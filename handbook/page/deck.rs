//! The deck as a list of questions, each with its answer closed; a script makes a round of it.

use super::{Context, link, up};
use crate::deck::{Card, Kind, Proof, anki, collect};
use crate::listing::Language;
use crate::listing::faults::Faults;
use crate::problem::Problem;
use crate::programs;
use maud::{Markup, html};
use std::collections::BTreeSet;
use std::path::Path;

/// What the page loads for practice, and no other page.
const STYLE: &str = "theme/css/practice.css";

/// How many listings are named that show an answer; its chapter has them all.
const PROOFS: usize = 2;

/// Every card.
///
/// # Errors
/// If two have one id, so that a reader's schedule would be that of both.
pub fn deck(context: &Context, chapter: &Path) -> Result<Markup, Problem> {
    let cards = collect(context.catalogue, context.recordings, context.chapters, context.embeds);
    let mut ids = BTreeSet::new();
    if let Some(card) = cards.iter().find(|card| !ids.insert(card.id.as_str())) {
        let message = format!("two cards of the deck would be `{}`", card.id);
        let mend = "ask about another run or by another rule, or name the concept differently";
        return Err(Problem::in_file(&card.chapter, message).mend(mend));
    }
    let up = up(chapter);
    let practice = context.programs.practice.as_ref();
    let practice = practice.map(|file| format!("{up}{}/{}", programs::IN_THE_SITE, file.name));
    Ok(html! {
        link rel="stylesheet" href={ (up) (STYLE) };
        div.deck data-practice=[practice] {
            // By chapter: what stands close together is compressed well.
            @for cards in cards.chunk_by(|one, other| one.chapter == other.chapter) {
                h2 { (cards[0].theme) }
                @for card in cards { (question(context, card, chapter)) }
            }
        }
    })
}

/// Where the file for Anki is, where there is one.
pub fn take_along(context: &Context, chapter: &Path) -> Markup {
    html! {
        p {
            @match &context.programs.anki {
                Some(file) => {
                    a href={ (up(chapter)) (programs::IN_THE_SITE) "/" (file.name) } download=(anki::FILE) {
                        "The deck for Anki"
                    }
                    ", " (file.bytes.div_ceil(1024)) " KiB."
                }
                None => { "This copy of the book was made without the file for Anki." }
            }
        }
    }
}

fn question(context: &Context, card: &Card, chapter: &Path) -> Markup {
    // What is the same for most of them is left out: the page is long.
    let some = |words: Vec<&str>| (!words.is_empty()).then(|| words.join(" "));
    let languages = match card.languages.len() {
        1 => some(card.languages.iter().copied().map(Language::key).collect()),
        _ => None,
    };
    let patterns = some(card.patterns.iter().map(String::as_str).collect());
    let (answer, options, decides, language) = match &card.proof {
        Proof::Run(asked) => {
            let lines: Vec<_> = asked.decides.iter().map(usize::to_string).collect();
            (Some(&asked.answer), &*asked.options, Some(lines.join(" ")), asked.language.map(Language::key))
        }
        _ => (None, &[][..], None, None),
    };
    let lines = match &card.proof {
        Proof::Lines(lines) => Some(written(lines)),
        _ => None,
    };
    let proves = match &card.proof {
        Proof::Lines(_) => context.recordings.listings.all.get(&card.shows[0]),
        _ => None,
    };
    let trap = proves.and_then(|listing| listing.manifest.trap.as_ref());
    html! {
        details.drill id={ "drill-" (card.id) } data-kind=(card.kind.key()) data-patterns=[patterns] data-languages=[languages] data-asked=[card.asked] data-answer=[answer] data-decides=[decides] data-language=[language] data-lines=[lines] data-prints=[trap.and_then(|trap| trap.prints.as_deref())] {
            summary {
                (card.asks.html(Some(chapter)))
                @if !options.is_empty() {
                    span.options { @for option in options { " " code { (option) } } }
                }
            }
            @match card.proof {
                Proof::None => (says(context, card, chapter)),
                _ => {
                    p { (block(context, &card.shows[0], "program", chapter)) }
                    details { summary { "Answer" } (says(context, card, chapter)) }
                }
            }
        }
    }
}

/// The lines of each language: `python:3,4 rust:7`.
fn written(lines: &Faults) -> String {
    let language = |(language, lines): (&Language, &Vec<usize>)| {
        let lines: Vec<_> = lines.iter().map(usize::to_string).collect();
        format!("{}:{}", language.key(), lines.join(","))
    };
    lines.iter().map(language).collect::<Vec<_>>().join(" ")
}

/// The answer, and where it is shown. What is asked next has that in common with what was asked, and
/// a program that goes wrong is linked to already.
fn says(context: &Context, card: &Card, chapter: &Path) -> Markup {
    let words = card.says.html(Some(chapter));
    html! {
        @match (&card.proof, card.kind) {
            (Proof::Run(asked), _) => p.says { strong.answer { (asked.answer) } ". " (words) },
            (_, Kind::Pattern | Kind::Question | Kind::Next) => blockquote.says { p { (words) } },
            _ => p.says { (words) },
        }
        @if !matches!(card.kind, Kind::Next | Kind::Trap) {
            p.sources {
                @if matches!(card.proof, Proof::None) {
                    @for (index, slug) in card.shows.iter().take(PROOFS).enumerate() {
                        (if index == 0 { "Shown by " } else { ", " }) (block(context, slug, "proof", chapter))
                    }
                    @if !card.shows.is_empty() { ". " }
                }
                a.chapter href=(link(&card.chapter, &card.anchor, chapter)) { "In its chapter" } "."
            }
        }
    }
}

/// A link to the block of a listing, by its name: there are many of them.
fn block(context: &Context, slug: &str, role: &str, chapter: &Path) -> Markup {
    html! {
        @match context.link_to_block(slug, chapter) {
            Some(href) => { a.(role) href=(href) { (slug) } }
            None => { (slug) }
        }
    }
}
