//! The table of all patterns, which a script makes sortable.

use super::inline::names;
use crate::catalogue::Pattern;
use maud::{Markup, html};

/// The table, in the source's order.
pub fn ranked_list(patterns: &[Pattern]) -> Markup {
    html! {
        table.ranked {
            caption { "The ten patterns, in the order of the list that they come from" }
            thead {
                tr {
                    @for heading in ["Rank", "Pattern", "Asked at", "Best for", "Python", "Rust"] {
                        th scope="col" { (heading) }
                    }
                }
            }
            tbody {
                @for pattern in patterns {
                    tr {
                        td data-label="Rank" data-sort=(pattern.rank()) { (pattern.rank()) }
                        th scope="row" data-label="Pattern" {
                            a href=(crate::problem::shown(&pattern.chapter)) { (pattern.title) }
                        }
                        td data-label="Asked at" data-sort=(pattern.asked) { "about " (pattern.asked) " % of " (pattern.rounds) }
                        td data-label="Best for" { (pattern.best_for.join(", ")) }
                        td data-label="Python" { (names(&pattern.python)) }
                        td data-label="Rust" { (names(&pattern.rust)) }
                    }
                }
            }
        }
    }
}
