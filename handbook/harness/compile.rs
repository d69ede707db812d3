//! Compiles Rust programs: those that changed, several at a time, by calling the compiler
//! directly with the crates that cargo has compiled.

use super::cache::{Cache, Stamp};
use super::diagnostics;
use super::shard;
use super::toolchain::{Crates, Toolchain};
use crate::children;
use crate::listing::lock::hash;
use crate::listing::member::Member;
use crate::problem::{Problem, Source};
use crate::project::Project;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::{Mutex, PoisonError};

/// A program that is to be compiled.
#[derive(Debug, Clone)]
pub struct Unit {
    /// Its name, which no other has.
    pub name: String,
    /// Where the compiler reads it.
    pub file: PathBuf,
    /// The text in that file.
    pub text: String,
    /// Where a contributor finds it; the lines have the same numbers.
    pub source: Source,
    /// Whose crates it may use.
    pub member: Member,
}

impl Unit {
    /// The hash of all that changes what the program prints.
    pub fn key(&self, toolchain: &Toolchain) -> String {
        hash([("toolchain", toolchain.key()), ("member", self.member.root()), ("program", &self.text)])
    }
}

/// A compiled program.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Program {
    executable: Stamp,
    /// Its name in the executable, where that holds several.
    name: Option<String>,
}

impl Program {
    /// The call that runs it.
    pub fn command(&self) -> Command {
        let mut command = Command::new(&self.executable.path);
        command.envs(self.name.as_deref().map(|name| (shard::SELECTOR, name)));
        command
    }
}

/// What came of each program.
pub type Compiled = BTreeMap<String, Result<Program, Problem>>;

/// Compiles programs, or finds them compiled.
pub fn compile(project: &Project, toolchain: &Toolchain, cache: &Cache, units: &[Unit]) -> Compiled {
    let mut compiled = Compiled::new();
    let mut missing = Vec::new();
    for unit in units {
        let found = cache.get::<Program>("programs", &unit.key(toolchain));
        match found.filter(|program| program.executable.holds()) {
            Some(program) => {
                compiled.insert(unit.name.clone(), Ok(program));
            }
            None => missing.push(unit),
        }
    }
    if missing.is_empty() {
        return compiled;
    }
    let cores = super::cores();
    let mut queue = Vec::new();
    for member in Member::ALL {
        let of_member: Vec<_> = missing.iter().filter(|unit| unit.member == member).copied().collect();
        if of_member.is_empty() {
            continue;
        }
        match toolchain.crates(project, cache, member) {
            Ok(crates) => {
                let call = Call { project, toolchain, cache, crates };
                let shards = shards(of_member, cores);
                queue.extend(shards.into_iter().map(|units| (call, units)));
            }
            Err(problem) => {
                let failed = of_member.into_iter().map(|unit| (unit.name.clone(), Err(problem.clone())));
                compiled.extend(failed);
            }
        }
    }
    let workers = cores.min(queue.len());
    let (queue, results) = (Mutex::new(queue), Mutex::new(compiled));
    let next = || queue.lock().unwrap_or_else(PoisonError::into_inner).pop();
    std::thread::scope(|scope| {
        for _ in 0..workers {
            scope.spawn(|| {
                while let Some((call, units)) = next() {
                    let done = call.shard(&units);
                    results.lock().unwrap_or_else(PoisonError::into_inner).extend(done);
                }
            });
        }
    });
    cache.prune();
    results.into_inner().unwrap_or_else(PoisonError::into_inner)
}

/// Programs, as they go into shards.
fn shards(units: Vec<&Unit>, cores: usize) -> Vec<Vec<&Unit>> {
    let count = shard::count(units.len(), cores);
    let mut shards = vec![Vec::new(); count];
    for (index, unit) in units.into_iter().enumerate() {
        shards[index % count].push(unit);
    }
    shards
}

/// What every call of the compiler needs.
#[derive(Clone, Copy)]
struct Call<'a> {
    project: &'a Project,
    toolchain: &'a Toolchain,
    cache: &'a Cache,
    crates: &'a Crates,
}

impl Call<'_> {
    /// Compiles programs together. Where that fails, one by one: so each error is found by
    /// itself, and each program that has none is compiled.
    fn shard(&self, units: &[&Unit]) -> Compiled {
        if let [unit] = units {
            return Compiled::from([(unit.name.clone(), self.alone(unit))]);
        }
        match self.together(units) {
            Ok(programs) => programs,
            Err(_) => units.iter().map(|unit| (unit.name.clone(), self.alone(unit))).collect(),
        }
    }

    fn alone(&self, unit: &Unit) -> Result<Program, Problem> {
        let key = unit.key(self.toolchain);
        let executable = self.rustc(&unit.file, &key).map_err(|written| {
            let errors = diagnostics::errors(&written);
            let located = errors
                .iter()
                .find_map(|error| diagnostics::problem(error, |file| self.source_at(file, unit)));
            let detail = || match errors.first() {
                Some(error) => error.text(),
                None => String::from_utf8_lossy(&written).into_owned(),
            };
            if let Some(problem) = diagnostics::no_space(&written) {
                return problem;
            }
            located.unwrap_or_else(|| {
                Problem::in_file(&unit.source.path, "this program does not compile").detail(detail())
            })
        })?;
        let program = Program { executable, name: None };
        self.cache.put("programs", &key, &program);
        Ok(program)
    }

    fn together(&self, units: &[&Unit]) -> Result<Compiled, Vec<u8>> {
        let text = shard::source(units.iter().map(|unit| (unit.name.as_str(), unit.file.as_path())));
        let written = self.cache.new_file().with_extension("rs");
        std::fs::write(&written, &text).map_err(|error| error.to_string().into_bytes())?;
        let keys: Vec<_> = units.iter().map(|unit| unit.key(self.toolchain)).collect();
        let key = hash(keys.iter().map(|key| ("program", key.as_str())));
        let executable = self.rustc(&written, &key);
        let _ = std::fs::remove_file(&written);
        let executable = executable?;
        let named = units.iter().zip(&keys).map(|(unit, key)| {
            let program = Program { executable: executable.clone(), name: Some(unit.name.clone()) };
            self.cache.put("programs", key, &program);
            (unit.name.clone(), Ok(program))
        });
        Ok(named.collect())
    }

    /// The executable of a source file, or what the compiler wrote instead.
    fn rustc(&self, source: &Path, key: &str) -> Result<Stamp, Vec<u8>> {
        let new = self.cache.new_file();
        let mut command = self.toolchain.command(self.project, self.crates);
        command.args(["--crate-type", "bin", "--crate-name", "program", "-o"]).arg(&new).arg(source);
        let failed = |error: std::io::Error| error.to_string().into_bytes();
        let output = children::output(&mut command).map_err(failed)?;
        if !output.status.success() {
            return Err(output.stderr);
        }
        let name = format!("{key}{}", std::env::consts::EXE_SUFFIX);
        let kept = self.cache.keep(&new, "executables", &name).map_err(failed)?;
        Stamp::of(&kept).map_err(failed)
    }

    fn source_at(&self, file: &Path, unit: &Unit) -> Option<Source> {
        if file == unit.file { Some(unit.source.clone()) } else { self.project.read(file).ok() }
    }
}
