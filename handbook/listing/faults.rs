//! Which lines of a trap are wrong: found where its mend is different, or named in its manifest.

use super::source::Helpers;
use super::{Language, Listing, mends_of};
use similar::{DiffTag, TextDiff};
use std::collections::{BTreeMap, BTreeSet};

/// What is left out has no line of its own: how far from it the line may stand that is to blame.
const NEAR: usize = 2;

/// Where a program and its mend part.
struct Parting {
    /// The lines that the mend does not have, from 0.
    lost: BTreeSet<usize>,
    /// The same, and the lines near which the mend has others.
    near: BTreeSet<usize>,
}

/// The languages in which a trap goes wrong.
pub fn languages(trap: &Listing) -> impl Iterator<Item = Language> {
    let only = trap.manifest.trap.as_ref().and_then(|trap| trap.language);
    trap.languages().filter(move |language| only.is_none_or(|only| only == *language))
}

/// The numbers, from 1, of the lines that are wrong in a trap's program as the page shows it.
///
/// # Errors
/// If a line that the manifest names is not there once, or is none that a mend changes; or if
/// none is named, and the mends do not change just one line.
pub fn faulty_lines(
    trap: &Listing,
    language: Language,
    all: &BTreeMap<String, Listing>,
    helpers: &Helpers,
) -> Result<Vec<usize>, String> {
    let Some(program) = trap.program(language) else { return Ok(Vec::new()) };
    let text = program.shown(helpers);
    let lines: Vec<_> = text.lines().collect();
    let mends = mends_of(trap, all).filter_map(|mend| mend.program(language));
    let partings: Vec<_> = mends.map(|mend| parting(&text, &mend.shown(helpers))).collect();
    let key = language.key();
    let named = trap.manifest.trap.as_ref().and_then(|trap| trap.line.get(&language));
    let Some(named) = named else {
        let counts = |index: &usize| !lines[*index].trim().is_empty() && !is_import(lines[*index], language);
        let lost = partings.iter().map(|it| it.lost.iter().copied().filter(counts).collect::<Vec<_>>());
        return match lost.collect::<Vec<_>>().as_slice() {
            [one] if one.len() == 1 => Ok(vec![one[0] + 1]),
            _ => Err(format!("the mend changes more than one line: say which is wrong, line.{key}")),
        };
    };
    let mut found = BTreeSet::new();
    for piece in named {
        let holding =
            |held: &dyn Fn(&str) -> bool| (0..lines.len()).filter(|it| held(lines[*it])).collect::<Vec<_>>();
        // A whole line, where the piece is one that is also a part of others.
        let whole = holding(&|line| line.trim() == piece);
        let places = if whole.len() == 1 { whole } else { holding(&|line| line.contains(piece.as_str())) };
        match places.as_slice() {
            [one] if partings.iter().any(|parting| parting.near.contains(one)) => found.insert(one + 1),
            [_] => return Err(format!("no mend changes the line with `{piece}`, or what is near it")),
            places => return Err(format!("{} lines of the program hold `{piece}`, not one", places.len())),
        };
    }
    Ok(found.into_iter().collect())
}

fn is_import(line: &str, language: Language) -> bool {
    match language {
        Language::Python => line.starts_with("import ") || line.starts_with("from "),
        Language::Rust => line.starts_with("use "),
    }
}

fn parting(trap: &str, mend: &str) -> Parting {
    let mut parting = Parting { lost: BTreeSet::new(), near: BTreeSet::new() };
    for change in TextDiff::from_lines(trap, mend).ops() {
        let lines = change.old_range();
        if change.tag() != DiffTag::Equal {
            parting.lost.extend(lines.clone());
            parting.near.extend(lines.start.saturating_sub(NEAR)..lines.end + NEAR);
        }
    }
    parting
}
