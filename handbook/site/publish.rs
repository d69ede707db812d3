//! Puts a built site into its folder. The folder may be a link or a mount point, and others may
//! have files in it: those stay, and so does the last site if anything fails.

use super::content::{Site, is_page};
use crate::files;
use crate::problem::Problem;
use crate::project::Project;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{Error, ErrorKind, Result};
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

/// Where the last site is put aside while the new one takes its place, relative to the root.
const LAST: &str = ".book-last";

/// Which files in which folder earlier builds wrote, relative to the root.
const MANIFEST: &str = ".book-files";

/// How the folder begins in which files are written that replace others one by one.
const STAGE: &str = ".handbook-";

/// Puts the site that was built into `next` in the place of the one in `folder`, which is absolute or
/// relative to the project's root. All of it is replaced at once where the folder can be moved and has
/// only files of earlier builds; else each file by itself, the pages last.
///
/// # Errors
/// If a file cannot be written or replaced. The site that was there is then still there.
pub fn publish(
    project: &Project,
    folder: &Path,
    site: &Site,
    next: &Path,
) -> std::result::Result<(), Problem> {
    let failed = |error: Error| {
        let wrong = Problem::in_file(folder, format!("the site cannot be written here: {error}"));
        wrong.mend("make this folder writable, or set another `build-dir` in book.toml")
    };
    let real = real(&project.path(folder)).map_err(failed)?;
    let mut manifest = Manifest::read(project);
    let name = name(project, &real);
    let before = manifest.folders.remove(&name).unwrap_or_default();
    let found = Found::in_folder(&real, &before).map_err(failed)?;
    let strangers = found.others.iter().any(|path| site.get(path).is_none());
    let is_link = fs::symlink_metadata(project.path(folder)).is_ok_and(|about| about.is_symlink());
    let swapped = !strangers && !is_link && swap(&real, next, &project.path(LAST));
    if !swapped {
        replace_each(&real, site, &found).map_err(failed)?;
    }
    manifest.last = Some(folder.to_path_buf());
    manifest.folders.insert(name, signatures(&real, site.files().map(|(path, _)| path)));
    manifest.write(project)?;
    clear(&project.path(LAST))
}

/// Undoes the first half of an interrupted swap, and removes what another one left.
///
/// # Errors
/// If the last site cannot be moved back or removed.
pub fn recover(project: &Project, folder: &Path) -> std::result::Result<(), Problem> {
    let [last, book] = [Path::new(LAST), folder].map(|folder| project.path(folder));
    if last.exists() && !book.exists() {
        let failed = |error| Problem::in_file(LAST, format!("cannot be put back: {error}"));
        fs::rename(&last, &book).map_err(failed)?;
    }
    clear(&last)
}

/// The folder that a site was last put into, if any was.
pub fn last_folder(project: &Project) -> Option<PathBuf> {
    Manifest::read(project).last
}

/// Removes a folder, if it exists.
///
/// # Errors
/// If it cannot be removed.
pub fn clear(folder: &Path) -> std::result::Result<(), Problem> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != ErrorKind::NotFound => {
            Err(Problem::in_file(folder, format!("cannot be removed: {error}")))
        }
        _ => Ok(()),
    }
}

/// The folder that a path leads to, without links. One that a link leads to is made.
fn real(folder: &Path) -> Result<PathBuf> {
    if let Ok(target) = fs::read_link(folder) {
        fs::create_dir_all(folder.parent().unwrap_or(Path::new("")).join(target))?;
    }
    match fs::metadata(folder) {
        Ok(about) if about.is_dir() => folder.canonicalize(),
        Ok(_) => Err(Error::new(ErrorKind::NotADirectory, "it is a file")),
        Err(error) if error.kind() == ErrorKind::NotFound => {
            let parent = folder.parent().unwrap_or(Path::new(""));
            fs::create_dir_all(parent)?;
            Ok(parent.canonicalize()?.join(folder.file_name().unwrap_or_default()))
        }
        Err(error) => Err(error),
    }
}

