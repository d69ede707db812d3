//! What need not be done again: programs that were compiled, and what they printed.
//!
//! An entry's name is the hash of everything that could change it, so an entry is never
//! outdated, only unused. Entries come into being by a rename: an interruption leaves none half
//! written, and two runs at once write the same one twice. A damaged entry counts as none.

use super::Mode;
use crate::files;
use crate::listing::lock::hash;
use crate::problem::Problem;
use crate::project::Project;
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

/// How much the cache may hold, in bytes; what was not used for longest goes first.
const LIMIT: u64 = 512 * 1024 * 1024;

/// A file that no run has finished writing after this long is left over from an interruption.
const ABANDONED: Duration = Duration::from_hours(1);

/// The cache of a project.
#[derive(Debug, Clone)]
pub struct Cache {
    folder: PathBuf,
    reuse: bool,
}

impl Cache {
    /// The cache in the project's target folder. In [`Mode::Full`] entries are written, and none
    /// is read: everything is done anew.
    ///
    /// # Errors
    /// If its folder cannot be made.
    pub fn of(project: &Project, mode: Mode) -> Result<Self, Problem> {
        let folder = project.target().join("handbook");
        fs::create_dir_all(folder.join("new"))
            .map_err(|error| Problem::in_file(&folder, format!("cannot be made: {error}")))?;
        Ok(Self { folder, reuse: mode == Mode::Changed })
    }

    /// An entry, if there is a sound one.
    pub fn get<T: DeserializeOwned>(&self, kind: &str, key: &str) -> Option<T> {
        let path = self.path(kind, key);
        let text = self.reuse.then(|| fs::read_to_string(&path).ok()).flatten()?;
        let (sum, body) = text.split_once('\n')?;
        let value = (sum == hash([("entry", body)])).then(|| serde_json::from_str(body).ok()).flatten();
        // Used today: it goes last when room has to be made.
        let _ =
            File::options().append(true).open(&path).and_then(|file| file.set_modified(SystemTime::now()));
        value
    }

    /// Writes an entry. Where that fails the work is done again next time, and nothing else.
    pub fn put(&self, kind: &str, key: &str, value: &impl Serialize) {
        let Ok(body) = serde_json::to_string(value) else {
            return;
        };
        let sum = hash([("entry", &*body)]);
        let _ = files::replace(&self.path(kind, key), format!("{sum}\n{body}").as_bytes());
    }

    /// Keeps a file that was written at [`Cache::new_file`]; returns where it lies now.
    ///
    /// # Errors
    /// If it cannot be moved there.
    pub fn keep(&self, new: &Path, kind: &str, key: &str) -> io::Result<PathBuf> {
        let path = self.path(kind, key);
        fs::create_dir_all(self.folder.join(kind))?;
        match fs::rename(new, &path) {
            // Windows keeps a program that runs: it is the same one.
            Err(_) if path.exists() => fs::remove_file(new)?,
            other => other?,
        }
        Ok(path)
    }

    /// A file that was kept, if it is there. Also where everything is done anew: its name is the
    /// hash of all that it was made from.
    pub fn kept(&self, kind: &str, key: &str) -> Option<PathBuf> {
        Some(self.path(kind, key)).filter(|path| path.is_file())
    }

