//! The preprocessor: replaces directives and fences in the chapters by what they stand for.
//!
//! It never runs a program. It reads recorded transcripts, and refuses the whole book, with
//! every error at once, when something in it is wrong or no longer fits its program.

use crate::catalogue::Catalogue;
use crate::checks::{self, anchors, copies, times, typed};
use crate::listing::Language;
use crate::listing::crates::LockedCrates;
use crate::listing::figures::{self, Figure, Figures};
use crate::listing::recordings::Recordings;
use crate::listing::titles;
use crate::markdown::answers::answers;
use crate::markdown::chapter::Chapter;
use crate::markdown::directives::{Directive, Kind};
use crate::markdown::fences::{Fence, Test};
use crate::markdown::{self, Embeds, headings};
use crate::page::{
    Answers, Context, card, claims, deck, differences, glossary, libraries, listing_block, predict, question,
    ranked_list, sheets, sources, timeline,
};
use crate::problem::{Problem, Problems, Source, shown};
use crate::programs::Programs;
use crate::project::{CHAPTERS, Project};
use maud::{Markup, html};
use mdbook_preprocessor::book::{Book, BookItem};
use mdbook_preprocessor::errors::Result as MdbookResult;
use mdbook_preprocessor::{Preprocessor, PreprocessorContext};
use std::collections::BTreeMap;
use std::ops::Range;
use std::path::{Path, PathBuf};

/// The name under which book.toml knows the preprocessor.
pub const NAME: &str = "handbook";

/// The chapters' texts with everything expanded, by path.
pub type Expanded = BTreeMap<PathBuf, String>;

/// mdBook's view of this module.
#[derive(Debug, Default)]
pub struct Handbook {
    expanded: Option<Expanded>,
}

impl Handbook {
    /// A preprocessor for chapters that have been expanded already.
    pub fn with(expanded: Expanded) -> Self {
        Self { expanded: Some(expanded) }
    }
}

impl Preprocessor for Handbook {
    fn name(&self) -> &str {
        NAME
    }

    fn supports_renderer(&self, renderer: &str) -> MdbookResult<bool> {
        Ok(renderer == "html")
    }

    fn run(&self, context: &PreprocessorContext, mut book: Book) -> MdbookResult<Book> {
        let expanded = match &self.expanded {
            Some(expanded) => expanded.clone(),
            None => expand(&Project::at(&context.root))?,
        };
        book.for_each_mut(|item| {
            if let BookItem::Chapter(chapter) = item
                && let Some(path) = &chapter.source_path
                && let Some(content) = expanded.get(&Path::new(CHAPTERS).join(path))
            {
                chapter.content.clone_from(content);
            }
        });
        Ok(book)
    }
}

/// Expands every chapter.
///
/// # Errors
/// All that is wrong with the chapters, the catalogue and the listings.
pub fn expand(project: &Project) -> Result<Expanded, Problems> {
    expand_with(project, Recordings::read(project))
}

/// Expands every chapter, with recordings that have been read already.
///
/// # Errors
/// As [`expand`].
pub fn expand_with(
    project: &Project,
    recordings: Result<Recordings, Problems>,
) -> Result<Expanded, Problems> {
    let mut problems = Problems::new();
    let chapters = problems.keep(markdown::chapters(project));
    let catalogue = problems.keep(Catalogue::read(project));
    let recordings = problems.keep(recordings);
    for chapter in chapters.iter().flatten() {
        let wrong = headings::duplicate_ids(chapter, &chapter.headings).into_iter();
        let wrong = wrong.chain(chapter.wrong_fences.clone()).chain(chapter.wrong_directives.clone());
        wrong.for_each(|problem| problems.push(problem));
    }
    let (Some(chapters), Some(catalogue), Some(recordings)) = (chapters, catalogue, recordings) else {
        return Err(problems);
    };
    problems.keep(checks::texts(project, &chapters));
    problems.keep(titles::check(project, &recordings.listings.all).or(()));
    let embeds = Embeds::in_chapters(&chapters);
    for listing in recordings.listings.all.values().filter(|listing| embeds.of(&listing.slug).is_empty()) {
        problems.push(
            Problem::in_file(listing.folder(), "no chapter shows this listing")
                .mend(format!("show it: {{{{#listing {}}}}}, or delete it", listing.slug)),
        );
    }
    let programs = Programs::read(project);
    let answers = answered(&catalogue, &recordings, &chapters, &mut problems);
    let crates = LockedCrates::new(project);
    let context = Context {
        project,
        crates: &crates,
        catalogue: &catalogue,
        recordings: &recordings,
        chapters: &chapters,
        embeds: &embeds,
        answers: &answers,
        programs: &programs,
    };
    problems.keep(claims::check(&context));
    let wrong = checks::figures::in_titles(project, &recordings);
    wrong.into_iter().for_each(|problem| problems.push(problem));
    let mut expanded = Expanded::new();
    for chapter in &chapters {
        copies::check(chapter, &catalogue).into_iter().for_each(|problem| problems.push(problem));
        times::check(chapter, &recordings).into_iter().for_each(|problem| problems.push(problem));
        typed::lines(chapter, &recordings).into_iter().for_each(|problem| problems.push(problem));
        let versions = problems.keep(typed::versions(chapter, &recordings, &crates));
        versions.into_iter().flatten().for_each(|problem| problems.push(problem));
        let wrong = checks::figures::check(chapter, &recordings).into_iter();
        let wrong = wrong.chain(checks::figures::in_predictions(chapter, &recordings));
        let wrong = wrong.chain(checks::knobs::check(chapter, &recordings));
        wrong.for_each(|problem| problems.push(problem));
        if let Some(text) = problems.keep(expand_chapter(&context, chapter)) {
            expanded.insert(chapter.path.clone(), text);
        }
    }
    let expanded = problems.or(expanded)?;
    let mut problems = Problems::new();
    let files = markdown::files(project)?;
    anchors::check(&chapters, &files, &expanded).into_iter().for_each(|problem| problems.push(problem));
    problems.or(expanded)
}

