//! Finds output that depends on chance: a program runs several times, each time with one thing
//! different that must not matter, and has to print the same.

use super::difference::difference;
use super::ending::all_that_was_reported;
use super::process::Finished;
use super::report::complaints;
use crate::listing::transcript::without_stamps;
use crate::listing::{Language, Listing};
use crate::problem::{Problem, Source};

/// What is different in a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Variation {
    /// Nothing that anybody chose.
    Again,
    /// The seed of Python's hashes.
    Seed(u32),
    /// The date, in Python.
    Date,
}

/// The seeds beside the usual one, 0. Two strings in a set have the same order in all of them once
/// in 16 times.
pub const SEEDS: [u32; 4] = [1, 2, 3, 4];

/// How often a Rust program runs again. A `select!` of two branches takes the same one every time
/// once in 128 times.
const RUST_RUNS: usize = 7;

/// The runs of a program after its first one. On the real clock it is one: each takes its time.
pub fn variations(listing: &Listing, language: Language) -> Vec<Variation> {
    match (language, listing.stamped()) {
        (Language::Rust, true) => vec![Variation::Again; RUST_RUNS],
        (Language::Rust, false) => vec![Variation::Again],
        (Language::Python, false) => vec![Variation::Seed(SEEDS[0])],
        (Language::Python, true) => {
            let seeds = SEEDS.into_iter().map(Variation::Seed);
            // A package may compare the classes of dates, which are other ones then.
            let date = listing.packages(language).is_empty().then_some(Variation::Date);
            std::iter::once(Variation::Again).chain(seeds).chain(date).collect()
        }
    }
}

impl Variation {
    fn when(self) -> &'static str {
        match self {
            Self::Again => "when it runs again",
            Self::Seed(_) => "when it runs again, with another seed for hashes",
            Self::Date => "when it runs again, on another date",
        }
    }

    fn fix(self, language: Language) -> &'static str {
        match (self, language) {
            (Self::Seed(_), _) => {
                "sort a set before it is printed, or use a list or a dict; print nothing random"
            }
            (Self::Date, _) => "print no date, and let nothing depend on it",
            (Self::Again, Language::Python) => {
                "seed random numbers, wait for threads in order, and print no process id, uuid, address or time"
            }
            (Self::Again, Language::Rust) => {
                "write `biased;` in `select!`, seed random numbers, iterate over a BTreeMap, wait for threads in order, and print no process id, address or time"
            }
        }
    }
}

/// Compares another run of a program with its first one.
///
/// # Errors
/// If it printed something else, or ended in another way: the two lines, and what was different.
pub fn compare(
    listing: &Listing,
    source: &Source,
    language: Language,
    (first, other): (&Finished, &Finished),
    variation: Variation,
) -> Result<(), Problem> {
    let printed = |finished: &Finished| {
        let text = String::from_utf8_lossy(&finished.stdout);
        if listing.stamped() { text.into_owned() } else { without_stamps(&text) }
    };
    let when = variation.when();
    let problem = |message: String| Problem::in_file(&source.path, message).mend(variation.fix(language));
    let (one, two) = (printed(first), printed(other));
    if let Some(difference) = difference(("first", &one), ("again", &two)) {
        let line = |text: &str| text.lines().nth(difference.line - 1).unwrap_or("nothing").to_string();
        let message = format!(
            "what this program prints depends on chance: line {} is `{}`, and `{}` {when}",
            difference.line,
            line(&one),
            line(&two)
        );
        return Err(problem(message).detail(difference.diff));
    }
    let messages = |finished: &Finished| {
        complaints(finished, language).into_iter().map(|complaint| complaint.message).collect::<Vec<_>>()
    };
    if first.code != other.code || messages(first) != messages(other) {
        let message = format!(
            "how this program ends depends on chance: with {}, and with {} {when}",
            first.ended, other.ended
        );
        return Err(problem(message).detail(all_that_was_reported(other)));
    }
    Ok(())
}
