//! Watches what the book is made from.

use crate::leftovers::is_leftover;
use crate::problem::Problem;
use crate::project::Project;
use notify::{EventKind, RecommendedWatcher, RecursiveMode, Watcher};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// What the book is made from, and what makes it.
const FOLDERS: [&str; 6] = ["src", "listings", "libraries", "catalogue", "theme", TOOL[0]];
const FILES: [&str; 2] = ["book.toml", TOOL[1]];

/// The tool itself, which a process that runs cannot build again.
const TOOL: [&str; 2] = ["handbook", "Cargo.toml"];

/// An editor saves in several steps: a change is told after so long without another one,
const QUIET: Duration = Duration::from_millis(50);

/// or after this long, whatever else changes.
const PATIENCE: Duration = Duration::from_millis(300);

/// Ends the watching when it is dropped.
pub type Watching = Arc<Mutex<RecommendedWatcher>>;

/// Calls `tell` with the paths that changed, relative to the project's root, and with the time of
/// the first change. The paths say what to print; what is there now, the reader finds out.
///
/// # Errors
/// If the system does not let us watch the project's folders.
pub fn watch(
    project: &Project,
    tell: impl Fn(BTreeSet<PathBuf>, Instant) + Send + 'static,
) -> Result<Watching, Problem> {
    let failed = |error: notify::Error| Problem::in_file(".", format!("cannot be watched: {error}"));
    // As the system names it, since so it names what changed.
    let root = project.root().canonicalize().map_err(|error| failed(error.into()))?;
    let (sender, receiver) = channel();
    let watcher = notify::recommended_watcher(told(root.clone(), sender)).map_err(failed)?;
    let watching = Arc::new(Mutex::new(watcher));
    // The root without what is below it: target/ and book/ are none of our concern.
    lock(&watching).watch(&root, RecursiveMode::NonRecursive).map_err(failed)?;
    for folder in FOLDERS.map(|folder| root.join(folder)).iter().filter(|folder| folder.is_dir()) {
        lock(&watching).watch(folder, RecursiveMode::Recursive).map_err(failed)?;
    }
    let watcher = Arc::downgrade(&watching);
    std::thread::spawn(move || {
        while let Some((paths, since)) = next(&receiver) {
            let Some(watcher) = watcher.upgrade() else { break };
            // A folder that was made anew is not the one that was watched.
            for folder in FOLDERS.iter().map(Path::new).filter(|folder| paths.contains(*folder)) {
                let _ = lock(&watcher).watch(&root.join(folder), RecursiveMode::Recursive);
            }
            tell(paths, since);
        }
    });
    Ok(watching)
}

/// Whether a change of this path is one of the tool and not of the book.
pub fn is_tool(path: &Path) -> bool {
    TOOL.iter().any(|tool| path.starts_with(tool))
}

fn lock(watching: &Watching) -> std::sync::MutexGuard<'_, RecommendedWatcher> {
    watching.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Passes on what concerns us.
fn told(root: PathBuf, sender: Sender<PathBuf>) -> impl Fn(notify::Result<notify::Event>) {
    move |event| {
        let Ok(event) = event else { return };
        // That a file was read is no change, and we read them all.
        if matches!(event.kind, EventKind::Access(_)) {
            return;
        }
        let paths = event.paths.iter().filter_map(|path| path.strip_prefix(&root).ok());
        for path in paths.filter(|path| concerns_us(path)) {
            let _ = sender.send(path.to_path_buf());
        }
        // More happened than the system could tell.
        if event.need_rescan() {
            let _ = sender.send(PathBuf::from(FOLDERS[0]));
        }
    }
}

fn concerns_us(path: &Path) -> bool {
    let ours =
        FOLDERS.iter().any(|folder| path.starts_with(folder)) || FILES.iter().any(|file| path == *file);
    ours && !path.iter().any(|name| name == "target" || is_leftover(&name.to_string_lossy()))
}

/// The next changes that belong together; nothing when no more can come.
fn next(receiver: &Receiver<PathBuf>) -> Option<(BTreeSet<PathBuf>, Instant)> {
    let mut paths = BTreeSet::from([receiver.recv().ok()?]);
    let since = Instant::now();
    while since.elapsed() < PATIENCE {
        match receiver.recv_timeout(QUIET) {
            Ok(path) => paths.insert(path),
            Err(RecvTimeoutError::Timeout) => break,
            Err(RecvTimeoutError::Disconnected) => return None,
        };
    }
    Some((paths, since))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_the_book_is_made_from_concerns_us() {
        for path in [
            "src/list.md",
            "listings/src/bin/a/main.rs",
            "libraries/peers/a.py",
            "theme/css/page.css",
            "book.toml",
            "src",
        ] {
            assert!(concerns_us(Path::new(path)), "{path}");
        }
        for path in ["book/index.html", "README.md", "src/.list.md.swp", "listings/target/x", "src/list.md~"]
        {
            assert!(!concerns_us(Path::new(path)), "{path}");
        }
        assert!(is_tool(Path::new("handbook/lib.rs")) && !is_tool(Path::new("book.toml")));
    }
}
