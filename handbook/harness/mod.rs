//! Runs the listings and the fragments, and holds what they print against what was recorded.
//!
//! Checking and recording share one path: both run a listing with
//! [`Harness::observe`] and compare with the same function; recording then writes.

pub mod cache;
mod chance;
pub mod compile;
pub(crate) mod diagnostics;
pub(crate) mod difference;
pub mod ending;
pub mod environment;
pub mod fragments;
pub mod home;
pub mod interpreter;
mod knobs;
pub mod peer;
pub mod process;
pub mod python;
pub mod report;
mod runs;
pub(crate) mod shard;
pub mod toolchain;

pub use runs::Counts;

use crate::files;
use crate::listing::knobs::Setting;
use crate::listing::lock::{self, Lock, Recording};
use crate::listing::member::Member;
use crate::listing::source::Program;
use crate::listing::transcript::{Transcript, without_stamps};
use crate::listing::{Language, Listing, Listings, mutation};
use crate::markdown::Embeds;
use crate::problem::{Problem, Problems, Source, shown};
use crate::project::Project;
use cache::Cache;
use difference::difference;
use ending::{Complaints, Ending};
use interpreter::Interpreter;
use peer::with_peer;
use process::Finished;
use runs::Runs;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;
use toolchain::Toolchain;

/// What is run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// Programs that have changed, or something that could change what they print, since they
    /// were last run; and always those on the real clock.
    Changed,
    /// Every program, and every one is compiled anew.
    Full,
}

impl Mode {
    /// [`Mode::Full`] where `HANDBOOK_REQUIRE_ALL` is set, as in CI.
    pub fn of_environment() -> Self {
        if all_required() { Self::Full } else { Self::Changed }
    }
}

/// Whether what cannot be tested for want of a tool is a failure: where `HANDBOOK_REQUIRE_ALL` is
/// set, as in CI.
pub fn all_required() -> bool {
    std::env::var_os("HANDBOOK_REQUIRE_ALL").is_some_and(|value| value != "0")
}

/// How many programs are compiled or run at once.
pub fn cores() -> usize {
    std::thread::available_parallelism().map_or(1, usize::from)
}

/// Runs listings and compares what they print.
#[derive(Debug)]
pub struct Harness<'a> {
    project: &'a Project,
    listings: &'a Listings,
    runs: Runs<'a>,
    embeds: Embeds,
    observed: BTreeMap<(&'a str, Language), OnceLock<Result<Observed, Problem>>>,
    repeats: Repeats,
}

/// Which programs run several times, to find output that depends on chance.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Repeats {
    /// None: their output is only looked at.
    Nothing,
    /// Those on the virtual clock. One on the real clock is compared with its recording each time.
    Stamped,
    /// Every program, before its output is recorded.
    All,
}

/// What came of a run that ended as it should.
#[derive(Debug, Clone)]
struct Observed {
    printed: String,
    peer: String,
}

impl<'a> Harness<'a> {
    /// For these listings. Nothing is compiled before the first of them is to be run.
    pub fn new(project: &'a Project, listings: &'a Listings, slugs: &BTreeSet<&str>, mode: Mode) -> Self {
        let runs = Runs::new(project, listings, slugs, mode);
        let programs = listings
            .all
            .values()
            .flat_map(|listing| listing.languages().map(|language| (&*listing.slug, language)));
        let observed = programs.map(|program| (program, OnceLock::new())).collect();
        let (embeds, repeats) = (Embeds::read(project), Repeats::Stamped);
        Self { project, listings, runs, embeds, observed, repeats }
    }

    /// The same, with other programs that run several times.
    pub fn repeating(self, repeats: Repeats) -> Self {
        Self { repeats, ..self }
    }

    /// The same, but packages that were not installed yet stay so: what needs them fails.
    pub fn without_installing(mut self) -> Self {
        self.runs.may_install = false;
        self
    }

    /// How many programs were run so far.
    pub fn counts(&self) -> Counts {
        self.runs.counts()
    }

    /// What runs the Python programs.
    ///
    /// # Errors
    /// If there is none: a line that says how to install one.
    pub fn interpreter(&self) -> Result<&Interpreter, &String> {
        self.runs.interpreter()
    }

    /// What runs the Python programs that need packages.
    ///
    /// # Errors
    /// If the packages cannot be installed, or there is no Python: a line that says why.
    pub fn interpreter_with_packages(&self) -> Result<&Interpreter, &String> {
        self.runs.interpreter_with_packages()
    }

    /// Where what is compiled is kept, and what compiles it.
    ///
    /// # Errors
    /// If there is no place, or no compiler.
    pub fn compiler(&self) -> Result<(&Cache, &Toolchain), Problem> {
        self.runs.compiler()
    }

