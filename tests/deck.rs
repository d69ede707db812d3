//! The deck: that it leaves nothing out, that its ids last, and that Anki can read it.

mod support;

use handbook::catalogue::Catalogue;
use handbook::deck::{Card, Kind, Proof, anki, collect};
use handbook::listing::recordings::Recordings;
use handbook::markdown::fences::Test;
use handbook::markdown::{Embeds, chapters};
use std::collections::BTreeSet;
use support::scratch::Scratch;

struct Deck {
    cards: Vec<Card>,
    catalogue: Catalogue,
    recordings: Recordings,
    predictions: usize,
}

fn deck_of(project: &handbook::project::Project) -> Deck {
    let catalogue = Catalogue::read(project).expect("the catalogue");
    let recordings = Recordings::read(project).expect("the recordings");
    let chapters = chapters(project).expect("the chapters");
    let cards = collect(&catalogue, &recordings, &chapters, &Embeds::in_chapters(&chapters));
    let predictions = chapters.iter().flat_map(|it| &it.fences).filter(|it| it.test == Test::Predict);
    Deck { cards, catalogue, recordings, predictions: predictions.count() }
}

fn deck() -> Deck {
    deck_of(&support::project())
}

impl Deck {
    fn of(&self, kind: Kind) -> impl Iterator<Item = &Card> {
        self.cards.iter().filter(move |card| card.kind == kind)
    }

    fn ids(&self) -> BTreeSet<&str> {
        self.cards.iter().map(|card| card.id.as_str()).collect()
    }
}

#[test]
fn every_question_prediction_trap_and_difference_is_in_the_deck() {
    let deck = deck();
    assert_eq!(deck.ids().len(), deck.cards.len(), "every id is there once");
    let covered: BTreeSet<_> = deck.cards.iter().flat_map(|card| &card.covers).map(String::as_str).collect();
    // A library is looked up, not asked.
    let patterns = deck.catalogue.patterns.iter().map(|it| &it.id);
    let asked = patterns.chain(deck.catalogue.questions.iter().map(|it| &it.id)).map(String::as_str);
    let missing: Vec<_> = asked.filter(|id| !covered.contains(id)).collect();
    assert!(missing.is_empty(), "no card covers {missing:?}");
    let questions: BTreeSet<_> = deck.of(Kind::Question).map(|card| format!("{}-next", card.id)).collect();
    let next: BTreeSet<_> = deck.of(Kind::Next).map(|card| card.id.clone()).collect();
    assert_eq!(questions, next, "each question is followed by one");
    assert_eq!(deck.of(Kind::Predict).count(), deck.predictions);
    let traps = deck.recordings.listings.all.values().filter(|it| it.manifest.trap.is_some());
    let traps: BTreeSet<_> = traps.map(|it| format!("trap-{}", it.slug)).collect();
    assert_eq!(deck.of(Kind::Trap).map(|card| card.id.clone()).collect::<BTreeSet<_>>(), traps);
    let both_ways = deck.catalogue.differences.iter();
    let both_ways: usize =
        both_ways.map(|it| usize::from(!it.python.is_empty()) + usize::from(!it.rust.is_empty())).sum();
    assert_eq!(deck.of(Kind::Difference).count(), both_ways);
}

#[test]
fn a_card_keeps_its_id_when_its_words_change() {
    let scratch = Scratch::whole();
    let project = handbook::project::Project::at(scratch.path("."));
    let before = deck_of(&project);
    for (file, from, to) in [
        ("src/patterns/gather.md", "They are passed to `gather` in this order.", "In this order."),
        ("src/patterns/gather.md", "You have three independent calls.", "Three calls are independent."),
        ("src/questions/basics.md", "## What is an event loop?", "## What does a loop do?"),
        ("src/questions/basics.md", "“Does async make a program faster?”", "“Is it faster?”"),
        ("catalogue/differences.toml", "Calling it runs nothing either.", "It runs nothing."),
        ("listings/src/bin/gather_one_by_one/listing.toml", "each request waits", "every request waits"),
    ] {
        assert!(scratch.read(file).contains(from), "{file} no longer says: {from}");
        scratch.change(file, from, to);
    }
    let after = deck_of(&project);
    assert_eq!(before.ids(), after.ids());
    let says = |deck: &Deck| deck.cards.iter().map(|it| it.asks.html(None).into_string()).collect::<Vec<_>>();
    let changed = says(&before).iter().zip(says(&after)).filter(|(one, other)| *one != other).count();
    assert_eq!(changed, 4, "and yet the words of four questions did change");
}

