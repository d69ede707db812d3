//! Builds the site, all or nothing: the last good one stays until a new one is whole.

use super::check;
use crate::preprocess::{Handbook, expand};
use crate::problem::{Problem, Problems};
use crate::project::Project;
use mdbook_driver::MDBook;
use mdbook_driver::config::Config;
use serde::Deserialize;
use std::collections::BTreeMap;
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
    let _alone = lock(project)?;
    restore(project)?;
    build_next(project)?;
    replace(project)
}

/// Builds the site and checks it, and leaves the one that was there before.
///
/// # Errors
/// As [`build`].
pub fn verify(project: &Project) -> Result<(), Problems> {
    let _alone = lock(project)?;
    build_next(project)?;
    clear(&project.path(NEXT))
}

fn build_next(project: &Project) -> Result<(), Problems> {
    let config = config(project)?;
    let expanded = expand(project)?;
    clear(&project.path(NEXT))?;
    render(project, config, Handbook::with(expanded))?;
    check::check(project, Path::new(NEXT))
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
    let mut config = Config::from_str(&source.text).map_err(wrong)?;
    config.build.build_dir = PathBuf::from(NEXT);
    Ok(config)
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

fn render(project: &Project, config: Config, preprocessor: Handbook) -> Result<(), Problems> {
    let complaints = Complaints::default();
    let rendered = tracing::subscriber::with_default(complaints.clone(), || {
        let mut book = MDBook::load_with_config(project.root(), config)?;
        book.with_preprocessor(preprocessor);
        book.build()
    });
    let mut problems = Problems::new();
    for complaint in complaints.0.lock().unwrap_or_else(PoisonError::into_inner).drain(..) {
        problems.push(Problem::in_file("book.toml", format!("mdBook complains: {complaint}")));
    }
    if let Err(error) = rendered {
        problems.push(Problem::in_file("book.toml", format!("mdBook failed: {error:#}")));
    }
    problems.or(())
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
