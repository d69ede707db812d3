//! Builds the book again when something changed, and settles it on the disk when nothing does.

use super::notes;
use super::programs::Maker;
use super::runs::{Run, Runs, Wanted};
use super::sources::{Files, Sources};
use super::state::{Fault, Note, State};
use super::watch;
use crate::listing::member::Member;
use crate::listing::recordings::Recordings;
use crate::listing::{Listings, mutation};
use crate::preprocess::{Expanded, expand_with};
use crate::problem::{self, Problems};
use crate::project::Project;
use crate::site;
use crate::site::build::{self, Next};
use crate::site::check::{self, Read};
use crate::site::content::Site;
use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender};
use std::time::{Duration, Instant};
use tokio::sync::watch as state;

/// How long nothing must change before the whole book is built: what is built in between are the
/// pages that changed, without the search index and the page that is printed.
const SETTLED: Duration = Duration::from_millis(500);

/// What a session hears of.
#[derive(Debug)]
pub enum Event {
    /// These paths changed, the first of them at this time.
    Changed(BTreeSet<PathBuf>, Instant),
    /// Listings were run.
    Ran(Vec<Run>),
    /// What runs the programs in the pages was made; a line says of each thing what is missing.
    Made(Result<Vec<String>, Problems>),
    /// The whole book was built, in the background, from what there was after so many changes.
    Settled(u64, Result<Whole, Problems>),
}

/// A whole site that was built.
#[derive(Debug)]
pub struct Whole {
    site: Site,
    read: Read,
    /// Whether it is on the disk, too.
    published: bool,
}

/// What came of a build.
enum Built {
    /// Listings have to be run first.
    Waiting,
    /// There is a site to be shown, with what is to be known besides.
    Ready(Arc<Site>, Vec<Note>),
}

/// The book while it is written.
#[derive(Debug)]
pub struct Session {
    project: Project,
    state: state::Sender<State>,
    events: Sender<Event>,
    runs: Runs,
    read: Read,
    /// What the site that is shown was made from; none where that is not known.
    sources: Option<Sources>,
    /// Whether everything in that site is recorded, so that it may be written.
    recorded: bool,
    /// Whether that site still has to be built as a whole and written.
    unsettled: bool,
    /// Whether what is there now is wrong.
    wrong: bool,
    /// How often something changed; what was begun before the last time is out of date.
    changes: u64,
    tool: Option<Note>,
    /// What makes what runs the programs in the pages, once there is a book.
    maker: Option<Maker>,
    /// What is missing for that, as it was told.
    missing: BTreeSet<String>,
    /// What changed since the last build, and since when.
    pending: Option<(BTreeSet<PathBuf>, Instant)>,
}

impl Session {
    /// A session that has built nothing yet.
    pub fn new(project: Project, state: state::Sender<State>, events: Sender<Event>) -> Self {
        Self {
            project,
            state,
            events,
            runs: Runs::default(),
            read: Read::default(),
            sources: None,
            recorded: false,
            unsettled: false,
            wrong: false,
            changes: 0,
            tool: None,
            maker: None,
            missing: BTreeSet::new(),
            pending: None,
        }
    }

    /// Builds the book for the first time. Where that fails, the last book is shown if there is one.
    ///
    /// # Errors
    /// If the last build was interrupted and cannot be undone.
    pub fn begin(&mut self, inbox: &Receiver<Event>) -> Result<(), Problems> {
        build::recover(&self.project)?;
        loop {
            match self.build() {
                Ok(Built::Waiting) => {
                    println!("running the listings that are not recorded yet");
                    match inbox.recv() {
                        Ok(Event::Ran(runs)) => self.runs.take(runs),
                        Ok(Event::Changed(paths, since)) => self.note(paths, since),
                        Ok(Event::Settled(..) | Event::Made(_)) | Err(_) => {}
                    }
                }
                Ok(Built::Ready(site, notes)) => {
                    self.pending = None;
                    self.show(site, notes);
                    return Ok(());
                }
                Err(problems) => {
                    self.pending = None;
                    let folder = site::folder(&self.project);
                    let last = folder.and_then(|folder| Site::read(&self.project, &folder).ok());
                    let last = last.filter(|site| site.get("index.html").is_some());
                    self.state.send_modify(|state| state.site = last.map(Arc::new));
                    self.refuse(&problems);
                    return Ok(());
                }
            }
        }
    }

