//! A listing's block: its programs, its timeline, its transcript.

use super::Context;
use super::at_home::at_home;
use super::highlight::highlight;
use super::inline::sentence;
use super::timeline::{self, Meaning, Timeline};
use crate::listing::knobs::Knob;
use crate::listing::manifest::Marks;
use crate::listing::source::Program;
use crate::listing::transcript::{Line, Transcript};
use crate::listing::{Language, Listing, mends_of};
use crate::problem::Problem;
use crate::programs::why_not;
use maud::{Markup, html};
use std::ops::RangeInclusive;
use std::path::Path;

/// The block of a listing, as a chapter shows it; `folded` with its run closed, so that the
/// reader can predict it first, and with what a trap does wrong, so that the reader can find it.
///
/// # Errors
/// If the text for the Copy button cannot be made.
pub fn block(context: &Context, listing: &Listing, chapter: &Path, folded: bool) -> Result<Markup, Problem> {
    let id = context.block_id(&listing.slug, chapter);
    let trap = listing.manifest.trap.as_ref();
    let mut programs = Vec::new();
    for language in listing.languages() {
        if let Some(shown) = listing.program(language) {
            programs.push(program(context, shown)?);
        }
    }
    let runnable = context.programs.languages(listing, &context.recordings.listings.helpers);
    // In Python alone, which needs no compiler.
    let editable = context.programs.editor.is_some() && runnable.contains(&Language::Python);
    let runnable: Vec<_> = runnable.into_iter().map(Language::key).collect();
    let runnable = (!runnable.is_empty()).then(|| runnable.join(" "));
    let wrong = html! {
        @if let Some(trap) = trap {
            b {
                "Goes wrong" @if let Some(language) = trap.language { " in " (language.name()) } ": "
                (sentence(&trap.wrong))
            }
        }
    };
    let notes = notes(context, listing, chapter, &at_home(context, listing)?);
    Ok(html! {
        figure.listing.trap[trap.is_some()] id=(id) data-slug=(listing.slug) data-run=[runnable] data-edit[editable] data-marks=[marks(listing)] data-ends=[ends(listing)] {
            figcaption {
                span {
                    @if trap.is_some() && !folded { (wrong) br; }
                    @if trap.is_some() { (sentence(&listing.manifest.title)) } @else { b { (sentence(&listing.manifest.title)) } }
                }
                a.slug href={ "#" (id) } { code { (listing.slug) } }
            }
            div.bar {}
            @for program in &programs { (program) }
            (knobs(listing))
            @if folded {
                details.folded { summary { "Show the run" } (runs(context, listing)) }
            } @else {
                (runs(context, listing))
            }
            @if trap.is_some() && folded {
                details.told { summary { "What goes wrong" } p.note { (wrong) } (faulty(context, listing)) (notes) }
            } @else {
                (notes)
            }
        }
    })
}

/// The parts of a listing's programs between two anchors, without its run.
///
/// # Errors
/// If no program of it has the anchor, or the text for the Copy button cannot be made.
pub fn part(listing: &Listing, anchor: &str) -> Result<Markup, String> {
    let mut parts = Vec::new();
    let mut missing = String::new();
    for program in listing.languages().filter_map(|language| listing.program(language)) {
        match program.part(anchor) {
            Ok(code) => parts.push((program.language, code)),
            Err(mend) => missing = mend,
        }
    }
    if parts.is_empty() {
        return Err(missing);
    }
    Ok(html! {
        figure.listing.part {
            div.bar {}
            @for (language, text) in &parts { (code(*language, text, text)) }
        }
    })
}

