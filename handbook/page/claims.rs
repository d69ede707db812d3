//! What the two texts claim, and what is true of it.

use super::Context;
use super::inline::sentence;
use crate::catalogue::{Claim, Text, Verdict};
use crate::markdown::answers::shows_a_program;
use crate::markdown::{self, headings};
use crate::problem::{Problems, Source, shown};
use maud::{Markup, html};
use std::path::{Path, PathBuf};

/// The chapter that holds them all.
pub const CHAPTER: &str = "src/claims.md";

/// How many of some claims are true, and a link to each other one.
pub fn verdicts(claims: &[&Claim], chapter: &Path) -> Markup {
    let is_true = |claim: &&&Claim| claim.verdict == Verdict::True;
    let count = claims.iter().filter(is_true).count();
    let others: Vec<_> = claims.iter().filter(|claim| !is_true(claim)).collect();
    let link = |id: &str| super::link(Path::new(CHAPTER), id, chapter);
    html! {
        span.claimed {
            @match (claims.len(), count) {
                (1, 1) => "Its one claim is true.",
                (all, count) if all == count => { "Its " (all) " claims are true." },
                (all, 0) => { "Of its " (all) @if all == 1 { " claim: " } @else { " claims: " } },
                (all, count) => { "Of its " (all) " claims " (count) @if count == 1 { " is" } @else { " are" } " true; " },
            }
            @for (index, claim) in others.iter().enumerate() {
                @if index > 0 { ", " }
                a.verdict data-verdict=(claim.verdict.key()) href=(link(&claim.id)) { (claim.id) " is " (claim.verdict.words()) }
            }
            @if !others.is_empty() { "." }
        }
    }
}

/// The whole audit: how many there are of each verdict, and every claim, item by item.
pub fn claims(context: &Context, chapter: &Path) -> Markup {
    let catalogue = context.catalogue;
    let count = |verdict: Option<Verdict>, text: Option<Text>| {
        let said_in = |claim: &Claim, text| claim.items.iter().any(|item| Text::of(item) == text);
        let counted = catalogue.claims.iter();
        let counted = counted.filter(|claim| verdict.is_none_or(|verdict| claim.verdict == verdict));
        counted.filter(|claim| text.is_none_or(|text| said_in(claim, text))).count()
    };
    let row = |verdict: Option<Verdict>| {
        html! {
            @for text in Text::ALL { td { (count(verdict, Some(text))) } }
            td { (count(verdict, None)) }
        }
    };
    html! {
        table.verdicts {
            caption { "Claims by verdict. What both texts claim is counted once in the last column." }
            thead {
                tr {
                    th scope="col" { "Verdict" }
                    @for text in Text::ALL { th scope="col" { (text.name()) } }
                    th scope="col" { "in all" }
                }
            }
            tbody {
                @for verdict in Verdict::ALL {
                    tr { th scope="row" { (badge(verdict)) } (row(Some(verdict))) }
                }
            }
            tfoot { tr { th scope="row" { "all" } (row(None)) } }
        }
        div.claims {
            @for (item, title) in items(context) {
                @let claims: Vec<_> = catalogue.claims.iter().filter(|claim| claim.items.first() == Some(&item)).collect();
                @if !claims.is_empty() {
                    section data-item=(item) {
                        h3 id=(format!("claims-{item}")) { (title) }
                        @for claim in claims { (one(context, claim, chapter)) }
                    }
                }
            }
        }
    }
}

/// Every item with its title, in the order of the texts.
fn items(context: &Context) -> Vec<(String, String)> {
    let catalogue = context.catalogue;
    let patterns = catalogue.patterns.iter().map(|it| (it.id.clone(), format!("{} {}", it.id, it.title)));
    let questions = catalogue.questions.iter().map(|it| (it.id.clone(), format!("{} {}", it.id, it.asks)));
    let method = [("method".to_string(), "The list, of its own method".to_string())];
    let (list, answers): (Vec<_>, Vec<_>) = questions.partition(|(id, _)| Text::of(id) == Text::List);
    patterns.chain(list).chain(method).chain(answers).collect()
}

fn one(context: &Context, claim: &Claim, chapter: &Path) -> Markup {
    let others = claim.items.iter().skip(1);
    html! {
        article.claim id=(claim.id) data-verdict=(claim.verdict.key()) data-items=(claim.items.join(" ")) {
            p.says {
                span.id { (claim.id) } " " (sentence(&claim.says)) " "
                (badge(claim.verdict))
            }
            p {
                (sentence(&claim.because))
                @for slug in &claim.shown_by {
                    @if let (Ok(listing), Some(link)) = (context.recordings.listings.get(slug), context.link_to_block(slug, chapter)) {
                        " " a.evidence href=(link) { "Run: " (sentence(&listing.manifest.title)) }
                    }
                }
                @if let Some((answer, anchor)) = claim.section.as_deref().and_then(|it| it.split_once('#')) {
                    " " a.evidence href=(super::link(&Path::new(markdown::FOLDER).join(answer), anchor, chapter)) { "The section that shows it" }
                }
                @if let Some(source) = &claim.source {
                    " " a.evidence href=(source) { "Source" }
                }
                @for item in others { " " span.also { "Also in " (item) "." } }
            }
        }
    }
}

fn badge(verdict: Verdict) -> Markup {
    html! { span.verdict data-verdict=(verdict.key()) { (verdict.words()) } }
}

/// What is wrong with the evidence of the claims: listings that no chapter shows, sections that are
/// not there or show no program.
pub fn check(context: &Context, chapters: &[Source]) -> Result<(), Problems> {
    let mut problems = Problems::new();
    let listings = &context.recordings.listings;
    for claim in &context.catalogue.claims {
        let mut wrong = |message: String, mend: String| problems.push(claim.problem(&message).mend(mend));
        for slug in &claim.shown_by {
            if let Err(mend) = listings.get(slug) {
                wrong(format!("no listing is named `{slug}`"), mend);
            }
        }
        let Some(section) = &claim.section else { continue };
        let (path, anchor) = section.split_once('#').unwrap_or((section, ""));
        let path = PathBuf::from(markdown::FOLDER).join(path);
        let Some(chapter) = chapters.iter().find(|chapter| chapter.path == path) else {
            wrong(
                format!("there is no chapter {}", shown(&path)),
                "write it as `patterns/gather.md#heading`".into(),
            );
            continue;
        };
        let sections = headings::sections(chapter);
        match sections.iter().find(|(_, id, _)| id == anchor) {
            None => {
                let ids = sections.iter().map(|(_, id, _)| id.as_str());
                wrong(
                    format!("{} has no section #{anchor}", shown(&path)),
                    crate::nearest::suggestion(anchor, ids),
                );
            }
            Some((_, _, span)) if !shows_a_program(chapter, span) => {
                wrong(format!("section #{anchor} shows no program"), "show one, or cite a source".into());
            }
            Some(_) => {}
        }
    }
    problems.or(())
}
