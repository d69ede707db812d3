//! What each of mdBook's settings may be in this book.

use crate::nearest::suggestion;
use Literal::{Flag, Text};
use Rule::{Any, Must, OneOf, Only, Refused};
use serde_json::Value;
use std::fmt;

/// The themes that mdBook's styles and ours know.
const THEMES: &[&str] = &["light", "rust", "coal", "navy", "ayu"];

/// What a setting may be.
#[derive(Debug, Clone, Copy)]
enum Rule {
    /// Any value; the book follows it.
    Any,
    /// One of these names, in upper or lower case.
    OneOf(&'static [&'static str]),
    /// This value alone, for this reason. mdBook's default is another one, so it must be written.
    Must(Literal, &'static str),
    /// This value, which is mdBook's default, or nothing, for this reason.
    Only(Literal, &'static str),
    /// Nothing: the book cannot follow it, for this reason.
    Refused(&'static str),
}

/// A value that a rule asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Literal {
    /// `true` or `false`.
    Flag(bool),
    /// A text.
    Text(&'static str),
}

/// Why a language that is written from right to left is refused.
pub const LEFT_TO_RIGHT: &str = "the styles are for text from left to right";

const SAME_MARKDOWN: &str = "the checks read the chapters with it";
const OWN_SEARCH: &str = "the book has a search of its own; catalogue/search.toml says what it finds";
const NO_PLAYGROUND: &str = "the pages run programs themselves";

/// Every setting of mdBook. A table that is listed here without its keys may have any keys.
const RULES: &[(&str, Rule)] = &[
    ("book.title", Any),
    ("book.authors", Refused("mdBook writes no authors into its pages; name them in a chapter")),
    ("book.description", Any),
    ("book.src", Only(Text("src"), "the tool reads the chapters there")),
    ("book.language", Any),
    ("book.text-direction", Only(Text("ltr"), LEFT_TO_RIGHT)),
    ("build.build-dir", Any),
    ("build.create-missing", Must(Flag(false), "a chapter that is missing is an error")),
    ("build.use-default-preprocessors", Must(Flag(false), "they would read a misspelt directive as text")),
    ("build.extra-watch-dirs", Refused("`cargo run` watches everything that the book is made from")),
    ("rust.edition", Only(Text("2024"), "the programs are compiled for it")),
    ("preprocessor.handbook.command", Any),
    ("output.html.theme", Only(Text("theme"), "the tool reads the templates there")),
    ("output.html.default-theme", OneOf(THEMES)),
    ("output.html.preferred-dark-theme", OneOf(THEMES)),
    ("output.html.smart-punctuation", Only(Flag(true), SAME_MARKDOWN)),
    ("output.html.definition-lists", Only(Flag(true), SAME_MARKDOWN)),
    ("output.html.admonitions", Only(Flag(true), SAME_MARKDOWN)),
    ("output.html.mathjax-support", Refused("MathJax is loaded from another site")),
    ("output.html.additional-css", Any),
    ("output.html.additional-js", Any),
    ("output.html.fold.enable", Only(Flag(false), "the list of chapters is always open")),
    ("output.html.fold.level", Refused("the list of chapters is always open")),
    ("output.html.playground.editable", Only(Flag(false), NO_PLAYGROUND)),
    ("output.html.playground.copyable", Must(Flag(false), "listings have their own Copy button")),
    ("output.html.playground.copy-js", Refused(NO_PLAYGROUND)),
    ("output.html.playground.line-numbers", Only(Flag(false), NO_PLAYGROUND)),
    ("output.html.playground.runnable", Must(Flag(false), "mdBook would ask another site to run them")),
    ("output.html.code.hidelines", Refused("the lines of a program that a page hides are fixed")),
    ("output.html.print.enable", Any),
    ("output.html.print.page-break", Only(Flag(true), "mdBook begins every chapter on a new page")),
    ("output.html.no-section-label", Any),
    ("output.html.search.enable", Must(Flag(false), OWN_SEARCH)),
    ("output.html.search.limit-results", Refused(OWN_SEARCH)),
    ("output.html.search.teaser-word-count", Refused(OWN_SEARCH)),
    ("output.html.search.use-boolean-and", Refused(OWN_SEARCH)),
    ("output.html.search.boost-title", Refused(OWN_SEARCH)),
    ("output.html.search.boost-hierarchy", Refused(OWN_SEARCH)),
    ("output.html.search.boost-paragraph", Refused(OWN_SEARCH)),
    ("output.html.search.expand", Refused(OWN_SEARCH)),
    ("output.html.search.heading-split-level", Refused(OWN_SEARCH)),
    ("output.html.search.copy-js", Refused(OWN_SEARCH)),
    ("output.html.search.chapter", Refused(OWN_SEARCH)),
    ("output.html.git-repository-url", Any),
    ("output.html.git-repository-icon", Any),
    ("output.html.input-404", Only(Text("404.md"), "the tool reads that page there")),
    ("output.html.site-url", Any),
    ("output.html.cname", Any),
    ("output.html.edit-url-template", Any),
    ("output.html.live-reload-endpoint", Refused("`cargo run` reloads pages by itself")),
    ("output.html.redirect", Any),
    ("output.html.hash-files", Must(Flag(false), "the scripts import each other by their names")),
    ("output.html.sidebar-header-nav", Only(Flag(true), "the theme always lists the headings of a page")),
];

impl Literal {
    /// Whether a value is this one.
    pub fn is(self, value: &Value) -> bool {
        match self {
            Self::Flag(flag) => value == &Value::Bool(flag),
            Self::Text(text) => value.as_str() == Some(text),
        }
    }
}

impl fmt::Display for Literal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Flag(flag) => write!(f, "{flag}"),
            Self::Text(text) => write!(f, "\"{text}\""),
        }
    }
}

