//! HTML inside a text: only what the book has a use for, each tag closed where it was opened.

use crate::markdown;
use crate::problem::{Problem, Source};
use mdbook_markdown::pulldown_cmark::{Event, Tag, TagEnd};
use regex::Regex;
use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::LazyLock;

/// The tags that a chapter may have, each with its attributes and what they may be. An empty value
/// stands for any.
const ALLOWED: [(&str, &[(&str, &str)]); 12] = [
    ("abbr", &[("title", "")]),
    ("br", &[]),
    ("details", &[("open", "")]),
    // A list in it is drawn as a tree. The other two are for the page for what is not found.
    ("div", &[("class", "decision"), ("role", "heading"), ("aria-level", "1")]),
    ("em", &[]),
    ("kbd", &[]),
    ("span", &[("lang", "")]),
    ("strong", &[]),
    ("sub", &[]),
    ("summary", &[]),
    ("sup", &[]),
    ("wbr", &[]),
];

/// Tags without an end.
const VOID: [&str; 2] = ["br", "wbr"];

/// Tags that HTML has and a chapter has no use for, with what to do instead.
const REFUSED: [(&[&str], &str); 6] = [
    (
        &["pre", "samp", "output", "xmp", "listing", "plaintext", "textarea", "code", "tt", "var"],
        "output comes from a run: {{#excerpt slug 0 300}}; code stands between ``` or backticks",
    ),
    (&["script", "style", "link", "noscript", "template"], "put it in a file in theme/"),
    (
        &["img", "picture", "svg", "video", "audio", "source", "canvas"],
        "write an image: ![what it shows](file.svg)",
    ),
    (&["a"], "write a link: [words](chapter.md)"),
    (
        &[
            "h1",
            "h2",
            "h3",
            "h4",
            "h5",
            "h6",
            "p",
            "b",
            "i",
            "ul",
            "ol",
            "li",
            "hr",
            "blockquote",
            "u",
            "s",
            "del",
            "ins",
            "mark",
            "small",
            "center",
            "font",
        ],
        "write it in Markdown",
    ),
    (
        &[
            "table",
            "thead",
            "tbody",
            "tr",
            "td",
            "th",
            "dl",
            "dt",
            "dd",
            "iframe",
            "object",
            "embed",
            "form",
            "input",
            "button",
            "select",
            "dialog",
            "section",
            "article",
            "aside",
            "header",
            "footer",
            "nav",
            "main",
            "figure",
            "figcaption",
            "math",
            "body",
            "html",
            "head",
            "meta",
            "title",
            "base",
        ],
        "a chapter has no use for it: delete it",
    ),
];

static TAG: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r#"(?s)<(?<end>/?)(?<name>[A-Za-z][^\s/>]*)(?<rest>(?:"[^"]*"|'[^']*'|[^'">])*)>"#)
        .expect("a pattern")
});
static ATTRIBUTE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r#"(?s)(?<name>[^\s"'>/=]+)(?:\s*=\s*(?:"(?<double>[^"]*)"|'(?<single>[^']*)'|(?<bare>[^\s"'>]+)))?"#,
    )
    .expect("a pattern")
});

