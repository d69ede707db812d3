//! What the page loads with packages from npm in it, each bundled into one file: the editor,
//! practice, and the service worker.

use super::pyodide::TOOLS;
use crate::children;
use crate::harness::cache::Cache;
use crate::listing::lock::hash;
use crate::problem::Problem;
use crate::project::Project;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Modules of the pages, of which practice is bundled, relative to the project's root.
pub const PAGES: &str = "theme/js";

/// One file, made of a module of [`TOOLS`] and all that it imports.
pub struct Bundle {
    /// That module, and the bundle, as the folder of the programs names it.
    pub file: &'static str,
    /// The other modules of [`TOOLS`] that it imports.
    modules: &'static [&'static str],
    /// The folders of ours that it imports from, relative to the project's root.
    folders: &'static [&'static str],
}

/// CodeMirror for the reader.
pub const EDITOR: Bundle = Bundle { file: "editor.js", modules: &[], folders: &[] };
/// Practice, with FSRS, which says when a card is due.
pub const PRACTICE: Bundle = Bundle { file: "practice.js", modules: &["schedule.js"], folders: &[PAGES] };

/// The service worker, with Workbox. handbook/site/version.rs adds the list of what it stores.
pub const OFFLINE: Bundle = Bundle { file: "offline-worker.js", modules: &[], folders: &[] };

const BUNDLER: &str = "node_modules/esbuild/bin/esbuild";

/// A bundle, made if there is none of these sources yet. The packages were installed together with
/// Pyodide.
///
/// # Errors
/// If it cannot be bundled.
pub fn build(project: &Project, cache: &Cache, bundle: &Bundle) -> Result<PathBuf, Problem> {
    let Bundle { file, modules, folders } = bundle;
    let tools = Path::new(TOOLS);
    let own = modules.iter().chain([file, &"package-lock.json"]);
    let mut paths: Vec<_> = own.map(|name| tools.join(name)).collect();
    for folder in *folders {
        paths.extend(project.files_below(folder)?);
    }
    let sources = paths.iter().map(|path| project.read(path)).collect::<Result<Vec<_>, _>>()?;
    let key = hash(sources.iter().map(|it| ("source", &*it.text)).chain([("entry", *file)]));
    if let Some(bundle) = cache.kept("bundles", &key) {
        return Ok(bundle);
    }
    let failed = |why: String| Problem::in_file(tools.join(file), "this cannot be bundled").detail(why);
    let new = cache.new_file();
    let mut command = Command::new("node");
    command.current_dir(project.path(tools)).stdin(Stdio::null());
    command.args([BUNDLER, file, "--bundle", "--minify", "--format=esm", "--log-level=error"]);
    // Without Workbox's own log.
    command.arg("--define:process.env.NODE_ENV=\"production\"");
    let output = children::output(command.arg(format!("--outfile={}", new.display())));
    let output = output.map_err(|error| failed(format!("node could not be started: {error}")))?;
    if !output.status.success() {
        return Err(failed(String::from_utf8_lossy(&output.stderr).into_owned()));
    }
    cache.keep(&new, "bundles", &key).map_err(|error| failed(error.to_string()))
}
