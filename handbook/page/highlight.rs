//! Colours code when the book is built, so that no page needs a script for it.

use crate::listing::Language;
use maud::{Markup, PreEscaped, html};
use std::collections::HashMap;
use std::sync::{LazyLock, Mutex, PoisonError};
use tree_sitter_highlight::{HighlightConfiguration, Highlighter, HtmlRenderer};

/// The names of the grammars' queries that are coloured, with the class each one gets.
const CLASSES: [(&str, &str); 15] = [
    ("keyword", "k"),
    ("string", "s"),
    ("escape", "s"),
    ("number", "n"),
    ("constant.builtin", "n"),
    ("comment", "c"),
    ("function", "f"),
    ("function.builtin", "b"),
    ("function.macro", "f"),
    ("constructor", "t"),
    ("type", "t"),
    ("attribute", "a"),
    ("label", "a"),
    ("variable.builtin", "k"),
    ("embedded", "e"),
];

static PYTHON: LazyLock<HighlightConfiguration> = LazyLock::new(|| {
    let query = tree_sitter_python::HIGHLIGHTS_QUERY;
    configured(HighlightConfiguration::new(tree_sitter_python::LANGUAGE.into(), "python", query, "", ""))
});

static RUST: LazyLock<HighlightConfiguration> = LazyLock::new(|| {
    let (query, injections) = (tree_sitter_rust::HIGHLIGHTS_QUERY, tree_sitter_rust::INJECTIONS_QUERY);
    configured(HighlightConfiguration::new(tree_sitter_rust::LANGUAGE.into(), "rust", query, injections, ""))
});

fn configured<E: std::fmt::Debug>(
    configuration: Result<HighlightConfiguration, E>,
) -> HighlightConfiguration {
    let mut configuration = configuration.expect("the grammar's own queries fit the grammar");
    configuration.configure(&CLASSES.map(|(name, _)| name));
    configuration
}

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
    let configuration = match language {
        Language::Python => &*PYTHON,
        Language::Rust => &*RUST,
    };
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
