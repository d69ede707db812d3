//! Sentences from TOML files, in which `backticks` mean code as they do in a chapter.

use maud::{Markup, html};

/// A sentence with its code set as code.
pub fn sentence(text: &str) -> Markup {
    html! {
        @for (index, piece) in text.split('`').enumerate() {
            @if index % 2 == 1 { code { (piece) } } @else { (piece) }
        }
    }
}
