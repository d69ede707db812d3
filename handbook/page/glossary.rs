//! The glossary, and the links to it: a chapter's first use of a term is one.

use super::{Context, inline::sentence, link};
use crate::catalogue::Term;
use crate::markdown::{self, chapter::Chapter};
use maud::{Markup, html};
use mdbook_markdown::pulldown_cmark::{Event, Tag, TagEnd};
use std::collections::BTreeSet;
use std::ops::Range;
use std::path::Path;

const CHAPTER: &str = "src/glossary.md";

/// Where terms are not looked for: the glossary itself, and the page that stands at any address.
const WITHOUT: [&str; 2] = [CHAPTER, "src/404.md"];

/// Every term with what it means.
pub fn glossary(context: &Context) -> Markup {
    html! {
        dl.glossary {
            @for term in &context.catalogue.glossary {
                dt id=(term.anchor()) { (term.name) }
                dd { (sentence(&term.means)) }
            }
        }
    }
}

/// The first use of each term in the running text of a chapter, and the link that it becomes.
pub fn first_uses(context: &Context, chapter: &Chapter) -> Vec<(Range<usize>, Markup)> {
    let mut links = Vec::new();
    if WITHOUT.iter().any(|without| chapter.path == Path::new(without)) {
        return links;
    }
    let mut forms: Vec<(&str, &Term)> = Vec::new();
    for term in &context.catalogue.glossary {
        forms.push((&term.name, term));
        forms.extend(term.forms.iter().map(|form| (form.as_str(), term)));
    }
    // Of two that begin at one place the longer is meant.
    forms.sort_by_key(|(form, _)| std::cmp::Reverse(form.len()));
    let mut used = BTreeSet::new();
    for span in running_text(chapter) {
        let text = &chapter.text[span.clone()];
        let mut at = 0;
        while let Some(place) = next_word(text, at) {
            let found = forms.iter().find(|(form, _)| stands_at(text, place, form));
            at = place + found.map_or(1, |(form, _)| form.len());
            if let Some((form, term)) = found
                && !chapter.has_directive_at(span.start + place)
                && used.insert(&term.name)
            {
                let written = &text[place..place + form.len()];
                let to = link(Path::new(CHAPTER), &term.anchor(), &chapter.path);
                let place = span.start + place;
                links.push((place..place + form.len(), html! { a.term href=(to) { (written) } }));
            }
        }
    }
    links
}

/// The text of paragraphs, lists and tables: no headings, links, code or quotations, which are spoken.
fn running_text(chapter: &Chapter) -> Vec<Range<usize>> {
    let mut ranges = Vec::new();
    let mut depth = 0_usize;
    for (event, span) in markdown::events(&chapter.text) {
        match event {
            Event::Start(
                Tag::Heading { .. }
                | Tag::Link { .. }
                | Tag::Image { .. }
                | Tag::CodeBlock(_)
                | Tag::BlockQuote(_)
                | Tag::HtmlBlock,
            ) => depth += 1,
            Event::End(
                TagEnd::Heading(_)
                | TagEnd::Link
                | TagEnd::Image
                | TagEnd::CodeBlock
                | TagEnd::BlockQuote(_)
                | TagEnd::HtmlBlock,
            ) => depth -= 1,
            // Where an entity or an escape stands in it, its bytes are not those of the file.
            Event::Text(text) if depth == 0 && chapter.text[span.clone()] == *text => {
                ranges.push(span);
            }
            _ => {}
        }
    }
    ranges
}

/// Where the next word begins.
fn next_word(text: &str, from: usize) -> Option<usize> {
    let mut before = text[..from].chars().next_back();
    for (place, character) in text[from..].char_indices() {
        if is_of_word(character) && !before.is_some_and(is_of_word) {
            return Some(from + place);
        }
        before = Some(character);
    }
    None
}

/// Whether a form stands there as whole words; its first letter may be a capital.
fn stands_at(text: &str, place: usize, form: &str) -> bool {
    let Some(written) = text.get(place..place + form.len()) else {
        return false;
    };
    let ends = !text[place + form.len()..].chars().next().is_some_and(is_of_word);
    let (mut one, mut other) = (written.chars(), form.chars());
    let first =
        one.next().map(|it| it.to_ascii_lowercase()) == other.next().map(|it| it.to_ascii_lowercase());
    ends && first && one.as_str() == other.as_str()
}

fn is_of_word(character: char) -> bool {
    character.is_alphanumeric() || matches!(character, '-' | '_')
}
