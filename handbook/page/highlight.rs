//! Colours code when the book is built, so that no page needs a script for it.

use crate::grammar::{CLASSES, RUST, of_language};
use crate::listing::Language;
use maud::{Markup, PreEscaped, html};
use std::collections::HashMap;
use std::sync::{LazyLock, Mutex, PoisonError};
use tree_sitter_highlight::{Highlighter, HtmlRenderer};

/// What was coloured before. A page is built again and again while it is written, and most of
/// its programs are the same each time.
static COLOURED: LazyLock<Mutex<HashMap<(Language, String), String>>> = LazyLock::new(Mutex::default);

/// How many programs are kept; with more, all are forgotten.
const KEPT: usize = 2000;

/// The inside of a `code` element.
pub fn highlight(code: &str, language: Language) -> Markup {
    let key = (language, code.to_string());
    let kept = || COLOURED.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(coloured) = kept().get(&key) {
        return PreEscaped(coloured.clone());
    }
    let coloured = colour(code, language);
    let mut kept = kept();
    if kept.len() >= KEPT {
        kept.clear();
    }
    kept.insert(key, coloured.clone().into_string());
    coloured
}

fn colour(code: &str, language: Language) -> Markup {
    let configuration = of_language(language);
    let mut highlighter = Highlighter::new();
    let mut renderer = HtmlRenderer::new();
    let events = highlighter
        .highlight(configuration, code.as_bytes(), None, None, |name| (name == "rust").then_some(&*RUST));
    let rendered = events.and_then(|events| {
        renderer.render(events, code.as_bytes(), &|found, html| {
            html.extend(format!("class=\"{}\"", CLASSES[found.0].1).into_bytes());
        })
    });
    match rendered {
        Ok(()) => PreEscaped(renderer.lines().collect::<String>().trim_end().to_string()),
        // Uncoloured code is still right; the only causes are limits of the parser.
        Err(_) => html! { (code) },
    }
}