#[test]
fn at_least_fifteen_programs_have_a_fault_to_find() {
    let deck = deck();
    let all = &deck.recordings.listings;
    let mut counted = 0;
    for card in deck.of(Kind::Trap) {
        let Proof::Lines(lines) = &card.proof else { panic!("{}: no lines", card.id) };
        let listing = &all.all[&card.shows[0]];
        assert_eq!(lines.keys().copied().collect::<Vec<_>>(), card.languages, "{}", card.id);
        for (language, numbers) in lines {
            let shown = listing.program(*language).expect("a program").shown(&all.helpers);
            let text: Vec<_> = shown.lines().collect();
            assert!(!numbers.is_empty() && numbers.len() < text.len() / 3, "{}: {numbers:?}", card.id);
            for number in numbers {
                let line = text[number - 1].trim();
                assert!(
                    !line.is_empty() && !line.starts_with("use ") && !line.starts_with("import "),
                    "{line}"
                );
            }
        }
        if listing.manifest.mutation.is_some() {
            counted += 1;
            // In both languages, where both have the mistake.
            assert!(lines.len() == 2 || listing.manifest.only.is_some(), "{}", card.id);
        }
    }
    assert!(counted >= 15, "{counted} programs were made from correct ones");
}

/// A note as Anki reads it.
struct Note {
    guid: String,
    front: String,
    back: String,
    tags: Vec<String>,
}

/// Reads the format by the rules of Anki's manual: a head of `#key:value`, then a note on each line.
fn parsed(text: &str) -> (Vec<(String, String)>, Vec<Note>) {
    let head = text.lines().take_while(|line| line.starts_with('#'));
    let head: Vec<_> = head
        .map(|line| line[1..].split_once(':').expect("a key and a value"))
        .map(|(key, value)| (key.to_string(), value.to_string()))
        .collect();
    let notes = text.lines().skip(head.len()).map(|line| {
        let columns: Vec<_> = line.split('\t').collect();
        let [guid, front, back, tags] = columns[..] else { panic!("four columns: {line}") };
        assert!(![guid, front, back, tags].iter().any(|it| it.contains('"')), "Anki's own mark: {line}");
        Note {
            guid: guid.into(),
            front: front.into(),
            back: back.into(),
            tags: tags.split(' ').map(str::to_string).collect(),
        }
    });
    let notes = notes.collect();
    (head, notes)
}

/// The text that a reader sees of a field, which must be whole HTML.
fn seen(html: &str) -> String {
    let (mut text, mut open, mut rest) = (String::new(), Vec::new(), html);
    while let Some(at) = rest.find('<') {
        text.push_str(&rest[..at]);
        let end = at + rest[at..].find('>').expect("a tag ends");
        match &rest[at + 1..end] {
            "br" => text.push('\n'),
            tag if tag.starts_with('/') => assert_eq!(open.pop(), Some(&tag[1..]), "{html}"),
            tag => open.push(tag.split(' ').next().unwrap_or_default()),
        }
        rest = &rest[end + 1..];
    }
    assert!(open.is_empty(), "{open:?} is not closed: {html}");
    text.push_str(rest);
    text.replace("&quot;", "\"").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
}

#[test]
fn anki_reads_every_card_with_its_programs() {
    let deck = deck();
    let text = anki::text(&deck.cards, &deck.recordings);
    assert_eq!(anki::of(&support::project()).as_deref(), Some(text.as_str()));
    let (head, notes) = parsed(&text);
    let value = |key: &str| head.iter().find(|(it, _)| it == key).map(|(_, value)| value.as_str());
    assert_eq!(value("separator"), Some("tab"));
    assert_eq!(value("html"), Some("true"));
    assert_eq!((value("guid column"), value("tags column")), (Some("1"), Some("4")));
    assert_eq!(notes.len(), deck.cards.len());
    for (note, card) in notes.iter().zip(&deck.cards) {
        assert_eq!(note.guid, format!("async-handbook-{}", card.id));
        assert!(note.tags.contains(&format!("kind::{}", card.kind.key())), "{:?}", note.tags);
        // A program's lines begin where they are written, in whatever way a card is aligned.
        for side in [&note.front, &note.back] {
            assert!(side.starts_with("<div style=text-align:left>") && side.ends_with("</div>"), "{side}");
        }
        let (front, back) = (seen(&note.front), seen(&note.back));
        // What is asked next says what was asked before, and stands after it.
        assert_eq!(card.kind == Kind::Next, card.follows.is_some(), "{}", card.id);
        if let Some(parent) = card.id.strip_suffix("-next") {
            let place = |id: &str| deck.cards.iter().position(|card| card.id == id).expect("a card");
            assert!(place(parent) < place(&card.id), "{}", card.id);
            let asked = seen(&deck.cards[place(parent)].asks.html(None).into_string());
            assert!(
                front.contains(&asked) && front.find(&asked) < Some(front.len() / 2 + asked.len()),
                "{front}"
            );
        }
        assert!(!front.trim().is_empty() && !back.trim().is_empty(), "{}", card.id);
        if let Proof::Run(asked) = &card.proof {
            assert!(
                back.starts_with(&asked.answer) && asked.options.is_empty() != note.front.contains("<ul>")
            );
        }
        if !matches!(card.proof, Proof::None) {
            let listing = &deck.recordings.listings.all[&card.shows[0]];
            for language in &card.languages {
                let shown = listing.program(*language).expect("it").shown(&deck.recordings.listings.helpers);
                assert!(front.contains(shown.trim_end()), "{} in {}", card.id, language.name());
            }
        }
    }
}
