//! Predict: a question about a run, answered before the run is looked at.

mod rule;

pub use rule::Rule;

use super::Context;
use super::inline::sentence;
use crate::listing::Language;
use crate::listing::lock::hash;
use crate::listing::recordings::Recordings;
use crate::problem::{Problem, Source};
use crate::project::parse_toml;
use maud::{Markup, html};
use serde::Deserialize;
use std::ops::Range;

/// What stands in a `predict` fence.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Question {
    /// The slug of the listing whose run it is about.
    listing: String,
    /// Which run, where the two languages differ.
    language: Option<Language>,
    /// As the reader reads it.
    question: String,
    /// Wrong answers to choose from. Without any, the reader types the answer.
    #[serde(default)]
    wrong: Vec<String>,
    /// How the right one is found.
    answer: Rule,
    /// Why it is right, in a sentence or two.
    because: String,
}

/// A question about a run with the answer that its rule found.
#[derive(Debug, Clone)]
pub struct Prediction {
    /// Tells it from any other. It changes when the question does.
    pub id: String,
    /// The same from one edit of its words to the next: it changes with the run and the rule.
    pub key: String,
    /// The slug of the listing.
    pub slug: String,
    /// Which run, where the two languages differ.
    pub language: Option<Language>,
    /// As the reader reads it.
    pub asks: String,
    /// What to choose from, in an order that does not give the answer away; nothing where it is typed.
    pub options: Vec<String>,
    /// The right answer.
    pub answer: String,
    /// Why it is right.
    pub because: String,
    /// The numbers of the lines that settle it, from 0.
    pub decides: Vec<usize>,
}

/// The question that stands at `inner` of a chapter.
///
/// # Errors
/// If it is no TOML, names no listing, has a rule without an answer, or options that do not do.
pub fn prediction(
    recordings: &Recordings,
    chapter: &Source,
    inner: Range<usize>,
) -> Result<Prediction, Problem> {
    let question: Question = parse_toml(chapter, inner.clone())?;
    let at = |key: &str, message: String| {
        let text = &chapter.text[inner.clone()];
        let start = text.lines().position(|line| line.starts_with(key)).unwrap_or(0);
        Problem::on_line(chapter, chapter.line_of(inner.start) + start, message)
    };
    let listings = &recordings.listings;
    let listing = listings
        .get(&question.listing)
        .map_err(|mend| at("listing", format!("no listing is named `{}`", question.listing)).mend(mend))?;
    let language = match (question.language, &listing.manifest.differs) {
        (Some(language), _) if listing.program(language).is_some() => language,
        (Some(language), _) => {
            return Err(at("language", format!("this listing has no program in {}", language.name())));
        }
        (None, Some(_)) => {
            let problem = at("listing", "its two languages print different transcripts".into());
            return Err(problem.mend("say which run is meant: language = \"python\" or \"rust\""));
        }
        (None, None) => listing.languages().next().unwrap_or(Language::Python),
    };
    let transcript = recordings.transcript(listing, language);
    let answer = question
        .answer
        .answer(transcript)
        .map_err(|wrong| at("answer", format!("this rule has no answer: {wrong}")))?;
    let mut options = match (&question.answer, question.wrong.as_slice()) {
        (Rule::Never(_), [_, ..]) => return Err(at("wrong", "a `never` rule brings its own options".into())),
        (Rule::Never(candidates), []) => candidates.clone(),
        (_, wrong) if wrong.contains(&answer) => {
            return Err(at("wrong", format!("`{answer}` is the right answer, not a wrong one")));
        }
        (_, []) => Vec::new(),
        (_, wrong) => wrong.iter().chain([&answer]).cloned().collect(),
    };
    // A fixed order that does not give the right one away.
    options.sort_by_cached_key(|option| hash([(question.question.as_str(), option.as_str())]));
    for (index, option) in options.iter().enumerate() {
        if plain(option).is_empty() {
            return Err(at("wrong", "an option is empty".into()).mend("write it, or delete it"));
        }
        if let Some(other) = options[..index].iter().find(|other| plain(other) == plain(option)) {
            let message = match other == option {
                true => format!("the option `{option}` is there twice"),
                false => format!("readers cannot tell the options `{other}` and `{option}` apart"),
            };
            return Err(at("wrong", message).mend("change or delete one of them"));
        }
    }
    let language = question.language.map_or("", Language::key);
    let rule = format!("{:?}", question.answer);
    Ok(Prediction {
        id: hash([("question", question.question.as_str()), ("listing", question.listing.as_str())])[..8]
            .into(),
        key: hash([("listing", question.listing.as_str()), ("language", language), ("rule", rule.as_str())])
            [..8]
            .into(),
        decides: question.answer.deciding(transcript),
        slug: question.listing,
        language: question.language,
        asks: question.question,
        options,
        answer,
        because: question.because,
    })
}

/// An option without what readers do not see as a difference: spaces, capital letters, the form of
/// quotation marks and dashes, a full stop at the end.
fn plain(option: &str) -> String {
    let same = |character: char| match character {
        '‘' | '’' | '“' | '”' | '"' | '`' => '\'',
        '–' | '—' | '−' => '-',
        other => other,
    };
    let invisible = |it: &char| {
        !it.is_whitespace() && !matches!(it, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{ad}' | '\u{feff}')
    };
    let text: String = option.chars().filter(invisible).map(same).collect();
    text.trim_end_matches('.').to_lowercase()
}

/// The question that stands at `inner` of a chapter, as the page asks it.
///
/// # Errors
/// As [`prediction`].
pub fn predict(context: &Context, chapter: &Source, inner: Range<usize>) -> Result<Markup, Problem> {
    let asked = prediction(context.recordings, chapter, inner)?;
    let decides = (!asked.decides.is_empty()).then(|| {
        let lines: Vec<_> = asked.decides.iter().map(usize::to_string).collect();
        lines.join(" ")
    });
    let href = context.link_to_block(&asked.slug, &chapter.path);
    Ok(html! {
        div.predict role="group" id={ "predict-" (asked.id) } aria-label="Predict" data-answer=(asked.answer) data-run=(context.block_id(&asked.slug, &chapter.path)) data-decides=[decides] data-language=[asked.language.map(Language::key)] {
            p.question { b { "Predict. " } (sentence(&asked.asks)) }
            @if !asked.options.is_empty() {
                ul.options { @for option in &asked.options { li { (option) } } }
            }
            details {
                summary { "Answer" }
                p { strong.answer { (asked.answer) } }
                p {
                    (sentence(&asked.because)) " "
                    @if let Some(href) = href { a href=(href) { "See the run" } "." }
                }
            }
        }
    })
}