/// How the manifest names a folder: a project that was moved, or is mounted in a container, keeps it.
fn name(project: &Project, real: &Path) -> String {
    let root = project.root().canonicalize().unwrap_or_else(|_| project.root().to_path_buf());
    crate::problem::shown(real.strip_prefix(root).unwrap_or(real))
}

/// Length and time of a file: it is still the one that was written if both are the same.
type Signature = (u64, u64);

fn signature(about: &fs::Metadata) -> Signature {
    let since = about.modified().ok().and_then(|time| time.duration_since(UNIX_EPOCH).ok());
    (about.len(), since.map_or(0, |since| u64::try_from(since.as_nanos()).unwrap_or(0)))
}

fn signatures<'a>(folder: &Path, paths: impl Iterator<Item = &'a Path>) -> BTreeMap<PathBuf, Signature> {
    let of = |path: &Path| Some((path.to_path_buf(), signature(&fs::metadata(folder.join(path)).ok()?)));
    paths.filter_map(of).collect()
}

/// What earlier builds wrote.
#[derive(Debug, Default, Serialize, Deserialize)]
struct Manifest {
    last: Option<PathBuf>,
    #[serde(default)]
    folders: BTreeMap<String, BTreeMap<PathBuf, Signature>>,
}

impl Manifest {
    /// One that is missing or cannot be read knows of nothing, so that nothing is deleted.
    fn read(project: &Project) -> Self {
        let text = fs::read(project.path(MANIFEST)).unwrap_or_default();
        serde_json::from_slice(&text).unwrap_or_default()
    }

    fn write(&self, project: &Project) -> std::result::Result<(), Problem> {
        let text = serde_json::to_vec(self).unwrap_or_default();
        files::replace(&project.path(MANIFEST), &text)
            .map_err(|error| Problem::in_file(MANIFEST, format!("cannot be written: {error}")))
    }
}

/// The files in a folder, links among them, and the folders without any.
#[derive(Debug, Default)]
struct Found {
    /// What an earlier build wrote, as it wrote it.
    ours: BTreeSet<PathBuf>,
    others: BTreeSet<PathBuf>,
}

impl Found {
    fn in_folder(folder: &Path, before: &BTreeMap<PathBuf, Signature>) -> Result<Self> {
        let mut found = Self::default();
        if folder.exists() {
            found.collect(folder, Path::new(""), before)?;
        }
        Ok(found)
    }

    fn collect(&mut self, folder: &Path, inside: &Path, before: &BTreeMap<PathBuf, Signature>) -> Result<()> {
        let mut empty = true;
        for entry in fs::read_dir(folder.join(inside))? {
            let entry = entry?;
            let path = inside.join(entry.file_name());
            if inside == Path::new("") && entry.file_name().to_string_lossy().starts_with(STAGE) {
                // A build that was killed left it.
                fs::remove_dir_all(entry.path())?;
                continue;
            }
            empty = false;
            let about = entry.metadata()?;
            if about.is_dir() {
                self.collect(folder, &path, before)?;
            } else if before.get(&path) == Some(&signature(&about)) {
                self.ours.insert(path);
            } else {
                self.others.insert(path);
            }
        }
        if empty && inside != Path::new("") {
            self.others.insert(inside.to_path_buf());
        }
        Ok(())
    }
}

/// Moves a folder aside and another one into its place, if the system can.
fn swap(book: &Path, next: &Path, last: &Path) -> bool {
    let moved = match fs::symlink_metadata(book) {
        Ok(_) => fs::rename(book, last).is_ok(),
        Err(_) => true,
    };
    if !moved {
        return false;
    }
    let swapped = fs::rename(next, book).is_ok();
    if !swapped {
        let _ = fs::rename(last, book);
    }
    swapped
}