    /// Goes on until nobody sends events any more.
    pub fn run(mut self, inbox: &Receiver<Event>) {
        let events = self.events.clone();
        let told = move |made| events.send(Event::Made(made)).is_ok();
        self.maker = Some(Maker::begin(self.project.clone(), told));
        loop {
            let event = match self.unsettled && !self.wrong {
                true => inbox.recv_timeout(SETTLED),
                false => inbox.recv().map_err(|_| RecvTimeoutError::Disconnected),
            };
            match event {
                Ok(Event::Changed(paths, since)) => {
                    self.note(paths, since);
                    if self.pending.is_some() {
                        self.update();
                    }
                }
                Ok(Event::Ran(runs)) => {
                    self.runs.take(runs);
                    // Otherwise they are out of date, and what is there now is built already.
                    if self.pending.is_some() {
                        self.update();
                    }
                }
                Ok(Event::Made(Ok(missing))) => {
                    let new = missing.into_iter().filter(|line| self.missing.insert(line.clone()));
                    new.for_each(|line| println!("{line}"));
                }
                Ok(Event::Made(Err(problems))) => self.refuse(&problems),
                Ok(Event::Settled(changes, outcome)) => self.settled(changes, outcome),
                Err(RecvTimeoutError::Timeout) => self.settle(),
                Err(RecvTimeoutError::Disconnected) => return,
            }
        }
    }

    /// Notes what changed.
    fn note(&mut self, paths: BTreeSet<PathBuf>, since: Instant) {
        let (tool, mut paths): (BTreeSet<_>, BTreeSet<_>) =
            paths.into_iter().partition(|path| watch::is_tool(path));
        if paths.iter().any(|path| Member::slug_of(path).is_some()) {
            // A fault follows the program that it is made of. What cannot be made is told by the build.
            let written = mutation::write(&self.project, &[]).unwrap_or_default();
            paths.extend(written.into_values().flatten());
        }
        if !tool.is_empty() && self.tool.is_none() {
            let note = notes::tool();
            println!("{}: stop and run it again: {}", note.title, note.command);
            self.tool = Some(note.clone());
            self.state.send_modify(|state| Arc::make_mut(&mut state.notes).push(note));
        }
        if !paths.is_empty() {
            self.maker.iter().for_each(|maker| maker.changed(&paths));
            self.changes += 1;
            self.runs.forget(&paths);
            self.pending.get_or_insert_with(|| (BTreeSet::new(), since)).0.extend(paths);
        }
    }

    /// Builds again, and says what came of it.
    fn update(&mut self) {
        let built = self.build();
        let (paths, since) = match (&built, self.pending.take()) {
            (Ok(Built::Waiting), pending) => {
                self.pending = pending;
                return;
            }
            (_, Some(pending)) => pending,
            (_, None) => return,
        };
        let changed = shown(&self.project, &paths);
        match built {
            Ok(Built::Ready(site, notes)) => {
                let new: Vec<_> = notes
                    .iter()
                    .filter(|note| self.state.borrow().notes.iter().all(|known| known.key != note.key))
                    .map(|note| format!("{} ({})", note.title, note.command))
                    .collect();
                let pages = self.show(site, notes);
                println!(
                    "changed {changed}: built in {:.2} s, {}",
                    since.elapsed().as_secs_f64(),
                    reloaded(pages)
                );
                new.iter().for_each(|note| println!("{note}"));
            }
            Ok(Built::Waiting) => {}
            Err(problems) => {
                println!("changed {changed}: the last good page stays");
                self.refuse(&problems);
            }
        }
    }

    /// Shows a site, and returns how many of its pages are different.
    fn show(&mut self, site: Arc<Site>, mut notes: Vec<Note>) -> usize {
        self.wrong = false;
        notes.extend(self.tool.clone());
        let before = self.state.borrow().site.clone();
        let changed = before.map_or(0, |before| site.changed_since(&before).len());
        self.state.send_modify(|state| {
            state.site = Some(site);
            state.problems = Arc::default();
            state.notes = Arc::new(notes);
        });
        changed
    }

    /// Shows what is wrong, beside the last good site.
    fn refuse(&mut self, problems: &Problems) {
        self.wrong = true;
        eprintln!("{problems}");
        self.state.send_modify(|state| state.problems = Arc::new(Fault::all(problems)));
    }

