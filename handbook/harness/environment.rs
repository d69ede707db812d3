//! The Python packages of the listings, installed in a virtual environment of this project.
//!
//! Its name is the hash of all that it is made from, so it is never outdated. It comes into being
//! by a rename: an interruption leaves none half made, and of two runs at once the second waits.

use super::python::{self, Python};
use crate::children;
use crate::listing::lock::hash;
use crate::listing::packages::{LOCK, Packages};
use crate::project::Project;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, SystemTime};

/// Where they lie, in the folder of what is compiled.
const FOLDER: &str = "python";

/// An environment that was not used for this long is removed when another one is made.
const UNUSED: Duration = Duration::from_hours(24 * 30);

/// What an interrupted installation left is removed after this long.
const ABANDONED: Duration = Duration::from_hours(1);

/// How many characters of what an installer says are told.
const SAID: usize = 300;

/// Where a name begins so, an installation is under way.
const NEW: &str = "new-";

/// An interpreter that has the packages. They are installed first if they are not yet and if they
/// `may_be_installed`.
///
/// # Errors
/// If there is no Python, or the packages cannot be installed: one line that says why.
pub fn find(project: &Project, packages: &Packages, may_be_installed: bool) -> Result<Python, String> {
    let base = python::find()?;
    let missing = |why: String| {
        format!(
            "the Python packages of {LOCK} are not there: {why}; with a network, run `cargo run -- record --dry-run`"
        )
    };
    let key = base.key().map_err(|error| missing(error.to_string()))?;
    let key = hash([("python", &*key), ("lock", &*packages.lock), ("tool", include_str!("environment.rs"))]);
    let folder = project.target().join(FOLDER);
    let home = folder.join(&key[..32]);
    let installed = || {
        let executable = Some(executable(&home)).filter(|path| path.is_file())?;
        // Used today: it is removed last.
        let _ = File::open(&home).and_then(|home| home.set_modified(SystemTime::now()));
        Some(Python { executable, version: base.version.clone() })
    };
    if let Some(python) = installed() {
        return Ok(python);
    }
    if !may_be_installed {
        return Err(missing("they were not installed yet".into()));
    }
    let failed = |error: std::io::Error| missing(format!("{}: {error}", folder.display()));
    fs::create_dir_all(&folder).map_err(failed)?;
    let alone = File::create(folder.join("lock")).map_err(failed)?;
    alone.lock().map_err(failed)?;
    if let Some(python) = installed() {
        return Ok(python);
    }
    eprintln!("installing the Python packages of {LOCK}");
    prune(&folder);
    let new = tempfile::Builder::new().prefix(NEW).tempdir_in(&folder).map_err(failed)?;
    let made = new.path().join("venv");
    install(&base, &made, &project.path(LOCK)).map_err(missing)?;
    if home.exists() {
        fs::remove_dir_all(&home).map_err(failed)?;
    }
    fs::rename(&made, &home).map_err(failed)?;
    installed().ok_or_else(|| missing("the new environment has no interpreter".into()))
}

/// The interpreter of an environment.
fn executable(home: &Path) -> PathBuf {
    if cfg!(windows) { home.join("Scripts").join("python.exe") } else { home.join("bin").join("python") }
}

/// Makes an environment with all that is locked: with uv where it is there, which is quicker.
fn install(base: &Python, home: &Path, lock: &Path) -> Result<(), String> {
    let uv = Command::new("uv").arg("--version").stdin(Stdio::null()).output();
    let uv = uv.is_ok_and(|output| output.status.success());
    let mut make = Command::new(if uv { Path::new("uv") } else { &base.executable });
    match uv {
        true => make.args(["venv", "--quiet", "--python"]).arg(&base.executable),
        false => make.args(["-I", "-m", "venv"]),
    };
    said("make an environment", make.arg(home))?;
    let mut fill = Command::new(if uv { PathBuf::from("uv") } else { executable(home) });
    match uv {
        true => fill.args(["pip", "install", "--quiet", "--compile-bytecode", "--python"]).arg(home),
        false => fill.args(["-I", "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]),
    };
    // Wheels alone: nothing that is downloaded runs before a listing imports it.
    fill.args(["--require-hashes", "--only-binary", ":all:", "--requirement"]).arg(lock);
    said("install", &mut fill)
}

/// Runs a command that says nothing if all is well.
fn said(what: &str, command: &mut Command) -> Result<(), String> {
    let program = command.get_program().display().to_string();
    let failed = |why: &str| format!("{program} could not {what} ({why})");
    let output =
        children::output(command.stdin(Stdio::null())).map_err(|error| failed(&error.to_string()))?;
    if output.status.success() {
        return Ok(());
    }
    // The venv module tells on standard output what Debian left out.
    let said = String::from_utf8_lossy(&[output.stderr, output.stdout].concat()).into_owned();
    // The cause stands in the lines after the error; warnings stand before it.
    let lines: Vec<_> = said.lines().collect();
    let error = lines.iter().position(|line| line.to_lowercase().starts_with("error")).unwrap_or(0);
    let words: Vec<_> = lines[error..].iter().flat_map(|line| line.split_whitespace()).collect();
    let why: String = words.join(" ").chars().take(SAID).collect();
    Err(failed(if why.is_empty() { "it does not say why" } else { &why }))
}

/// Removes what is no longer used, and what interruptions left.
fn prune(folder: &Path) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let Ok(about) = entry.metadata() else {
            continue;
        };
        let keep = if entry.file_name().to_string_lossy().starts_with(NEW) { ABANDONED } else { UNUSED };
        let age = about.modified().ok().and_then(|modified| modified.elapsed().ok());
        if about.is_dir() && age.is_some_and(|age| age > keep) {
            let _ = fs::remove_dir_all(entry.path());
        }
    }
}
