//! Reads the elements of a built page, and changes their attributes.

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{
    BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts, states::RawKind,
};
use std::cell::RefCell;

/// A start tag: its name and its attributes.
pub type Element = (String, Vec<(String, String)>);

/// Every start tag of a page, in order.
pub fn elements(page: &str) -> Vec<Element> {
    let tokenizer = Tokenizer::new(Elements::default(), TokenizerOpts::default());
    let input = BufferQueue::default();
    input.push_back(StrTendril::from(page));
    let _ = tokenizer.feed(&input);
    tokenizer.end();
    tokenizer.sink.0.into_inner()
}

#[derive(Default)]
struct Elements(RefCell<Vec<Element>>);

impl TokenSink for Elements {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        let Token::TagToken(Tag { kind: TagKind::StartTag, name, attrs, .. }) = token else {
            return TokenSinkResult::Continue;
        };
        let attributes = attrs
            .into_iter()
            .map(|attribute| (attribute.name.local.to_string(), attribute.value.to_string()));
        self.0.borrow_mut().push((name.to_string(), attributes.collect()));
        match &*name {
            "script" => TokenSinkResult::RawData(RawKind::ScriptData),
            "style" => TokenSinkResult::RawData(RawKind::Rawtext),
            "title" | "textarea" => TokenSinkResult::RawData(RawKind::Rcdata),
            _ => TokenSinkResult::Continue,
        }
    }
}

/// A page in which the values of some attributes are replaced; none where one is not written as
/// `name="value"`. `new` gets the name and the value of each attribute.
pub fn rewrite(page: &str, new: impl Fn(&str, &str) -> Option<String>) -> Option<String> {
    let mut text = String::with_capacity(page.len());
    for (piece, element) in pieces(page) {
        let mut piece = piece.to_string();
        for (name, value) in element.iter().flat_map(|(_, attributes)| attributes) {
            let Some(new) = new(name, value) else { continue };
            // The tag is the end of its piece.
            let written = format!(" {name}=\"{value}\"");
            let at = piece.rfind(&written)?;
            piece.replace_range(at..at + written.len(), &format!(" {name}=\"{new}\""));
        }
        text.push_str(&piece);
    }
    Some(text)
}

/// A page in which the first element of this name has another attribute.
pub fn with_attribute(page: &str, element: &str, name: &str, value: &str) -> Option<String> {
    let mut end = 0;
    for (piece, found) in pieces(page) {
        end += piece.len();
        if found.is_some_and(|(tag, _)| tag == element) {
            let (before, after) = page.split_at(end - 1);
            return Some(format!("{before} {name}=\"{value}\"{after}"));
        }
    }
    None
}

/// A page in pieces: each ends with a start tag, except for the last one.
fn pieces(page: &str) -> impl Iterator<Item = (&str, Option<Element>)> {
    let tokenizer = Tokenizer::new(NextTag::default(), TokenizerOpts::default());
    let input = BufferQueue::default();
    input.push_back(StrTendril::from(page));
    let mut rest = Some(page);
    std::iter::from_fn(move || {
        let here = rest.take()?;
        let _ = tokenizer.feed(&input);
        let Some(element) = tokenizer.sink.0.borrow_mut().take() else { return Some((here, None)) };
        let left = input.pop_front().unwrap_or_default();
        let (piece, after) = here.split_at(here.len() - left.len());
        input.push_front(left);
        rest = Some(after);
        Some((piece, Some(element)))
    })
}

/// Stops the tokenizer after each start tag. Our pages have no scripts inside, so that the text
/// after a script's tag may be read as any other.
#[derive(Default)]
struct NextTag(RefCell<Option<Element>>);

impl TokenSink for NextTag {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        let Token::TagToken(Tag { kind: TagKind::StartTag, name, attrs, .. }) = token else {
            return TokenSinkResult::Continue;
        };
        match &*name {
            "style" => TokenSinkResult::RawData(RawKind::Rawtext),
            "title" | "textarea" => TokenSinkResult::RawData(RawKind::Rcdata),
            tag => {
                let attributes = attrs.iter().map(|it| (it.name.local.to_string(), it.value.to_string()));
                *self.0.borrow_mut() = Some((tag.to_string(), attributes.collect()));
                TokenSinkResult::Script(())
            }
        }
    }
}
