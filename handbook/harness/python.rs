//! Finds a Python that can run the listings.

use super::cache::Stamp;
use crate::listing::lock::hash;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::sync::LazyLock;

/// The oldest version that has task groups, `asyncio.timeout` and `asyncio.Runner`.
pub const OLDEST: (u32, u32) = (3, 11);

/// An interpreter.
#[derive(Debug, Clone)]
pub struct Python {
    /// Where it lies.
    pub executable: PathBuf,
    /// Its version, as in `3.11.7`.
    pub version: String,
}

impl Python {
    /// The hash of all that changes what comes of every program: the interpreter.
    ///
    /// # Errors
    /// If its file cannot be asked.
    pub fn key(&self) -> std::io::Result<String> {
        let stamp = Stamp::of(&std::fs::canonicalize(&self.executable)?)?;
        Ok(hash([("python", &*format!("{} {stamp:?} {}", self.version, self.executable.display()))]))
    }
}

/// Looks for an interpreter, once: `$PYTHON`, then the usual names.
///
/// # Errors
/// If none is new enough: one line that says so and how to install one.
pub fn find() -> Result<Python, String> {
    static FOUND: LazyLock<Result<Python, String>> = LazyLock::new(look);
    FOUND.clone()
}

fn look() -> Result<Python, String> {
    let named = std::env::var("PYTHON").ok();
    let usual = ["python3", "python", "py"].map(String::from);
    let mut seen = Vec::new();
    for command in named.into_iter().chain(usual) {
        match ask(&command) {
            Some((version, python)) if version >= OLDEST => return Ok(python),
            Some((_, python)) => seen.push(format!("{command} is {}", python.version)),
            None => {}
        }
    }
    let (major, minor) = OLDEST;
    let seen = if seen.is_empty() { String::new() } else { format!(" ({})", seen.join(", ")) };
    let install = if cfg!(windows) {
        "winget install Python.Python.3.13"
    } else if cfg!(target_os = "macos") {
        "brew install python"
    } else {
        "apt install python3"
    };
    Err(format!(
        "Python {major}.{minor} or newer was not found{seen}; install it: {install}, or name one: PYTHON=/path/to/python3"
    ))
}

/// The versions that the book is verified on, beside the oldest one.
pub const NEWEST: (u32, u32) = (3, 14);

/// Each version from [`OLDEST`] to [`NEWEST`], as in `3.12`, with an interpreter of it where this
/// machine has one: by its usual name, or where pyenv and uv put theirs.
pub fn all() -> Vec<(String, Option<Python>)> {
    let mut commands: Vec<_> = ["python3", "python"].map(String::from).into();
    commands.splice(0..0, std::env::var("PYTHON").ok());
    commands.extend((OLDEST.1..=NEWEST.1).map(|minor| format!("python3.{minor}")));
    let home = |variable: &str, below: &str| {
        let named = std::env::var_os(variable).map(PathBuf::from);
        named.or_else(|| std::env::home_dir().map(|home| home.join(below)))
    };
    for folder in [
        home("PYENV_ROOT", ".pyenv").map(|root| root.join("versions")),
        home("UV_PYTHON_INSTALL_DIR", ".local/share/uv/python"),
    ] {
        let entries = folder.and_then(|folder| std::fs::read_dir(folder).ok());
        for entry in entries.into_iter().flatten().flatten() {
            commands.push(entry.path().join("bin/python3").display().to_string());
        }
    }
    let found: Vec<_> = commands.iter().filter_map(|command| ask(command)).collect();
    let of = |version| found.iter().find(|(other, _)| *other == version).map(|(_, python)| python.clone());
    (OLDEST.1..=NEWEST.1).map(|minor| (format!("3.{minor}"), of((3, minor)))).collect()
}

/// What an interpreter says of itself, if it is one. It also says where it really lies,
/// since the command may be a slow wrapper.
fn ask(command: &str) -> Option<((u32, u32), Python)> {
    let script = "import platform, sys; print(sys.executable); print(platform.python_version()); print(*sys.version_info[:2])";
    let output = Command::new(command).args(["-I", "-c", script]).stdin(Stdio::null()).output().ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    let mut lines = text.lines();
    let (executable, version) = (PathBuf::from(lines.next()?), lines.next()?.to_string());
    let (major, minor) = lines.next()?.split_once(' ')?;
    Some(((major.parse().ok()?, minor.parse().ok()?), Python { executable, version }))
}
