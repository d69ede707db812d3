//! What the reader's page needs to run the programs: a module of all Rust listings that can run
//! there, and the files of Python. All of it lies in [`PROGRAMS`], where mdBook copies it from, and
//! is made here from the listings; the preprocessor reads only which programs it holds.

mod bundle;
mod crates;
mod folder;
pub mod module;
mod pyodide;
pub mod target;

use crate::deck::anki;
use crate::harness::cache::Cache;
use crate::harness::interpreter::OUTCOME;
use crate::harness::{Mode, all_required};
use crate::listing::lock::hash;
use crate::listing::member::Member;
use crate::listing::source::Helpers;
use crate::listing::{Language, Listing, Listings, VIRTUAL_TIME};
use crate::problem::{Problem, Problems};
use crate::project::{PROGRAMS, Project};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::path::PathBuf;

/// Where mdBook puts it, relative to the site's root.
pub const IN_THE_SITE: &str = "run";

/// What says which programs can run, in that folder.
pub const INDEX: &str = "programs.json";

/// The folders of all that it is made from, relative to the project's root.
pub const MADE_FROM: [&str; 3] = [Member::Listings.root(), pyodide::TOOLS, bundle::PAGES];

/// The programs that can run in the page, as `programs.json` tells the page.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Programs {
    /// The Rust programs, if the compiler has the target.
    pub rust: Option<Module>,
    /// The Python programs, if what runs them is installed.
    pub python: Option<Python>,
    /// What a reader changes Python programs with, if it is installed.
    pub editor: Option<File>,
    /// What makes rounds of the deck's cards, if what it is bundled with is installed.
    pub practice: Option<File>,
    /// The deck as Anki imports it, where a chapter shows the deck.
    pub anki: Option<File>,
}

/// One module with several programs; its first argument says which of them to run.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Module {
    /// Its file.
    pub file: String,
    /// How large that is.
    pub bytes: u64,
    /// Tells it from any other.
    pub key: String,
    /// The programs in it, and the hash of what each of them was compiled from.
    pub sources: BTreeMap<String, String>,
}

/// What runs Python programs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Python {
    /// The folder of its files.
    pub folder: String,
    /// The files.
    pub files: Vec<File>,
    /// The programs that it can run. The page has their texts.
    pub slugs: Vec<String>,
}

/// A file that the page loads.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct File {
    /// Its name.
    pub name: String,
    /// How large it is.
    pub bytes: u64,
}

/// Why something was not made.
#[derive(Debug)]
pub enum Failure {
    /// This machine lacks something: a line that says what, and how to get it.
    Missing(String),
    /// Something is wrong with the book.
    Wrong(Problems),
}

impl From<Problem> for Failure {
    fn from(problem: Problem) -> Self {
        Self::Wrong(problem.into())
    }
}

impl Programs {
    /// What the folder holds; nothing where it was not made, or is not whole.
    pub fn read(project: &Project) -> Self {
        let text = std::fs::read(project.path(PROGRAMS).join(INDEX));
        text.ok().and_then(|text| serde_json::from_slice(&text).ok()).unwrap_or_default()
    }

    /// The languages in which a listing can run in the page, as it stands now.
    pub fn languages(&self, listing: &Listing, helpers: &Helpers) -> Vec<Language> {
        let slug = &listing.slug;
        let runs = |language: &Language| match language {
            Language::Python => self.python.as_ref().is_some_and(|python| python.slugs.contains(slug)),
            Language::Rust => {
                let compiled = self.rust.as_ref().and_then(|module| module.sources.get(slug));
                compiled.is_some_and(|compiled| Some(compiled) == sources(listing, helpers).as_ref())
            }
        };
        listing.languages().filter(|language| may_run(listing, *language) && runs(language)).collect()
    }
}

/// Whether nothing is declared that keeps a program from running in the page.
pub fn may_run(listing: &Listing, language: Language) -> bool {
    listing.program(language).is_some() && why_not(listing, language).is_none()
}

/// What the page says of a Python program that needs packages.
const NEEDS_PACKAGES: &str = "It needs packages that the page does not have.";

/// What the page says of a Rust program about a library.
const NEEDS_CRATES: &str = "It needs crates that the page does not have.";

/// Why a program cannot run in the page, if that is declared.
pub fn why_not(listing: &Listing, language: Language) -> Option<&str> {
    let declared = listing.manifest.page.get(&language).or(listing.manifest.real.as_ref());
    let needs = match language {
        Language::Python => (!listing.packages(language).is_empty()).then_some(NEEDS_PACKAGES),
        Language::Rust => (listing.member == Member::Libraries).then_some(NEEDS_CRATES),
    };
    declared.map(String::as_str).or(needs)
}

/// The hash of what a Rust listing is compiled from, as far as it is its own.
pub fn sources(listing: &Listing, helpers: &Helpers) -> Option<String> {
    let program = listing.program(Language::Rust)?;
    Some(hash([("program", &*program.source.text), ("helper", &*helpers.rust.text)]))
}

/// Whether [`prepare`] has to compile the module first, which takes minutes.
pub fn takes_long(project: &Project) -> bool {
    let outdated = || {
        let (listings, target) = (Listings::read(project).ok()?, target::find(project).ok()?);
        let cache = Cache::of(project, Mode::Changed).ok()?;
        module::is_outdated(project, &listings, &cache, &target).ok()
    };
    outdated().unwrap_or(false)
}