/// Where each question is answered. What the answers lack is added to the problems.
fn answered(
    catalogue: &Catalogue,
    recordings: &Recordings,
    chapters: &[Chapter],
    problems: &mut Problems,
) -> Answers {
    let mut answered = Answers::new();
    for chapter in chapters {
        let (answers, lacking) = answers(chapter, &recordings.listings);
        lacking.into_iter().for_each(|problem| problems.push(problem));
        for answer in answers {
            let corrected = answer
                .ids
                .iter()
                .flat_map(|id| catalogue.claims_of(id))
                .find(|claim| claim.verdict.corrects());
            if let Some(claim) = corrected.filter(|_| !answer.sets_right) {
                let message =
                    format!("{} is {}, and this answer leaves it so", claim.id, claim.verdict.words());
                problems.push(
                    Problem::at(chapter, answer.span.start..answer.span.start, message)
                        .mend("end it with **What the fifty answers say.** and what is true"),
                );
            }
            for id in answer.ids {
                let place = (chapter.path.clone(), answer.anchor.clone());
                if let Some((other, _)) = answered.insert(id.clone(), place) {
                    let message = format!("{id} is answered in {} too", shown(&other));
                    problems.push(Problem::at(chapter, answer.span.start..answer.span.start, message));
                }
            }
        }
    }
    answered
}

fn expand_chapter(context: &Context, chapter: &Chapter) -> Result<String, Problems> {
    let mut problems = Problems::new();
    let mut parts: Vec<(Range<usize>, Markup)> = Vec::new();
    for directive in &chapter.directives {
        let expanded = expand_directive(context, chapter, directive).and_then(|html| {
            if !directive.kind.is_inline() {
                ends_its_block(chapter, &directive.span)?;
            }
            Ok((directive.span.clone(), html))
        });
        parts.extend(problems.keep(expanded));
    }
    for fence in &chapter.fences {
        let expanded = expand_fence(context, chapter, fence).and_then(|html| {
            ends_its_block(chapter, &fence.span)?;
            Ok((fence.span.clone(), html))
        });
        parts.extend(problems.keep(expanded));
    }
    parts.extend(glossary::first_uses(context, chapter));
    let mut text = chapter.text.to_string();
    parts.sort_by_key(|(span, _)| span.start);
    for (span, html) in parts.into_iter().rev() {
        text.replace_range(span, &one_line(html));
    }
    problems.or(text)
}

/// An HTML block in Markdown goes on until an empty line, so one must follow.
fn ends_its_block(chapter: &Source, span: &Range<usize>) -> Result<(), Problem> {
    let after = chapter.text[span.end..].split('\n').nth(1).unwrap_or_default();
    if after.trim_start_matches('>').trim().is_empty() {
        return Ok(());
    }
    Err(Problem::on_line(chapter, chapter.line_of(span.end) + 1, "an empty line must come before this one"))
}

/// For the same reason it may hold no empty line: newlines are written as references.
fn one_line(html: Markup) -> String {
    html.into_string().replace('\n', "&#10;")
}

