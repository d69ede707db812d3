//! The sections that answer a question of the texts: a heading that asks, and the parts below it.

use super::chapter::{self, Chapter};
use super::directives::{Directive, Kind};
use super::fences::{Fence, Test};
use crate::listing::{Language, Listings};
use crate::problem::Problem;
use mdbook_markdown::pulldown_cmark::{Event, Tag};
use std::ops::{Range, RangeInclusive};

/// What begins the paragraph about Rust.
const IN_RUST: &str = "**In Rust.**";
/// What begins the interviewer's next question.
const NEXT: &str = "**Asked next.**";
/// What begins the paragraph that sets the texts right.
const SETS_RIGHT: [&str; 2] = ["**What the fifty answers say.**", "**What the list says.**"];

/// How the heading begins below which a pattern's chapter has its spoken answer.
const SPOKEN_HEADING: &str = "Say it in thirty seconds";

/// Twenty to forty seconds of speech, in words.
const SPOKEN: RangeInclusive<usize> = 50..=105;
/// The same for the answer to the next question, which is shorter.
const SPOKEN_NEXT: RangeInclusive<usize> = 15..=75;

/// A question with its answer.
#[derive(Debug, Clone)]
pub struct Answer {
    /// The ids of the questions that it answers.
    pub ids: Vec<String>,
    /// The question, as an interviewer puts it.
    pub asks: String,
    /// The id of its heading.
    pub anchor: String,
    /// Where the spoken answer stands, if it is there.
    pub says: Option<Range<usize>>,
    /// The interviewer's next question, with the place of its answer.
    pub next: Option<(String, Range<usize>)>,
    /// The slugs of the listings that prove it.
    pub listings: Vec<String>,
    /// Whether it sets the texts right.
    pub sets_right: bool,
    /// From its heading to the next.
    pub span: Range<usize>,
}

/// A block of a chapter that stands in no other.
struct Block {
    is_quotation: bool,
    span: Range<usize>,
}

/// Every answer of a chapter, and what they lack.
pub fn answers(chapter: &Chapter, listings: &Listings) -> (Vec<Answer>, Vec<Problem>) {
    let questions: Vec<_> = chapter.directives.iter().filter(|it| it.kind == Kind::Question).collect();
    let mut answers = Vec::new();
    let mut problems = Vec::new();
    if questions.is_empty() {
        return (answers, problems);
    }
    let blocks = blocks(chapter);
    let sections = chapter.sections();
    for question in questions {
        let section = sections.iter().find(|section| section.span.contains(&question.span.start));
        let Some(chapter::Section { heading, span }) = section else {
            let problem = Problem::at(chapter, question.span.clone(), "this stands below no heading");
            problems.push(problem.mend("put it below a heading of level 2 that asks the question"));
            continue;
        };
        let within = |place: &Range<usize>| span.contains(&place.start);
        let section = Section {
            chapter,
            question,
            blocks: blocks.iter().filter(|block| within(&block.span)).collect(),
            directives: chapter.directives.iter().filter(|it| within(&it.span)).collect(),
            fences: chapter.fences.iter().filter(|fence| within(&fence.span)).collect(),
        };
        problems.extend(section.check(listings));
        answers.push(Answer {
            ids: question.arguments.iter().map(|(id, _)| id.clone()).collect(),
            asks: heading.text.clone(),
            anchor: heading.id.clone(),
            says: section.blocks.get(2).filter(|it| it.is_quotation).map(|it| it.span.clone()),
            next: section.next(),
            listings: section.listings().map(str::to_string).collect(),
            sets_right: section.begins(&SETS_RIGHT).is_some(),
            span: span.clone(),
        });
    }
    (answers, problems)
}

/// What stands in the section of a question.
struct Section<'a> {
    chapter: &'a Chapter,
    question: &'a Directive,
    blocks: Vec<&'a Block>,
    directives: Vec<&'a Directive>,
    fences: Vec<&'a Fence>,
}

