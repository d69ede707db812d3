//! A pattern's card: its names in both languages, and what the source says of it.

use super::inline::names;
use crate::catalogue::Pattern;
use maud::{Markup, html};

/// The card of a pattern. `patterns` is how many there are.
pub fn card(pattern: &Pattern, patterns: usize) -> Markup {
    html! {
        dl.card id=(pattern.id) {
            div { dt { "Pattern" } dd { (pattern.rank()) " of " (patterns) " (" (pattern.id) ")" } }
            div { dt { "Python" } dd { (names(&pattern.python)) } }
            div { dt { "Rust" } dd { (names(&pattern.rust)) } }
            div { dt { "Best for" } dd { (pattern.best_for.join(", ")) } }
            div {
                dt { "Asked at" }
                dd { "about " (pattern.asked) " % of " (pattern.rounds) " " small { "(the list's own figure, unverified)" } }
            }
        }
    }
}