fn expand_directive(context: &Context, chapter: &Source, directive: &Directive) -> Result<Markup, Problem> {
    let argument = |index: usize| {
        let (text, place) = &directive.arguments[index];
        (text.as_str(), place.clone())
    };
    let listing =
        |index: usize| {
            let (slug, place) = argument(index);
            context.recordings.listings.get(slug).map_err(|mend| {
                Problem::at(chapter, place, format!("no listing is named `{slug}`")).mend(mend)
            })
        };
    match directive.kind {
        Kind::Listing => {
            let folded = directive.arguments.iter().any(|(word, _)| word == "folded");
            listing_block::block(context, listing(0)?, &chapter.path, folded)
        }
        Kind::Part => {
            let (anchor, place) = argument(1);
            let part = listing_block::part(listing(0)?, anchor);
            part.map_err(|mend| {
                Problem::at(chapter, place, format!("no program of this listing has the anchor `{anchor}`"))
                    .mend(mend)
            })
        }
        Kind::Excerpt => {
            let stamp = |index| {
                let (text, place) = argument(index);
                let problem = || Problem::at(chapter, place, format!("`{text}` is no time"));
                text.parse().map_err(|_| problem().mend("write it in milliseconds: 120"))
            };
            let stamps = stamp(1)?..=stamp(2)?;
            listing_block::excerpt(context, listing(0)?, &stamps).map_err(|mend| {
                let message = "there is no such part of its run";
                Problem::at(chapter, directive.span.clone(), message).mend(mend)
            })
        }
        Kind::Card => {
            let (id, place) = argument(0);
            let pattern = context.catalogue.pattern(id);
            let pattern = pattern
                .map_err(|mend| Problem::at(chapter, place, format!("`{id}` is no pattern")).mend(mend))?;
            Ok(card::card(context, pattern, &chapter.path))
        }
        Kind::RankedList => Ok(ranked_list::ranked_list(&context.catalogue.patterns)),
        Kind::Question => {
            let ids = directive.arguments.iter().map(|(id, place)| {
                context.catalogue.question(id).map_err(|mend| {
                    Problem::at(chapter, place.clone(), format!("`{id}` is no question")).mend(mend)
                })
            });
            Ok(question::question(context, &ids.collect::<Result<Vec<_>, _>>()?, &chapter.path))
        }
        Kind::QuestionList => Ok(question::list(context, &chapter.path)),
        Kind::Claims => Ok(claims::claims(context, &chapter.path)),
        Kind::Differences => {
            let (from, place) = argument(0);
            let language = language(chapter, from, place)?;
            differences::differences(context, language, &chapter.path)
        }
        Kind::Deck => deck::deck(context, &chapter.path),
        Kind::Sheets => Ok(sheets::sheets(context, &chapter.path)),
        Kind::TakeAlong => Ok(deck::take_along(context, &chapter.path)),
        Kind::Glossary => Ok(glossary::glossary(context)),
        Kind::Figure => {
            let (figure, place) = argument(0);
            let listing = listing(1)?;
            let shown = Figures::of(context.recordings, listing);
            let time = figures::time(&chapter.text, place.clone(), directive.span.end);
            if !shown.have(&chapter.text, &Figure { place: place.clone(), time }) {
                let kind = if time.is_some() { " as a time" } else { "" };
                let message = format!("neither program nor run of `{}` has {figure}{kind}", listing.slug);
                return Err(Problem::at(chapter, place, message));
            }
            Ok(html! { (figure) })
        }
        Kind::At => {
            let event: Vec<_> = directive.arguments[1..].iter().map(|(word, _)| word.as_str()).collect();
            let stamp = figures::stamp_of(context.recordings, listing(0)?, event.join(" ").trim_matches('"'));
            let stamp = stamp
                .map_err(|(message, fix)| Problem::at(chapter, directive.span.clone(), message).mend(fix))?;
            Ok(html! { (stamp) })
        }
        Kind::Version => version(context, chapter, argument(0), argument(1)),
        Kind::Libraries => libraries::libraries(context, &chapter.path),
        Kind::Legend => Ok(timeline::legend()),
        Kind::Helper => sources::helpers(context),
        Kind::Dependencies => sources::dependencies(context),
    }
}

fn language(chapter: &Source, key: &str, place: Range<usize>) -> Result<Language, Problem> {
    Language::from_key(key).ok_or_else(|| {
        Problem::at(chapter, place, format!("`{key}` is no language")).mend("write python or rust")
    })
}

/// The version in which something is locked that programs are run with.
fn version(
    context: &Context,
    chapter: &Source,
    (key, key_place): (&str, Range<usize>),
    (name, place): (&str, Range<usize>),
) -> Result<Markup, Problem> {
    let version = context.version(language(chapter, key, key_place)?, name)?;
    let version = version
        .map_err(|mend| Problem::at(chapter, place, format!("no program uses `{name}`")).mend(mend))?;
    Ok(html! { (version) })
}

fn expand_fence(context: &Context, chapter: &Source, fence: &Fence) -> Result<Markup, Problem> {
    let expected = match &fence.test {
        Test::Predict => return predict::predict(context, chapter, fence.inner.clone()),
        Test::CompileFail(code) => Some(format!("Does not compile: {code}")),
        Test::PythonRaises(name) => Some(format!("Raises {name}")),
        Test::Python | Test::Rust | Test::RustStatements | Test::Console => None,
    };
    let reports = (!fence.reports.is_empty()).then(|| format!("Reports: {}", fence.reports.join(", ")));
    let expected: Vec<_> = expected.into_iter().chain(reports).collect();
    let expected = (!expected.is_empty()).then(|| expected.join(". "));
    Ok(match fence.test.language() {
        Some(language) => sources::fragment(&fence.code, language, expected.as_deref()),
        None => sources::console(&fence.code),
    })
}
