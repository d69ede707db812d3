//! What surrounds the listings: the helpers they use, and the crates.

use super::Context;
use super::highlight::highlight;
use super::listing_block::code;
use crate::listing::Language;
use crate::listing::member::Member;
use crate::problem::{Problem, Source};
use maud::{Markup, html};

/// The helpers that a copied listing holds, in both languages.
///
/// # Errors
/// If they cannot be read.
pub fn helpers(context: &Context) -> Result<Markup, Problem> {
    let helpers = &context.recordings.listings.helpers;
    let python = &helpers.python.text;
    let rust = helpers.pasted(|_| true)?;
    Ok(html! {
        figure.listing.part {
            div.bar {}
            (code(Language::Python, &python.replace("\n\n\n", "\n\n"), python))
            (code(Language::Rust, rust.trim_end(), &rust))
        }
    })
}

/// The `[dependencies]` of the listings, as they stand in their Cargo.toml.
///
/// # Errors
/// If that file has no such table.
pub fn dependencies(context: &Context) -> Result<Markup, Problem> {
    let manifest: Source = context.project.read(Member::Listings.manifest())?;
    let Some(start) = manifest.text.find("[dependencies]") else {
        return Err(Problem::in_file(manifest.path, "there is no [dependencies] table"));
    };
    let table = manifest.text[start..].split("\n\n").next().unwrap_or_default();
    Ok(console(table))
}

/// A fragment of a chapter, coloured. All of it is shown, since all of it is tested.
pub fn fragment(text: &str, language: Language, expected: Option<&str>) -> Markup {
    html! {
        div.fragment {
            @if let Some(expected) = expected { p.expected { (expected) } }
            pre.code tabindex="0" { code { (highlight(text, language)) } }
        }
    }
}

/// Lines that are not coloured: commands, or a table of crates.
pub fn console(text: &str) -> Markup {
    html! { div.fragment { pre.code tabindex="0" { code { (text.trim_end()) } } } }
}
