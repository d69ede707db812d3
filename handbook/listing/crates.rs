//! The crates that programs may name, in the versions that Cargo.lock has for them.

use super::member::Member;
use crate::nearest::suggestion;
use crate::problem::{Problem, Source};
use crate::project::Project;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::OnceLock;

/// The lock file, relative to the project's root.
pub const LOCK: &str = "Cargo.lock";

/// The crates that a member depends on, by name: the version of each.
pub type Crates = BTreeMap<String, String>;

#[derive(Deserialize)]
struct CargoLock {
    package: Vec<Locked>,
}

#[derive(Deserialize)]
struct Locked {
    name: String,
    version: String,
    #[serde(default)]
    dependencies: Vec<String>,
}

#[derive(Deserialize)]
struct Manifest {
    package: Package,
}

#[derive(Deserialize)]
struct Package {
    name: String,
}

/// The crates that a member's programs may name; none where the lock file does not know the member.
///
/// # Errors
/// If its manifest or the lock file cannot be read.
pub fn of(project: &Project, member: Member) -> Result<Crates, Problem> {
    let (manifest, _): (Manifest, Source) = project.read_toml(member.manifest())?;
    let (lock, _): (CargoLock, Source) = project.read_toml(LOCK)?;
    let named = lock.package.iter().find(|package| package.name == manifest.package.name);
    let crates = named.into_iter().flat_map(|package| &package.dependencies).filter_map(|dependency| {
        // `tokio`, or `tokio 1.54.0` where there are several.
        let (name, version) = dependency.split_once(' ').unwrap_or((dependency, ""));
        let meant = |it: &&Locked| it.name == name && (version.is_empty() || it.version == version);
        lock.package.iter().find(meant).map(|it| (it.name.clone(), it.version.clone()))
    });
    Ok(crates.collect())
}

/// The crates that a program names, of those that it may name. Whatever it uses of a crate begins
/// with the crate's name.
pub fn used<'a>(program: &str, crates: &'a Crates) -> Vec<(&'a str, &'a str)> {
    let of_word = |it: char| it.is_alphanumeric() || matches!(it, '_' | ':');
    let names = |name: &str| {
        let path = format!("{}::", name.replace('-', "_"));
        let starts = |place: usize| !program[..place].chars().next_back().is_some_and(of_word);
        program.match_indices(&path).any(|(place, _)| starts(place))
    };
    crates.iter().filter(|(name, _)| names(name)).map(|(name, version)| (&**name, &**version)).collect()
}

/// The `[dependencies]` of a copy that uses these crates, as a member's manifest has them.
///
/// # Errors
/// At the first that does not stand in one line there.
pub fn table(manifest: &Source, names: &[&str]) -> Result<String, Problem> {
    let mut table = "[dependencies]\n".to_string();
    for name in names {
        let line = manifest.text.lines().find(|line| line.starts_with(&format!("{name} = ")));
        let line = line.filter(|line| line.parse::<toml::Table>().is_ok()).ok_or_else(|| {
            Problem::in_file(&manifest.path, format!("`{name}` has no line of its own")).mend("give it one")
        })?;
        table.push_str(line);
        table.push('\n');
    }
    Ok(table)
}

/// The crates of both members, read when they are first asked for: a page has many that it tells of.
#[derive(Debug)]
pub struct LockedCrates<'a> {
    project: &'a Project,
    listings: OnceLock<Result<Crates, Problem>>,
    libraries: OnceLock<Result<Crates, Problem>>,
}

impl<'a> LockedCrates<'a> {
    /// Nothing is read yet.
    pub fn new(project: &'a Project) -> Self {
        Self { project, listings: OnceLock::new(), libraries: OnceLock::new() }
    }

    /// As the function [`of`].
    ///
    /// # Errors
    /// As there.
    pub fn of(&self, member: Member) -> Result<&Crates, Problem> {
        let read = match member {
            Member::Listings => &self.listings,
            Member::Libraries => &self.libraries,
        };
        read.get_or_init(|| of(self.project, member)).as_ref().map_err(Clone::clone)
    }

    /// The version of a crate that a listing may use.
    ///
    /// # Errors
    /// If a file cannot be read; inside, if none may use it: the nearest name.
    pub fn version(&self, name: &str) -> Result<Result<String, String>, Problem> {
        let mut all = BTreeMap::new();
        for member in Member::ALL.into_iter().filter(|member| member.is_there(self.project)) {
            all.extend(self.of(member)?);
        }
        let found = all.get(&name.to_string()).map(|version| version.to_string());
        Ok(found.ok_or_else(|| suggestion(name, all.keys().map(|name| name.as_str()))))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_crate_is_used_where_a_path_begins_with_its_name() {
        let names = ["futures", "serde", "serde_json", "tokio", "tokio-util"];
        let crates = names.map(|name| (name.to_string(), "1".to_string())).into();
        let program =
            "use tokio_util::sync;\n#[tokio::main]\nasync fn main() { a::serde::b(); serde_json::json!(1) }";
        let used = used(program, &crates);
        assert_eq!(
            used.into_iter().map(|(name, _)| name).collect::<Vec<_>>(),
            ["serde_json", "tokio", "tokio-util"]
        );
    }
}
