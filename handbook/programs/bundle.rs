//! What the page loads with packages from npm in it, each bundled into one file: the editor, and
//! practice.

use super::pyodide::TOOLS;
use crate::harness::cache::Cache;
use crate::listing::lock::hash;
use crate::problem::Problem;
use crate::project::Project;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// CodeMirror for the reader, as the folder of the programs names it.
pub const EDITOR: &str = "editor.js";
/// Practice, with FSRS, which says when a card is due.
pub const PRACTICE: &str = "practice.js";
/// Modules that are bundled too, relative to the project's root.
pub const BESIDES: &str = "theme/js";

const BUNDLER: &str = "node_modules/esbuild/bin/esbuild";

/// The bundle of one of them, made if there is none of these sources yet. The packages were installed
/// together with Pyodide.
///
/// # Errors
/// If it cannot be bundled.
pub fn build(project: &Project, cache: &Cache, file: &str) -> Result<PathBuf, Problem> {
    let tools = Path::new(TOOLS);
    let own = project.names_in(tools)?.into_iter().filter(|name| name.ends_with(".js"));
    let mut paths: Vec<_> = own.map(|name| tools.join(name)).collect();
    paths.push(tools.join("package-lock.json"));
    paths.extend(project.files_below(BESIDES)?);
    let sources = paths.iter().map(|path| project.read(path)).collect::<Result<Vec<_>, _>>()?;
    let key = hash(sources.iter().map(|it| ("source", &*it.text)).chain([("entry", file)]));
    if let Some(bundle) = cache.kept("bundles", &key) {
        return Ok(bundle);
    }
    let failed = |why: String| Problem::in_file(tools.join(file), "this cannot be bundled").detail(why);
    let new = cache.new_file();
    let mut command = Command::new("node");
    command.current_dir(project.path(tools)).stdin(Stdio::null());
    command.args([BUNDLER, file, "--bundle", "--minify", "--format=esm", "--log-level=error"]);
    let output = command.arg(format!("--outfile={}", new.display())).output();
    let output = output.map_err(|error| failed(format!("node could not be started: {error}")))?;
    if !output.status.success() {
        return Err(failed(String::from_utf8_lossy(&output.stderr).into_owned()));
    }
    cache.keep(&new, "bundles", &key).map_err(|error| failed(error.to_string()))
}