/// Replaces each file that is different, and removes those of earlier builds that the site has no
/// more. If that fails, all of it is undone.
fn replace_each(folder: &Path, site: &Site, found: &Found) -> Result<()> {
    fs::create_dir_all(folder)?;
    // Inside the folder, which may be a file system by itself: only there a file can be moved at once.
    let stage = tempfile::Builder::new().prefix(STAGE).tempdir_in(folder)?;
    let mut changed = Vec::new();
    for (path, bytes) in site.files() {
        if fs::read(folder.join(path)).is_ok_and(|before| before == **bytes) {
            continue;
        }
        let new = stage.path().join("new").join(path);
        fs::create_dir_all(new.parent().unwrap_or(folder))?;
        fs::write(&new, bytes)?;
        changed.push(path);
    }
    // A page must not be there before what it loads.
    changed.sort_by_key(|path| (is_page(path), *path == Path::new("index.html")));
    let gone: Vec<_> = found.ours.iter().filter(|path| site.get(path).is_none()).collect();
    // What is a folder now may have been a file.
    let (first, after): (Vec<_>, Vec<_>) = gone
        .into_iter()
        .partition(|gone| changed.iter().any(|path| path.starts_with(gone) && *path != gone.as_path()));
    let mut changes = Changes { folder, stage: stage.path(), done: Vec::new() };
    let mut all = || {
        first.iter().try_for_each(|path| changes.remove(path))?;
        changed.iter().try_for_each(|path| changes.put(path))?;
        after.iter().try_for_each(|path| changes.remove(path))
    };
    if let Err(error) = all() {
        changes.undo();
        return Err(error);
    }
    for path in first.into_iter().chain(after) {
        path.ancestors().skip(1).take_while(|it| fs::remove_dir(folder.join(it)).is_ok()).for_each(drop);
    }
    Ok(())
}

/// Changes in a folder that can be undone.
struct Changes<'a> {
    folder: &'a Path,
    stage: &'a Path,
    done: Vec<Change>,
}

enum Change {
    Folder(PathBuf),
    New(PathBuf),
    /// The old file is in the stage.
    Replaced(PathBuf),
}

impl Changes<'_> {
    fn old(&self, path: &Path) -> Result<PathBuf> {
        let old = self.stage.join("old").join(path);
        fs::create_dir_all(old.parent().unwrap_or(self.stage))?;
        Ok(old)
    }

    fn put(&mut self, path: &Path) -> Result<()> {
        let (to, new) = (self.folder.join(path), self.stage.join("new").join(path));
        let parents: Vec<_> = path.ancestors().skip(1).filter(|it| *it != Path::new("")).collect();
        for parent in parents.into_iter().rev().map(|parent| self.folder.join(parent)) {
            match fs::create_dir(&parent) {
                Ok(()) => self.done.push(Change::Folder(parent)),
                Err(_) if parent.is_dir() => {}
                Err(error) => return Err(error),
            }
        }
        let change = if fs::symlink_metadata(&to).is_ok() {
            let old = self.old(path)?;
            fs::hard_link(&to, &old).or_else(|_| fs::copy(&to, &old).map(drop))?;
            Change::Replaced(path.to_path_buf())
        } else {
            Change::New(path.to_path_buf())
        };
        fs::rename(new, to)?;
        self.done.push(change);
        Ok(())
    }

    fn remove(&mut self, path: &Path) -> Result<()> {
        fs::rename(self.folder.join(path), self.old(path)?)?;
        self.done.push(Change::Replaced(path.to_path_buf()));
        Ok(())
    }

    /// As far as the system lets us: there is nothing else to do about a failure here.
    fn undo(&mut self) {
        for change in self.done.drain(..).rev() {
            let _ = match change {
                Change::Folder(folder) => fs::remove_dir(folder),
                Change::New(path) => fs::remove_file(self.folder.join(path)),
                Change::Replaced(path) => {
                    fs::rename(self.stage.join("old").join(&path), self.folder.join(path))
                }
            };
        }
    }
}
