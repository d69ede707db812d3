//! Builds the site, all or nothing: the last good one stays until a new one is whole.

use super::check;
use super::content::Site;
use crate::leftovers;
use crate::preprocess::{Expanded, Handbook, expand};
use crate::problem::{Problem, Problems};
use crate::project::Project;
use mdbook_driver::MDBook;
use mdbook_driver::config::Config;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::path::{Path, PathBuf};
use std::str::FromStr;
use std::sync::{Arc, Mutex, PoisonError};
use tracing::field::{Field, Visit};
use tracing::{Event, Level, Metadata, Subscriber, span};

/// Where the next site is built, and where the last one is put aside.
const NEXT: &str = ".book-next";
const LAST: &str = ".book-last";
const LOCK: &str = ".book-lock";

/// Builds the site into [`super::FOLDER`].
///
/// # Errors
/// All that is wrong with the project, what mdBook complains of, and what is wrong with the
/// site as built. The site that was there before stays as it is.
pub fn build(project: &Project) -> Result<(), Problems> {
    recover(project)?;
    next(project)?.publish()
}

/// Builds the site and checks it, and leaves the one that was there before.
///
/// # Errors
/// As [`build`].
pub fn verify(project: &Project) -> Result<(), Problems> {
    let next = next(project)?;
    clear(&next.project.path(NEXT))
}

fn next(project: &Project) -> Result<Next<'_>, Problems> {
    config(project)?;
    Next::build(project, expand(project)?, &mut check::Read::default())
}

/// Puts the last site back where a build was interrupted just before its end.
///
/// # Errors
/// If its folder cannot be moved.
pub fn recover(project: &Project) -> Result<(), Problems> {
    let _alone = lock(project)?;
    restore(project)
}

/// A whole site that was built and checked, beside the last one.
#[derive(Debug)]
pub struct Next<'a> {
    /// All of it.
    pub site: Site,
    project: &'a Project,
    _alone: File,
}

impl<'a> Next<'a> {
    /// Builds it from expanded chapters. `read` knows pages that need not be read again.
    ///
    /// # Errors
    /// What mdBook complains of, and what is wrong with the site as built.
    pub fn build(project: &'a Project, expanded: Expanded, read: &mut check::Read) -> Result<Self, Problems> {
        let alone = lock(project)?;
        restore(project)?;
        clear(&project.path(NEXT))?;
        render(project, Path::new(NEXT), expanded)?;
        let site = Site::read(project, Path::new(NEXT))?;
        check::check(project, &site, read)?;
        Ok(Self { site, project, _alone: alone })
    }

    /// Puts it in the place of the last one.
    ///
    /// # Errors
    /// If a folder cannot be moved or removed.
    pub fn publish(self) -> Result<(), Problems> {
        replace(self.project)
    }
}

/// Builds some chapters only, and all that is no page, outside the project. They are what they are
/// in the whole site: a chapter's page has of the others nothing but their titles, and those are
/// in SUMMARY.md. Nothing is checked.
///
/// # Errors
/// What mdBook complains of.
pub fn part(project: &Project, mut expanded: Expanded, wanted: &BTreeSet<PathBuf>) -> Result<Site, Problems> {
    let failed = |error| Problem::in_file(super::FOLDER, format!("no temporary folder: {error}"));
    let folder = tempfile::tempdir().map_err(failed)?;
    for (path, text) in &mut expanded {
        if !wanted.contains(path) {
            text.clear();
        }
    }
    render(project, folder.path(), expanded)?;
    Ok(Site::read(&Project::at(folder.path()), Path::new(""))?)
}

/// Two builds at once would write into one folder, so the second waits.
fn lock(project: &Project) -> Result<File, Problem> {
    let file = File::create(project.path(LOCK)).and_then(|file| file.lock().map(|()| file));
    file.map_err(|error| Problem::in_file(LOCK, format!("cannot be locked: {error}")))
}

