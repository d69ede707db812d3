//! Pyodide: CPython for the page, as npm has it.

use super::Failure;
use crate::children;
use crate::listing::lock::hash;
use crate::project::Project;
use std::path::PathBuf;
use std::process::{Command, Stdio};

/// Where its files lie below the folder of the programs.
pub const FOLDER: &str = "pyodide/";

/// What says which packages are wanted, relative to the project's root.
pub const TOOLS: &str = "page-tools";
/// How to install them.
pub const INSTALL: &str = "install it: npm ci --prefix page-tools";
const LOCK: &str = "page-tools/package-lock.json";

/// Says from which lock the packages were installed. npm removes it when it installs.
const INSTALLED: &str = "node_modules/.handbook";

/// The files that the page loads: each file's name in the package, and its name in the site. Some
/// hosts do not know `.mjs` as the ending of a script, Debian's nginx among them.
const FILES: [(&str, &str); 5] = [
    ("pyodide.mjs", "pyodide.js"),
    ("pyodide.asm.mjs", "pyodide.asm.js"),
    ("pyodide.asm.wasm", "pyodide.asm.wasm"),
    ("python_stdlib.zip", "python_stdlib.zip"),
    ("pyodide-lock.json", "pyodide-lock.json"),
];

/// Its files, each with its name in the site. They are installed first if they are not and if they
/// `may_be_fetched`.
///
/// # Errors
/// If they are not there and cannot be had: one line that says why.
pub fn find(project: &Project, may_be_fetched: bool) -> Result<Vec<(&'static str, PathBuf)>, Failure> {
    let missing = |why: &str| {
        Failure::Missing(format!(
            "no Python program runs in the pages, and the book is not stored for reading offline: {why}; {INSTALL}"
        ))
    };
    let lock = project.read(LOCK).map_err(|_| missing(&format!("there is no {LOCK}")))?;
    let wanted = hash([("lock", &*lock.text)]);
    let tools = project.path(TOOLS);
    let installed = || std::fs::read_to_string(tools.join(INSTALLED)).is_ok_and(|it| it == wanted);
    if !installed() {
        if !may_be_fetched {
            return Err(missing("Pyodide is not installed"));
        }
        let alone = std::fs::File::create(project.target().join("handbook").join("npm-lock"));
        let _one_at_a_time = alone.and_then(|file| file.lock().map(|()| file));
        if !installed() {
            install(project).map_err(|why| missing(&why))?;
            let _ = std::fs::write(tools.join(INSTALLED), &wanted);
        }
    }
    let package = tools.join("node_modules").join("pyodide");
    let files = FILES.map(|(name, in_the_site)| (in_the_site, package.join(name)));
    match files.iter().find(|(_, path)| !path.is_file()) {
        Some((_, path)) => Err(missing(&format!("Pyodide has no file {}", path.display()))),
        None => Ok(files.into()),
    }
}

fn install(project: &Project) -> Result<(), String> {
    let mut command = Command::new(if cfg!(windows) { "npm.cmd" } else { "npm" });
    command.args(["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel", "error"]);
    // Who is offline need not wait for a second try.
    command.args(["--fetch-retries", "0"]);
    command.current_dir(project.path(TOOLS)).stdin(Stdio::null());
    let output =
        children::output(&mut command).map_err(|error| format!("npm could not be started ({error})"))?;
    if output.status.success() {
        return Ok(());
    }
    let said = String::from_utf8_lossy(&output.stderr);
    let said = said.lines().filter_map(|line| line.trim().strip_prefix("npm error "));
    let about = ["code ", "syscall ", "errno "];
    let tells = |line: &&str| !line.is_empty() && !about.iter().any(|about| line.starts_with(about));
    let said = said.map(str::trim).find(tells).unwrap_or("it does not say why");
    Err(format!("npm could not install Pyodide ({said})"))
}