    /// Runs a listing, once, and returns what it printed.
    ///
    /// # Errors
    /// If it does not compile, does not end in time, prints no UTF-8, ends with another
    /// exit status than it should, or writes other things to standard error.
    pub fn observe(&self, listing: &Listing, language: Language) -> Result<String, Problem> {
        self.observed(listing, language).map(|observed| observed.printed)
    }

    fn observed(&self, listing: &Listing, language: Language) -> Result<Observed, Problem> {
        match self.observed.get(&(listing.slug.as_str(), language)) {
            Some(observed) => observed.get_or_init(|| self.run(listing, language, None)).clone(),
            None => self.run(listing, language, None),
        }
    }

    /// Runs a listing with a knob set, and returns what it printed.
    ///
    /// # Errors
    /// As [`Harness::observe`].
    pub fn observe_with(
        &self,
        listing: &Listing,
        language: Language,
        setting: &Setting,
    ) -> Result<String, Problem> {
        let observed = self.run(listing, language, Some(setting)).map_err(|problem| {
            let mend = format!("take this value out of the range of `{}` in its listing.toml, or have the program end with it as without it", setting.name);
            problem.when(format!("with {setting}")).mend(mend)
        })?;
        Ok(observed.printed)
    }

    fn run(
        &self,
        listing: &Listing,
        language: Language,
        setting: Option<&Setting>,
    ) -> Result<Observed, Problem> {
        let finished = self.runs.finished(listing, language, setting)?;
        let path = match listing.program(language) {
            Some(program) => {
                check_end(listing, program, &finished)?;
                let repeats = match self.repeats {
                    Repeats::Nothing => false,
                    Repeats::Stamped => listing.stamped(),
                    Repeats::All => true,
                };
                if repeats && setting.is_none() {
                    self.runs.compare_runs(listing, language, &finished)?;
                }
                program.source.path.clone()
            }
            None => listing.folder(),
        };
        let printed = String::from_utf8(finished.stdout).map_err(|error| {
            let line =
                error.as_bytes()[..error.utf8_error().valid_up_to()].split(|byte| *byte == b'\n').count();
            Problem::in_file(path, format!("line {line} of what this program prints is not UTF-8"))
        })?;
        let printed = if listing.stamped() { printed } else { without_stamps(&printed) };
        Ok(Observed { printed, peer: finished.peer })
    }

    /// Runs a listing and compares what it printed with its transcript.
    ///
    /// # Errors
    /// As [`Harness::observe`]; and if it printed anything else than was recorded.
    pub fn check(&self, listing: &Listing, language: Language) -> Result<(), Problem> {
        let Observed { printed, peer } = self.observed(listing, language)?;
        let path = listing.transcript_path(language);
        let recorded = self.project.read(&path).map_err(|problem| problem.mend(record_command(listing)))?;
        Transcript::parse(recorded.clone(), listing.stamped())?;
        let Some(difference) = difference(("recorded", &recorded.text), ("printed", &printed)) else {
            return Ok(());
        };
        let message = format!("the {} program no longer prints this transcript", language.name());
        let mut detail = difference.diff;
        for (chapter, line) in self.embeds.of(&listing.slug) {
            detail.push_str(&format!("embedded by {}:{line}\n", shown(chapter)));
        }
        let problem = Problem::on_line(&recorded, difference.line, message);
        let problem = problem.detail(with_peer(&detail, &peer));
        Err(problem
            .mend(format!("change the program, or record what it prints now: {}", record_command(listing))))
    }

    /// Runs a listing in both languages and compares the two.
    ///
    /// # Errors
    /// If they print the same although a difference is declared, or the reverse.
    pub fn check_parity(&self, listing: &Listing) -> Result<(), Problem> {
        let mut printed = Vec::new();
        for language in listing.languages() {
            printed.push((language.name(), self.observe(listing, language)?));
        }
        let [(a_name, a), (b_name, b)] = printed.as_slice() else {
            return Ok(());
        };
        match (difference((a_name, a), (b_name, b)), &listing.manifest.differs) {
            (None, None) | (Some(_), Some(_)) => Ok(()),
            (None, Some(_)) => Err(Problem::in_file(
                listing.folder(),
                "both languages print the same, but `differs` is declared",
            )
            .mend("take `differs` out of its listing.toml and record it again")),
            (Some(difference), None) => {
                Err(Problem::in_file(listing.folder(), "the two languages print different transcripts")
                    .detail(difference.diff)
                    .mend("make them agree, or say why they cannot in its listing.toml: differs = \"…\""))
            }
        }
    }

