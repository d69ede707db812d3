//! Runs listings that are not recorded as they stand. Nothing of it is written.

use crate::harness::{Harness, Mode, Repeats};
use crate::listing::member::Member;
use crate::listing::recordings::{self, Fresh};
use crate::listing::{Listing, Listings};
use crate::problem::{Problem, Problems};
use crate::project::Project;
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

/// What came of a run.
#[derive(Debug)]
pub struct Run {
    slug: String,
    key: String,
    /// Nothing where the listing changed while it was run.
    outcome: Option<Result<Fresh, Problems>>,
}

/// What each listing that is to be recorded printed when it was last run.
#[derive(Debug, Default)]
pub struct Runs {
    done: BTreeMap<String, (String, Result<Fresh, Problems>)>,
    under_way: BTreeSet<(String, String)>,
}

/// What there is to go on with.
#[derive(Debug)]
pub enum Wanted {
    /// Listings have to be run first.
    Waiting,
    /// What they printed.
    Fresh(BTreeMap<String, Fresh>),
}

impl Runs {
    /// What the listings printed that are to be recorded; those that were not run as they stand
    /// are started, and `tell` hears what came of them.
    ///
    /// # Errors
    /// All that went wrong in a run of them.
    pub fn of(
        &mut self,
        project: &Project,
        listings: &Listings,
        tell: impl FnOnce(Vec<Run>) + Send + 'static,
    ) -> Result<Wanted, Problems> {
        let mut problems = Problems::new();
        let mut fresh = BTreeMap::new();
        let mut missing = BTreeMap::new();
        let mut waiting = false;
        for (slug, sources) in recordings::to_record(project, listings)? {
            let key = key(&listings.all[&slug], &sources);
            match self.done.get(&slug) {
                Some((done, outcome)) if *done == key => {
                    if let Some(outcome) = problems.keep(outcome.clone()) {
                        fresh.insert(slug, outcome);
                    }
                }
                _ => {
                    waiting = true;
                    if self.under_way.insert((slug.clone(), key.clone())) {
                        missing.insert(slug, (key, sources));
                    }
                }
            }
        }
        if !missing.is_empty() {
            let (project, listings) = (project.clone(), listings.clone());
            std::thread::spawn(move || tell(run(&project, &listings, missing)));
        }
        if waiting { Ok(Wanted::Waiting) } else { problems.or(Wanted::Fresh(fresh)) }
    }

    /// Takes in what came of runs.
    pub fn take(&mut self, runs: Vec<Run>) {
        for Run { slug, key, outcome } in runs {
            self.under_way.remove(&(slug.clone(), key.clone()));
            if let Some(outcome) = outcome {
                self.done.insert(slug, (key, outcome));
            }
        }
    }

    /// Forgets failed runs that may end otherwise now: those of listings in which, or in what all
    /// of them share, a file changed.
    pub fn forget(&mut self, changed: &BTreeSet<PathBuf>) {
        let of_member = |path: &PathBuf| Member::ALL.iter().any(|member| path.starts_with(member.root()));
        let slugs: BTreeSet<_> = changed.iter().filter_map(|path| Member::slug_of(path)).collect();
        let all = changed.iter().any(|path| of_member(path) && Member::slug_of(path).is_none());
        let concerned = |slug: &str| slugs.contains(slug);
        self.done.retain(|slug, (_, outcome)| outcome.is_ok() || !(all || concerned(slug)));
    }
}

/// What a run depends on: the sources, and whether the two languages may differ.
fn key(listing: &Listing, sources: &str) -> String {
    format!("{sources} {}", listing.manifest.differs.is_some())
}

fn run(project: &Project, listings: &Listings, wanted: BTreeMap<String, (String, String)>) -> Vec<Run> {
    let slugs = wanted.keys().map(String::as_str).collect();
    let harness = Harness::new(project, listings, &slugs, Mode::Changed)
        .without_installing()
        .repeating(Repeats::Nothing);
    let outcomes: Vec<_> =
        wanted.iter().map(|(slug, (_, sources))| observe(&harness, &listings.all[slug], sources)).collect();
    // A program that was saved while it was run is no proof of what the former one prints.
    let now = Listings::read(project).ok();
    let is_now = |slug: &str, sources: &str| {
        let now = now.as_ref().and_then(|now| Some(now.hash_of_sources(now.all.get(slug)?)));
        now.is_some_and(|now| now == sources)
    };
    let runs = wanted.into_iter().zip(outcomes);
    runs.map(|((slug, (key, sources)), outcome)| {
        let outcome = is_now(&slug, &sources).then_some(outcome);
        Run { slug, key, outcome }
    })
    .collect()
}

fn observe(harness: &Harness, listing: &Listing, sources: &str) -> Result<Fresh, Problems> {
    let mut problems = Problems::new();
    let mut printed = BTreeMap::new();
    for language in listing.languages() {
        if let Some(text) = problems.keep(harness.observe(listing, language)) {
            printed.insert(language, text);
        }
    }
    if problems.is_empty() {
        problems.keep(harness.check_parity(listing).map_err(|problem: Problem| problem));
    }
    problems.or(Fresh { sources: sources.to_string(), printed })
}
