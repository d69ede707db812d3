//! The deck: what a reader practises on, made of the questions, the predictions, the traps and the
//! differences that the book has anyway.

pub mod anki;
mod collect;
mod words;

pub use collect::collect;
pub use words::Words;

use crate::listing::Language;
use crate::listing::faults::Faults;
use crate::page::predict::Prediction;
use std::path::PathBuf;

/// Where a card was made from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// What a pattern's chapter asks to be said in thirty seconds.
    Pattern,
    /// A question of the texts.
    Question,
    /// What the interviewer asks next.
    Next,
    /// A question about a run, which its transcript answers.
    Predict,
    /// A program that goes wrong.
    Trap,
    /// A difference of the two languages, seen from one of them.
    Difference,
}

impl Kind {
    /// As data attributes and tags write it.
    pub fn key(self) -> &'static str {
        match self {
            Self::Pattern => "pattern",
            Self::Question => "question",
            Self::Next => "next",
            Self::Predict => "predict",
            Self::Trap => "trap",
            Self::Difference => "difference",
        }
    }
}

/// What settles a card without the reader's own judgement.
#[derive(Debug, Clone)]
pub enum Proof {
    /// Nothing: the reader compares.
    None,
    /// A recorded run.
    Run(Box<Prediction>),
    /// The lines that are wrong, from 1, by language.
    Lines(Faults),
}

/// A question with its answer.
#[derive(Debug, Clone)]
pub struct Card {
    /// The same from one edit of its words to the next, so that a schedule survives.
    pub id: String,
    /// Where it was made from.
    pub kind: Kind,
    /// The chapter that answers it, relative to the project's root.
    pub chapter: PathBuf,
    /// That chapter's title.
    pub theme: String,
    /// The id of the place in it.
    pub anchor: String,
    /// The ids of the patterns that it is about.
    pub patterns: Vec<String>,
    /// The languages that it is about.
    pub languages: Vec<Language>,
    /// In how many of a hundred rounds a pattern of it is asked, as the source has it.
    pub asked: Option<u8>,
    /// The question that it follows, where it is what an interviewer asks next.
    pub follows: Option<Words>,
    /// What is asked.
    pub asks: Words,
    /// What is right.
    pub says: Words,
    /// The slugs of the listings that show it; the first is what a prediction or a trap is about.
    pub shows: Vec<String>,
    /// The slugs of the listings that mend it.
    pub mends: Vec<String>,
    /// The ids of the catalogue that it covers.
    pub covers: Vec<String>,
    /// What settles it.
    pub proof: Proof,
}
