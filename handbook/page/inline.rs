//! Sentences and names from TOML files. In sentences, `backticks` mean code as in a chapter.

use maud::{Markup, html};

/// A sentence with its code set as code.
pub fn sentence(text: &str) -> Markup {
    html! {
        @for (index, piece) in text.split('`').enumerate() {
            @if index % 2 == 1 { code { (piece) } } @else { (piece) }
        }
    }
}

/// Names of the languages' libraries, which may be broken where their parts meet.
pub fn names(names: &[String]) -> Markup {
    html! {
        @for (index, name) in names.iter().enumerate() {
            @if index > 0 { ", " }
            code {
                @for part in name.split_inclusive(['.', ':']) { (part) @if part.ends_with('.') || part == ":" { wbr; } }
            }
        }
    }
}
