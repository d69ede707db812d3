//! The grammars of the two languages: they colour code, and find the strings in it.

use crate::listing::Language;
use std::ops::Range;
use std::sync::LazyLock;
use tree_sitter_highlight::{HighlightConfiguration, HighlightEvent, Highlighter};

/// The names of the grammars' queries that are coloured, with the class each one gets.
pub const CLASSES: [(&str, &str); 15] = [
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

/// The grammar of Rust, whose macros contain Rust again.
pub static RUST: LazyLock<HighlightConfiguration> = LazyLock::new(|| {
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

/// The grammar of a language.
pub fn of_language(language: Language) -> &'static HighlightConfiguration {
    match language {
        Language::Python => &PYTHON,
        Language::Rust => &RUST,
    }
}

/// Where the strings of a program are, in bytes; a string with values in it is in several pieces.
pub fn strings(code: &str, language: Language) -> Vec<Range<usize>> {
    let mut highlighter = Highlighter::new();
    let injected = |name: &str| (name == "rust").then_some(&*RUST);
    let Ok(events) = highlighter.highlight(of_language(language), code.as_bytes(), None, None, injected)
    else {
        return Vec::new();
    };
    let (mut inside, mut found) = (Vec::new(), Vec::<Range<usize>>::new());
    for event in events.map_while(Result::ok) {
        match event {
            HighlightEvent::HighlightStart(class) => inside.push(CLASSES[class.0].0),
            HighlightEvent::HighlightEnd => {
                inside.pop();
            }
            HighlightEvent::Source { start, end } if inside.contains(&"string") => {
                match found.last_mut().filter(|last| last.end == start) {
                    Some(last) => last.end = end,
                    None => found.push(start..end),
                }
            }
            HighlightEvent::Source { .. } => {}
        }
    }
    found
}
