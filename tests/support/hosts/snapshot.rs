//! The files of one deploy, with what hosts know of each.

use axum::body::Bytes;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::path::Path;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// The first deploy was so long ago: a browser may take a file without `Cache-Control` for fresh
/// for a tenth of the time since its last change.
const AGE: Duration = Duration::from_secs(30 * 24 * 3600);

/// All files of a deploy, by their paths with slashes.
pub struct Snapshot {
    files: BTreeMap<String, File>,
    at: SystemTime,
}

/// A file of a deploy.
pub struct File {
    /// What is in it.
    pub bytes: Bytes,
    /// The hash of that, in hexadecimal digits.
    pub hash: String,
    changed: SystemTime,
    deployed: SystemTime,
}

impl Snapshot {
    /// The first deploy.
    pub fn first(folder: &Path) -> Self {
        Self::read(folder, SystemTime::now() - AGE, |_, _| None)
    }

    /// The next one: now, and a second later than the one before at least, since hosts count seconds.
    pub fn next(&self, folder: &Path) -> Self {
        let at = SystemTime::now().max(self.at + Duration::from_secs(1));
        Self::read(folder, at, |name, hash| {
            self.get(name).filter(|before| before.hash == hash).map(|before| before.changed)
        })
    }

    fn read(folder: &Path, at: SystemTime, before: impl Fn(&str, &str) -> Option<SystemTime>) -> Self {
        let names = handbook::project::Project::at(folder).files_below("").expect("a folder");
        let read = |path: &std::path::PathBuf| {
            let name = path.to_string_lossy().replace('\\', "/");
            let bytes = Bytes::from(std::fs::read(folder.join(path)).expect("a file"));
            let digest = Sha256::digest(&bytes);
            let hash: String = digest.iter().take(16).map(|byte| format!("{byte:02x}")).collect();
            let changed = before(&name, &hash).unwrap_or(at);
            (name, File { bytes, hash, changed, deployed: at })
        };
        Self { files: names.iter().map(read).collect(), at }
    }

    /// A file, by its path.
    pub fn get(&self, name: &str) -> Option<&File> {
        self.files.get(name)
    }

    /// The same, with its name.
    pub fn entry(&self, name: &str) -> Option<(&str, &File)> {
        self.files.get_key_value(name).map(|(name, file)| (name.as_str(), file))
    }

    /// Whether a folder has files.
    pub fn has_folder(&self, name: &str) -> bool {
        let folder = format!("{name}/");
        self.files.range(folder.clone()..).next().is_some_and(|(first, _)| first.starts_with(&folder))
    }
}

impl File {
    /// When its content changed last, as HTTP writes it.
    pub fn changed(&self) -> String {
        httpdate::fmt_http_date(self.changed)
    }

    /// The same in seconds, as nginx writes it in an ETag.
    pub fn changed_hex(&self) -> String {
        hex(self.changed)
    }

    /// When it was deployed last, as HTTP writes it.
    pub fn deployed(&self) -> String {
        httpdate::fmt_http_date(self.deployed)
    }

    /// The same in seconds.
    pub fn deployed_hex(&self) -> String {
        hex(self.deployed)
    }
}

fn hex(time: SystemTime) -> String {
    format!("{:x}", time.duration_since(UNIX_EPOCH).expect("a time after 1970").as_secs())
}
