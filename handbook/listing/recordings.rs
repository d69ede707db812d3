//! The listings together with their recorded transcripts: all that the pages are made from.

use super::lock::{self, Lock};
use super::manifest::Trap;
use super::transcript::Transcript;
use super::{Language, Listing, Listings, mends_of};
use crate::problem::{Problem, Problems};
use crate::project::Project;
use std::collections::BTreeMap;

/// Every listing with the transcripts that were recorded from it as it stands.
#[derive(Debug, Clone)]
pub struct Recordings {
    /// The listings.
    pub listings: Listings,
    transcripts: BTreeMap<String, BTreeMap<Language, Transcript>>,
}

impl Recordings {
    /// Reads the listings and their transcripts. Nothing is run.
    ///
    /// # Errors
    /// All that is wrong with the listings; transcripts that are missing,
    /// malformed, or recorded from other sources; traps that prove nothing.
    pub fn read(project: &Project) -> Result<Self, Problems> {
        let listings = Listings::read(project)?;
        let lock = Lock::read(project)?;
        let mut problems = Problems::new();
        let mut transcripts = BTreeMap::new();
        for (slug, listing) in &listings.all {
            if let Some(read) = problems.keep(transcripts_of(project, &lock, &listings, listing)) {
                transcripts.insert(slug.clone(), read);
            }
        }
        for slug in lock.0.keys().filter(|slug| !listings.all.contains_key(*slug)) {
            let message = format!("`{slug}` is recorded, but there is no such listing");
            problems.push(Problem::in_file(lock::PATH, message).mend("cargo run -- record"));
        }
        let recordings = problems.or(Self { listings, transcripts })?;
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

fn transcripts_of(
    project: &Project,
    lock: &Lock,
    listings: &Listings,
    listing: &Listing,
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
    let now = listings.recording(listing, transcripts.values().map(|transcript| &*transcript.source().text));
    let problem = match lock.0.get(&listing.slug) {
        None => Problem::in_file(listing.folder(), "this listing was never recorded"),
        Some(recorded) if recorded.sources != now.sources => {
            Problem::in_file(listing.folder(), "this program changed since its transcript was recorded")
        }
        Some(recorded) if recorded.transcripts != now.transcripts => {
            let path = listing.transcript_paths().swap_remove(0);
            Problem::in_file(path, "this is not what was recorded: outputs are not written by hand")
        }
        Some(_) => return Ok(transcripts),
    };
    Err(problem.mend(record).into())
}