    /// Runs a listing and writes what it printed as its transcript, unless it is a `dry` run.
    /// Returns what changed, and what the lock has to say of it.
    ///
    /// # Errors
    /// As [`Harness::observe`] and [`Harness::check_parity`]; and if what it printed is no
    /// transcript, or cannot be written. Nothing is written then.
    pub fn record(&self, listing: &Listing, dry: bool) -> Result<(Vec<String>, Recording), Problem> {
        self.check_parity(listing)?;
        let mut printed = BTreeMap::new();
        for language in listing.languages() {
            let source = Source::new(listing.transcript_path(language), self.observe(listing, language)?);
            Transcript::parse(source.clone(), listing.stamped())?;
            printed.insert(language, source);
        }
        let mut changes = Vec::new();
        for source in printed.values() {
            let path = self.project.path(&source.path);
            let before = std::fs::read_to_string(&path).unwrap_or_default();
            if let Some(difference) = difference(("before", &before), ("now", &source.text)) {
                let written = if dry { Ok(()) } else { files::replace(&path, source.text.as_bytes()) };
                written
                    .map_err(|error| Problem::in_file(&source.path, format!("cannot be written: {error}")))?;
                changes.push(format!("{}\n{}", shown(&source.path), difference.diff));
            }
        }
        let recording = self.listings.recording(listing, printed.values().map(|source| &*source.text));
        Ok((changes, recording))
    }
}

/// Runs listings and writes their transcripts; all of them where no slug is given. The programs of
/// mutations are written before.
/// `tell` hears of each listing what changed; in a `dry` run, what would.
///
/// # Errors
/// All that went wrong; what went well is written all the same.
pub fn record(
    project: &Project,
    slugs: &[String],
    dry: bool,
    mut tell: impl FnMut(&str, &[String]),
) -> Result<(), Problems> {
    if !dry {
        crate::listing::recordings::delete_stale(project, slugs)?;
    }
    let mut written = if dry { BTreeMap::new() } else { mutation::write(project, slugs)? };
    let listings = Listings::read(project)?;
    let wanted = wanted(&listings, slugs)?;
    let before = Lock::read(project)?;
    let harness = Harness::new(project, &listings, &wanted, Mode::Changed).repeating(Repeats::All);
    let mut problems = Problems::new();
    let mut recorded = BTreeMap::new();
    for slug in wanted {
        if let Some((changes, recording)) = problems.keep(harness.record(&listings.all[slug], dry)) {
            let programs = written.remove(slug).unwrap_or_default();
            let mut all: Vec<_> = programs.iter().map(|path| shown(path)).collect();
            all.extend(changes);
            if before.0.get(slug) != Some(&recording) {
                all.push(format!("{}: the entry of {slug}", lock::PATH));
            }
            tell(slug, &all);
            recorded.insert(slug.to_string(), recording);
        }
    }
    let exists = |slug: &String| Member::ALL.iter().any(|it| project.path(it.folder_of(slug)).is_dir());
    for slug in before.0.keys().filter(|slug| !exists(slug)) {
        tell(slug, &[format!("{}: the entry of {slug} is removed, as there is no such listing", lock::PATH)]);
    }
    if !dry {
        problems.keep(Lock::update(project, |lock| {
            lock.0.retain(|slug, _| exists(slug));
            lock.0.extend(recorded);
        }));
    }
    problems.or(())
}

fn wanted<'a>(listings: &'a Listings, slugs: &[String]) -> Result<BTreeSet<&'a str>, Problems> {
    if slugs.is_empty() {
        return Ok(listings.all.keys().map(String::as_str).collect());
    }
    let mut problems = Problems::new();
    let mut wanted = BTreeSet::new();
    for slug in slugs {
        wanted.extend(problems.keep(listings.named(slug)).map(|listing| listing.slug.as_str()));
    }
    problems.or(wanted)
}

fn record_command(listing: &Listing) -> String {
    format!("cargo run -- record {}", listing.slug)
}

/// Compares how a program ended with what its listing.toml says.
fn check_end(listing: &Listing, program: &Program, finished: &Finished) -> Result<(), Problem> {
    let (manifest, language) = (&listing.manifest, program.language);
    let raises = (language == Language::Python).then_some(manifest.raises.python.as_ref()).flatten();
    let status = manifest.exit.get(&language).copied();
    let ending = Ending {
        language,
        status: if raises.is_some() { status } else { status.or(Some(0)) },
        raises,
        complaints: Complaints::Messages(manifest.stderr.get(&language).map_or(&[], Vec::as_slice)),
    };
    ending.check(finished).map_err(|wrong| wrong.of_program(&program.source, finished))
}
