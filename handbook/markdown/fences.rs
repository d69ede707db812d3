//! Code fences, and the tags that say how each one is tested.

use crate::listing::Language;
use crate::nearest::suggestion;
use crate::problem::{Problem, Source};
use crate::raises::Expected;
use mdbook_markdown::pulldown_cmark::{CodeBlockKind, Event, Tag, TagEnd};
use std::ops::Range;

/// How a fence is tested, from its info string. There is no tag for "not at all".
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Test {
    /// `rust`: a whole program, compiled and run.
    Rust,
    /// `rust,skt-main`: statements; an async `main` is put around them.
    RustStatements,
    /// `compile_fail,E0277`: does not compile, for this reason.
    CompileFail(String),
    /// `python`: run by CPython, and ends well.
    Python,
    /// `python,raises,TypeError`: run by CPython, and ends with this exception.
    PythonRaises(Expected),
    /// `predict`: a question about a transcript.
    Predict,
    /// `console`: commands of this project, each held against its own command line.
    Console,
}

const TAGS: [&str; 7] = [
    "rust",
    "rust,skt-main",
    "compile_fail,E0000",
    "python",
    "python,raises,ExceptionName",
    "predict",
    "console",
];

impl Test {
    /// Reads an info string, and what the run of the fence reports: nothing if it is no tag.
    ///
    /// # Errors
    /// If a tag names an exception or a report in a wrong form: how to write it.
    fn parse(info: &str) -> Result<Option<(Self, Vec<String>)>, String> {
        let (before, reports) = match info.split_once(",reports,") {
            Some((before, reports)) => (before, reports.split(',').map(String::from).collect()),
            None => (info, Vec::new()),
        };
        let test = match before.strip_prefix("python,raises,") {
            Some(name) => Some(Expected::parse(name).map(Self::PythonRaises)?),
            None => Self::parse_words(before),
        };
        let Some(test) = test else { return Ok(None) };
        let kinds: &[&str] = match test {
            Self::Python | Self::PythonRaises(_) => {
                &["RuntimeWarning", "ResourceWarning", "DeprecationWarning", "log", "thread", "ignored"]
            }
            Self::Rust | Self::RustStatements => &["panic"],
            Self::CompileFail(_) | Self::Predict | Self::Console => &[],
        };
        match reports.iter().find(|kind| !kinds.contains(&kind.as_str())) {
            Some(kind) if kinds.is_empty() => {
                Err(format!("`{before}` cannot report `{kind}`: no run of it does"))
            }
            Some(kind) => {
                Err(format!("`{kind}` is nothing that a run reports; valid are: {}", kinds.join(", ")))
            }
            None => Ok(Some((test, reports))),
        }
    }

    fn parse_words(info: &str) -> Option<Self> {
        let is_code = |code: &str| {
            code.len() == 5 && code.starts_with('E') && code[1..].bytes().all(|b| b.is_ascii_digit())
        };
        match info.split(',').collect::<Vec<_>>()[..] {
            ["rust"] => Some(Self::Rust),
            ["rust", "skt-main"] => Some(Self::RustStatements),
            ["compile_fail", code] if is_code(code) => Some(Self::CompileFail(code.to_string())),
            ["python"] => Some(Self::Python),
            ["predict"] => Some(Self::Predict),
            ["console"] => Some(Self::Console),
            _ => None,
        }
    }

    /// The language that the fence is written in, if it is code.
    pub fn language(&self) -> Option<Language> {
        match self {
            Self::Rust | Self::RustStatements | Self::CompileFail(_) => Some(Language::Rust),
            Self::Python | Self::PythonRaises(_) => Some(Language::Python),
            Self::Predict | Self::Console => None,
        }
    }
}

/// A fence in a Markdown text.
#[derive(Debug, Clone)]
pub struct Fence {
    /// How it is tested.
    pub test: Test,
    /// The kinds of what its run reports on standard error, in order.
    pub reports: Vec<String>,
    /// What stands in it.
    pub code: String,
    /// From the first backtick (or tilde) of its first line to the last of its last.
    pub span: Range<usize>,
    /// The bytes between these two lines.
    pub inner: Range<usize>,
}

