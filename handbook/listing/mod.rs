//! Listings: the programs that the chapters embed, as they lie in the `src/bin/` of each member.

pub mod anchors;
pub mod crates;
pub mod faults;
pub mod figures;
pub mod knobs;
pub mod lock;
pub mod manifest;
pub mod member;
pub mod mutation;
pub mod packages;
pub mod peers;
pub mod recordings;
pub mod skeleton;
pub mod source;
pub mod titles;
pub mod transcript;

use crate::nearest::suggestion;
use crate::problem::{Problem, Problems, Source, shown};
use crate::project::Project;
use faults::Faults;
use knobs::Setting;
use lock::{Recording, hash};
use manifest::Manifest;
use member::Member;
use packages::Packages;
use peers::{Peer, Peers};
use serde::{Deserialize, Serialize};
use source::{Helpers, Program, lines_end_with_lf};
use std::collections::BTreeMap;
use std::path::PathBuf;

/// What runs the Python listings, relative to the project's root.
pub const VIRTUAL_TIME: &str = "listings/virtual_time.py";

/// What runs those that need packages, relative to the project's root.
pub const VIRTUAL_PACKAGES: &str = "listings/virtual_packages.py";

const LOG_PY: &str = "listings/log.py";
/// The helper of the Rust listings, relative to the project's root.
pub const LIB_RS: &str = "listings/src/lib.rs";

/// A language that listings are written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// Python, with asyncio.
    Python,
    /// Rust, with tokio.
    Rust,
}

impl Language {
    /// Both, in the order in which the page shows them.
    pub const ALL: [Self; 2] = [Self::Python, Self::Rust];

    /// As the page and the messages write it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Python => "Python",
            Self::Rust => "Rust",
        }
    }

    /// As file names, test names and TOML keys write it.
    pub fn key(self) -> &'static str {
        match self {
            Self::Python => "python",
            Self::Rust => "rust",
        }
    }

    /// The language with this key.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|language| language.key() == key)
    }

    fn file(self) -> &'static str {
        match self {
            Self::Python => "main.py",
            Self::Rust => "main.rs",
        }
    }

    /// How the names of its files end.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Python => ".py",
            Self::Rust => ".rs",
        }
    }

    fn comment(self) -> &'static str {
        match self {
            Self::Python => "#",
            Self::Rust => "//",
        }
    }
}

/// A complete small program in one or two languages.
#[derive(Debug, Clone)]
pub struct Listing {
    /// Its name: that of its folder.
    pub slug: String,
    /// The package that it belongs to.
    pub member: Member,
    /// What it says of itself.
    pub manifest: Manifest,
    /// The server that it talks to.
    pub peer: Option<Peer>,
    programs: BTreeMap<Language, Program>,
}

impl Listing {
    /// The languages it is written in.
    pub fn languages(&self) -> impl Iterator<Item = Language> {
        self.programs.keys().copied()
    }

    /// Its program in a language, if it has one.
    pub fn program(&self, language: Language) -> Option<&Program> {
        self.programs.get(&language)
    }

    /// Its folder, relative to the project's root.
    pub fn folder(&self) -> PathBuf {
        self.member.folder_of(&self.slug)
    }

    /// Where the transcript of a language is recorded, relative to the project's root.
    pub fn transcript_path(&self, language: Language) -> PathBuf {
        self.folder().join(match self.manifest.differs {
            Some(_) => format!("transcript.{}.txt", language.key()),
            None => "transcript.txt".to_string(),
        })
    }

    /// The transcript files it has: one, or one for each language where they differ.
    pub fn transcript_paths(&self) -> Vec<PathBuf> {
        let mut paths: Vec<_> = self.languages().map(|language| self.transcript_path(language)).collect();
        paths.dedup();
        paths
    }

    /// Each knob at each of its values, the others not set.
    pub fn settings(&self) -> impl Iterator<Item = Setting> {
        let all = self.manifest.knobs.iter();
        all.flat_map(|(name, knob)| knob.values().map(|value| Setting { name: name.clone(), value }))
    }

    /// Whether its lines are stamped with the virtual time.
    pub fn stamped(&self) -> bool {
        self.manifest.real.is_none()
    }

    /// The packages that its program in a language needs.
    pub fn packages(&self, language: Language) -> &[String] {
        match language {
            Language::Python => &self.manifest.packages.python,
            Language::Rust => &[],
        }
    }

