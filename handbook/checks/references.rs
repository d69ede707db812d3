//! References inside a text: `[words][name]`, `[name]` and footnotes, with their definitions.

use crate::markdown;
use crate::problem::{Problem, Source};
use mdbook_markdown::pulldown_cmark::{BrokenLink, CowStr, Event, LinkType, Options, Parser, Tag, TagEnd};
use regex::Regex;
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::LazyLock;

static FOOTNOTE: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"\[\^([^\]\s]+)\]").expect("a pattern"));
static DEFINITION: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"(?m)^[ >]*\[([^\]^\n][^\]\n]*)\]:").expect("a pattern"));

/// What mdBook turns on, for a parser that reports references without a definition.
pub fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_SMART_PUNCTUATION
        | Options::ENABLE_DEFINITION_LIST
        | Options::ENABLE_GFM
}

/// References that nothing defines, and definitions that nothing uses.
pub fn check(chapter: &Source) -> Vec<Problem> {
    let mut problems = links(chapter);
    problems.extend(footnotes(chapter));
    problems
}

fn links(chapter: &Source) -> Vec<Problem> {
    let text: &str = &chapter.text;
    let broken = RefCell::new(Vec::new());
    let note = |link: BrokenLink| {
        broken.borrow_mut().push((link.span, link.reference.to_string()));
        None::<(CowStr, CowStr)>
    };
    let parser = Parser::new_with_broken_link_callback(text, options(), Some(note));
    let defined: BTreeMap<String, Range<usize>> = parser
        .reference_definitions()
        .iter()
        .map(|(label, definition)| (label.to_lowercase(), definition.span.clone()))
        .collect();
    let mut used = BTreeSet::new();
    let mut literal = Vec::new();
    for (event, span) in parser.into_offset_iter() {
        match event {
            Event::Start(Tag::Link { link_type, id, .. } | Tag::Image { link_type, id, .. }) => {
                if matches!(link_type, LinkType::Reference | LinkType::Collapsed | LinkType::Shortcut) {
                    used.insert(id.to_lowercase());
                }
            }
            Event::Code(_) | Event::Start(Tag::CodeBlock(_) | Tag::HtmlBlock) => literal.push(span),
            _ => {}
        }
    }
    let mut problems = Vec::new();
    let broken = broken.into_inner();
    let footnote = |reference: &str| reference.starts_with('^');
    let mut seen = BTreeSet::new();
    for (span, reference) in broken.into_iter().filter(|(_, reference)| !footnote(reference)) {
        // The parser asks more than once, and knows nothing of tasks in lists.
        if seen.insert(span.start) && !matches!(reference.as_str(), " " | "x" | "X") {
            let problem = Problem::at(chapter, span, format!("nothing defines the reference `{reference}`"));
            problems.push(problem.mend(format!(
                "define it on a line of its own: [{reference}]: chapter.md; or write \\[ for a bracket"
            )));
        }
    }
    for found in DEFINITION.captures_iter(text) {
        let (Some(whole), Some(label)) = (found.get(0), found.get(1)) else { continue };
        let (at, label) = (label.start() - 1..whole.end(), label.as_str());
        if literal.iter().any(|literal| literal.contains(&at.start)) {
            continue;
        }
        match defined.get(&label.to_lowercase()) {
            Some(span) if !span.contains(&at.start) && span.start != at.start => {
                let problem = Problem::at(chapter, at, format!("`{label}` is defined twice"));
                problems.push(problem.mend("delete one of the two definitions"));
            }
            Some(_) if !used.contains(&label.to_lowercase()) => {
                let problem = Problem::at(chapter, at, format!("nothing uses the definition of `{label}`"));
                problems.push(problem.mend("delete it"));
            }
            _ => {}
        }
    }
    problems
}

fn footnotes(chapter: &Source) -> Vec<Problem> {
    let text: &str = &chapter.text;
    let (mut used, mut defined) = (BTreeSet::new(), BTreeMap::new());
    let (mut known, mut literal) = (Vec::new(), Vec::new());
    let mut problems = Vec::new();
    let mut code = None;
    for (event, span) in markdown::events(text) {
        match event {
            Event::FootnoteReference(name) => {
                used.insert(name.to_string());
                known.push(span);
            }
            Event::Start(Tag::FootnoteDefinition(name)) => {
                known.push(span.start..span.start + name.len() + 3);
                if defined.insert(name.to_string(), span.clone()).is_some() {
                    let problem = Problem::on_line(
                        chapter,
                        chapter.line_of(span.start),
                        format!("the footnote `{name}` is defined twice"),
                    );
                    problems.push(problem.mend("delete one of the two"));
                }
            }
            Event::Start(Tag::CodeBlock(_)) => code = Some(span.start),
            Event::End(TagEnd::CodeBlock) => literal.extend(code.take().map(|start| start..span.end)),
            Event::Code(_) | Event::Html(_) | Event::InlineHtml(_) => literal.push(span),
            _ => {}
        }
    }
    for found in FOOTNOTE.find_iter(text) {
        let at = |ranges: &[Range<usize>]| ranges.iter().any(|range| range.contains(&found.start()));
        if !at(&known) && !at(&literal) && !text[..found.start()].ends_with('\\') {
            let message = format!("nothing defines the footnote {}", found.as_str());
            let problem = Problem::at(chapter, found.range(), message);
            problems.push(problem.mend(format!("define it on a line of its own: {}: words", found.as_str())));
        }
    }
    for (name, span) in defined.iter().filter(|(name, _)| !used.contains(*name)) {
        let line = chapter.line_of(span.start);
        let problem = Problem::on_line(chapter, line, format!("nothing refers to the footnote `{name}`"));
        problems.push(problem.mend(format!("write [^{name}] in a sentence, or delete it")));
    }
    problems
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_options_are_those_of_mdbook() {
        let text = "# A {#b}\n\n~~a~~ \"q\"... [^1]\n\n- [ ] t\n\n| a |\n|---|\n| b |\n\nterm\n: means\n\n> [!NOTE]\n> n\n\n[^1]: f\n";
        let ours: Vec<_> = Parser::new_ext(text, options()).into_offset_iter().collect();
        assert_eq!(ours, markdown::events(text).collect::<Vec<_>>());
    }
}
