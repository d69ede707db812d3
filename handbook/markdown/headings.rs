//! Headings and links of a Markdown text.

use crate::problem::{Problem, Source};
use mdbook_markdown::pulldown_cmark::{Event, Tag, TagEnd};
use std::collections::BTreeMap;
use std::ops::Range;

/// Two headings of one chapter that get the same id: a link to it would find only the first.
pub fn duplicate_ids(source: &Source) -> Vec<Problem> {
    let mut problems = Vec::new();
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    let mut open: Option<(Option<String>, String, Range<usize>)> = None;
    for (event, span) in super::events(&source.text) {
        match event {
            Event::Start(Tag::Heading { id, .. }) => {
                open = Some((id.map(|id| id.to_string()), String::new(), span))
            }
            Event::Text(text) | Event::Code(text) => {
                if let Some((_, heading, _)) = &mut open {
                    heading.push_str(&text);
                }
            }
            Event::End(TagEnd::Heading(_)) => {
                let Some((id, heading, span)) = open.take() else {
                    continue;
                };
                let id = id.unwrap_or_else(|| id_of(&heading));
                match seen.get(&id) {
                    Some(line) => {
                        let message = format!(
                            "this heading has the same id as the one on line {line}: #{id}"
                        );
                        problems
                            .push(Problem::at(source, span, message).mend("word it differently"));
                    }
                    None => {
                        seen.insert(id, source.line_of(span.start));
                    }
                }
            }
            _ => {}
        }
    }
    problems
}

/// The id that mdBook gives to a heading, before it tells equal ones apart with numbers.
fn id_of(heading: &str) -> String {
    let kept = |character: char| match character {
        '_' | '-' => Some(character),
        _ if character.is_alphanumeric() => Some(character),
        _ if character.is_whitespace() => Some('-'),
        _ => None,
    };
    heading
        .trim()
        .to_lowercase()
        .chars()
        .filter_map(kept)
        .collect()
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