/// Whether Python programs can run in the page on this machine. What npm has for that is installed
/// first if it is not.
///
/// # Errors
/// If it cannot be installed: one line that says why.
pub fn install_python(project: &Project) -> Result<(), String> {
    pyodide::find(project, true).map(drop).map_err(|failure| match failure {
        Failure::Missing(line) => line,
        Failure::Wrong(problems) => problems.to_string(),
    })
}

/// Makes [`PROGRAMS`] anew where something has changed that it is made from. Returns a line for
/// each thing that is missing on this machine; what needs it is left out.
///
/// # Errors
/// If a listing does not compile for the page and does not say why, or a file cannot be written.
/// What is wrong with the listings otherwise is told where the pages are made.
pub fn prepare(project: &Project) -> Result<Vec<String>, Problems> {
    let Ok(listings) = Listings::read(project) else {
        return Ok(Vec::new());
    };
    // Its name is the hash of all that it is made from: an earlier one is never outdated.
    let cache = Cache::of(project, Mode::Changed)?;
    let mut missing = Vec::new();
    let target = target::find(project);
    let found = target.is_ok();
    let module = target.and_then(|target| module::build(project, &listings, &cache, &target));
    let module = keep(module, &mut missing)?;
    // Who has not installed the target has not asked for programs in the page: nothing is fetched.
    let python = match found || all_required() {
        true => keep(pyodide::find(project, true), &mut missing)?,
        false => keep(pyodide::find(project, false), &mut Vec::new())?,
    };
    let mut files = Vec::new();
    let rust = module.map(|module| rust(&listings, module, &mut files)).transpose()?;
    let python = python.map(|found| python_of(project, &cache, &listings, found, &mut files)).transpose()?;
    // What it is bundled from was installed together with what runs Python.
    let installed = python.is_some();
    let mut bundle = |of| installed.then(|| bundle_of(project, &cache, of, &mut files)).transpose();
    let (editor, practice) = (bundle(&bundle::EDITOR)?, bundle(&bundle::PRACTICE)?);
    bundle(&bundle::OFFLINE)?;
    let anki = anki_of(project, &cache, &mut files)?;
    let named = missing.iter().any(|line| line.ends_with(pyodide::INSTALL));
    if !installed && !named {
        let deck = if anki.is_some() { ", and the deck is a plain list" } else { "" };
        missing.push(format!(
            "the book is not stored for reading offline{deck}: npm's packages are not installed; {}",
            pyodide::INSTALL
        ));
    }
    let programs = Programs { rust, python, editor, practice, anki };
    folder::write(project, &programs, &files)?;
    Ok(missing)
}

/// What the index says of the module, which is to be copied.
fn rust(listings: &Listings, path: PathBuf, files: &mut Vec<(String, PathBuf)>) -> Result<Module, Problem> {
    let compiled = module::listings(listings);
    let sources = compiled
        .filter_map(|listing| Some((listing.slug.clone(), sources(listing, &listings.helpers)?)))
        .collect();
    let module = Module {
        file: module::FILE.into(),
        bytes: folder::size(&path)?,
        key: path.file_stem().unwrap_or_default().to_string_lossy().into_owned(),
        sources,
    };
    files.push((module::FILE.into(), path));
    Ok(module)
}

fn bundle_of(
    project: &Project,
    cache: &Cache,
    bundle: &bundle::Bundle,
    files: &mut Vec<(String, PathBuf)>,
) -> Result<File, Problem> {
    let path = bundle::build(project, cache, bundle)?;
    let bytes = folder::size(&path)?;
    files.push((bundle.file.into(), path));
    Ok(File { name: bundle.file.into(), bytes })
}

fn anki_of(
    project: &Project,
    cache: &Cache,
    files: &mut Vec<(String, PathBuf)>,
) -> Result<Option<File>, Problem> {
    let Some(text) = anki::of(project) else { return Ok(None) };
    let kept = cache.text("anki", &hash([("anki", &*text)]), &text);
    let path = kept.map_err(|error| Problem::in_file(PROGRAMS, format!("cannot be written: {error}")))?;
    files.push((anki::FILE.into(), path));
    Ok(Some(File { name: anki::FILE.into(), bytes: text.len() as u64 }))
}

/// What the index says of Python, whose files are to be copied.
fn python_of(
    project: &Project,
    cache: &Cache,
    listings: &Listings,
    found: Vec<(&str, PathBuf)>,
    files: &mut Vec<(String, PathBuf)>,
) -> Result<Python, Problem> {
    let can = listings.all.values().filter(|listing| may_run(listing, Language::Python));
    let slugs = can.map(|listing| listing.slug.clone()).collect();
    let mut python = Python { folder: pyodide::FOLDER.into(), files: Vec::new(), slugs };
    for (name, path) in found {
        python.files.push(File { name: name.into(), bytes: folder::size(&path)? });
        files.push((format!("{}{name}", pyodide::FOLDER), path));
    }
    files.push(("virtual_time.py".into(), project.path(VIRTUAL_TIME)));
    let outcome = cache.text("outcome", &hash([("outcome", OUTCOME)]), OUTCOME);
    let outcome =
        outcome.map_err(|error| Problem::in_file(PROGRAMS, format!("cannot be written: {error}")))?;
    files.push(("outcome.py".into(), outcome));
    Ok(python)
}

fn keep<T>(result: Result<T, Failure>, missing: &mut Vec<String>) -> Result<Option<T>, Problems> {
    match result {
        Ok(value) => Ok(Some(value)),
        Err(Failure::Missing(line)) => {
            missing.push(line);
            Ok(None)
        }
        Err(Failure::Wrong(problems)) => Err(problems),
    }
}