    /// Whether Python packages must be there to run its program in a language: it needs some itself,
    /// or its peer does.
    pub fn needs_packages(&self, language: Language) -> bool {
        let peer = self.peer.as_ref().map(|peer| peer.program_for(language));
        !self.packages(language).is_empty() || peer.is_some_and(|(its, _)| its == Language::Python)
    }
}

/// Every listing of the project, with what they share.
#[derive(Debug, Clone)]
pub struct Listings {
    /// By slug.
    pub all: BTreeMap<String, Listing>,
    /// The helpers they may use.
    pub helpers: Helpers,
    /// What runs the Python ones.
    pub virtual_time: Source,
    /// What runs those that need packages, if there are any.
    pub virtual_packages: Option<Source>,
    /// The packages they may name.
    pub packages: Packages,
    /// The servers they may talk to.
    pub peers: Peers,
    /// The lines that are wrong in each trap, by slug.
    pub faults: BTreeMap<String, Faults>,
}

impl Listings {
    /// Reads every listing, without its transcripts.
    ///
    /// # Errors
    /// All that is wrong with their folders, manifests and sources.
    pub fn read(project: &Project) -> Result<Self, Problems> {
        let read = |path| project.read(path).and_then(lines_end_with_lf);
        let helpers = Helpers { python: read(LOG_PY)?, rust: read(LIB_RS)? };
        let virtual_time = read(VIRTUAL_TIME)?;
        let there = project.path(VIRTUAL_PACKAGES).exists();
        let virtual_packages = there.then(|| read(VIRTUAL_PACKAGES)).transpose()?;
        let packages = Packages::read(project)?;
        let peers = Peers::read(project)?;
        let shared = Shared { helpers: &helpers, packages: &packages, peers: &peers };
        let mut problems = Problems::new();
        let mut all = BTreeMap::new();
        for member in Member::ALL.into_iter().filter(|member| member.is_there(project)) {
            for slug in project.names_in(member.folder())? {
                if let Some(other) = all.get(&slug).map(Listing::folder) {
                    let message = format!("{} has this name, too", shown(&other));
                    problems.push(Problem::in_file(member.folder_of(&slug), message).mend("rename one"));
                } else if let Some(listing) = problems.keep(read_listing(project, member, &slug, &shared)) {
                    all.insert(slug, listing);
                }
            }
        }
        // Only a complete set says which traps and mends are missing.
        let all = problems.or(all)?;
        let mut problems = Problems::new();
        let mut faults = BTreeMap::new();
        for listing in all.values() {
            let mends = problems.keep(check_mends(project, listing, &all));
            let mutation = problems.keep(mutation::check(project, listing, &all));
            if mends.is_some() && mutation.is_some() {
                let found = problems.keep(find_faults(project, listing, &all, &helpers)).flatten();
                faults.extend(found.map(|found| (listing.slug.clone(), found)));
            }
        }
        problems.or(Self { all, helpers, virtual_time, virtual_packages, packages, peers, faults })
    }

    /// The listing of this name.
    ///
    /// # Errors
    /// If there is none; the message suggests the nearest name.
    pub fn get(&self, slug: &str) -> Result<&Listing, String> {
        self.all.get(slug).ok_or_else(|| suggestion(slug, self.all.keys().map(String::as_str)))
    }

    /// The listing that a contributor names.
    ///
    /// # Errors
    /// If there is none.
    pub fn named(&self, slug: &str) -> Result<&Listing, Problem> {
        self.get(slug).map_err(|mend| {
            Problem::in_file(Member::Listings.root(), format!("no listing is named `{slug}`")).mend(mend)
        })
    }

    /// The hash of all that a listing's output depends on, as far as it lies in this project.
    pub fn hash_of_sources(&self, listing: &Listing) -> String {
        let Manifest { real, exit, raises, stderr, packages, .. } = &listing.manifest;
        let mut run = format!("real={} exit={exit:?} stderr={stderr:?}", real.is_some());
        if let Some(raises) = &raises.python {
            run.push_str(&format!(" raises={raises}"));
        }
        if !packages.python.is_empty() {
            run.push_str(&format!(" packages={:?}", packages.python));
        }
        let locked = self.packages.with_what_they_need(&packages.python);
        let mut parts = vec![("run", run.as_str())];
        if !packages.python.is_empty() {
            parts.push(("packages", &locked));
            parts.extend(self.virtual_packages.iter().map(|source| ("virtual_packages", &*source.text)));
        }
        for program in listing.programs.values() {
            parts.push((program.language.key(), &program.source.text));
            match program.language {
                Language::Python => parts.push(("virtual_time", &self.virtual_time.text)),
                Language::Rust => parts.push(("helper", &self.helpers.rust.text)),
            }
            let peer = listing.peer.as_ref().map(|peer| peer.program_for(program.language));
            parts.extend(peer.map(|(_, source)| ("peer", &*source.text)));
        }
        hash(parts)
    }

