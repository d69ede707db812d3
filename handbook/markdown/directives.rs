//! Directives: `{{#name arguments}}`, alone on a line of a chapter; some stand in a sentence.

use crate::nearest::suggestion;
use crate::problem::{Problem, Source};
use mdbook_markdown::pulldown_cmark::{Event, Tag, TagEnd};
use std::ops::Range;

/// What a directive stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    /// `{{#listing slug}}`: a listing's block; `{{#listing slug folded}}` with its run closed.
    Listing,
    /// `{{#part slug anchor}}`: the part of its programs between two anchors.
    Part,
    /// `{{#excerpt slug 120 280}}`: its run between two stamps.
    Excerpt,
    /// `{{#card P01}}`: what the catalogue says of a pattern.
    Card,
    /// `{{#ranked-list}}`: the table of all patterns.
    RankedList,
    /// `{{#question Q01}}`: which questions of the texts this section answers, one or more.
    Question,
    /// `{{#question-list}}`: the fifty questions, with where each is answered.
    QuestionList,
    /// `{{#claims}}`: every claim of the two texts.
    Claims,
    /// `{{#differences python}}`: how the languages differ, for who comes from this one.
    Differences,
    /// `{{#deck}}`: every question to practise on.
    Deck,
    /// `{{#sheets}}`: two pages of paper for each pattern.
    Sheets,
    /// `{{#take-along}}`: where the deck's file for Anki is.
    TakeAlong,
    /// `{{#glossary}}`: every term.
    Glossary,
    /// `{{#figure 200 slug}}`: a figure in a sentence, which this listing shows.
    Figure,
    /// `{{#at slug lane: event}}`: in a sentence, the time in milliseconds of the line that begins so.
    At,
    /// `{{#version rust axum}}`: in a sentence, the version of a crate or a package that programs
    /// are run with.
    Version,
    /// `{{#libraries}}`: what the texts name, with the listings that show it.
    Libraries,
    /// `{{#legend}}`: what the shapes of a timeline mean.
    Legend,
    /// `{{#helper}}`: the helpers that the listings use.
    Helper,
    /// `{{#dependencies}}`: the crates that the listings use.
    Dependencies,
}

impl Kind {
    /// Whether it stands in a sentence, and not alone on its line.
    pub fn is_inline(&self) -> bool {
        matches!(self, Self::Figure | Self::At | Self::Version)
    }
}

/// What may follow what a directive must be given.
enum Then {
    /// Some of these words.
    Words(&'static [&'static str]),
    /// More of the same.
    More,
}

const NOTHING: Then = Then::Words(&[]);

/// Each directive's name, what it must be given, and what may follow.
const KINDS: [(&str, Kind, &[&str], Then); 20] = [
    ("listing", Kind::Listing, &["slug"], Then::Words(&["folded"])),
    ("part", Kind::Part, &["slug", "anchor"], NOTHING),
    ("excerpt", Kind::Excerpt, &["slug", "from", "to"], NOTHING),
    ("card", Kind::Card, &["id"], NOTHING),
    ("ranked-list", Kind::RankedList, &[], NOTHING),
    ("question", Kind::Question, &["id"], Then::More),
    ("question-list", Kind::QuestionList, &[], NOTHING),
    ("claims", Kind::Claims, &[], NOTHING),
    ("differences", Kind::Differences, &["from"], NOTHING),
    ("deck", Kind::Deck, &[], NOTHING),
    ("sheets", Kind::Sheets, &[], NOTHING),
    ("take-along", Kind::TakeAlong, &[], NOTHING),
    ("glossary", Kind::Glossary, &[], NOTHING),
    ("figure", Kind::Figure, &["figure", "slug"], NOTHING),
    ("at", Kind::At, &["slug", "event"], Then::More),
    ("version", Kind::Version, &["language", "name"], NOTHING),
    ("libraries", Kind::Libraries, &[], NOTHING),
    ("legend", Kind::Legend, &[], NOTHING),
    ("helper", Kind::Helper, &[], NOTHING),
    ("dependencies", Kind::Dependencies, &[], NOTHING),
];

/// A directive in a chapter.
#[derive(Debug, Clone)]
pub struct Directive {
    /// What it stands for.
    pub kind: Kind,
    /// Its arguments, each with its place.
    pub arguments: Vec<(String, Range<usize>)>,
    /// From its first brace to its last.
    pub span: Range<usize>,
}

/// Finds every directive of a text outside code and comments, and what is wrong with them.
pub fn directives(source: &Source) -> (Vec<Directive>, Vec<Problem>) {
    let text = &source.text;
    let literal = literal_ranges(text);
    let mut directives = Vec::new();
    let mut problems = Vec::new();
    let mut from = 0;
    while let Some(found) = text[from..].find("{{#") {
        let start = from + found;
        from = start + 3;
        if literal.iter().any(|range| range.contains(&start)) || text[..start].ends_with('\\') {
            continue;
        }
        let line_end = text[start..].find('\n').map_or(text.len(), |end| start + end);
        let Some(end) = text[start..line_end].find("}}").map(|end| start + end + 2) else {
            problems.push(
                Problem::at(source, start..line_end, "this directive is not closed").mend("end it with }}"),
            );
            continue;
        };
        from = end;
        match parse(source, start..end, line_end) {
            Ok(directive) => directives.push(directive),
            Err(problem) => problems.push(problem),
        }
    }
    (directives, problems)
}