    /// Builds what is different from the site that is shown, as far as that can be told.
    fn build(&mut self) -> Result<Built, Problems> {
        let files = Files::read(&self.project);
        let (expanded, notes) = match self.expand()? {
            Some(expanded) => expanded,
            None => return Ok(Built::Waiting),
        };
        let sources = Sources::new(expanded, files?);
        let shown = self.state.borrow().site.clone();
        let recorded = notes.is_empty();
        let mut unsettled = true;
        let part = match (&self.sources, shown) {
            (Some(before), Some(shown)) if sources.make_the_same_as(before) => {
                unsettled = self.unsettled || recorded != self.recorded;
                Some(shown)
            }
            (Some(before), Some(shown)) => self.part(&sources, before, &shown)?.map(Arc::new),
            _ => None,
        };
        let site = match part {
            Some(site) => {
                let mut read = self.read.clone();
                check::check(&self.project, &site, &mut read)?;
                self.read = read;
                self.unsettled = unsettled;
                site
            }
            None => {
                let whole = whole(&self.project, &sources, self.read.clone(), recorded)?;
                self.read = whole.read;
                self.unsettled = recorded && !whole.published;
                Arc::new(whole.site)
            }
        };
        self.recorded = recorded;
        self.sources = Some(sources);
        Ok(Built::Ready(site, notes))
    }

    /// The chapters, with runs in them of what is not recorded. Nothing where those have to be
    /// waited for.
    fn expand(&mut self) -> Result<Option<(Expanded, Vec<Note>)>, Problems> {
        let project = &self.project;
        let mut notes = Vec::new();
        let events = self.events.clone();
        let ran = move |runs| drop(events.send(Event::Ran(runs)));
        let recordings = match Listings::read(project) {
            Err(problems) => Err(problems),
            Ok(listings) => match self.runs.of(project, &listings, ran) {
                Ok(Wanted::Waiting) => return Ok(None),
                Err(problems) => Err(problems),
                Ok(Wanted::Fresh(fresh)) => Recordings::with(project, listings, &fresh)
                    .inspect(|recordings| notes = notes::unrecorded(project, recordings, &fresh)),
            },
        };
        expand_with(project, recordings).map(|expanded| Some((expanded, notes)))
    }

    /// The site that is shown with the pages in it that are different now; nothing where it may be
    /// different in more than its chapters.
    fn part(&self, sources: &Sources, before: &Sources, shown: &Site) -> Result<Option<Site>, Problems> {
        let Some(chapters) = sources.chapters_changed_since(before) else {
            return Ok(None);
        };
        let part = build::part(&self.project, sources.expanded.clone(), &chapters)?;
        Ok(shown.with(&part, &site::pages_of(&self.project, chapters.iter().map(PathBuf::as_path))))
    }

    /// Begins to build the whole book from what the site that is shown was made from.
    fn settle(&mut self) {
        self.unsettled = false;
        let Some(sources) = self.sources.clone() else { return };
        let (project, events, changes) = (self.project.clone(), self.events.clone(), self.changes);
        let (read, recorded) = (self.read.clone(), self.recorded);
        std::thread::spawn(move || {
            let whole = whole(&project, &sources, read, recorded);
            let _ = events.send(Event::Settled(changes, whole));
        });
    }

    /// Takes in the whole book, if nothing changed while it was built.
    fn settled(&mut self, changes: u64, outcome: Result<Whole, Problems>) {
        if changes != self.changes {
            self.unsettled = true;
            return;
        }
        match outcome {
            Ok(whole) => {
                self.read = whole.read;
                // What is not published for another reason was changed, and that will be told.
                self.unsettled = self.recorded && !whole.published;
                self.state.send_modify(|state| state.site = Some(Arc::new(whole.site)));
            }
            Err(problems) => self.refuse(&problems),
        }
    }
}

/// Builds the whole site, and writes it if all of it is recorded and nothing changed meanwhile.
fn whole(project: &Project, sources: &Sources, mut read: Read, recorded: bool) -> Result<Whole, Problems> {
    let next = Next::build(project, sources.expanded.clone(), &mut read)?;
    let site = next.site.clone();
    let published = recorded && sources.are_still_there(project);
    if published {
        next.publish()?;
    }
    Ok(Whole { site, read, published })
}

/// The paths that changed, in a line.
fn shown(project: &Project, paths: &BTreeSet<PathBuf>) -> String {
    // What is gone again is most often how an editor saved.
    let there: BTreeSet<_> = paths.iter().filter(|path| project.path(path).exists()).collect();
    let paths = if there.is_empty() { paths.iter().collect() } else { there };
    let first = paths.first().map(|path| problem::shown(path));
    match (first, paths.len()) {
        (Some(first), several @ 2..) => format!("{first} and {} more", several - 1),
        (first, _) => first.unwrap_or_default(),
    }
}

fn reloaded(pages: usize) -> String {
    match pages {
        0 => "no page is different".into(),
        1 => "1 page reloaded".into(),
        several => format!("{several} pages reloaded"),
    }
}
