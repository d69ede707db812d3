//! The editor for the reader: CodeMirror, bundled into one file.

use super::pyodide::TOOLS;
use crate::harness::cache::Cache;
use crate::listing::lock::hash;
use crate::problem::Problem;
use crate::project::Project;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Its file in the folder of the programs.
pub const FILE: &str = "editor.js";

const BUNDLER: &str = "node_modules/esbuild/bin/esbuild";

/// The bundle, made if there is none of these sources yet. What it is made from was installed
/// together with Pyodide.
///
/// # Errors
/// If it cannot be bundled.
pub fn build(project: &Project, cache: &Cache) -> Result<PathBuf, Problem> {
    let tools = Path::new(TOOLS);
    let (source, lock) = (project.read(tools.join(FILE))?, project.read(tools.join("package-lock.json"))?);
    let key = hash([("source", &*source.text), ("lock", &*lock.text)]);
    if let Some(bundle) = cache.kept("editors", &key) {
        return Ok(bundle);
    }
    let failed = |why: String| Problem::in_file(&source.path, "the editor cannot be bundled").detail(why);
    let new = cache.new_file();
    let mut command = Command::new("node");
    command.current_dir(project.path(tools)).stdin(Stdio::null());
    command.args([BUNDLER, FILE, "--bundle", "--minify", "--format=esm", "--log-level=error"]);
    let output = command.arg(format!("--outfile={}", new.display())).output();
    let output = output.map_err(|error| failed(format!("node could not be started: {error}")))?;
    if !output.status.success() {
        return Err(failed(String::from_utf8_lossy(&output.stderr).into_owned()));
    }
    cache.keep(&new, "editors", &key).map_err(|error| failed(error.to_string()))
}
