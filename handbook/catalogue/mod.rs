//! The catalogue: what the book has to cover, as typed data in `catalogue/`.

mod claims;
mod differences;
mod glossary;
mod libraries;
mod patterns;
mod questions;

pub use claims::{Claim, Verdict};
pub use differences::Difference;
pub use glossary::Term;
pub use libraries::Library;
pub use patterns::Pattern;
pub use questions::Question;

use crate::nearest::suggestion;
use crate::problem::{Problem, Problems, Source};
use crate::project::Project;
use std::collections::BTreeSet;
use std::ops::Range;

/// Where it lies, relative to the project's root.
pub const FOLDER: &str = "catalogue";

/// One of the two texts that the book starts from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Text {
    /// The list of ten patterns, with its FAQs.
    List,
    /// The answers to fifty questions.
    Answers,
}

impl Text {
    /// Both.
    pub const ALL: [Self; 2] = [Self::List, Self::Answers];

    /// The text that has the item with this id.
    pub fn of(id: &str) -> Self {
        if id.starts_with('Q') { Self::Answers } else { Self::List }
    }

    /// What the chapters call it.
    pub fn name(self) -> &'static str {
        match self {
            Self::List => "the list",
            Self::Answers => "the fifty answers",
        }
    }
}

/// All that the catalogue holds.
#[derive(Debug, Clone)]
pub struct Catalogue {
    /// The ranked patterns, in order of rank.
    pub patterns: Vec<Pattern>,
    /// The questions of both texts, in their order.
    pub questions: Vec<Question>,
    /// What the two texts claim, in order of their ids.
    pub claims: Vec<Claim>,
    /// How the two languages differ.
    pub differences: Vec<Difference>,
    /// The terms, in alphabetical order.
    pub glossary: Vec<Term>,
    /// What the two texts name.
    pub libraries: Vec<Library>,
}

impl Catalogue {
    /// Reads the catalogue.
    ///
    /// # Errors
    /// At each unknown key, ill-formed or repeated id, missing chapter, and claim without evidence.
    pub fn read(project: &Project) -> Result<Self, Problems> {
        let mut problems = Problems::new();
        let patterns = problems.keep(patterns::read(project));
        let questions = problems.keep(questions::read(project));
        let claims = problems.keep(claims::read(project)).unwrap_or_default();
        let differences = problems.keep(differences::read(project));
        let glossary = problems.keep(glossary::read(project));
        let libraries = problems.keep(libraries::read(project)).unwrap_or_default();
        // What refers to a file that cannot be read is not wrong.
        problems.or(())?;
        let mut problems = Problems::new();
        let mut catalogue = Self {
            patterns: patterns.unwrap_or_default(),
            questions: questions.unwrap_or_default(),
            claims: Vec::new(),
            differences: differences.unwrap_or_default(),
            glossary: glossary.unwrap_or_default(),
            libraries: Vec::new(),
        };
        let items: BTreeSet<_> = catalogue.items().chain([claims::METHOD]).map(str::to_string).collect();
        let mut check = |named: &[String], problem: &dyn Fn(&str) -> Problem| {
            for item in named.iter().filter(|item| !items.contains(*item)) {
                let mend = suggestion(item, items.iter().map(String::as_str));
                problems.push(problem(&format!("there is no item `{item}`")).mend(mend));
            }
        };
        for claim in claims {
            check(&claim.items, &|message| claim.problem(message));
            catalogue.claims.push(claim);
        }
        for library in libraries {
            check(&library.items, &|message| library.problem(message));
            catalogue.libraries.push(library);
        }
        catalogue.claims.sort_by(|one, other| one.id.cmp(&other.id));
        problems.or(catalogue)
    }

    /// The pattern with this id.
    ///
    /// # Errors
    /// If there is none; the message suggests the nearest id.
    pub fn pattern(&self, id: &str) -> Result<&Pattern, String> {
        let ids = || self.patterns.iter().map(|pattern| pattern.id.as_str());
        self.patterns.iter().find(|pattern| pattern.id == id).ok_or_else(|| suggestion(id, ids()))
    }

    /// The question with this id.
    ///
    /// # Errors
    /// If there is none; the message suggests the nearest id.
    pub fn question(&self, id: &str) -> Result<&Question, String> {
        let ids = || self.questions.iter().map(|question| question.id.as_str());
        self.questions.iter().find(|question| question.id == id).ok_or_else(|| suggestion(id, ids()))
    }

    /// What the texts claim in this item.
    pub fn claims_of<'a>(&'a self, item: &str) -> impl Iterator<Item = &'a Claim> {
        self.claims.iter().filter(move |claim| claim.items.iter().any(|other| other == item))
    }

    /// The id of everything that the texts say something of: patterns and questions.
    fn items(&self) -> impl Iterator<Item = &str> {
        let patterns = self.patterns.iter().map(|pattern| pattern.id.as_str());
        patterns.chain(self.questions.iter().map(|question| question.id.as_str()))
    }

    /// Every id that must appear in the built book.
    pub fn ids(&self) -> impl Iterator<Item = &str> {
        self.items().chain(self.libraries.iter().map(|library| library.id.as_str()))
    }
}

/// A problem with an entry, at the id or the name that it is told by.
fn problem(file: Option<&Source>, name: &str, message: &str) -> Problem {
    let message = format!("{name}: {message}");
    match file {
        Some(file) => Problem::at(file, place(file, name), message),
        None => Problem::in_file(FOLDER, message),
    }
}

/// Where an id or a name is given in its file.
fn place(source: &Source, name: &str) -> Range<usize> {
    let place = source.text.find(&format!("= \"{name}\"")).map_or(0, |start| start + 2);
    place..place + name.len() + 2
}

/// What is wrong with ids: ones of another form, and repeated ones. `letters` are those that an id
/// may begin with; `digits` is how many digits follow.
fn check_ids<'a>(
    ids: impl Iterator<Item = (&'a Source, &'a str)>,
    letters: &str,
    digits: usize,
) -> Vec<Problem> {
    let mut seen = BTreeSet::new();
    let mut problems = Vec::new();
    for (source, id) in ids {
        let number = id.strip_prefix(|first| letters.contains(first));
        let well_formed = number.is_some_and(|number| {
            number.len() == digits
                && number.bytes().all(|digit| digit.is_ascii_digit())
                && number.bytes().any(|digit| digit != b'0')
        });
        if !well_formed {
            let example = format!("{}{:0digits$}", &letters[..1], 1);
            let message = format!("`{id}` is not of the form {example}");
            problems.push(Problem::at(source, place(source, id), message));
        }
        if !seen.insert(id) {
            problems.push(Problem::at(source, place(source, id), format!("`{id}` is there twice")));
        }
    }
    problems
}