/// A fence that is being read.
struct Open {
    info: String,
    span: Range<usize>,
    code: String,
    inner: Option<Range<usize>>,
}

/// Finds every fence of a text, and what is wrong with them.
pub fn fences(source: &Source) -> (Vec<Fence>, Vec<Problem>) {
    let mut fences = Vec::new();
    let mut problems = Vec::new();
    let mut open: Option<Open> = None;
    for (event, span) in super::events(&source.text) {
        match event {
            Event::Start(Tag::CodeBlock(CodeBlockKind::Indented)) => {
                let problem =
                    Problem::at(source, span, "an indented code block: it has no tag, so nothing tests it");
                problems.push(problem.mend("put it between ``` fences, with a tag"));
            }
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) => {
                open = Some(Open { info: info.to_string(), span, code: String::new(), inner: None });
            }
            Event::Text(text) => {
                if let Some(open) = &mut open {
                    open.code.push_str(&text);
                    let start = open.inner.as_ref().map_or(span.start, |inner| inner.start);
                    open.inner = Some(start..span.end);
                }
            }
            Event::End(TagEnd::CodeBlock) => match open.take().map(|open| close(source, open)) {
                Some(Ok(fence)) => fences.push(fence),
                Some(Err(problem)) => problems.push(problem),
                None => {}
            },
            _ => {}
        }
    }
    (fences, problems)
}

/// Whether rustdoc and skeptic leave out a line of Rust, or a part of it.
fn is_hidden(line: &str) -> bool {
    let line = line.trim();
    line == "#" || line.starts_with("# ") || line.starts_with("##")
}

fn close(source: &Source, open: Open) -> Result<Fence, Problem> {
    let Open { info, span, code, inner } = open;
    let text = &source.text;
    let line = source.line(source.line_of(span.start));
    let opening = span.start.max(line.start)..line.end;
    let inner = inner.unwrap_or_else(|| {
        let start = span.end.min(line.end + 1);
        start..start
    });
    // What comes after the code: the fence again, behind what a list or a quotation puts before it.
    let end = text[inner.end..span.end].trim_matches(|c: char| c.is_whitespace() || c == '>');
    if end.is_empty() {
        let fence = text[span.clone()].chars().next().unwrap_or('`');
        let length = text[span].chars().take_while(|c| *c == fence).count();
        let problem = Problem::at(source, opening, "this fence is not closed: all that follows stands in it");
        return Err(problem.mend(format!("end it with {}", fence.to_string().repeat(length))));
    }
    let test = Test::parse(&info).map_err(|wrong| {
        let message = format!("`{info}` does not say how it ends");
        Problem::at(source, opening.clone(), message).mend(wrong)
    })?;
    if let Some((test, reports)) = test {
        if test == Test::Predict && text[inner.clone()].replace("\r\n", "\n") != code {
            let problem = Problem::at(source, opening, "a question stands in no list and no quotation");
            return Err(problem.mend("begin its lines at the margin"));
        }
        if test.language() == Some(Language::Rust)
            && let Some(index) = code.lines().position(is_hidden)
        {
            let line = source.line(source.line_of(inner.start) + index);
            let message = "tools for documentation hide or change this line: the program shown would not be the one that is tested";
            let fix = "show the whole program; in a string, write \\x23 for the #";
            return Err(Problem::at(source, line, message).mend(fix));
        }
        return Ok(Fence { test, reports, code, span, inner });
    }
    let message = match info.as_str() {
        "" => "a fence without a tag: nothing tests it".to_string(),
        "compile_fail" => "`compile_fail` does not say which error it expects".to_string(),
        info => format!("`{info}` is no fence tag: nothing tests it"),
    };
    Err(Problem::at(source, opening, message).mend(suggestion(&info, TAGS)))
}
