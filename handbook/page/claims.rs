//! What the two texts claim, and what is true of it.

use super::Context;
use super::inline::sentence;
use crate::catalogue::{Claim, Text, Verdict};
use crate::markdown::answers::shows_a_program;
use crate::problem::{Problems, shown};
use crate::project::CHAPTERS;
use maud::{Markup, html};
use std::path::{Path, PathBuf};

/// The chapter that holds them all.
pub const CHAPTER: &str = "src/claims.md";

/// How many of some claims have which verdict, with a link to each that is not simply true.
pub fn verdicts(claims: &[&Claim], chapter: &Path) -> Markup {
    let of = |verdict| claims.iter().filter(move |claim| claim.verdict == verdict);
    let found: Vec<_> = Verdict::ALL.into_iter().filter(|verdict| of(*verdict).count() > 0).collect();
    html! {
        span.claimed {
            @match claims.len() { 1 => "One claim: ", all => { (all) " claims: " } }
            @for (index, verdict) in found.iter().enumerate() {
                @if index > 0 { ", " }
                span.counted {
                    @if claims.len() > 1 { (of(*verdict).count()) " " }
                    (badge(*verdict))
                }
                @if *verdict != Verdict::True {
                    " ("
                    @for (index, claim) in of(*verdict).enumerate() {
                        @if index > 0 { ", " }
                        a href=(super::link(Path::new(CHAPTER), &claim.id, chapter)) { (claim.id) }
                    }
                    ")"
                }
            }
            "."
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
                        h2 id=(format!("claims-{item}")) { (title) }
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
                (sentence(&claim.because)) " "
                @for (index, (title, link)) in evidence(context, claim, chapter).iter().enumerate() {
                    @if index > 0 { ", " }
                    a.evidence href=(link) { (sentence(title)) }
                }
                @for item in others { " " span.also { "Also in " (item) "." } }
            }
        }
    }
}

/// What shows that a claim's verdict is right: what it is called, and where it is.
fn evidence(context: &Context, claim: &Claim, chapter: &Path) -> Vec<(String, String)> {
    let run = |slug: &String| {
        let (title, link) = context.shown_by(slug, chapter, |message| claim.problem(message)).ok()?;
        Some((format!("Run: {title}"), link))
    };
    let section = |section: &String| {
        let (answer, anchor) = section.split_once('#')?;
        let link = super::link(&Path::new(CHAPTERS).join(answer), anchor, chapter);
        Some(("The section that shows it".to_string(), link))
    };
    let mut evidence: Vec<_> = claim.shown_by.iter().filter_map(run).collect();
    evidence.extend(claim.section.as_ref().and_then(section));
    evidence.extend(claim.source.as_ref().map(|source| ("Source".to_string(), source.clone())));
    evidence
}

fn badge(verdict: Verdict) -> Markup {
    html! { span.verdict data-verdict=(verdict.key()) { (verdict.words()) } }
}

/// What is wrong with the evidence of the claims: listings that no chapter shows, sections that are
/// not there or show no program.
pub fn check(context: &Context) -> Result<(), Problems> {
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
        let path = PathBuf::from(CHAPTERS).join(path);
        let Some(chapter) = context.chapters.iter().find(|chapter| chapter.path == path) else {
            wrong(
                format!("there is no chapter {}", shown(&path)),
                "write it as `patterns/gather.md#heading`".into(),
            );
            continue;
        };
        match chapter.section(anchor) {
            None => {
                let sections = chapter.sections();
                let ids = sections.iter().map(|section| section.heading.id.as_str());
                wrong(
                    format!("{} has no section #{anchor}", shown(&path)),
                    crate::nearest::suggestion(anchor, ids),
                );
            }
            Some(section) if !shows_a_program(chapter, &section.span) => {
                wrong(format!("section #{anchor} shows no program"), "show one, or cite a source".into());
            }
            Some(_) => {}
        }
    }
    problems.or(())
}