/// What is wrong with the HTML of a text.
pub fn check(chapter: &Source) -> Vec<Problem> {
    let mut problems = Vec::new();
    let mut unknown = BTreeSet::new();
    let mut open: Vec<(String, Range<usize>)> = Vec::new();
    for piece in pieces(chapter) {
        let text = &chapter.text[piece.clone()];
        let comments = markdown::comments(text);
        for comment in &comments {
            if !text[comment.clone()].ends_with("-->") {
                let span = piece.start + comment.start..piece.start + comment.end;
                let problem =
                    Problem::at(chapter, span, "this comment is not closed: all that follows is in it");
                problems.push(problem.mend("end it with -->"));
            }
        }
        let commented = |at: usize| comments.iter().any(|comment| comment.contains(&at));
        let mut tagged = false;
        for found in TAG.captures_iter(text) {
            let (Some(whole), Some(name)) = (found.get(0), found.name("name")) else { continue };
            if commented(whole.start()) {
                continue;
            }
            tagged = true;
            let span = piece.start + whole.start()..piece.start + whole.end();
            let written = name.as_str();
            let name = written.to_ascii_lowercase();
            if let Some(problem) = refused(chapter, span.clone(), written, whole.as_str()) {
                // Its end is part of the same mistake.
                let is_new = unknown.insert(name);
                if is_new || found["end"].is_empty() {
                    problems.push(problem);
                }
                continue;
            }
            let rest = found.name("rest").map_or("", |rest| rest.as_str());
            let is_end = found.name("end").is_some_and(|end| !end.is_empty());
            if !is_end {
                problems.extend(attributes(chapter, span.clone(), &name, rest));
            }
            if VOID.contains(&name.as_str()) {
                continue;
            }
            if !is_end {
                open.push((name, span));
            } else if open.last().is_some_and(|(last, _)| *last == name) {
                open.pop();
            } else {
                let problem = Problem::at(chapter, span, format!("</{name}> closes no <{name}> here"));
                problems.push(match open.last() {
                    Some((last, _)) => problem.mend(format!("close <{last}> first, or delete this tag")),
                    None => problem.mend("delete it"),
                });
            }
        }
        if !tagged && comments.is_empty() && text.trim_start().starts_with('<') {
            let end = text.find('\n').unwrap_or(text.len());
            let problem =
                Problem::at(chapter, piece.start..piece.start + end, "this is read as HTML and not shown");
            problems.push(problem.mend("put it between backticks"));
        }
    }
    for (name, span) in open {
        let problem = Problem::at(chapter, span, format!("this HTML tag is not closed: <{name}>"));
        problems.push(problem.mend(format!("close it: </{name}>")));
    }
    problems.extend(heading_attributes(chapter));
    problems
}

/// Every piece of HTML, a block as a whole.
fn pieces(chapter: &Source) -> Vec<Range<usize>> {
    let mut pieces: Vec<Range<usize>> = Vec::new();
    let mut block = false;
    for (event, span) in markdown::events(&chapter.text) {
        match event {
            Event::Start(Tag::HtmlBlock) => {
                block = true;
                pieces.push(span);
            }
            Event::End(TagEnd::HtmlBlock) => block = false,
            Event::InlineHtml(_) if !block => pieces.push(span),
            _ => {}
        }
    }
    pieces
}

fn refused(chapter: &Source, span: Range<usize>, written: &str, whole: &str) -> Option<Problem> {
    let name = written.to_ascii_lowercase();
    // Types such as <T> and <String> look like tags; no tag of ours begins with a capital letter.
    let is_type = written.starts_with(|first: char| first.is_ascii_uppercase());
    if !is_type && ALLOWED.iter().any(|(allowed, _)| *allowed == name) {
        return None;
    }
    let known = REFUSED.iter().find(|(names, _)| names.contains(&name.as_str()) && !is_type);
    Some(match known {
        Some((_, fix)) => Problem::at(chapter, span, format!("a chapter has no <{name}>")).mend(*fix),
        None => {
            let message = format!("`{whole}` is read as an HTML tag and not shown");
            Problem::at(chapter, span, message).mend("put it, with the code around it, between backticks")
        }
    })
}

fn attributes(chapter: &Source, span: Range<usize>, tag: &str, text: &str) -> Vec<Problem> {
    let allowed = ALLOWED.iter().find(|(name, _)| *name == tag).map_or(&[][..], |(_, attributes)| attributes);
    let mut problems = Vec::new();
    for found in ATTRIBUTE.captures_iter(text) {
        let name = found["name"].to_ascii_lowercase();
        let value = ["double", "single", "bare"]
            .iter()
            .find_map(|form| found.name(form))
            .map_or("", |it| it.as_str());
        let fits = allowed.iter().any(|(known, only)| *known == name && (only.is_empty() || *only == value));
        if !fits {
            let written = found[0].trim();
            let hides = matches!(name.as_str(), "hidden" | "style" | "class" | "aria-hidden" | "inert");
            let message = match hides {
                true => format!("`{written}` could hide what readers have to see"),
                false => format!("<{tag}> has no attribute `{written}` in a chapter"),
            };
            problems.push(Problem::at(chapter, span.clone(), message).mend("delete the attribute"));
        }
    }
    problems
}

/// Markdown can give a heading more than an id: classes and attributes, which could hide it.
fn heading_attributes(chapter: &Source) -> Vec<Problem> {
    let mut problems = Vec::new();
    for (event, span) in markdown::events(&chapter.text) {
        if let Event::Start(Tag::Heading { classes, attrs, .. }) = event
            && (!classes.is_empty() || !attrs.is_empty())
        {
            let problem = Problem::at(chapter, span, "a heading has no class and no attribute but its id");
            problems.push(problem.mend("keep only {#id}"));
        }
    }
    problems
}
