//! One run of each program: found unchanged in the cache, or made now.

use super::cache::Cache;
use super::chance::{self, SEEDS, Variation};
use super::compile::{Compiled, Unit, compile};
use super::interpreter::{Call, FORK, Interpreter};
use super::peer::{self, Running, with_peer};
use super::process::{self, Fault, Finished, Limits};
use super::toolchain::Toolchain;
use super::{Mode, environment, python};
use crate::listing::knobs::Setting;
use crate::listing::lock::hash;
use crate::listing::{Language, Listing, Listings, VIRTUAL_PACKAGES, VIRTUAL_TIME};
use crate::problem::Problem;
use crate::project::Project;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};

/// How many programs were run, and how many had been run before and are unchanged since.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Run now.
    pub run: usize,
    /// Unchanged since they were last run, as is everything that could change what they print.
    pub unchanged: usize,
}

impl std::fmt::Display for Counts {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} programs run, {} unchanged since their last run", self.run, self.unchanged)
    }
}

/// Runs the programs of some listings.
#[derive(Debug)]
pub struct Runs<'a> {
    project: &'a Project,
    listings: &'a Listings,
    cache: Result<Cache, Problem>,
    toolchain: Result<Toolchain, Problem>,
    interpreter: OnceLock<Result<Interpreter, String>>,
    with_packages: OnceLock<Result<Interpreter, String>>,
    /// Those with another seed, without packages and with them.
    seeded: [[OnceLock<Interpreter>; SEEDS.len()]; 2],
    /// Whether packages may be installed.
    pub may_install: bool,
    python_key: OnceLock<Option<String>>,
    /// What is kept of the last run of each program, under its key.
    unchanged: BTreeMap<(String, Language, Option<Setting>), Finished>,
    /// The programs that are compiled as soon as one of them is to be run.
    wanted: Vec<Unit>,
    compiled: OnceLock<Compiled>,
    run: AtomicUsize,
    reused: AtomicUsize,
}

impl<'a> Runs<'a> {
    /// Looks for what is unchanged. Nothing is compiled or run yet.
    pub fn new(project: &'a Project, listings: &'a Listings, slugs: &BTreeSet<&str>, mode: Mode) -> Self {
        let mut runs = Self {
            project,
            listings,
            cache: Cache::of(project, mode),
            toolchain: Toolchain::find(project),
            interpreter: OnceLock::new(),
            with_packages: OnceLock::new(),
            seeded: Default::default(),
            may_install: true,
            python_key: OnceLock::new(),
            unchanged: BTreeMap::new(),
            wanted: Vec::new(),
            compiled: OnceLock::new(),
            run: AtomicUsize::new(0),
            reused: AtomicUsize::new(0),
        };
        for listing in slugs.iter().filter_map(|slug| listings.all.get(*slug)) {
            for language in listing.languages() {
                let mut all_unchanged = runs.is_repeated(listing, language);
                for setting in std::iter::once(None).chain(listing.settings().map(Some)) {
                    match runs.last_run(listing, language, setting.as_ref()) {
                        Some(finished) => {
                            runs.unchanged.insert((listing.slug.clone(), language, setting), finished);
                        }
                        None => all_unchanged = false,
                    }
                }
                if all_unchanged {
                    continue;
                }
                let units = (language == Language::Rust).then(|| unit(project, listing)).flatten();
                let peer = listing.peer.as_ref().and_then(|peer| peer::unit(project, peer, language));
                for unit in units.into_iter().chain(peer) {
                    if runs.wanted.iter().all(|other| other.name != unit.name) {
                        runs.wanted.push(unit);
                    }
                }
            }
        }
        runs
    }

    /// What runs the Python programs, looked for when it is first asked for.
    ///
    /// # Errors
    /// If there is none: a line that says how to install one.
    pub fn interpreter(&self) -> Result<&Interpreter, &String> {
        self.interpreter.get_or_init(|| python::find().map(Interpreter::new)).as_ref()
    }

    /// What runs those that need packages, which are installed when it is first asked for.
    ///
    /// # Errors
    /// If they cannot be installed, or there is no Python: a line that says why.
    pub fn interpreter_with_packages(&self) -> Result<&Interpreter, &String> {
        let find = || environment::find(self.project, &self.listings.packages, self.may_install);
        self.with_packages.get_or_init(|| find().map(Interpreter::new)).as_ref()
    }

