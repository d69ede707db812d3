//! Headings and links of a Markdown text.

use crate::problem::{Problem, Source};
use mdbook_markdown::pulldown_cmark::{Event, Tag, TagEnd};
use std::collections::BTreeMap;
use std::ops::Range;

/// A heading.
#[derive(Debug, Clone)]
pub struct Heading {
    /// From 1 to 6.
    pub level: usize,
    /// Its words.
    pub text: String,
    /// The id that mdBook gives it.
    pub id: String,
    /// The bytes of its line or lines.
    pub span: Range<usize>,
}

/// Two headings of one chapter that get the same id: a link to it would find only the first.
pub fn duplicate_ids(source: &Source, headings: &[Heading]) -> Vec<Problem> {
    let mut problems = Vec::new();
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    for Heading { id, span, .. } in headings {
        match seen.get(id.as_str()) {
            Some(line) => {
                let message = format!("this heading has the same id as the one on line {line}: #{id}");
                problems.push(Problem::at(source, span.clone(), message).mend("word it differently"));
            }
            None => {
                seen.insert(id, source.line_of(span.start));
            }
        }
    }
    problems
}

/// The headings of a text.
pub fn headings(source: &Source) -> Vec<Heading> {
    let mut headings: Vec<Heading> = Vec::new();
    let mut open = false;
    for (event, span) in super::events(&source.text) {
        match event {
            Event::Start(Tag::Heading { level, id, .. }) => {
                let id = id.map(|id| id.to_string()).unwrap_or_default();
                headings.push(Heading { level: level as usize, text: String::new(), id, span });
                open = true;
            }
            Event::Text(text) | Event::Code(text) if open => {
                if let Some(heading) = headings.last_mut() {
                    heading.text.push_str(&text);
                }
            }
            Event::End(TagEnd::Heading(_)) => open = false,
            _ => {}
        }
    }
    for heading in headings.iter_mut().filter(|heading| heading.id.is_empty()) {
        heading.id = id_of(&heading.text);
    }
    headings
}

/// The id that mdBook gives to a heading, before it tells equal ones apart with numbers.
fn id_of(heading: &str) -> String {
    let kept = |character: char| match character {
        '_' | '-' => Some(character),
        _ if character.is_alphanumeric() => Some(character),
        _ if character.is_whitespace() => Some('-'),
        _ => None,
    };
    heading.trim().to_lowercase().chars().filter_map(kept).collect()
}

/// The targets of all links and images of a text, as written, with their places.
pub fn links(source: &Source) -> Vec<(String, Range<usize>)> {
    let mut links = Vec::new();
    for (event, span) in super::events(&source.text) {
        if let Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) = event {
            links.push((dest_url.to_string(), span));
        }
    }
    links
}
