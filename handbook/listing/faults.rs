//! Which lines of a trap are wrong: named in its manifest, and held against where its mend is
//! different; or those that its mutation changed.

use super::source::Helpers;
use super::{Language, Listing, mends_of, mutation};
use similar::{DiffTag, TextDiff};
use std::collections::{BTreeMap, BTreeSet};

/// What is left out has no line of its own: how far from it the line may stand that is to blame.
const NEAR: usize = 2;

/// The numbers, from 1, of the lines that are wrong in a program as the page shows it, by language.
pub type Faults = BTreeMap<Language, Vec<usize>>;

/// The languages in which a trap goes wrong.
pub(super) fn languages(trap: &Listing) -> impl Iterator<Item = Language> {
    let only = trap.manifest.trap.as_ref().and_then(|trap| trap.language);
    trap.languages().filter(move |language| only.is_none_or(|only| only == *language))
}

/// The numbers, from 1, of the lines that are wrong in a trap's program as the page shows it.
///
/// # Errors
/// If none is named, one is not there once, or none is where a mend is different.
pub(super) fn faulty_lines(
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
    let origin = trap.manifest.mutation.as_ref().and_then(|mutation| all.get(&mutation.of));
    let mut found =
        origin.map_or_else(BTreeSet::new, |it| mutation::changed_lines(trap, it, language, helpers));
    let named = trap.manifest.trap.as_ref().and_then(|trap| trap.line.get(&language));
    if named.is_none() && found.is_empty() {
        return Err(format!("name a piece of it in listing.toml, below [trap]: line.{}", language.key()));
    }
    for piece in named.into_iter().flatten() {
        let holding =
            |held: &dyn Fn(&str) -> bool| (0..lines.len()).filter(|it| held(lines[*it])).collect::<Vec<_>>();
        // A whole line, where the piece is one that is also a part of others.
        let whole = holding(&|line| line.trim() == piece);
        let places = if whole.len() == 1 { whole } else { holding(&|line| line.contains(piece.as_str())) };
        match places.as_slice() {
            [one] => found.insert(*one),
            places => return Err(format!("{} lines of the program hold `{piece}`, not one", places.len())),
        };
    }
    // What is left out may be missed at a line that the mend keeps: then another one is named, too.
    if !partings.iter().any(|near| found.iter().any(|line| near.contains(line))) {
        return Err("none of them is a line that a mend changes, or near one".to_string());
    }
    Ok(found.into_iter().map(|line| line + 1).collect())
}

/// The lines of a trap, from 0, that its mend does not have, and those near which it has others.
fn parting(trap: &str, mend: &str) -> BTreeSet<usize> {
    let changes = TextDiff::from_lines(trap, mend);
    let changes = changes.ops().iter().filter(|change| change.tag() != DiffTag::Equal);
    changes
        .map(|change| change.old_range())
        .flat_map(|it| it.start.saturating_sub(NEAR)..it.end + NEAR)
        .collect()
}
