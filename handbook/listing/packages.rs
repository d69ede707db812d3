//! The Python packages that listings need, as their lock file names them.

use crate::nearest::suggestion;
use crate::problem::{Problem, Source};
use crate::project::Project;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// The lock file, relative to the project's root: every package with its version and its hashes.
pub const LOCK: &str = "listings/requirements.txt";

/// What the lock file is made from, and how, relative to the project's root.
const WANTED: &str = "listings/requirements.in";

/// The locked packages.
#[derive(Debug, Clone, Default)]
pub struct Packages {
    /// The lock file's text; empty where there is none.
    pub lock: Arc<str>,
    versions: BTreeMap<String, String>,
    /// For each package, those that need it.
    needed_by: BTreeMap<String, BTreeSet<String>>,
}

impl Packages {
    /// Reads the lock file. A book without one has no packages.
    ///
    /// # Errors
    /// If the file is there and cannot be read.
    pub fn read(project: &Project) -> Result<Self, Problem> {
        if !project.path(LOCK).exists() {
            return Ok(Self::default());
        }
        let source = project.read(LOCK)?;
        let (versions, needed_by) = (versions(&source.text), needed_by(&source.text));
        Ok(Self { versions, needed_by, lock: source.text })
    }

    /// These packages and all that they need, with the versions that are locked, one a line.
    pub fn with_what_they_need(&self, names: &[String]) -> String {
        let mut found: BTreeSet<&str> = names.iter().map(String::as_str).collect();
        loop {
            let more = self.needed_by.iter().filter(|(_, by)| by.iter().any(|it| found.contains(&**it)));
            let more: BTreeSet<&str> = more.map(|(name, _)| name.as_str()).collect();
            if more.is_subset(&found) {
                break;
            }
            found.extend(more);
        }
        found.iter().map(|name| format!("{name}=={}\n", self.version(name).unwrap_or("?"))).collect()
    }

    /// The version in which a package is locked.
    pub fn version(&self, name: &str) -> Option<&str> {
        self.versions.get(name).map(String::as_str)
    }

    /// The same.
    ///
    /// # Errors
    /// If none of this name is locked; the message suggests the nearest name.
    pub fn named(&self, name: &str) -> Result<&str, String> {
        self.version(name).ok_or_else(|| suggestion(name, self.versions.keys().map(String::as_str)))
    }

    /// Checks that every package that a manifest names is locked.
    ///
    /// # Errors
    /// At the first name that is not.
    pub fn check(&self, names: &[String], manifest: &Source) -> Result<(), Problem> {
        let Some(name) = names.iter().find(|name| self.version(name).is_none()) else {
            return Ok(());
        };
        let at = manifest.text.find(&format!("\"{name}\"")).map_or(0, |quote| quote + 1);
        let problem =
            Problem::at(manifest, at..at + name.len(), format!("no package named `{name}` is locked"));
        let known = suggestion(name, self.versions.keys().map(String::as_str));
        Err(problem.mend(format!("add it to {WANTED}, which says how to lock it; {known}")))
    }
}

/// The versions that a lock file names: lines such as `trio==0.31.0 \`.
fn versions(lock: &str) -> BTreeMap<String, String> {
    let line = |line: &str| {
        let (name, rest) = line.split_once("==")?;
        let version = rest.split([' ', ';', '\\']).next()?;
        (!name.starts_with([' ', '#'])).then(|| (name.to_string(), version.to_string()))
    };
    lock.lines().filter_map(line).collect()
}

/// Which packages need each of those that a lock file names: `# via aiohttp` behind it, or `# via`
/// and then a line for each.
fn needed_by(lock: &str) -> BTreeMap<String, BTreeSet<String>> {
    let mut all: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut name = String::new();
    for line in lock.lines() {
        if let Some((package, _)) = line.split_once("==").filter(|_| !line.starts_with([' ', '#'])) {
            name = package.to_string();
        } else if let Some(by) = line.trim().strip_prefix('#') {
            let by = by.trim();
            let by = by.strip_prefix("via").unwrap_or(by).trim();
            all.entry(name.clone()).or_default().insert(by.to_string());
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_read_with_and_without_markers() {
        let lock = "anyio==4.16.0 \\\n    --hash=sha256:00\n    # via x==1\n# y==2\ncffi==2.1 ; os_name == 'nt' \\\n";
        let versions = versions(lock);
        let read: Vec<_> = versions.iter().map(|(name, version)| format!("{name} {version}")).collect();
        assert_eq!(read, ["anyio 4.16.0", "cffi 2.1"]);
    }

    #[test]
    fn what_a_package_needs_counts_as_well_and_nothing_else_does() {
        let lock = "a==1 \\\n    --hash=sha256:00\n    # via -r requirements.in\nb==2\n    # via a\nc==3\n    # via\n    #   b\n    #   d\nd==4\n";
        let packages =
            Packages { versions: versions(lock), needed_by: needed_by(lock), ..Packages::default() };
        assert_eq!(packages.with_what_they_need(&["a".into()]), "a==1\nb==2\nc==3\n");
        assert_eq!(packages.with_what_they_need(&["d".into()]), "c==3\nd==4\n");
    }

    #[test]
    fn a_name_that_is_not_locked_is_found_in_the_manifest() {
        let packages = Packages { versions: versions("trio==0.35.0 \\\n"), ..Packages::default() };
        let manifest = Source::new("listing.toml", "title = \"a\"\npackages.python = [\"tiro\"]\n");
        assert!(packages.check(&["trio".into()], &manifest).is_ok());
        let problem = packages.check(&["tiro".into()], &manifest).unwrap_err();
        assert_eq!(problem.position(), Some((2, 21)));
        assert!(problem.advice().is_some_and(|mend| mend.contains("did you mean `trio`?")));
    }
}