/// The part of a listing's run between two stamps, without its programs.
///
/// # Errors
/// If its lines have no stamps, or none of them lies between these.
pub fn excerpt(context: &Context, listing: &Listing, stamps: &RangeInclusive<u64>) -> Result<Markup, String> {
    let languages: Vec<_> = match listing.manifest.differs {
        Some(_) => listing.languages().map(|language| (language, Some(language))).collect(),
        None => listing.languages().take(1).map(|language| (language, None)).collect(),
    };
    let mut runs = Vec::new();
    for (language, shown) in languages {
        let lines = context.recordings.transcript(listing, language).lines();
        let within = |line: &&Line| line.stamp.is_some_and(|stamp| stamps.contains(&stamp));
        let lines: Vec<_> = lines.iter().filter(within).cloned().collect();
        if lines.is_empty() || stamps.start() >= stamps.end() {
            return Err("take two stamps, the smaller one first, with lines between them".to_string());
        }
        let drawn = Timeline::between(stamps, &lines, &listing.manifest.marks);
        runs.push(picture(&drawn, &lines, shown, &format!("From {} to {} ms", stamps.start(), stamps.end())));
    }
    Ok(html! { figure.excerpt { @for run in &runs { (run) } } })
}

fn program(context: &Context, program: &Program) -> Result<Markup, Problem> {
    let helpers = &context.recordings.listings.helpers;
    Ok(code(program.language, &program.shown(helpers), &program.copied(helpers)?))
}

/// A program that is one of the languages to choose from.
pub fn code(language: Language, shown: &str, copied: &str) -> Markup {
    html! {
        div.program data-language=(language.key()) data-copy=(copied) {
            p.language { (language.name()) }
            pre.code tabindex="0" { code { (highlight(shown, language)) } }
        }
    }
}

/// The lines of a trap that are wrong, in each language.
fn faulty(context: &Context, trap: &Listing) -> Markup {
    let listings = &context.recordings.listings;
    let texts = |language, numbers: &[usize]| {
        let shown =
            trap.program(language).map(|program| program.shown(&listings.helpers)).unwrap_or_default();
        let text = |number: &usize| shown.lines().nth(number - 1).unwrap_or_default().trim().to_string();
        numbers.iter().map(text).collect::<Vec<_>>()
    };
    html! {
        @for (language, numbers) in listings.faults.get(&trap.slug).into_iter().flatten() {
            p.note {
                "In " (language.name()) ": "
                @for (index, line) in texts(*language, numbers).iter().enumerate() {
                    @if index > 0 { ", or " }
                    code { (line) }
                }
            }
        }
    }
}

/// What the page needs to draw a run of it, besides the usual words.
fn marks(listing: &Listing) -> Option<String> {
    let marks = &listing.manifest.marks;
    (*marks != Marks::default()).then(|| serde_json::to_string(marks).unwrap_or_default())
}

/// What the page needs to judge how a run ends, in each language that does not simply end well.
fn ends(listing: &Listing) -> Option<String> {
    let manifest = &listing.manifest;
    let mut all = serde_json::Map::new();
    for language in listing.languages() {
        let mut end = serde_json::Map::new();
        let raises = manifest.raises.python.as_ref().filter(|_| language == Language::Python);
        end.extend(raises.map(|raises| ("raises".into(), raises.to_string().into())));
        end.extend(manifest.exit.get(&language).map(|status| ("status".into(), (*status).into())));
        let reports = manifest.stderr.get(&language).cloned();
        end.extend(reports.map(|reports| ("reports".into(), reports.into())));
        if !end.is_empty() {
            all.insert(language.key().into(), end.into());
        }
    }
    (!all.is_empty()).then(|| serde_json::Value::from(all).to_string())
}

/// What can be varied. Where the page can run the programs, it makes sliders of it.
fn knobs(listing: &Listing) -> Markup {
    html! {
        @if !listing.manifest.knobs.is_empty() {
            div.knobs {
                @for (name, Knob { default, least, most, step, unit, meaning }) in &listing.manifest.knobs {
                    p.note.knob data-name=(name) data-usual=(default) data-least=(least) data-most=(most) data-step=(step) data-unit=[unit.as_ref()] {
                        "The environment variable " code { (name) } " sets " span.meaning { (sentence(meaning)) } ": "
                        (least) " to " (most) @if let Some(unit) = unit { " " (unit) } ". Unset, it is " (default) "."
                    }
                }
            }
        }
    }
}

