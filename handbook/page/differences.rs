//! The differences between the languages as a table, for who comes from one of them.

use super::Context;
use super::inline::{names, sentence};
use crate::catalogue::Difference;
use crate::listing::Language;
use crate::problem::Problem;
use maud::{Markup, html};
use std::path::Path;

/// For who comes from this language.
///
/// # Errors
/// At a difference whose listing is not there.
pub fn differences(context: &Context, from: Language, chapter: &Path) -> Result<Markup, Problem> {
    let (known, wanted) = match from {
        Language::Python => (Language::Python, Language::Rust),
        Language::Rust => (Language::Rust, Language::Python),
    };
    let rows = context.catalogue.differences.iter().filter(|it| !called(it, known).is_empty());
    let rows = rows.map(|difference| {
        let links = difference.shown_by.iter();
        let links = links.map(|slug| context.shown_by(slug, chapter, |message| difference.problem(message)));
        Ok((difference, links.collect::<Result<Vec<_>, _>>()?))
    });
    let rows = rows.collect::<Result<Vec<_>, Problem>>()?;
    Ok(html! {
        table.differences {
            thead {
                tr {
                    th scope="col" { (known.name()) }
                    th scope="col" { (wanted.name()) }
                    th scope="col" { "What surprises" }
                }
            }
            tbody {
                @for (difference, links) in rows {
                    tr {
                        th scope="row" data-label=(known.name()) {
                            span.concept { (difference.concept) }
                            (names(called(difference, known)))
                        }
                        td data-label=(wanted.name()) {
                            @if called(difference, wanted).is_empty() { "nothing" }
                            (names(called(difference, wanted)))
                        }
                        td data-label="What surprises" {
                            (sentence(match from { Language::Python => &difference.from_python, Language::Rust => &difference.from_rust }))
                            " See it run: "
                            @for (index, (title, link)) in links.iter().enumerate() {
                                @if index > 0 { "; " }
                                a href=(link) { (sentence(title)) }
                            }
                            "."
                        }
                    }
                }
            }
        }
    })
}

fn called(difference: &Difference, language: Language) -> &[String] {
    match language {
        Language::Python => &difference.python,
        Language::Rust => &difference.rust,
    }
}