    /// What the lock keeps of a recording with these transcripts, one for each language.
    pub fn recording<'a>(&self, listing: &Listing, transcripts: impl Iterator<Item = &'a str>) -> Recording {
        Recording { sources: self.hash_of_sources(listing), transcripts: hash_of_transcripts(transcripts) }
    }
}

/// Whether a listing may have this name.
fn well_named(slug: &str) -> bool {
    slug.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
}

fn hash_of_transcripts<'a>(transcripts: impl Iterator<Item = &'a str>) -> String {
    hash(transcripts.map(|text| ("transcript", text)))
}

/// What a listing may use.
struct Shared<'a> {
    helpers: &'a Helpers,
    packages: &'a Packages,
    peers: &'a Peers,
}

fn read_listing(project: &Project, member: Member, slug: &str, shared: &Shared) -> Result<Listing, Problems> {
    let folder = member.folder_of(slug);
    if !well_named(slug) || !project.path(&folder).is_dir() {
        let message = "only folders of listings belong here, named in small letters, digits and _";
        return Err(Problem::in_file(folder, message).into());
    }
    let (manifest, source): (Manifest, _) = project.read_toml(folder.join("listing.toml"))?;
    let mut problems = Problems::new();
    let mut programs = BTreeMap::new();
    for language in Language::ALL {
        if manifest.only.as_ref().is_none_or(|only| only.language == language) {
            let path = folder.join(language.file());
            let read = project.read(&path).map_err(|problem| match project.path(&path).exists() {
                true => problem,
                false => {
                    problem.mend("write it, or say in listing.toml why only one language has it: [only]")
                }
            });
            let program = read.and_then(|source| Program::new(language, source, shared.helpers));
            programs.extend(problems.keep(program).map(|program| (language, program)));
        }
    }
    problems.keep(check_manifest(&manifest, &source));
    problems.keep(shared.packages.check(&manifest.packages.python, &source));
    let peer = manifest.peer.as_ref().map(|name| shared.peers.get(name, &source).cloned());
    let peer = peer.and_then(|peer| problems.keep(peer));
    let variable = peer.as_ref().map(Peer::variable);
    problems.keep(knobs::check(&manifest.knobs, variable.as_deref(), &source, programs.values()));
    let listing = problems.or(Listing { slug: slug.to_string(), member, manifest, peer, programs })?;
    check_files(project, &listing)?;
    Ok(listing)
}

/// What a manifest says must fit together.
fn check_manifest(manifest: &Manifest, source: &Source) -> Result<(), Problems> {
    let at = |message: &str| Problem::on_line(source, 1, message);
    let Manifest { only, differs, trap, mends, packages, peer, .. } = manifest;
    let mut problems = Problems::new();
    if only.is_some() && differs.is_some() {
        problems.push(at("`only` and `differs` exclude each other: one language cannot differ"));
    }
    if trap.as_ref().is_some_and(|trap| trap.prints.is_none() && trap.misses.is_none()) {
        let mend = "name a line that it `prints`, or one that it `misses`";
        problems.push(at("nothing proves this trap").mend(mend));
    }
    if peer.is_some() && manifest.real.is_none() {
        problems.push(at("`peer` is declared, but not `real`: a server runs on the real clock"));
    }
    if !manifest.page.is_empty() && manifest.real.is_some() {
        problems.push(at("`page` says nothing new: what needs the real clock never runs in the page"));
    }
    if !packages.python.is_empty() && manifest.page.contains_key(&Language::Python) {
        problems.push(at("`page.python` says nothing new: what needs packages never runs in the page"));
    }
    if !packages.python.is_empty() && only.as_ref().is_some_and(|only| only.language != Language::Python) {
        problems.push(at("`packages.python` is declared, but there is no Python program"));
    }
    if !manifest.knobs.is_empty() && manifest.real.is_some() {
        problems.push(at("`knobs` need the virtual clock: what is on the real one is run once"));
    }
    for language in manifest.page.keys() {
        if only.as_ref().is_some_and(|only| only.language != *language) {
            let key = language.key();
            problems
                .push(at(&format!("`page.{key}` is declared, but there is no {} program", language.name())));
        }
    }
    if manifest.mutation.is_some() && trap.is_none() {
        problems.push(
            at("a mutation goes wrong: say how").mend("[trap] with `wrong`, and the line that proves it"),
        );
    }
    if trap.is_some() && mends.is_some() {
        problems.push(at("a listing is either a trap or the mend of one"));
    }
    problems.or(())
}