    /// How many programs were run so far.
    pub fn counts(&self) -> Counts {
        Counts { run: self.run.load(Ordering::Relaxed), unchanged: self.reused.load(Ordering::Relaxed) }
    }

    /// Runs a program of a listing, with a knob set or with none, or returns its last run if
    /// nothing has changed since.
    ///
    /// # Errors
    /// If it does not compile or does not run to its end.
    pub fn finished(
        &self,
        listing: &Listing,
        language: Language,
        setting: Option<&Setting>,
    ) -> Result<Finished, Problem> {
        if let Some(finished) = self.unchanged.get(&(listing.slug.clone(), language, setting.cloned())) {
            self.reused.fetch_add(1, Ordering::Relaxed);
            return Ok(finished.clone());
        }
        let finished = self.execute(listing, language, setting, Variation::Again)?;
        self.run.fetch_add(1, Ordering::Relaxed);
        if let (Ok(cache), Some(key)) = (&self.cache, self.key(listing, language, setting)) {
            cache.put("runs", &key, &finished);
        }
        Ok(finished)
    }

    /// Runs a program several times more, with other seeds and on another date, and compares with
    /// its first run. A program that passed is not run again until something changes.
    ///
    /// # Errors
    /// If the runs differ.
    pub fn compare_runs(
        &self,
        listing: &Listing,
        language: Language,
        first: &Finished,
    ) -> Result<(), Problem> {
        let Some(program) = listing.program(language) else { return Ok(()) };
        if self.is_repeated(listing, language) {
            return Ok(());
        }
        for variation in chance::variations(listing, language) {
            let other = self.execute(listing, language, None, variation)?;
            chance::compare(listing, &program.source, language, (first, &other), variation)?;
        }
        if let (Ok(cache), Some(key)) = (&self.cache, &self.content_key(listing, language, None)) {
            cache.put("repeated", key, &true);
        }
        Ok(())
    }

    /// Whether several runs of a program agreed, and nothing has changed since.
    fn is_repeated(&self, listing: &Listing, language: Language) -> bool {
        let key = self.content_key(listing, language, None);
        let found = |key: &String| self.cache.as_ref().ok()?.get::<bool>("repeated", key);
        key.as_ref().and_then(found).is_some()
    }

    /// Runs a program, with one thing different where that is asked for.
    fn execute(
        &self,
        listing: &Listing,
        language: Language,
        setting: Option<&Setting>,
        variation: Variation,
    ) -> Result<Finished, Problem> {
        let program = listing.program(language).ok_or_else(|| {
            Problem::in_file(listing.folder(), format!("no program in {}", language.name()))
        })?;
        let path = &program.source.path;
        // An empty folder of its own: a program that is copied runs in one, too.
        let folder = tempfile::tempdir()
            .map_err(|error| Problem::in_file(path, format!("no temporary folder: {error}")))?;
        let peer = self.peer(listing, language)?;
        let address = |peer: &Running| Some((listing.peer.as_ref()?.variable(), peer.address.clone()));
        let variables = setting.map(Setting::variable).into_iter();
        let environment: Vec<_> = variables.chain(peer.as_ref().and_then(address)).collect();
        let run: Result<Finished, Fault> = match language {
            Language::Rust => {
                let program = self.program(&listing.slug, &listing.folder())?;
                let mut command = program.command();
                command.current_dir(folder.path()).envs(environment);
                process::run(&mut command, Limits::default())
            }
            Language::Python => {
                let packages = listing.packages(language);
                let (interpreter, script) = match packages.is_empty() {
                    true => (self.interpreter(), VIRTUAL_TIME),
                    false => (self.interpreter_with_packages(), VIRTUAL_PACKAGES),
                };
                let interpreter = interpreter.map_err(|missing| Problem::in_file(path, missing))?;
                let interpreter = self.varied(interpreter, !packages.is_empty(), variation);
                let real = (!listing.stamped()).then(|| "--real".to_string());
                let packages = (!packages.is_empty()).then(|| packages.join(","));
                let main = self.project.path(path).display().to_string();
                let arguments: Vec<_> = real.into_iter().chain(packages).chain([main]).collect();
                let another_date = variation == Variation::Date;
                let (folder, environment) = (folder.path(), environment.as_slice());
                let call = Call { arguments: &arguments, folder, environment, another_date };
                interpreter.run(&self.project.path(script), &call)
            }
        };
        let said = peer.map(Running::end).unwrap_or_default();
        run.map(|finished| Finished { peer: said.clone(), ..finished }).map_err(|fault| {
            let (what, printed) = fault.explain();
            Problem::in_file(path, format!("this program {what}")).detail(with_peer(&printed, &said))
        })
    }

