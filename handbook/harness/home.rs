//! Runs a listing as a reader does at home: in real time, with its output as it comes.

use super::cache::Cache;
use super::compile::{Program, Unit, compile};
use super::interpreter::Interpreter;
use super::peer::{self, Running};
use super::toolchain::Toolchain;
use super::{Mode, environment, process, python, runs};
use crate::listing::lock::hash;
use crate::listing::peers::Peer;
use crate::listing::{Language, Listing, Listings};
use crate::problem::Problem;
use crate::project::Project;
use std::path::Path;
use std::process::Stdio;
use std::sync::OnceLock;

/// Runs what is prepared when it is asked for.
#[derive(Debug)]
pub struct Home<'a> {
    project: &'a Project,
    listings: &'a Listings,
    /// Without packages, and with them.
    interpreters: [OnceLock<Result<Interpreter, String>>; 2],
}

impl<'a> Home<'a> {
    /// Nothing is prepared yet.
    pub fn new(project: &'a Project, listings: &'a Listings) -> Self {
        Self { project, listings, interpreters: Default::default() }
    }

    /// Runs a listing's program.
    ///
    /// # Errors
    /// If it lacks something, does not compile, or ends with another exit status than it should.
    pub fn run(&self, listing: &Listing, language: Language) -> Result<(), Problem> {
        let Some(program) = listing.program(language) else {
            return Err(Problem::in_file(listing.folder(), format!("no program in {}", language.name())));
        };
        let path = &program.source.path;
        let failed = |what: &str, error: std::io::Error| Problem::in_file(path, format!("{what}: {error}"));
        let mut command = match language {
            Language::Rust => self.compiled(real_time(self.project, listing)?)?.command(),
            Language::Python => {
                let interpreter = self.interpreter(!listing.packages(language).is_empty());
                let interpreter = interpreter.map_err(|missing| Problem::in_file(path, missing))?;
                interpreter.command(&self.project.path(path))
            }
        };
        let peer = listing.peer.as_ref().map(|peer| self.start(peer, language)).transpose()?;
        let folder = tempfile::tempdir().map_err(|error| failed("no temporary folder", error))?;
        process::isolate(&mut command).stdout(Stdio::inherit()).stderr(Stdio::inherit());
        if let (Some(peer), Some(running)) = (&listing.peer, &peer) {
            command.env(peer.variable(), &running.address);
        }
        let status = command.current_dir(folder.path()).status();
        let status = status.map_err(|error| failed("could not be started", error))?;
        let expected = listing.manifest.exit.get(&language).copied().unwrap_or(0);
        if status.code() == Some(expected) {
            return Ok(());
        }
        let said = peer.map(Running::end).unwrap_or_default();
        let message = format!("this program ended with {status}, not with exit status {expected}");
        Err(Problem::in_file(path, message).detail(peer::with_peer("", &said)))
    }

    /// Starts the peer of programs in this language.
    ///
    /// # Errors
    /// If it lacks something, does not compile, or does not listen.
    pub fn start(&self, peer: &Peer, language: Language) -> Result<Running, Problem> {
        let compiled = |_: &str, path: &Path| match peer::unit(self.project, peer, language) {
            Some(unit) => self.compiled(unit),
            None => Err(Problem::in_file(path, "this peer is no program in Rust")),
        };
        peer::start(self.project, peer, language, compiled, || self.interpreter(true))
    }

    fn interpreter(&self, packages: bool) -> Result<&Interpreter, &String> {
        let find = || match packages {
            true => environment::find(self.project, &self.listings.packages, true),
            false => python::find(),
        };
        self.interpreters[usize::from(packages)].get_or_init(|| find().map(Interpreter::new)).as_ref()
    }

    fn compiled(&self, unit: Unit) -> Result<Program, Problem> {
        let (cache, toolchain) = (Cache::of(self.project, Mode::Changed)?, Toolchain::find(self.project)?);
        let path = unit.source.path.clone();
        let mut compiled = compile(self.project, &toolchain, &cache, std::slice::from_ref(&unit));
        compiled.remove(&unit.name).unwrap_or_else(|| Err(Problem::in_file(path, "was not compiled")))
    }
}

/// A Rust program with a clock that is not paused. Its lines have the same numbers.
fn real_time(project: &Project, listing: &Listing) -> Result<Unit, Problem> {
    let unit = runs::unit(project, listing);
    let unit = unit.ok_or_else(|| Problem::in_file(listing.folder(), "no program in Rust"))?;
    let text = unit.text.replace("start_paused = true", "start_paused = false");
    let text = text.replace("start_paused(true)", "start_paused(false)");
    let cache = Cache::of(project, Mode::Changed)?;
    let name = format!("{}.rs", hash([("program", &*text)]));
    let file = cache.text("real_time", &name, &text);
    let file =
        file.map_err(|error| Problem::in_file(&unit.source.path, format!("cannot be written: {error}")))?;
    Ok(Unit { file, text, ..unit })
}
