//! The listings together with their recorded transcripts: all that the pages are made from.

use super::lock::{self, Lock};
use super::manifest::{Manifest, Trap};
use super::member::Member;
use super::transcript::Transcript;
use super::{Language, Listing, Listings, hash_of_transcripts, mends_of};
use crate::problem::{Problem, Problems, Source};
use crate::project::Project;
use std::collections::{BTreeMap, BTreeSet};

/// Every listing with the transcripts that were recorded from it as it stands.
#[derive(Debug, Clone)]
pub struct Recordings {
    /// The listings.
    pub listings: Listings,
    transcripts: BTreeMap<String, BTreeMap<Language, Transcript>>,
    /// The listings whose transcripts are not recorded yet, but printed by a run just now.
    pub unrecorded: BTreeSet<String>,
}

/// What a listing printed when it was run, in each language, without being recorded.
#[derive(Debug, Clone)]
pub struct Fresh {
    /// The hash of the sources that were run.
    pub sources: String,
    /// What each of its programs printed.
    pub printed: BTreeMap<Language, String>,
}

impl Recordings {
    /// Reads the listings and their transcripts. Nothing is run.
    ///
    /// # Errors
    /// All that is wrong with the listings; transcripts that are missing,
    /// malformed, or recorded from other sources; traps that prove nothing.
    pub fn read(project: &Project) -> Result<Self, Problems> {
        Self::with(project, Listings::read(project)?, &BTreeMap::new())
    }

    /// Reads the transcripts of these listings. Where one has to be recorded (again), what the
    /// listing printed just now stands in for it.
    ///
    /// # Errors
    /// As [`Recordings::read`].
    pub fn with(
        project: &Project,
        listings: Listings,
        fresh: &BTreeMap<String, Fresh>,
    ) -> Result<Self, Problems> {
        let lock = Lock::read(project)?;
        let mut problems = Problems::new();
        let mut transcripts = BTreeMap::new();
        let mut unrecorded = BTreeSet::new();
        for (slug, listing) in &listings.all {
            let sources = listings.hash_of_sources(listing);
            let stand_in = fresh
                .get(slug)
                .filter(|fresh| fresh.sources == sources && !is_recorded(project, &lock, listing, &sources));
            let read = match stand_in {
                Some(fresh) => {
                    unrecorded.insert(slug.clone());
                    transcripts_from(fresh, listing)
                }
                None => transcripts_of(project, &lock, listing, &sources),
            };
            if let Some(read) = problems.keep(read) {
                transcripts.insert(slug.clone(), read);
            }
        }
        for slug in lock.0.keys().filter(|slug| !listings.all.contains_key(*slug)) {
            let message = format!("`{slug}` is recorded, but there is no such listing");
            problems.push(Problem::in_file(lock::PATH, message).mend("cargo run -- record"));
        }
        let recordings = problems.or(Self { listings, transcripts, unrecorded })?;
        let mut problems = Problems::new();
        for listing in recordings.listings.all.values() {
            if let Some(trap) = &listing.manifest.trap {
                problems.keep(recordings.prove(listing, trap));
            }
        }
        problems.or(recordings)
    }

    /// What a listing prints in a language that it is written in.
    pub fn transcript(&self, listing: &Listing, language: Language) -> &Transcript {
        &self.transcripts[&listing.slug][&language]
    }

    /// Checks that a trap still goes wrong, and that its mends do not.
    fn prove(&self, listing: &Listing, trap: &Trap) -> Result<(), Problem> {
        let prints = |listing: &Listing, language, piece: &str| {
            self.transcript(listing, language).source().text.lines().any(|line| line.contains(piece))
        };
        let wrong = |listing: &Listing, language| {
            trap.prints.as_ref().is_none_or(|piece| prints(listing, language, piece))
                && trap.misses.as_ref().is_none_or(|piece| !prints(listing, language, piece))
        };
        let concerned = |language: &Language| trap.language.is_none_or(|only| only == *language);
        for language in listing.languages().filter(concerned) {
            let path = listing.transcript_path(language);
            if !wrong(listing, language) {
                let message = format!("this trap no longer goes wrong in {}", language.name());
                return Err(
                    Problem::in_file(path, message).mend("see `prints` and `misses` in its listing.toml")
                );
            }
            for mend in mends_of(listing, &self.listings.all).filter(|mend| mend.program(language).is_some())
            {
                if wrong(mend, language) {
                    let message = format!(
                        "in {} this mend goes wrong just like its trap, {}",
                        language.name(),
                        listing.slug
                    );
                    return Err(Problem::in_file(mend.transcript_path(language), message));
                }
            }
        }
        Ok(())
    }
}

