//! Collects the cards from the chapters, the listings and the catalogue.

use super::{Card, Kind, Proof, Words};
use crate::catalogue::{Catalogue, Difference};
use crate::listing::recordings::Recordings;
use crate::listing::{Language, Listing, mends_of};
use crate::markdown::answers::{Answer, answers, spoken};
use crate::markdown::chapter::Chapter;
use crate::markdown::fences::Test;
use crate::markdown::{Embeds, headings};
use crate::page::predict::prediction;
use crate::problem::Source;
use crate::project::CHAPTERS;
use std::collections::BTreeSet;
use std::ops::Range;
use std::path::{Path, PathBuf};

/// The chapter of the differences, and the ids of its two headings.
const DIFFERENCES: (&str, [(Language, &str); 2]) = (
    "src/differences.md",
    [(Language::Python, "from-asyncio-to-tokio"), (Language::Rust, "from-tokio-to-asyncio")],
);

/// Every card, in the order of the book. What is wrong with the sources is told where
/// they are expanded; here they are left out.
pub fn collect(
    catalogue: &Catalogue,
    recordings: &Recordings,
    chapters: &[Chapter],
    embeds: &Embeds,
) -> Vec<Card> {
    let sources = Sources { catalogue, recordings, embeds };
    let mut cards: Vec<_> = chapters.iter().flat_map(|chapter| sources.of_chapter(chapter)).collect();
    let traps = recordings.listings.all.values().filter(|listing| listing.manifest.trap.is_some());
    cards.extend(traps.filter_map(|trap| sources.trap(trap, chapters)));
    if let Some(chapter) = chapters.iter().find(|chapter| chapter.path == Path::new(DIFFERENCES.0)) {
        cards.extend(DIFFERENCES.1.iter().flat_map(|(from, anchor)| {
            let known = catalogue.differences.iter();
            known.filter_map(|it| sources.difference(it, *from, anchor, chapter)).collect::<Vec<_>>()
        }));
    }
    cards.sort_by_key(|card| chapters.iter().position(|chapter| chapter.path == card.chapter));
    cards
}

struct Sources<'a> {
    catalogue: &'a Catalogue,
    recordings: &'a Recordings,
    embeds: &'a Embeds,
}