fn config(project: &Project) -> Result<Config, Problem> {
    // First for its syntax and for what mdBook leaves to us, with the line of an error.
    let (_, source): (BookToml, _) = project.read_toml("book.toml")?;
    let wrong = |error: anyhow::Error| Problem::in_file("book.toml", format!("{error:#}"));
    Config::from_str(&source.text).map_err(wrong)
}

/// The part of book.toml in which mdBook allows any key.
#[derive(Deserialize)]
struct BookToml {
    #[serde(default, rename = "preprocessor")]
    _preprocessor: BTreeMap<String, Preprocessor>,
}

/// What a preprocessor's table may say.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Preprocessor {
    #[serde(rename = "command")]
    _command: String,
}

/// Renders all chapters into a folder, given relative to the project's root.
fn render(project: &Project, folder: &Path, expanded: Expanded) -> Result<(), Problems> {
    let mut config = config(project)?;
    config.build.build_dir = folder.to_path_buf();
    let complaints = Complaints::default();
    let rendered = tracing::subscriber::with_default(complaints.clone(), || {
        let mut book = MDBook::load_with_config(project.root(), config)?;
        book.with_preprocessor(Handbook::with(expanded));
        book.build()
    });
    let mut problems = Problems::new();
    for complaint in complaints.0.lock().unwrap_or_else(PoisonError::into_inner).drain(..) {
        problems.push(Problem::in_file("book.toml", format!("mdBook complains: {complaint}")));
    }
    if let Err(error) = rendered {
        problems.push(Problem::in_file("book.toml", format!("mdBook failed: {error:#}")));
    }
    problems.or(())?;
    let failed = |error| Problem::in_file(folder, format!("cannot be swept: {error}"));
    Ok(leftovers::sweep(&project.path(folder)).map_err(failed)?)
}

/// Puts the new site in the place of the old one.
fn replace(project: &Project) -> Result<(), Problems> {
    let [next, last, book] = [NEXT, LAST, super::FOLDER].map(|folder| project.path(folder));
    let failed = |error| Problem::in_file(super::FOLDER, format!("cannot be replaced: {error}"));
    if book.exists() {
        std::fs::rename(&book, &last).map_err(failed)?;
    }
    std::fs::rename(&next, &book).map_err(failed)?;
    clear(&last)
}

/// An interruption between the two renames leaves the last site aside: it is put back.
fn restore(project: &Project) -> Result<(), Problems> {
    let [last, book] = [LAST, super::FOLDER].map(|folder| project.path(folder));
    if last.exists() && !book.exists() {
        let failed = |error| Problem::in_file(LAST, format!("cannot be put back: {error}"));
        std::fs::rename(&last, &book).map_err(failed)?;
    }
    clear(&last)
}

fn clear(folder: &Path) -> Result<(), Problems> {
    match std::fs::remove_dir_all(folder) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            Err(Problem::in_file(folder, format!("cannot be removed: {error}")).into())
        }
        _ => Ok(()),
    }
}

/// Collects the warnings and errors that mdBook logs, which it would otherwise go on after.
#[derive(Clone, Default)]
struct Complaints(Arc<Mutex<Vec<String>>>);

impl Subscriber for Complaints {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        *metadata.level() <= Level::WARN && metadata.target().starts_with("mdbook")
    }

    fn event(&self, event: &Event<'_>) {
        let mut message = Message::default();
        event.record(&mut message);
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(message.0);
    }

    fn new_span(&self, _: &span::Attributes<'_>) -> span::Id {
        span::Id::from_u64(1)
    }

    fn record(&self, _: &span::Id, _: &span::Record<'_>) {}
    fn record_follows_from(&self, _: &span::Id, _: &span::Id) {}
    fn enter(&self, _: &span::Id) {}
    fn exit(&self, _: &span::Id) {}
}

#[derive(Default)]
struct Message(String);

impl Visit for Message {
    fn record_debug(&mut self, field: &Field, value: &dyn std::fmt::Debug) {
        if field.name() == "message" {
            self.0 = format!("{value:?}");
        }
    }
}