impl Section<'_> {
    /// What it lacks of its parts, in their order.
    fn check(&self, listings: &Listings) -> Vec<Problem> {
        let mut problems = Vec::new();
        let mut wrong = |what: String, mend: &str| {
            problems.push(Problem::at(self.chapter, self.question.span.clone(), what).mend(mend));
        };
        let [_heading, first, spoken, ..] = self.blocks[..] else {
            wrong("this question has no answer".into(), "write it as a quotation below this line");
            return problems;
        };
        if first.span.start != self.question.span.start {
            wrong("this does not come first below its heading".into(), "put it there");
        }
        match self.words(spoken) {
            _ if !spoken.is_quotation => {
                wrong("no spoken answer follows".into(), "write it as a quotation below this line");
            }
            words if !SPOKEN.contains(&words) => wrong(
                format!("the spoken answer has {words} words"),
                &format!("make it {} to {}: 20 to 40 seconds", SPOKEN.start(), SPOKEN.end()),
            ),
            _ => {}
        }
        let shown: Vec<_> = self.listings().filter_map(|slug| listings.all.get(slug)).collect();
        for language in Language::ALL {
            let fragment = self.fences.iter().any(|fence| fence.test.language() == Some(language));
            let program = shown.iter().any(|listing| listing.program(language).is_some());
            // Such a listing says on the page why the other language has none.
            let excused = shown.iter().any(|listing| listing.manifest.only.is_some());
            if !fragment && !program && !excused {
                wrong(
                    format!("no program in {} proves the answer", language.name()),
                    "show a listing or a fragment; a listing's `only.because` says why there is none",
                );
            }
        }
        let (rust, next) = (self.begins(&[IN_RUST]), self.begins(&[NEXT]));
        if rust.is_none() {
            wrong("it does not say how Rust differs".into(), &format!("begin a paragraph with {IN_RUST}"));
        }
        let Some(next) = next else {
            wrong("no next question is asked".into(), &format!("begin a paragraph with {NEXT}"));
            return problems;
        };
        if rust.is_some_and(|rust| rust > next) {
            wrong("the next question comes before Rust".into(), "put it after that");
        }
        if !self.text(self.blocks[next]).contains('?') {
            wrong("the next question asks nothing".into(), &format!("write {NEXT} “…?”"));
        }
        match self.blocks.get(next + 1) {
            Some(answer) if answer.is_quotation && SPOKEN_NEXT.contains(&self.words(answer)) => {}
            Some(answer) if answer.is_quotation => wrong(
                format!("the answer to the next question has {} words", self.words(answer)),
                &format!("make it {} to {}", SPOKEN_NEXT.start(), SPOKEN_NEXT.end()),
            ),
            _ => wrong("the next question has no answer".into(), "write it as a quotation below it"),
        }
        problems
    }

    /// The next question without its quotation marks, and where its answer stands.
    fn next(&self) -> Option<(String, Range<usize>)> {
        let at = self.begins(&[NEXT])?;
        let answer = self.blocks.get(at + 1).filter(|it| it.is_quotation)?;
        let asks = self.text(self.blocks[at]).trim_start_matches(NEXT);
        Some((unquoted(asks).to_string(), answer.span.clone()))
    }

    fn listings(&self) -> impl Iterator<Item = &str> {
        let listings = self.directives.iter().filter(|it| matches!(it.kind, Kind::Listing | Kind::Part));
        listings.map(|it| it.arguments[0].0.as_str())
    }

    /// The first block that begins with one of these.
    fn begins(&self, with: &[&str]) -> Option<usize> {
        self.blocks.iter().position(|block| with.iter().any(|start| self.text(block).starts_with(start)))
    }

    fn text(&self, block: &Block) -> &str {
        &self.chapter.text[block.span.clone()]
    }

    fn words(&self, block: &Block) -> usize {
        self.text(block).split_whitespace().filter(|word| *word != ">").count()
    }
}

/// What is asked, without the marks around it.
fn unquoted(text: &str) -> &str {
    let text = text.trim();
    text.strip_prefix('“').and_then(|text| text.strip_suffix('”')).unwrap_or(text)
}

/// What a pattern's chapter asks to be said in thirty seconds.
#[derive(Debug, Clone)]
pub struct Spoken {
    /// The question.
    pub asks: String,
    /// The id of the section's heading.
    pub anchor: String,
    /// Where the answer stands.
    pub says: Range<usize>,
}

/// The spoken answer of a pattern's chapter, below a heading that begins so.
pub fn spoken(chapter: &Chapter) -> Option<Spoken> {
    let sections = chapter.sections();
    let section = sections.into_iter().find(|section| section.heading.text.starts_with(SPOKEN_HEADING))?;
    let blocks: Vec<_> =
        blocks(chapter).into_iter().filter(|it| section.span.contains(&it.span.start)).collect();
    let answer = blocks.iter().position(|block| block.is_quotation)?;
    let asks = unquoted(&chapter.text[blocks.get(answer.checked_sub(1)?)?.span.clone()]).to_string();
    Some(Spoken { asks, anchor: section.heading.id.clone(), says: blocks[answer].span.clone() })
}

/// Whether something in a part of a chapter is run: a listing or a fragment.
pub fn shows_a_program(chapter: &Chapter, span: &Range<usize>) -> bool {
    let within = |place: &Range<usize>| span.contains(&place.start);
    let listing = |it: &Directive| it.kind == Kind::Listing && within(&it.span);
    let fragment = |it: &Fence| it.test != Test::Predict && within(&it.span);
    chapter.directives.iter().any(listing) || chapter.fences.iter().any(fragment)
}

fn blocks(chapter: &Chapter) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut depth = 0_usize;
    for (event, span) in super::events(&chapter.text) {
        match event {
            Event::Start(tag) => {
                if depth == 0 {
                    blocks.push(Block { is_quotation: matches!(tag, Tag::BlockQuote(_)), span });
                }
                depth += 1;
            }
            Event::End(_) => depth -= 1,
            _ => {}
        }
    }
    blocks
}
