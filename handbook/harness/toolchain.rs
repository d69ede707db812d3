//! The Rust compiler, and the crates that cargo has compiled for the listings.

use super::cache::{Cache, Stamp};
use super::diagnostics;
use crate::children;
use crate::listing::LIB_RS;
use crate::listing::crates;
use crate::listing::lock::hash;
use crate::listing::member::Member;
use crate::problem::Problem;
use crate::project::Project;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;

/// The name by which programs know the helper: that of the listings' own library.
const HELPER: &str = "listings";

/// How a program is compiled: quickly. Both cores are kept busy by several calls, so one
/// code generation unit each is the least work.
const FLAGS: [&str; 9] = [
    "--edition",
    "2024",
    "--cap-lints",
    "allow",
    "--error-format",
    "json",
    "-Ccodegen-units=1",
    "-Cdebuginfo=0",
    "-Cstrip=symbols",
];

/// What decides in this tool how a program is compiled and run.
const TOOL: [&str; 4] = [
    include_str!("toolchain.rs"),
    include_str!("compile.rs"),
    include_str!("shard.rs"),
    include_str!("process.rs"),
];

/// A compiler, as far as it changes what comes of a program.
#[derive(Debug)]
pub struct Toolchain {
    rustc: OsString,
    flags: Vec<String>,
    key: String,
    crates: BTreeMap<Member, OnceLock<Result<Crates, Problem>>>,
}

impl Toolchain {
    /// The compiler that cargo would call.
    ///
    /// # Errors
    /// If there is none, or the files that it depends on cannot be read.
    pub fn find(project: &Project) -> Result<Self, Problem> {
        let rustc = rustc();
        let output =
            Command::new(&rustc).arg("-vV").current_dir(project.root()).stdin(Stdio::null()).output();
        let version = output.map_err(|error| {
            Problem::in_file("Cargo.toml", format!("rustc could not be started: {error}"))
        })?;
        let version = String::from_utf8_lossy(&version.stdout).into_owned();
        let flags = flags_of_environment();
        let settings = format!("{FLAGS:?} {flags:?} {:?}", profile_of_environment());
        let mut parts = vec![("rustc", version), ("settings", settings)];
        parts.extend(TOOL.map(|text| ("tool", text.to_string())));
        let manifests = Member::ALL.map(Member::manifest);
        for name in ["Cargo.lock", "Cargo.toml", LIB_RS].into_iter().chain(manifests) {
            parts.push((name, project.read(name).map(|source| source.text.to_string()).unwrap_or_default()));
        }
        parts.extend(configurations(project).into_iter().map(|text| ("configuration", text)));
        let key = hash(parts.iter().map(|(name, text)| (*name, text.as_str())));
        let crates = Member::ALL.map(|member| (member, OnceLock::new())).into();
        Ok(Self { rustc, flags, key, crates })
    }

    /// The hash of all that changes what comes of every program: compiler, flags, lock file,
    /// manifests, the listings' helper, and this tool.
    pub fn key(&self) -> &str {
        &self.key
    }

    /// A call of the compiler, with these crates at hand.
    pub fn command(&self, project: &Project, crates: &Crates) -> Command {
        let mut command = Command::new(&self.rustc);
        command.current_dir(project.root()).args(FLAGS).args(&self.flags).stdin(Stdio::null());
        for folder in &crates.folders {
            command.arg("-L").arg(format!("dependency={}", folder.display()));
        }
        for (name, library) in &crates.direct {
            command.arg("--extern").arg(format!("{name}={}", library.path.display()));
        }
        command
    }

    /// The crates that a member's programs may use, compiled by cargo if they are not yet. They are
    /// looked for once.
    ///
    /// # Errors
    /// What keeps cargo from compiling them.
    pub fn crates(&self, project: &Project, cache: &Cache, member: Member) -> Result<&Crates, Problem> {
        let crates = self.crates[&member].get_or_init(|| self.find_crates(project, cache, member));
        crates.as_ref().map_err(Clone::clone)
    }

    fn find_crates(&self, project: &Project, cache: &Cache, member: Member) -> Result<Crates, Problem> {
        let key = hash([("toolchain", &*self.key), ("member", member.root())]);
        let cached = || cache.get::<Crates>("crates", &key).filter(Crates::hold);
        if let Some(crates) = cached() {
            return Ok(crates);
        }
        // Another run may be compiling them just now: then they are there when it is done.
        let _one_at_a_time = cache.lock();
        if let Some(crates) = cached() {
            return Ok(crates);
        }
        let mut crates = build_crates(project, member)?;
        let helper = self.build_helper(project, cache, &crates, &key)?;
        crates.direct.insert(HELPER.into(), helper);
        cache.put("crates", &key, &crates);
        Ok(crates)
    }

