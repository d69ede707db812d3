//! Builds the site, all or nothing: the last good one stays until a new one is whole.

use super::content::Site;
use super::settings::Settings;
use super::version::version;
use super::view::{self, View};
use super::{check, overrides, page_of, publish, redirects};
use crate::preprocess::{Expanded, Handbook, expand};
use crate::problem::{Problem, Problems};
use crate::project::Project;
use crate::search;
use mdbook_driver::MDBook;
use std::collections::BTreeSet;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use tracing::field::{Field, Visit};
use tracing::{Event, Level, Metadata, Subscriber, span};

/// Where the next site is built.
const NEXT: &str = ".book-next";
const LOCK: &str = ".book-lock";

/// Builds the site into the folder that the settings name.
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
    next(project).map(drop)
}

fn next(project: &Project) -> Result<Next<'_>, Problems> {
    Settings::read(project)?;
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

fn restore(project: &Project) -> Result<(), Problems> {
    // Settings that cannot be read are reported where the next site is built.
    let Ok(settings) = Settings::read(project) else { return Ok(()) };
    Ok(publish::recover(project, settings.folder())?)
}

/// A whole site that was built and checked, beside the last one.
#[derive(Debug)]
pub struct Next<'a> {
    /// All of it.
    pub site: Site,
    project: &'a Project,
    settings: Settings,
    // Removed before another build may begin.
    stage: Stage,
    _alone: File,
}

/// The folder that a site is built in. It is removed in the end, whatever happens.
#[derive(Debug)]
struct Stage(PathBuf);

impl Drop for Stage {
    fn drop(&mut self) {
        // If this fails the next build tries it again, and reports it.
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

impl<'a> Next<'a> {
    /// Builds it from expanded chapters. `read` knows pages that need not be read again.
    ///
    /// # Errors
    /// What mdBook complains of, and what is wrong with the site as built.
    pub fn build(project: &'a Project, expanded: Expanded, read: &mut check::Read) -> Result<Self, Problems> {
        let alone = lock(project)?;
        restore(project)?;
        publish::clear(&project.path(NEXT))?;
        let settings = Settings::read(project)?;
        overrides::check(project)?;
        let stage = Stage(project.path(NEXT));
        render(project, &settings, &stage.0, expanded)?;
        let pages = Site::read(project, Path::new(NEXT))?;
        search::write(project, &pages, Path::new(NEXT))?;
        let site = Site::read(project, Path::new(NEXT))?;
        check::check(project, &site, read)?;
        Ok(Self { site, project, settings, stage, _alone: alone })
    }

    /// Puts it in the place of the last one.
    ///
    /// # Errors
    /// If a file cannot be written, moved or removed.
    pub fn publish(self) -> Result<(), Problems> {
        let site = version(&self.site)?;
        site.write(&self.stage.0)?;
        Ok(publish::publish(self.project, self.settings.folder(), &site, &self.stage.0)?)
    }
}

/// Builds some chapters only, and all that is no page, outside the project. They are what they are
/// in the whole site: a chapter's page has of the others nothing but their titles, and those are
/// in SUMMARY.md. Nothing is checked.
///
/// # Errors
/// What mdBook complains of.
pub fn part(project: &Project, mut expanded: Expanded, wanted: &BTreeSet<PathBuf>) -> Result<Site, Problems> {
    let failed = |error| Problem::in_file(".", format!("no temporary folder: {error}"));
    let folder = tempfile::tempdir().map_err(failed)?;
    for (path, text) in &mut expanded {
        if !wanted.contains(path) {
            text.clear();
        }
    }
    render(project, &Settings::read(project)?, folder.path(), expanded)?;
    Ok(Site::read(&Project::at(folder.path()), Path::new(""))?)
}

/// Two builds at once would write into one folder, so the second waits.
fn lock(project: &Project) -> Result<File, Problem> {
    let file = File::create(project.path(LOCK)).and_then(|file| file.lock().map(|()| file));
    file.map_err(|error| Problem::in_file(LOCK, format!("cannot be locked: {error}")))
}

/// Renders all chapters into a folder, and copies there what lies beside them.
fn render(project: &Project, settings: &Settings, folder: &Path, expanded: Expanded) -> Result<(), Problems> {
    let mut config = settings.config().clone();
    config.build.build_dir = std::path::absolute(folder).unwrap_or_else(|_| folder.to_path_buf());
    let view = View::of(project, settings)?;
    let redirects = settings.html().redirect;
    let pages: BTreeSet<_> = expanded.keys().map(|path| page_of(path)).collect();
    let in_pages = redirects::in_pages(&redirects, |page| pages.contains(Path::new(page)));
    let wrong = |error| Problem::in_file("book.toml", format!("{error:#}"));
    config.set("output.html.redirect", in_pages).map_err(wrong)?;
    let complaints = Complaints::default();
    let rendered = tracing::subscriber::with_default(complaints.clone(), || {
        let mut book = MDBook::load_with_config(project.root(), config)?;
        book.root = view.root().to_path_buf();
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
    view::copy_assets(project, folder)?;
    let language = settings.config().book.language.clone().unwrap_or_default();
    Ok(redirects::write(&redirects, &language, folder)?)
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