/// Whether a path names a table with settings of its own. A table of an unknown name is none.
pub fn is_table(path: &str) -> bool {
    RULES.iter().any(|(name, _)| name.strip_prefix(path).is_some_and(|rest| rest.starts_with('.')))
}

/// The settings that have to be made, with their values and why.
pub fn required() -> impl Iterator<Item = (&'static str, Literal, &'static str)> {
    RULES.iter().filter_map(|(path, rule)| match rule {
        Must(wanted, why) => Some((*path, *wanted, *why)),
        _ => None,
    })
}

/// What is wrong with a setting and what to do, if it may not have this value.
pub fn wrong(path: &str, value: &Value) -> Option<(String, String)> {
    let refused = |why| (format!("the book does not follow `{path}`: {why}"), "take this setting out".into());
    let Some(rule) = rule(path) else {
        if is_table(path) {
            return Some((format!("`{path}` is a table of settings"), format!("write `[{path}]`")));
        }
        if let Some(why) = foreign_table(path) {
            return Some(refused(why));
        }
        // The first part of the path that is unknown.
        let ends = path.match_indices('.').map(|(end, _)| end).chain([path.len()]);
        let mut parts = ends.map(|end| &path[..end]);
        let unknown = parts.find(|part| !is_table(part)).unwrap_or(path);
        let name = unknown.rsplit('.').next().unwrap_or_default();
        return Some((format!("there is no setting `{path}`"), suggestion(name, siblings(unknown))));
    };
    match rule {
        Any => None,
        Refused(why) => Some(refused(why)),
        Must(wanted, _) | Only(wanted, _) if wanted.is(value) => None,
        Must(wanted, why) | Only(wanted, why) => {
            Some((format!("`{path}` must be {wanted}: {why}"), format!("set it to {wanted}")))
        }
        OneOf(names) => {
            let found = value.as_str().unwrap_or_default();
            let known = names.iter().any(|name| name.eq_ignore_ascii_case(found));
            let wrong =
                || (format!("`{path}` cannot be `{found}`"), suggestion(found, names.iter().copied()));
            (!known).then(wrong)
        }
    }
}

/// Why a table that mdBook allows cannot be in this book, if it is one.
fn foreign_table(path: &str) -> Option<&'static str> {
    let (kind, name) = path.split_once('.')?;
    match (kind, name.split('.').next()?) {
        ("output", name) if name != "html" => Some("the book has no other output than `html`"),
        ("preprocessor", name) if name != "handbook" => {
            Some("the checks would not see what another preprocessor changes")
        }
        _ => None,
    }
}

/// The rule for a setting or for the table that it is in.
fn rule(path: &str) -> Option<Rule> {
    let inside =
        |name: &str| path.strip_prefix(name).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'));
    RULES.iter().find(|(name, _)| inside(name)).map(|(_, rule)| *rule)
}

/// The names that may be written in place of the last part of `path`.
fn siblings(path: &str) -> Vec<&'static str> {
    let prefix = path.rfind('.').map_or("", |end| &path[..=end]);
    let names = RULES.iter().filter_map(|(name, _)| name.strip_prefix(prefix)?.split('.').next());
    let mut names: Vec<_> = names.collect();
    names.dedup();
    names
}

#[cfg(test)]
mod tests {
    use super::*;
    use mdbook_driver::config::{Config, HtmlConfig};
    use serde_json::Value;

    fn leaves(path: &str, value: &Value, into: &mut Vec<String>) {
        match value {
            Value::Object(table) if !table.is_empty() => {
                for (name, value) in table {
                    let path = if path.is_empty() { name.clone() } else { format!("{path}.{name}") };
                    leaves(&path, value, into);
                }
            }
            _ => into.push(path.to_string()),
        }
    }

    /// A newer mdBook may have more settings: each needs a rule here.
    #[test]
    fn every_setting_of_mdbook_has_a_rule() {
        let config = Config::default();
        let mut html = serde_json::to_value(HtmlConfig::default()).unwrap();
        html["search"] = serde_json::to_value(mdbook_driver::config::Search::default()).unwrap();
        let all = serde_json::json!({
            "book": serde_json::to_value(config.book).unwrap(),
            "build": serde_json::to_value(config.build).unwrap(),
            "rust": serde_json::to_value(config.rust).unwrap(),
            "output": { "html": html },
        });
        let mut paths = Vec::new();
        leaves("", &all, &mut paths);
        assert!(paths.len() > 40, "{paths:?}");
        for path in &paths {
            assert!(rule(path).is_some(), "{path} has no rule in RULES");
        }
        for (name, _) in RULES.iter().filter(|(name, _)| !name.starts_with("preprocessor")) {
            // `src` is left out where it is the default.
            assert!(*name == "book.src" || paths.iter().any(|path| path == name), "mdBook has no {name}");
        }
    }
}
