//! Mutations: programs that are made of correct ones by changes that their manifests name, each of
//! them a mistake. So it is known which lines are wrong, and that nothing else is.

use super::manifest::{Change, Manifest, Mutation};
use super::member::Member;
use super::source::Helpers;
use super::{Language, Listing};
use crate::files;
use crate::nearest::suggestion;
use crate::problem::{Problem, Problems, Source, shown};
use crate::project::Project;
use similar::{DiffTag, TextDiff};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

impl Mutation {
    fn changes(&self, language: Language) -> impl Iterator<Item = &Change> {
        self.mistake.iter().filter_map(move |mistake| match language {
            Language::Python => mistake.python.as_ref(),
            Language::Rust => mistake.rust.as_ref(),
        })
    }

    /// The program with every mistake in it. A problem stands in `manifest`.
    fn apply(&self, correct: &Source, language: Language, manifest: &Source) -> Result<String, Problem> {
        let mut text = correct.text.to_string();
        for Change { from, to } in self.changes(language) {
            let count = if from.is_empty() { 0 } else { text.matches(from.as_str()).count() };
            if count != 1 {
                let first = from.lines().next().unwrap_or_default();
                let at = manifest.text.find(first).unwrap_or(0);
                let message = format!("{} holds this {count} times, not once", shown(&correct.path));
                let problem = Problem::at(manifest, at..at + first.len(), message);
                return Err(problem.mend("take lines that are there once, as they stand there"));
            }
            text = text.replacen(from, to, 1);
        }
        if text == *correct.text {
            let message = format!("its mutation changes nothing in {}", language.name());
            return Err(Problem::on_line(manifest, 1, message));
        }
        Ok(text)
    }
}

/// That the programs of a listing are what its mutation makes of the correct ones.
///
/// # Errors
/// At the first line that is another one, and at what cannot be applied.
pub fn check(project: &Project, listing: &Listing, all: &BTreeMap<String, Listing>) -> Result<(), Problems> {
    let Some(mutation) = &listing.manifest.mutation else { return Ok(()) };
    let manifest = project.read(listing.folder().join("listing.toml"))?;
    let correct = || all.values().filter(|other| other.manifest.trap.is_none());
    let Some(origin) = correct().find(|other| other.slug == mutation.of) else {
        let at = manifest.text.find(&mutation.of).unwrap_or(0);
        let message = format!("no correct listing is named `{}`", mutation.of);
        let problem = Problem::at(&manifest, at..at + mutation.of.len(), message);
        return Err(problem.mend(suggestion(&mutation.of, correct().map(|it| it.slug.as_str()))).into());
    };
    let mut problems = Problems::new();
    for (language, program) in &listing.programs {
        let Some(origin) = origin.program(*language) else {
            let message = format!("`{}` has no {} program", origin.slug, language.name());
            problems.push(Problem::on_line(&manifest, 1, message));
            continue;
        };
        let Some(made) = problems.keep(mutation.apply(&origin.source, *language, &manifest)) else {
            continue;
        };
        let written = program.source.text.lines().chain([""]);
        let parting = written.zip(made.lines().chain([""])).position(|(written, made)| written != made);
        if *program.source.text != made {
            let message = format!("this is not what its mutation makes of `{}`", mutation.of);
            let line = parting.map_or(1, |index| index + 1);
            problems.push(
                Problem::on_line(&program.source, line, message)
                    .mend(format!("write it again: cargo run -- record {}", listing.slug)),
            );
        }
    }
    problems.or(())
}

/// Which lines the mistakes changed, from 0, in the program as the page shows it; what they only
/// take out leaves none.
pub fn changed_lines(
    listing: &Listing,
    origin: &Listing,
    language: Language,
    helpers: &Helpers,
) -> BTreeSet<usize> {
    let (Some(program), Some(origin)) = (listing.program(language), origin.program(language)) else {
        return BTreeSet::new();
    };
    let (correct, wrong) = (origin.shown(helpers), program.shown(helpers));
    let lines: Vec<_> = wrong.lines().collect();
    let changes = TextDiff::from_lines(correct.as_str(), wrong.as_str());
    let changes = changes.ops().iter().filter(|change| change.tag() != DiffTag::Equal);
    changes.flat_map(|change| change.new_range()).filter(|line| !lines[*line].trim().is_empty()).collect()
}

/// Writes the programs of every mutation among these listings, all where none is named. Returns, by
/// slug, the paths of those that were others before.
///
/// # Errors
/// If a manifest or a correct program cannot be read, or a change not be applied.
pub fn write(project: &Project, slugs: &[String]) -> Result<BTreeMap<String, Vec<PathBuf>>, Problems> {
    let mut problems = Problems::new();
    let mut changed = BTreeMap::new();
    for member in Member::ALL.into_iter().filter(|member| member.is_there(project)) {
        for slug in project.names_in(member.folder())? {
            let manifest = project.path(member.folder_of(&slug)).join("listing.toml");
            if (slugs.is_empty() || slugs.contains(&slug)) && manifest.exists() {
                let paths = problems.keep(write_one(project, &member.folder_of(&slug)));
                changed.extend(paths.map(|paths| (slug, paths)));
            }
        }
    }
    problems.or(changed)
}

fn write_one(project: &Project, folder: &Path) -> Result<Vec<PathBuf>, Problem> {
    let mut changed = Vec::new();
    let (manifest, source): (Manifest, _) = project.read_toml(folder.join("listing.toml"))?;
    let Some(mutation) = &manifest.mutation else { return Ok(changed) };
    let origins = Member::ALL.map(|member| member.folder_of(&mutation.of));
    let Some(origin) = origins.into_iter().find(|origin| project.path(origin).is_dir()) else {
        // It is told where the listings are read.
        return Ok(changed);
    };
    for language in Language::ALL {
        if manifest.only.as_ref().is_some_and(|only| only.language != language) {
            continue;
        }
        let made = mutation.apply(&project.read(origin.join(language.file()))?, language, &source)?;
        let path = folder.join(language.file());
        if std::fs::read_to_string(project.path(&path)).ok().as_ref() != Some(&made) {
            let written = files::replace(&project.path(&path), made.as_bytes());
            written.map_err(|error| Problem::in_file(&path, format!("cannot be written: {error}")))?;
            changed.push(path);
        }
    }
    Ok(changed)
}
