//! The table of what the two texts name: what it is in either language, and which program shows it.

use super::Context;
use super::inline::{names, sentence};
use crate::catalogue::Library;
use crate::listing::Language;
use crate::problem::Problem;
use maud::{Markup, html};
use std::path::Path;

/// The table, in the order of the ids.
///
/// # Errors
/// At an entry whose listing no chapter shows, or whose package or crate is not locked.
pub fn libraries(context: &Context, chapter: &Path) -> Result<Markup, Problem> {
    let rows = context.catalogue.libraries.iter().map(|library| row(context, library, chapter));
    let rows = rows.collect::<Result<Vec<_>, _>>()?;
    Ok(html! {
        table.libraries {
            caption { "What the two texts name, in the versions that the programs are run with" }
            thead {
                tr {
                    @for heading in ["Named", "Python", "Rust", "Run"] { th scope="col" { (heading) } }
                }
            }
            tbody { @for row in &rows { (row) } }
        }
    })
}

fn row(context: &Context, library: &Library, chapter: &Path) -> Result<Markup, Problem> {
    let python = versions(context, library, Language::Python, &library.versions.python)?;
    let rust = versions(context, library, Language::Rust, &library.versions.rust)?;
    let links = library.shown_by.iter();
    let links = links.map(|slug| context.shown_by(slug, chapter, |message| library.problem(message)));
    let links = links.collect::<Result<Vec<_>, _>>()?;
    Ok(html! {
        tr id=(library.id) {
            th scope="row" data-label="Named" {
                span.id { (library.id) } " " (sentence(&library.name))
                span.items { (library.items.join(", ")) }
            }
            td data-label="Python" { (names(&library.python)) (python) }
            td data-label="Rust" { (names(&library.rust)) (rust) }
            td data-label="Run" {
                @for (title, link) in links { a href=(link) { (sentence(title)) } }
            }
        }
    })
}

fn versions(
    context: &Context,
    library: &Library,
    language: Language,
    names: &[String],
) -> Result<Markup, Problem> {
    let mut locked = Vec::new();
    for name in names {
        let version = context.version(language, name)?;
        let version =
            version.map_err(|mend| library.problem(&format!("no program uses `{name}`")).mend(mend))?;
        locked.push(format!("{name} {version}"));
    }
    Ok(html! { @for locked in &locked { span.version { (locked) } } })
}
