//! The words of a card, as HTML for a page or for a card that stands alone.

use crate::page::inline::sentence;
use crate::page::link;
use maud::{Markup, PreEscaped};
use mdbook_markdown::pulldown_cmark::{Event, Tag, TagEnd, html};
use std::path::{Component, Path, PathBuf};

/// A question or an answer.
#[derive(Debug, Clone)]
pub enum Words {
    /// From a TOML file: `backticks` mean code.
    Sentence(String),
    /// From a chapter, at this path.
    Markdown(String, PathBuf),
}

impl Words {
    /// As a page shows them, with links that start at the chapter `from`; without one, without links.
    pub fn html(&self, from: Option<&Path>) -> Markup {
        match self {
            Self::Sentence(text) => sentence(text),
            Self::Markdown(text, chapter) => markdown(text, chapter, from),
        }
    }
}

/// The paragraphs of a text, without the marks of a quotation.
fn markdown(text: &str, chapter: &Path, from: Option<&Path>) -> Markup {
    let events = crate::markdown::events(text).map(|(event, _)| event);
    let events = events.filter_map(|event| match event {
        Event::Start(Tag::BlockQuote(_) | Tag::Paragraph)
        | Event::End(TagEnd::BlockQuote(_) | TagEnd::Paragraph) => None,
        Event::SoftBreak => Some(Event::Text(" ".into())),
        Event::Start(Tag::Link { link_type, dest_url, title, id }) => {
            let dest_url = target(&dest_url, chapter, from?).into();
            Some(Event::Start(Tag::Link { link_type, dest_url, title, id }))
        }
        Event::End(TagEnd::Link) => from.map(|_| Event::End(TagEnd::Link)),
        event => Some(event),
    });
    let mut written = String::new();
    html::push_html(&mut written, events);
    PreEscaped(written)
}

/// A link of one chapter, as it is written in another.
fn target(written: &str, chapter: &Path, from: &Path) -> String {
    if written.contains(':') {
        return written.to_string();
    }
    let (path, anchor) = written.split_once('#').unwrap_or((written, ""));
    let mut to = chapter.to_path_buf();
    if !path.is_empty() {
        to.pop();
        for component in Path::new(path).components() {
            match component {
                Component::ParentDir => drop(to.pop()),
                other => to.push(other),
            }
        }
    }
    link(&to, anchor, from).trim_end_matches('#').to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quotation_keeps_its_code_and_its_links_lead_from_where_it_stands_now() {
        let text = "> Only `await` **waits**, as [there](../patterns/gather.md#trap) and [here](#top)\n> and [out](https://example.org/).\n";
        let words = Words::Markdown(text.into(), "src/questions/basics.md".into());
        assert_eq!(
            words.html(Some(Path::new("src/practice.md"))).into_string(),
            "Only <code>await</code> <strong>waits</strong>, as <a href=\"patterns/gather.html#trap\">there</a> and <a href=\"questions/basics.html#top\">here</a> and <a href=\"https://example.org/\">out</a>."
        );
        assert!(!words.html(None).into_string().contains("<a"));
    }
}