/// Whether a file of a listing's folder has the name of a transcript.
pub fn is_transcript(name: &str) -> bool {
    let names = Language::ALL.map(|language| format!("transcript.{}.txt", language.key()));
    name == "transcript.txt" || names.iter().any(|known| known == name)
}

/// Deletes the transcripts that a listing no longer has, because its `differs` or `only` was changed.
/// `record` does so before it reads the listings. A folder that cannot be read is reported then.
///
/// # Errors
/// If a file cannot be deleted.
pub fn delete_stale(project: &Project, slugs: &[String]) -> Result<(), Problems> {
    let mut problems = Problems::new();
    for member in Member::ALL {
        for slug in project.names_in(member.folder()).unwrap_or_default() {
            let folder = member.folder_of(&slug);
            let read = project.read_toml::<Manifest>(folder.join("listing.toml"));
            let Ok((manifest, _)) = read else { continue };
            if !slugs.is_empty() && !slugs.contains(&slug) {
                continue;
            }
            let stale = |name: &String| is_transcript(name) && !manifest.transcripts().contains(name);
            for name in project.names_in(&folder).unwrap_or_default().iter().filter(|name| stale(name)) {
                let deleted = std::fs::remove_file(project.path(folder.join(name)));
                problems.keep(deleted.map_err(|error| {
                    Problem::in_file(folder.join(name), format!("cannot be deleted: {error}"))
                }));
            }
        }
    }
    problems.or(())
}

/// The listings that have to be recorded (again), with the hash of the sources of each.
///
/// # Errors
/// If the lock cannot be read.
pub fn to_record(project: &Project, listings: &Listings) -> Result<BTreeMap<String, String>, Problem> {
    let lock = Lock::read(project)?;
    let hashed = listings.all.values().map(|listing| (listing, listings.hash_of_sources(listing)));
    let wanted = hashed.filter(|(listing, sources)| !is_recorded(project, &lock, listing, sources));
    Ok(wanted.map(|(listing, sources)| (listing.slug.clone(), sources)).collect())
}

/// Whether a listing was recorded as it stands. What was recorded may have been changed since.
fn is_recorded(project: &Project, lock: &Lock, listing: &Listing, sources: &str) -> bool {
    lock.0.get(&listing.slug).is_some_and(|recorded| recorded.sources == sources)
        && listing.transcript_paths().iter().all(|path| project.path(path).exists())
}

fn transcripts_from(fresh: &Fresh, listing: &Listing) -> Result<BTreeMap<Language, Transcript>, Problems> {
    let mut problems = Problems::new();
    let mut transcripts = BTreeMap::new();
    for (language, printed) in &fresh.printed {
        let source = Source::new(listing.transcript_path(*language), printed.as_str());
        if let Some(transcript) = problems.keep(Transcript::parse(source, listing.stamped())) {
            transcripts.insert(*language, transcript);
        }
    }
    problems.or(transcripts)
}

fn transcripts_of(
    project: &Project,
    lock: &Lock,
    listing: &Listing,
    sources: &str,
) -> Result<BTreeMap<Language, Transcript>, Problems> {
    let record = format!("cargo run -- record {}", listing.slug);
    let mut problems = Problems::new();
    let mut transcripts = BTreeMap::new();
    for language in listing.languages() {
        let read = project.read(listing.transcript_path(language)).map_err(|problem| problem.mend(&record));
        let parsed = read.and_then(|source| Transcript::parse(source, listing.stamped()));
        if let Some(transcript) = problems.keep(parsed) {
            transcripts.insert(language, transcript);
        }
    }
    let transcripts = problems.or(transcripts)?;
    let texts = transcripts.values().map(|transcript| &*transcript.source().text);
    let problem = match lock.0.get(&listing.slug) {
        None => Problem::in_file(listing.folder(), "this listing was never recorded"),
        Some(recorded) if recorded.sources != sources => {
            Problem::in_file(listing.folder(), "this program changed since its transcript was recorded")
        }
        Some(recorded) if recorded.transcripts != hash_of_transcripts(texts) => {
            let path = listing.transcript_paths().swap_remove(0);
            Problem::in_file(path, "this is not what was recorded: outputs are not written by hand")
        }
        Some(_) => return Ok(transcripts),
    };
    Err(problem.mend(record).into())
}
