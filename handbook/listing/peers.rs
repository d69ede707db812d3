//! Peers: the servers that listings talk to, as they lie in `libraries/peers/`.

use super::Language;
use super::source::lines_end_with_lf;
use crate::nearest::suggestion;
use crate::problem::{Problem, Problems, Source};
use crate::project::Project;
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::path::Path;

/// Where they lie, relative to the project's root: `shop.py` and `shop.rs` are the same peer.
pub const FOLDER: &str = "libraries/peers";

/// A server, in one language or in both.
#[derive(Debug, Clone)]
pub struct Peer {
    /// Its name: that of its files.
    pub name: String,
    program: (Language, Source),
    other: Option<(Language, Source)>,
}

impl Peer {
    /// What serves a listing in this language: the program in the other one, where there are two.
    pub fn program_for(&self, language: Language) -> (Language, &Source) {
        let (its, source) = &self.program;
        match &self.other {
            Some((other, its_source)) if *its == language => (*other, its_source),
            _ => (*its, source),
        }
    }

    /// The environment variable in which a program finds its address.
    pub fn variable(&self) -> String {
        format!("{}_URL", self.name.to_uppercase())
    }
}

/// Every peer, by its name.
#[derive(Debug, Clone, Default)]
pub struct Peers(BTreeMap<String, Peer>);

impl Peers {
    /// Reads them. A book without their folder has none.
    ///
    /// # Errors
    /// At each file that is no program, and each that cannot be read.
    pub fn read(project: &Project) -> Result<Self, Problems> {
        let mut peers = Self::default();
        if !project.path(FOLDER).exists() {
            return Ok(peers);
        }
        let mut problems = Problems::new();
        for file in project.names_in(FOLDER)? {
            let path = Path::new(FOLDER).join(&file);
            let language = Language::ALL.into_iter().find(|language| file.ends_with(language.extension()));
            let Some(language) = language else {
                problems.push(Problem::in_file(path, "a peer is a program in Python or Rust"));
                continue;
            };
            let name = file.trim_end_matches(language.extension()).to_string();
            if let Some(source) = problems.keep(project.read(&path).and_then(lines_end_with_lf)) {
                match peers.0.entry(name) {
                    Entry::Occupied(mut there) => there.get_mut().other = Some((language, source)),
                    Entry::Vacant(place) => {
                        let name = place.key().clone();
                        place.insert(Peer { name, program: (language, source), other: None });
                    }
                }
            }
        }
        problems.or(peers)
    }

    /// The peer that a contributor names.
    ///
    /// # Errors
    /// If there is none.
    pub fn named(&self, name: &str) -> Result<&Peer, Problem> {
        self.0.get(name).ok_or_else(|| {
            Problem::in_file(FOLDER, format!("no peer is named `{name}`")).mend(self.suggestion(name))
        })
    }

    /// The peer that a manifest names.
    ///
    /// # Errors
    /// If there is none.
    pub fn get(&self, name: &str, manifest: &Source) -> Result<&Peer, Problem> {
        self.0.get(name).ok_or_else(|| {
            let at = manifest.text.find(&format!("\"{name}\"")).map_or(0, |quote| quote + 1);
            let problem = Problem::at(manifest, at..at + name.len(), format!("no peer is named `{name}`"));
            problem.mend(self.suggestion(name))
        })
    }

    fn suggestion(&self, name: &str) -> String {
        suggestion(name, self.0.keys().map(String::as_str))
    }
}