fn parse(source: &Source, span: Range<usize>, line_end: usize) -> Result<Directive, Problem> {
    let text = &source.text;
    let mut words = words(text, span.start + 3..span.end - 2);
    let alone = source.line(source.line_of(span.start)).start == span.start
        && text[span.end..line_end].trim().is_empty();
    if words.is_empty() {
        return Err(Problem::at(source, span, "a directive without a name"));
    }
    let (name, place) = words.remove(0);
    let Some((_, kind, parameters, then)) = KINDS.iter().find(|(known, ..)| *known == name) else {
        let problem = Problem::at(source, place, format!("no directive is named `{name}`"));
        return Err(problem.mend(suggestion(&name, KINDS.iter().map(|(known, ..)| *known))));
    };
    if words.len() < parameters.len() {
        let form: String = parameters.iter().map(|parameter| format!(" {parameter}")).collect();
        let problem = Problem::at(
            source,
            span,
            format!("`{name}` takes {} arguments, not {}", parameters.len(), words.len()),
        );
        return Err(problem.mend(format!("write {{{{#{name}{form}}}}}")));
    }
    let strange = match then {
        Then::More => None,
        Then::Words(options) => {
            let strange =
                words[parameters.len()..].iter().find(|(word, _)| !options.contains(&word.as_str()));
            strange.map(|strange| (strange, *options))
        }
    };
    if let Some(((word, place), options)) = strange {
        let problem = Problem::at(source, place.clone(), format!("`{name}` does not know `{word}`"));
        return Err(match options {
            [] => problem.mend("take it out"),
            options => problem.mend(suggestion(word, options.iter().copied())),
        });
    }
    if !alone && !kind.is_inline() {
        return Err(Problem::at(source, span, "a directive stands alone on its line, without indentation"));
    }
    Ok(Directive { kind: kind.clone(), arguments: words, span })
}

fn words(text: &str, range: Range<usize>) -> Vec<(String, Range<usize>)> {
    let inner = &text[range.clone()];
    let place = |word: &str| {
        let start = range.start + (word.as_ptr() as usize - inner.as_ptr() as usize);
        (word.to_string(), start..start + word.len())
    };
    inner.split_whitespace().map(place).collect()
}

/// Where a directive is meant literally: in code and in HTML comments.
fn literal_ranges(text: &str) -> Vec<Range<usize>> {
    let mut ranges = Vec::new();
    let mut block = None;
    for (event, span) in super::events(text) {
        match event {
            Event::Start(Tag::CodeBlock(_)) => block = Some(span.start),
            Event::End(TagEnd::CodeBlock) => ranges.extend(block.take().map(|start| start..span.end)),
            Event::Code(_) => ranges.push(span),
            Event::Start(Tag::HtmlBlock) | Event::InlineHtml(_) => comments(text, span, &mut ranges),
            _ => {}
        }
    }
    ranges
}

/// Finds the comments in a piece of HTML, which may hold other things as well.
fn comments(text: &str, html: Range<usize>, ranges: &mut Vec<Range<usize>>) {
    let mut from = html.start;
    while let Some(found) = text[from..html.end].find("<!--") {
        let start = from + found;
        from = text[start..html.end].find("-->").map_or(html.end, |end| start + end + 3);
        ranges.push(start..from);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<(Kind, usize)> {
        let source = Source::new("chapter.md", text);
        let (directives, problems) = directives(&source);
        assert!(problems.is_empty(), "{problems:?}");
        directives.into_iter().map(|it| (it.kind, source.line_of(it.span.start))).collect()
    }

    #[test]
    fn a_directive_is_found_where_it_stands() {
        assert_eq!(
            found("# Title\n\n{{#card P01}}\n\n{{#listing a_b folded}}\n"),
            [(Kind::Card, 3), (Kind::Listing, 5)]
        );
    }

    #[test]
    fn in_code_in_comments_and_behind_a_backslash_it_is_meant_literally() {
        for text in [
            "```console\n{{#listing a}}\n```\n",
            "Write `{{#listing slug}}` here.\n",
            "<!-- {{#listing a}} -->\n",
            "<!--\n{{#listing a}}\n-->\n",
            "<div>\n<!--\n{{#listing a}}\n-->\n</div>\n",
            "\\{{#listing a}}\n",
            "- a list\n\n  ```rust\n  {{#listing a}}\n  ```\n",
        ] {
            assert_eq!(found(text), [], "{text}");
        }
    }

    #[test]
    fn what_is_not_quite_a_directive_is_refused() {
        for (text, message) in [
            ("{{#}}\n", "without a name"),
            ("{{#card P01\n", "not closed"),
            ("{{#crad P01}}\n", "did you mean `card`?"),
            ("{{#card}}\n", "takes 1 arguments"),
            ("{{#card P01 P02}}\n", "does not know `P02`"),
            ("{{#listing a foled}}\n", "did you mean `folded`?"),
            ("See {{#card P01}}\n", "stands alone"),
            ("{{#card P01}} here\n", "stands alone"),
            ("<!-- comment --> {{#card P01}}\n", "stands alone"),
        ] {
            let problems = directives(&Source::new("chapter.md", text)).1;
            assert!(problems.len() == 1 && problems[0].to_string().contains(message), "{text}: {problems:?}");
        }
    }
}
