//! A pattern's card: its names in both languages, and what the source says of it.

use super::inline::names;
use super::{Context, claims};
use crate::catalogue::Pattern;
use maud::{Markup, html};
use std::path::Path;

/// The card of a pattern.
pub fn card(context: &Context, pattern: &Pattern, chapter: &Path) -> Markup {
    let claimed: Vec<_> = context.catalogue.claims_of(&pattern.id).collect();
    html! {
        dl.card id=(pattern.id) {
            div { dt { "Pattern" } dd { (pattern.rank()) " of " (context.catalogue.patterns.len()) " (" (pattern.id) ")" } }
            div { dt { "Python" } dd { (names(&pattern.python)) } }
            div { dt { "Rust" } dd { (names(&pattern.rust)) } }
            div { dt { "Best for" } dd { (pattern.best_for.join(", ")) } }
            div {
                dt { "Asked at" }
                dd { "about " (pattern.asked) " % of " (pattern.rounds) " " small { "(the list's own figure, unverified)" } }
            }
            @if !claimed.is_empty() { div { dt { "Claims" } dd { (claims::verdicts(&claimed, chapter)) } } }
        }
    }
}
