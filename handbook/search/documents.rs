//! The sections of a built page, each with its words by where they stand.

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{
    BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts, states::RawKind,
};
use std::cell::RefCell;
use std::path::Path;

/// Elements without an end tag.
const VOID: [&str; 14] = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr",
    "path",
];

/// Elements between whose text and the text around it is no gap.
const INLINE: [&str; 9] = ["a", "b", "em", "i", "small", "span", "strong", "sup", "wbr"];

/// An `h1` or `h2` and what follows it.
#[derive(Debug, Clone, Default)]
pub struct Section {
    /// The page, as its address has it: `patterns/gather.html`.
    pub page: String,
    /// The id of the heading.
    pub id: String,
    /// The heading.
    pub title: String,
    /// The heading of the page.
    pub page_title: String,
    /// Paragraphs, lists and tables, without code.
    pub prose: String,
    /// The captions of the programs.
    pub captions: String,
    /// Code in sentences.
    pub code: String,
    /// The programs.
    pub programs: String,
    /// What the programs print.
    pub transcripts: String,
    /// What a result shows: paragraphs with their code, a line each.
    pub text: String,
}

impl Section {
    /// Whether it is the first section of its page.
    pub fn is_first(&self) -> bool {
        self.title == self.page_title
    }

    /// Its address within the site.
    pub fn address(&self) -> String {
        format!("{}#{}", self.page, self.id)
    }
}

/// The sections of a page.
pub fn sections(path: &Path, page: &str) -> Vec<Section> {
    let reader = Reader { page: path.to_string_lossy().replace('\\', "/"), ..Reader::default() };
    let tokenizer = Tokenizer::new(Sink(RefCell::new(reader)), TokenizerOpts::default());
    let input = BufferQueue::default();
    input.push_back(StrTendril::from(page));
    let _ = tokenizer.feed(&input);
    tokenizer.end();
    let mut sections = tokenizer.sink.0.into_inner().sections;
    let title = sections.first().map(|section| section.title.clone()).unwrap_or_default();
    sections.iter_mut().for_each(|section| section.page_title.clone_from(&title));
    sections
}

#[derive(Default)]
struct Reader {
    page: String,
    sections: Vec<Section>,
    /// The open elements within `main`, and whether each is a transcript.
    open: Vec<(String, bool)>,
    in_main: bool,
    /// Whether the next text begins a new word.
    gap: bool,
}

struct Sink(RefCell<Reader>);

impl TokenSink for Sink {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        let mut reader = self.0.borrow_mut();
        match token {
            Token::CharacterTokens(text) => reader.text(&text),
            Token::TagToken(tag) => {
                reader.tag(&tag);
                if tag.kind == TagKind::StartTag {
                    return match &*tag.name {
                        "script" => TokenSinkResult::RawData(RawKind::ScriptData),
                        "style" => TokenSinkResult::RawData(RawKind::Rawtext),
                        "title" | "textarea" => TokenSinkResult::RawData(RawKind::Rcdata),
                        _ => TokenSinkResult::Continue,
                    };
                }
            }
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

impl Reader {
    fn tag(&mut self, tag: &Tag) {
        let name = &*tag.name;
        if name == "main" {
            self.in_main = tag.kind == TagKind::StartTag;
        }
        if !self.in_main || name == "main" {
            return;
        }
        if !INLINE.contains(&name) {
            self.gap = true;
            if name != "code"
                && let Some(section) = self.sections.last_mut()
                && !section.text.ends_with('\n')
            {
                section.text.push('\n');
            }
        }
        if VOID.contains(&name) || tag.self_closing {
            return;
        }
        if tag.kind == TagKind::EndTag {
            if let Some(at) = self.open.iter().rposition(|(open, _)| open == name) {
                self.open.truncate(at);
            }
            return;
        }
        let attribute = |key: &str| {
            let found = tag.attrs.iter().find(|attribute| &*attribute.name.local == key);
            found.map(|attribute| attribute.value.to_string()).unwrap_or_default()
        };
        if name == "h1" || name == "h2" {
            let (page, id) = (self.page.clone(), attribute("id"));
            self.sections.push(Section { page, id, ..Section::default() });
        }
        self.open.push((name.to_string(), attribute("class").split(' ').any(|class| class == "transcript")));
    }

    fn text(&mut self, text: &str) {
        let within = |names: &[&str]| self.open.iter().any(|(open, _)| names.contains(&&**open));
        let transcript = self.open.iter().any(|(_, transcript)| *transcript);
        let (heading, pre, code) = (within(&["h1", "h2"]), within(&["pre"]), within(&["code"]));
        let (caption, drawn) = (within(&["figcaption"]), within(&["svg", "script", "style", "button"]));
        let Some(section) = self.sections.last_mut().filter(|_| self.in_main && !drawn) else {
            return;
        };
        let gap = std::mem::take(&mut self.gap);
        if !heading && !pre {
            section.text.push_str(text);
        }
        let field = match () {
            () if heading => &mut section.title,
            () if pre && transcript => &mut section.transcripts,
            () if pre => &mut section.programs,
            () if code => &mut section.code,
            () if caption => &mut section.captions,
            () => &mut section.prose,
        };
        if gap {
            field.push(' ');
        }
        field.push_str(text);
    }
}