    /// The helper is compiled apart from cargo, which would write another checkout's to the same file.
    fn build_helper(
        &self,
        project: &Project,
        cache: &Cache,
        crates: &Crates,
        key: &str,
    ) -> Result<Stamp, Problem> {
        let source = project.read(LIB_RS)?;
        let failed = |error: std::io::Error| Problem::in_file(LIB_RS, format!("cannot be compiled: {error}"));
        let new = cache.new_file();
        let mut command = self.command(project, crates);
        command.args(["--crate-type", "rlib", "--crate-name", HELPER, "-o"]).arg(&new);
        command.arg(format!("-Cmetadata={key}")).arg(LIB_RS);
        let output = children::output(&mut command).map_err(failed)?;
        if !output.status.success() {
            let errors = diagnostics::errors(&output.stderr);
            let located =
                errors.iter().find_map(|error| diagnostics::problem(error, |_| Some(source.clone())));
            let said = String::from_utf8_lossy(&output.stderr).into_owned();
            return Err(located.unwrap_or_else(|| failed(std::io::Error::other("rustc failed")).detail(said)));
        }
        // The compiler takes no library under another name.
        let kept = cache.keep(&new, "helpers", &format!("lib{HELPER}-{key}.rlib")).map_err(failed)?;
        Stamp::of(&kept).map_err(failed)
    }
}

/// Compiled crates.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Crates {
    /// Those that a program may name.
    direct: BTreeMap<String, Stamp>,
    /// Where they and what they use lie.
    folders: Vec<PathBuf>,
}

impl Crates {
    fn hold(&self) -> bool {
        self.direct.values().all(Stamp::holds)
    }

    /// The same, as a program has them that may name only these.
    pub fn only(&self, names: &[&str]) -> Self {
        let names: Vec<_> = names.iter().map(|name| name.replace('-', "_")).collect();
        let direct = self.direct.iter().filter(|(name, _)| names.contains(name));
        Self { direct: direct.map(|(name, at)| (name.clone(), at.clone())).collect(), ..self.clone() }
    }
}

/// A call of cargo in this folder: of the one that called us, if one did.
pub fn cargo(folder: &Path) -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(folder).stdin(Stdio::null());
    command
}

/// The compiler that cargo would call.
pub fn rustc() -> OsString {
    std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into())
}

fn build_crates(project: &Project, member: Member) -> Result<Crates, Problem> {
    let path = member.manifest();
    let failed = |message: String, detail: &str| Problem::in_file(path, message).detail(detail);
    let mut command = cargo(project.root());
    command.args(["build", "--quiet", "--manifest-path", path, "--lib", "--message-format", "json"]);
    command.arg("--target-dir").arg(project.target());
    let output = children::output(&mut command)
        .map_err(|error| failed(format!("cargo could not be started: {error}"), ""))?;
    let messages = diagnostics::messages(&output.stdout);
    if !output.status.success() {
        let error = messages.iter().filter_map(|message| message.message.as_ref()).find(|it| it.is_error());
        return Err(match error {
            Some(error) => diagnostics::problem(error, |file| project.read(file).ok())
                .unwrap_or_else(|| failed("the listings' crates do not compile".into(), &error.text())),
            None => {
                let said = String::from_utf8_lossy(&output.stderr);
                failed("cargo could not build the listings' crates".into(), &said)
            }
        });
    }
    let named = crates::of(project, member)?;
    let mut crates = Crates::default();
    for message in messages {
        let Some((name, library)) = message.library() else {
            continue;
        };
        let folder = library.parent().unwrap_or(Path::new("")).to_path_buf();
        if !crates.folders.contains(&folder) {
            crates.folders.push(folder);
        }
        if named.iter().any(|(name, version)| message.is_of_package(name, version)) {
            let stamp =
                Stamp::of(&library).map_err(|error| failed(format!("{}: {error}", library.display()), ""))?;
            crates.direct.insert(name, stamp);
        }
    }
    Ok(crates)
}

/// The flags that cargo gives to every call of the compiler.
fn flags_of_environment() -> Vec<String> {
    let variable = |name, separator: char| {
        let value = std::env::var(name).ok()?;
        Some(value.split(separator).filter(|flag| !flag.is_empty()).map(String::from).collect())
    };
    variable("CARGO_ENCODED_RUSTFLAGS", '\x1f').or_else(|| variable("RUSTFLAGS", ' ')).unwrap_or_default()
}

/// The variables that change how cargo compiles the crates.
fn profile_of_environment() -> Vec<(OsString, OsString)> {
    let concerns = |name: &OsString| {
        name.to_str()
            .is_some_and(|name| name.starts_with("CARGO_PROFILE_") || name.starts_with("CARGO_BUILD_"))
    };
    let mut variables: Vec<_> = std::env::vars_os().filter(|(name, _)| concerns(name)).collect();
    variables.sort();
    variables
}

/// The texts of cargo's configuration files that hold for this project.
fn configurations(project: &Project) -> Vec<String> {
    let above = project.root().ancestors().map(|folder| folder.join(".cargo"));
    let home = std::env::var_os("CARGO_HOME").map(PathBuf::from);
    let read = |folder: PathBuf| std::fs::read_to_string(folder.join("config.toml")).ok();
    above.chain(home).filter_map(read).collect()
}