/// A listing's folder holds what belongs to it and nothing else.
fn check_files(project: &Project, listing: &Listing) -> Result<(), Problems> {
    let transcripts = listing.transcript_paths();
    let mut problems = Problems::new();
    for name in project.names_in(listing.folder())? {
        let path = listing.folder().join(&name);
        let is_program = listing.languages().any(|language| language.file() == name);
        if !is_program && name != "listing.toml" && !transcripts.contains(&path) {
            let names: Vec<_> = transcripts.iter().filter_map(|path| path.file_name()?.to_str()).collect();
            let mend = match recordings::is_transcript(&name) {
                true => {
                    format!("delete it by recording the listing again: cargo run -- record {}", listing.slug)
                }
                false => format!("a listing is main.rs, main.py, listing.toml and {}", names.join(", ")),
            };
            problems.push(Problem::in_file(path, "this file does not belong to the listing").mend(mend));
        }
    }
    problems.or(())
}

/// A trap needs a mend, and a mend a trap.
fn check_mends(project: &Project, listing: &Listing, all: &BTreeMap<String, Listing>) -> Result<(), Problem> {
    let source = project.read(listing.folder().join("listing.toml"))?;
    if let Some(slug) = &listing.manifest.mends {
        let traps =
            || all.values().filter(|other| other.manifest.trap.is_some()).map(|other| other.slug.as_str());
        if !traps().any(|trap| trap == slug) {
            let at = source.text.find(slug.as_str()).unwrap_or(0);
            let problem = Problem::at(&source, at..at + slug.len(), format!("no trap is named `{slug}`"));
            return Err(problem.mend(suggestion(slug, traps())));
        }
    }
    if listing.manifest.trap.is_some() && !mends_of(listing, all).any(|_| true) {
        return Err(Problem::on_line(&source, 1, "no listing mends this trap")
            .mend(format!("say in the mend's listing.toml: mends = \"{}\"", listing.slug)));
    }
    Ok(())
}

/// Which lines of a listing are wrong, if it is a trap: it is known in each language that goes wrong.
fn find_faults(
    project: &Project,
    listing: &Listing,
    all: &BTreeMap<String, Listing>,
    helpers: &Helpers,
) -> Result<Option<Faults>, Problems> {
    let Some(trap) = &listing.manifest.trap else { return Ok(None) };
    let source = project.read(listing.folder().join("listing.toml"))?;
    let number = source.text.lines().position(|line| line.starts_with("line.")).map_or(1, |index| index + 1);
    let mut problems = Problems::new();
    let mut found = Faults::new();
    for language in faults::languages(listing) {
        match faults::faulty_lines(listing, language, all, helpers) {
            Ok(lines) => {
                found.insert(language, lines);
            }
            Err(mend) => {
                let message = format!("it is not known which line is wrong in {}", language.name());
                problems.push(Problem::on_line(&source, number, message).mend(mend));
            }
        }
    }
    for language in trap.line.keys().filter(|language| !faults::languages(listing).any(|it| it == **language))
    {
        let message =
            format!("`line.{}` is named, and nothing goes wrong in {}", language.key(), language.name());
        problems.push(Problem::on_line(&source, number, message));
    }
    problems.or(Some(found))
}

/// The listings that mend a trap: those that say so, and the correct one that it was made of.
pub fn mends_of<'a>(
    trap: &'a Listing,
    all: &'a BTreeMap<String, Listing>,
) -> impl Iterator<Item = &'a Listing> {
    let origin = trap.manifest.mutation.as_ref().map(|mutation| &mutation.of);
    let mends = move |other: &&Listing| {
        other.manifest.mends.as_ref() == Some(&trap.slug) || origin == Some(&other.slug)
    };
    all.values().filter(mends)
}