impl Sources<'_> {
    fn of_chapter(&self, chapter: &Chapter) -> Vec<Card> {
        let mut cards = Vec::new();
        if let Some(id) = self.pattern_of(&chapter.path)
            && let Some(asked) = spoken(chapter)
        {
            let says = quoted(chapter, &asked.says);
            let card = self.card(chapter, id.clone(), Kind::Pattern, &asked.anchor, &asked.asks, says);
            let shows = chapter.first_listing().into_iter().map(str::to_string).collect();
            cards.push(Card { shows, covers: vec![id.clone()], ..self.about(card, [id]) });
        }
        for answer in answers(chapter, &self.recordings.listings).0 {
            cards.extend(self.question(chapter, answer));
        }
        for fence in chapter.fences.iter().filter(|fence| fence.test == Test::Predict) {
            cards.extend(self.prediction(chapter, fence.inner.clone()));
        }
        cards
    }

    /// A question of the texts and the one that is asked next.
    fn question(&self, chapter: &Chapter, answer: Answer) -> Vec<Card> {
        let (Some(id), Some(says)) = (answer.ids.first().cloned(), &answer.says) else { return Vec::new() };
        let patterns = self.patterns_in(chapter, &answer);
        let says = quoted(chapter, says);
        let card = self.card(chapter, id.clone(), Kind::Question, &answer.anchor, &answer.asks, says);
        let mut cards = vec![Card {
            covers: answer.ids,
            shows: answer.listings,
            ..self.about(card, patterns.iter().cloned())
        }];
        if let Some((asks, says)) = &answer.next {
            let says = quoted(chapter, says);
            let card = self.card(chapter, format!("{id}-next"), Kind::Next, &answer.anchor, asks, says);
            let follows = Some(cards[0].asks.clone());
            // What shows it is named by the question that it follows.
            cards.push(Card { follows, ..self.about(card, patterns) });
        }
        cards
    }

    fn prediction(&self, chapter: &Chapter, inner: Range<usize>) -> Option<Card> {
        let asked = prediction(self.recordings, chapter, inner).ok()?;
        let listing = self.recordings.listings.all.get(&asked.slug)?;
        let says = Words::Sentence(asked.because.clone());
        let anchor = format!("predict-{}", asked.id);
        let card = self.card(chapter, format!("predict-{}", asked.key), Kind::Predict, &anchor, "", says);
        Some(Card {
            asks: Words::Sentence(asked.asks.clone()),
            languages: asked.language.map_or_else(|| listing.languages().collect(), |it| vec![it]),
            shows: vec![asked.slug.clone()],
            proof: Proof::Run(Box::new(asked)),
            ..self.about(card, self.pattern_of(&chapter.path))
        })
    }

    fn trap(&self, trap: &Listing, chapters: &[Chapter]) -> Option<Card> {
        let (chapter, _) = self.embeds.of(&trap.slug).first()?;
        let chapter = chapters.iter().find(|it| it.path == *chapter)?;
        let wrong = &trap.manifest.trap.as_ref()?.wrong;
        let listings = &self.recordings.listings;
        let lines = listings.faults.get(&trap.slug)?;
        let said = Words::Sentence(format!("{}.", capitalised(wrong)));
        // A mutation is about what its correct program is about.
        let origin = trap.manifest.mutation.as_ref().and_then(|it| self.embeds.of(&it.of).first());
        let about = origin.map_or(&chapter.path, |(path, _)| path);
        let (id, anchor) = (format!("trap-{}", trap.slug), format!("listing-{}", trap.slug));
        let card = self.card(chapter, id, Kind::Trap, &anchor, "", said);
        Some(Card {
            asks: Words::Sentence(format!("{}: what goes wrong, and which line is it?", trap.manifest.title)),
            languages: lines.keys().copied().collect(),
            proof: Proof::Lines(lines.clone()),
            shows: vec![trap.slug.clone()],
            mends: mends_of(trap, &listings.all).map(|mend| mend.slug.clone()).collect(),
            ..self.about(card, self.pattern_of(about))
        })
    }

    /// None where the language that one comes from has no name for it: there is nothing to ask.
    fn difference(&self, it: &Difference, from: Language, anchor: &str, chapter: &Chapter) -> Option<Card> {
        let (known, sought, language, surprise) = match from {
            Language::Python => (&it.python, &it.rust, Language::Rust, &it.from_python),
            Language::Rust => (&it.rust, &it.python, Language::Python, &it.from_rust),
        };
        if known.is_empty() {
            return None;
        }
        let code =
            |names: &[String]| names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
        let sought = if sought.is_empty() { "Nothing".to_string() } else { code(sought) };
        let says = Words::Sentence(format!("{sought}. {surprise}"));
        let id = format!("difference-{}-from-{}", slug(&it.concept), from.key());
        let card = self.card(chapter, id, Kind::Difference, anchor, "", says);
        let chapters = it.shown_by.iter().filter_map(|slug| self.embeds.of(slug).first());
        let patterns: BTreeSet<_> = chapters.filter_map(|(path, _)| self.pattern_of(path)).collect();
        Some(Card {
            asks: Words::Sentence(format!(
                "{}. In {}: {}. What is it in {}, and what surprises?",
                it.concept,
                from.name(),
                code(known),
                language.name()
            )),
            languages: vec![language],
            shows: it.shown_by.clone(),
            ..self.about(card, patterns)
        })
    }

    fn card(&self, chapter: &Chapter, id: String, kind: Kind, anchor: &str, asks: &str, says: Words) -> Card {
        Card {
            id,
            kind,
            chapter: chapter.path.clone(),
            theme: chapter.title().to_string(),
            anchor: anchor.to_string(),
            patterns: Vec::new(),
            languages: Language::ALL.to_vec(),
            asked: None,
            follows: None,
            asks: Words::Markdown(asks.to_string(), chapter.path.clone()),
            says,
            shows: Vec::new(),
            mends: Vec::new(),
            covers: Vec::new(),
            proof: Proof::None,
        }
    }

    /// A card about these patterns, with the largest of their figures.
    fn about(&self, card: Card, patterns: impl IntoIterator<Item = String>) -> Card {
        let patterns: Vec<_> = patterns.into_iter().collect();
        let figures = patterns.iter().filter_map(|id| self.catalogue.pattern(id).ok());
        Card { asked: figures.map(|pattern| pattern.asked).max(), patterns, ..card }
    }

    /// The patterns whose chapters the section of an answer links to, or shows a program of.
    fn patterns_in(&self, chapter: &Chapter, answer: &Answer) -> BTreeSet<String> {
        let folder = chapter.path.parent().unwrap_or(Path::new(""));
        let text = Source::new(chapter.path.clone(), &chapter.text[answer.span.clone()]);
        let linked = headings::links(&text).into_iter().map(|(to, _)| {
            let path = to.split('#').next().unwrap_or_default();
            match path.strip_prefix("../") {
                Some(path) => Path::new(CHAPTERS).join(path),
                None => folder.join(path),
            }
        });
        let shown = answer.listings.iter().filter_map(|slug| self.embeds.of(slug).first());
        let chapters: Vec<PathBuf> = linked.chain(shown.map(|(path, _)| path.clone())).collect();
        chapters.iter().filter_map(|path| self.pattern_of(path)).collect()
    }

    fn pattern_of(&self, chapter: &Path) -> Option<String> {
        let path = chapter.strip_prefix(CHAPTERS).ok()?;
        let pattern = self.catalogue.patterns.iter().find(|pattern| pattern.chapter == path)?;
        Some(pattern.id.clone())
    }
}

fn quoted(chapter: &Chapter, span: &Range<usize>) -> Words {
    Words::Markdown(chapter.text[span.clone()].to_string(), chapter.path.clone())
}

fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// A concept as a part of an id.
fn slug(concept: &str) -> String {
    let words = concept.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect::<Vec<_>>().join("-")
}
