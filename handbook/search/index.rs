//! Scores and shards: BM25F over the fields of the sections, added up for each term.

use super::catalogue::Asked;
use super::documents::Section;
use super::tokens::{ENDINGS, STOP_WORDS, tokens};
use serde_json::json;
use std::collections::BTreeMap;

/// How many terms a shard has.
const SHARD: usize = 160;

/// How many sections one file describes.
const CHUNK: usize = 8;

/// How many sections a term may lead to, the best ones: a word of every page says nothing.
const MOST: usize = 100;

/// Scores are whole numbers, this many for each unit.
const UNIT: f64 = 40.0;

/// How soon repeating a term stops counting.
const SATURATION: f64 = 1.0;

/// What the first section of a page counts beside the others: it introduces its subject.
const FIRST: f64 = 1.15;

/// What a synonym's section counts beside one with the word itself.
const SYNONYM: f64 = 0.8;

/// The fields of a section: what each counts, and how much long ones are held back.
const FIELDS: [(f64, f64); 8] =
    [(3.0, 0.3), (0.7, 0.3), (1.0, 0.6), (1.0, 0.3), (1.2, 0.3), (0.6, 0.6), (0.4, 0.6), (3.0, 0.2)];

type Postings = BTreeMap<String, BTreeMap<usize, f64>>;

/// The files of the index, by name.
pub fn files(sections: &[Section], asked: &Asked) -> BTreeMap<String, String> {
    let terms = postings(sections, asked);
    let terms: Vec<_> = terms.iter().map(|(term, scores)| (term.as_str(), best(scores))).collect();
    let mut files = BTreeMap::new();
    let mut firsts = Vec::new();
    for (number, shard) in terms.chunks(SHARD).enumerate() {
        firsts.push(shard[0].0);
        let shard: BTreeMap<_, _> = shard.iter().map(|(term, scores)| (*term, scores)).collect();
        files.insert(format!("terms-{number}.json"), json!(shard).to_string());
    }
    for (number, chunk) in sections.chunks(CHUNK).enumerate() {
        let described: Vec<_> = chunk.iter().map(described).collect();
        files.insert(format!("sections-{number}.json"), json!(described).to_string());
    }
    let stop: Vec<_> = STOP_WORDS.split_whitespace().collect();
    let described = sections.len().div_ceil(CHUNK);
    let root = json!({
        "stop": stop, "endings": ENDINGS, "shards": firsts, "chunk": CHUNK, "files": described,
    });
    files.insert("index.json".into(), root.to_string());
    files
}

/// What a result shows of a section.
fn described(section: &Section) -> serde_json::Value {
    let lines = section.text.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "));
    json!({
        "address": section.address(),
        "title": section.title.trim(),
        "page": section.page_title.trim(),
        "program": !section.programs.trim().is_empty(),
        "lines": lines.filter(|line| line.len() > 2).collect::<Vec<_>>(),
    })
}

fn best(scores: &BTreeMap<usize, f64>) -> Vec<usize> {
    let mut scores: Vec<_> =
        scores.iter().map(|(section, score)| (*section, (score * UNIT) as usize)).collect();
    scores.sort_by_key(|(section, score)| (std::cmp::Reverse(*score), *section));
    scores.truncate(MOST);
    scores.into_iter().flat_map(|(section, score)| [section, score]).collect()
}

fn postings(sections: &[Section], asked: &Asked) -> Postings {
    let counted: Vec<_> = sections.iter().map(|section| fields(section, asked)).collect();
    let count = counted.len() as f64;
    let length = |section: &[Vec<String>], field: usize| section[field].len() as f64;
    let average: Vec<_> = (0..FIELDS.len())
        .map(|field| (counted.iter().map(|section| length(section, field)).sum::<f64>() / count).max(1.0))
        .collect();
    let mut terms = Postings::new();
    for (number, section) in counted.iter().enumerate() {
        for (field, (weight, held_back)) in FIELDS.iter().enumerate() {
            let relative = length(section, field) / average[field];
            for term in &section[field] {
                let score = terms.entry(term.clone()).or_default().entry(number).or_default();
                *score += weight / (1.0 - held_back + held_back * relative);
            }
        }
    }
    for scores in terms.values_mut() {
        let found = scores.len() as f64;
        let rarity = (1.0 + (count - found + 0.5) / (found + 0.5)).ln();
        for (section, score) in scores {
            let page = &sections[*section];
            let weight = asked.weight(&page.page) * if page.is_first() { FIRST } else { 1.0 };
            *score = weight * rarity * *score * (SATURATION + 1.0) / (*score + SATURATION);
        }
    }
    add_synonyms(&mut terms, asked);
    terms
}

fn add_synonyms(terms: &mut Postings, asked: &Asked) {
    let known = terms.clone();
    for (word, instead) in asked.synonyms() {
        let found = instead.iter().flat_map(|word| tokens(word)).filter_map(|term| known.get(&term));
        let found: Vec<_> = found.flatten().collect();
        for term in tokens(word) {
            let scores = terms.entry(term).or_default();
            for (section, score) in &found {
                let known = scores.entry(**section).or_default();
                *known = known.max(SYNONYM * **score);
            }
        }
    }
}

/// The terms of each field, as [`FIELDS`] orders them.
fn fields(section: &Section, asked: &Asked) -> [Vec<String>; 8] {
    let asked = asked.of(section);
    let Section { title, page_title, prose, captions, code, programs, transcripts, .. } = section;
    [title, page_title, prose, captions, code, programs, transcripts, &asked].map(|text| tokens(text))
}