fn runs(context: &Context, listing: &Listing) -> Markup {
    let of = |language| context.recordings.transcript(listing, language);
    let languages: Vec<_> = listing.languages().collect();
    let title = match context.recordings.unrecorded.contains(&listing.slug) {
        true => "Unrecorded run",
        false => "Recorded run",
    };
    html! {
        div.runs.two[listing.manifest.differs.is_some()] {
            @match (&listing.manifest.differs, languages.as_slice()) {
                (Some(why), _) => {
                    p.why { b { "They differ: " } (sentence(why)) }
                    @for language in languages {
                        (run(listing, of(language), Some(language), &format!("{title} in {}", language.name())))
                    }
                }
                (None, [only]) => (run(listing, of(*only), None, &format!("{title} in {}", only.name()))),
                (None, _) => (run(listing, of(languages[0]), None, &format!("{title}, the same in Python and Rust"))),
            }
        }
    }
}

fn run(listing: &Listing, transcript: &Transcript, language: Option<Language>, title: &str) -> Markup {
    picture(&Timeline::of(transcript, &listing.manifest.marks), transcript.lines(), language, title)
}

fn picture(drawn: &Timeline, lines: &[Line], language: Option<Language>, title: &str) -> Markup {
    let meanings = |said: &str| {
        let marks = drawn.lanes.iter().flat_map(|lane| lane.marks.iter().map(move |mark| (lane, mark)));
        let mut found = marks.filter(|(lane, mark)| format!("{}: {}", lane.name, mark.event) == said);
        found.next().and_then(|(_, mark)| match mark.meaning {
            Meaning::Cancelled => Some("cancelled"),
            Meaning::Failed => Some("failed"),
            _ => None,
        })
    };
    html! {
        div.run data-language=[language.map(Language::key)] {
            p.caption { (title) }
            (timeline::draw(drawn))
            pre.transcript tabindex="0" {
                @for line in lines {
                    @if let Some(stamp) = line.stamp { span.stamp { (format!("[{stamp:>4}ms]")) } " " }
                    span class=[meanings(&line.said())] { (line.said()) } "\n"
                }
            }
        }
    }
}

fn notes(context: &Context, listing: &Listing, chapter: &Path, at_home: &Markup) -> Markup {
    let manifest = &listing.manifest;
    let mends: Vec<_> = mends_of(listing, &context.recordings.listings.all).collect();
    let mended = manifest.mends.as_ref().and_then(|slug| context.recordings.listings.all.get(slug));
    let link = |other: &Listing| {
        html! {
            @match context.link_to_block(&other.slug, chapter) {
                Some(href) => a href=(href) { (sentence(&other.manifest.title)) },
                None => (sentence(&other.manifest.title)),
            }
        }
    };
    html! {
        @if let Some(only) = &manifest.only {
            p.note { b { (only.language.name()) " only: " } (sentence(&only.because)) }
        }
        @if let Some(why) = &manifest.real {
            p.note { b { "On the real clock: " } (sentence(why)) " The order of its lines is exact; their times are not shown. It does not run in the page." }
        }
        @if let Some(why) = &manifest.unix {
            p.note { b { "On Unix only: " } (sentence(why)) }
        }
        @for language in listing.languages().filter(|_| manifest.real.is_none()) {
            @if let Some(why) = why_not(listing, language) {
                p.note { b { "Not run in the page" } " in " (language.name()) ": " (sentence(why)) }
            }
        }
        (at_home)
        @for (language, pieces) in &manifest.stderr {
            p.note { b { "On standard error" } " in " (language.name()) ":" }
            pre.transcript tabindex="0" { @for piece in pieces { (piece) "\n" } }
        }
        @if let Some(raised) = &manifest.raises.python {
            p.note { "The Python program ends with the exception " code { (raised) } "." }
        }
        @for (language, status) in &manifest.exit {
            p.note { "The " (language.name()) " program ends with exit status " (status) "." }
        }
        @for mend in mends {
            p.note { b { "The mend: " } (link(mend)) }
        }
        @if let Some(trap) = mended {
            p.note { b { "Mends: " } (link(trap)) }
        }
    }
}