    /// A file with this text, which its name is the hash of.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn text(&self, kind: &str, name: &str, text: &str) -> io::Result<PathBuf> {
        let path = self.path(kind, name);
        if fs::read_to_string(&path).is_ok_and(|there| there == text) {
            return Ok(path);
        }
        files::replace(&path, text.as_bytes())?;
        Ok(path)
    }

    /// A name that no other run uses, for a file to be written.
    pub fn new_file(&self) -> PathBuf {
        use std::sync::atomic::{AtomicU32, Ordering};
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let name = format!("{}-{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
        self.folder.join("new").join(name)
    }

    /// Held by one run at a time, while it calls cargo.
    ///
    /// # Errors
    /// If the lock's file cannot be made.
    pub fn lock(&self) -> io::Result<File> {
        let file = File::create(self.folder.join("lock"))?;
        file.lock()?;
        Ok(file)
    }

    /// Makes room: removes what was not used for longest, and what interrupted runs left.
    pub fn prune(&self) {
        self.prune_to(LIMIT);
    }

    fn prune_to(&self, limit: u64) {
        let kinds = fs::read_dir(&self.folder).into_iter().flatten().flatten();
        let mut entries: Vec<(SystemTime, u64, PathBuf)> = Vec::new();
        for kind in kinds {
            for entry in fs::read_dir(kind.path()).into_iter().flatten().flatten() {
                let Ok((used, size)) = entry.metadata().and_then(|it| Ok((it.modified()?, it.len()))) else {
                    continue;
                };
                let abandoned = kind.file_name() == "new" && used.elapsed().is_ok_and(|age| age > ABANDONED);
                if abandoned {
                    let _ = fs::remove_file(entry.path());
                } else {
                    entries.push((used, size, entry.path()));
                }
            }
        }
        let mut held: u64 = entries.iter().map(|(_, size, _)| size).sum();
        entries.sort();
        for (_, size, path) in entries {
            if held <= limit {
                break;
            }
            // Another run may be quicker, or the system may refuse while the file runs.
            let _ = fs::remove_file(path);
            held -= size;
        }
    }

    fn path(&self, kind: &str, key: &str) -> PathBuf {
        self.folder.join(kind).join(key)
    }
}

/// Tells whether a file is the one that was there when this was taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, serde::Deserialize)]
pub struct Stamp {
    /// Where the file lies.
    pub path: PathBuf,
    size: u64,
    modified: SystemTime,
}

impl Stamp {
    /// The stamp of a file.
    ///
    /// # Errors
    /// If the file cannot be asked.
    pub fn of(path: &Path) -> io::Result<Self> {
        let about = fs::metadata(path)?;
        Ok(Self { path: path.to_path_buf(), size: about.len(), modified: about.modified()? })
    }

    /// Whether the file is still the same.
    pub fn holds(&self) -> bool {
        Self::of(&self.path).is_ok_and(|now| now == *self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cache() -> (tempfile::TempDir, Cache) {
        let folder = tempfile::tempdir().unwrap();
        let cache = Cache::of(&Project::at(folder.path()), Mode::Changed).unwrap();
        (folder, cache)
    }

    #[test]
    fn an_entry_is_read_unless_everything_is_done_anew() {
        let (_folder, mut cache) = cache();
        cache.put("kind", "key", &7);
        assert_eq!(cache.get::<u32>("kind", "key"), Some(7));
        assert_eq!(cache.get::<u32>("kind", "other"), None);
        cache.reuse = false;
        assert_eq!(cache.get::<u32>("kind", "key"), None);
    }

    #[test]
    fn a_damaged_entry_counts_as_none() {
        let (_folder, cache) = cache();
        for damage in ["", "x", "0000\n7"] {
            cache.put("kind", "key", &7);
            fs::write(cache.path("kind", "key"), damage).unwrap();
            assert_eq!(cache.get::<u32>("kind", "key"), None);
        }
        cache.put("kind", "key", &7);
        let whole = fs::read(cache.path("kind", "key")).unwrap();
        fs::write(cache.path("kind", "key"), &whole[..whole.len() - 1]).unwrap();
        assert_eq!(cache.get::<u32>("kind", "key"), None);
    }

    #[test]
    fn what_was_not_used_for_longest_goes_first() {
        let (_folder, cache) = cache();
        for (age, key) in [(3, "oldest"), (2, "older"), (1, "new")] {
            cache.put("kind", key, &"x".repeat(1000));
            let file = File::options().append(true).open(cache.path("kind", key)).unwrap();
            file.set_modified(SystemTime::now() - Duration::from_secs(age * 60)).unwrap();
        }
        assert!(cache.get::<String>("kind", "oldest").is_some(), "used just now");
        cache.prune_to(2500);
        let left = ["oldest", "older", "new"].map(|key| cache.get::<String>("kind", key).is_some());
        assert_eq!(left, [true, false, true]);
    }

    #[test]
    fn what_an_interruption_left_is_removed() {
        let (_folder, cache) = cache();
        let (left, growing) = (cache.new_file(), cache.new_file());
        fs::write(&left, "half").unwrap();
        fs::write(&growing, "half").unwrap();
        let file = File::options().append(true).open(&left).unwrap();
        file.set_modified(SystemTime::now() - 2 * ABANDONED).unwrap();
        cache.prune();
        assert!(!left.exists() && growing.exists());
    }
}