    /// The interpreter for a variation: one for each seed, started when it is first needed.
    fn varied<'b>(&'b self, usual: &'b Interpreter, packages: bool, variation: Variation) -> &'b Interpreter {
        let Variation::Seed(seed) = variation else { return usual };
        match SEEDS.iter().position(|it| *it == seed) {
            Some(index) => self.seeded[usize::from(packages)][index]
                .get_or_init(|| Interpreter::seeded(usual.python().clone(), seed)),
            None => usual,
        }
    }

    /// Where what is compiled is kept, and what compiles it.
    ///
    /// # Errors
    /// If there is no place, or no compiler.
    pub fn compiler(&self) -> Result<(&Cache, &Toolchain), Problem> {
        Ok((self.cache.as_ref().map_err(Clone::clone)?, self.toolchain.as_ref().map_err(Clone::clone)?))
    }

    /// The peer of a program, if it has one: started, and listening.
    fn peer(&self, listing: &Listing, language: Language) -> Result<Option<Running>, Problem> {
        let Some(peer) = &listing.peer else { return Ok(None) };
        let program = |name: &str, path: &Path| self.program(name, path);
        peer::start(self.project, peer, language, program, || self.interpreter_with_packages()).map(Some)
    }

    fn program(&self, name: &str, path: &Path) -> Result<super::compile::Program, Problem> {
        let (cache, toolchain) = self.compiler()?;
        let compiled = self.compiled.get_or_init(|| compile(self.project, toolchain, cache, &self.wanted));
        match compiled.get(name) {
            Some(program) => program.clone(),
            None => Err(Problem::in_file(path, "this program was not asked for")),
        }
    }

    fn last_run(&self, listing: &Listing, language: Language, setting: Option<&Setting>) -> Option<Finished> {
        self.cache.as_ref().ok()?.get("runs", &self.key(listing, language, setting)?)
    }

    /// The hash of all that changes what comes of every Python program: the interpreter, the
    /// process that forks it, and the clock.
    fn python_key(&self) -> &Option<String> {
        self.python_key.get_or_init(|| {
            let python = self.interpreter().ok()?.python().key().ok()?;
            let clock = &*self.listings.virtual_time.text;
            Some(hash([("python", &*python), ("tool", FORK), ("virtual_time", clock)]))
        })
    }

    /// The hash of all that could change what a program prints; none where the real clock could.
    fn key(&self, listing: &Listing, language: Language, setting: Option<&Setting>) -> Option<String> {
        if listing.stamped() { self.content_key(listing, language, setting) } else { None }
    }

    /// The hash of all that changes what a program prints, except the real clock.
    fn content_key(
        &self,
        listing: &Listing,
        language: Language,
        setting: Option<&Setting>,
    ) -> Option<String> {
        let program = listing.program(language)?;
        let environment = format!("{:?}", process::environment());
        let mut parts = vec![("environment", environment)];
        parts.extend(setting.map(|setting| ("knob", setting.to_string())));
        let peer = listing.peer.as_ref().map(|peer| peer.program_for(language));
        parts.extend(peer.map(|(_, source)| ("peer", source.text.to_string())));
        match language {
            Language::Rust => {
                let toolchain = self.toolchain.as_ref().ok()?;
                parts.push(("program", unit(self.project, listing)?.key(toolchain)));
            }
            Language::Python => {
                parts.push(("python", self.python_key().clone()?));
                parts.push(("program", program.source.text.to_string()));
                if !listing.packages(language).is_empty() {
                    parts.push(("packages", listing.packages(language).join(",")));
                    parts.push(("lock", self.listings.packages.lock.to_string()));
                    parts.push(("runner", self.project.read(VIRTUAL_PACKAGES).ok()?.text.to_string()));
                }
            }
        }
        Some(hash(parts.iter().map(|(name, text)| (*name, text.as_str()))))
    }
}

/// What is compiled of a listing.
pub fn unit(project: &Project, listing: &Listing) -> Option<Unit> {
    let source = listing.program(Language::Rust)?.source.clone();
    let file = project.path(&source.path);
    let member = listing.member;
    Some(Unit { name: listing.slug.clone(), file, text: source.text.to_string(), source, member })
}
