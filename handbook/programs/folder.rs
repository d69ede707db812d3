//! Writes the folder from which mdBook copies what the page needs.

use super::{INDEX, Programs};
use crate::files;
use crate::problem::{Problem, Problems};
use crate::project::{PROGRAMS, Project};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// Writes the files that are different from what is there, each in one step, and removes the
/// others. What says what there is goes first and comes last.
///
/// # Errors
/// If a file cannot be read, written or removed.
pub fn write(project: &Project, programs: &Programs, files: &[(String, PathBuf)]) -> Result<(), Problems> {
    let folder = project.path(PROGRAMS);
    let nothing = programs.rust.is_none() && programs.python.is_none() && programs.anki.is_none();
    if nothing && !folder.exists() {
        return Ok(());
    }
    let failed = |error: std::io::Error| Problem::in_file(PROGRAMS, format!("cannot be written: {error}"));
    let index = serde_json::to_string(programs).map_err(|error| failed(error.into()))? + "\n";
    let mut changed = Vec::new();
    for (name, from) in files {
        let bytes = std::fs::read(from).map_err(failed)?;
        if std::fs::read(folder.join(name)).ok().as_deref() != Some(&*bytes) {
            changed.push((name, bytes));
        }
    }
    let wanted: BTreeSet<PathBuf> = files
        .iter()
        .map(|(name, _)| Path::new(PROGRAMS).join(name))
        .chain([Path::new(PROGRAMS).join(INDEX)])
        .collect();
    let there = if folder.exists() { project.files_below(PROGRAMS)? } else { Vec::new() };
    let left: Vec<_> = there.iter().filter(|path| nothing || !wanted.contains(*path)).collect();
    let same_index = std::fs::read_to_string(folder.join(INDEX)).is_ok_and(|there| there == index);
    if changed.is_empty() && left.is_empty() && same_index {
        return Ok(());
    }
    if (!changed.is_empty() || !left.is_empty()) && folder.join(INDEX).exists() {
        std::fs::remove_file(folder.join(INDEX)).map_err(failed)?;
    }
    for path in left.into_iter().filter(|path| !path.ends_with(INDEX)) {
        let path = project.path(path);
        std::fs::remove_file(&path).map_err(failed)?;
        // Its folder goes with the last of its files.
        let _ = path.parent().map(std::fs::remove_dir);
    }
    for (name, bytes) in changed {
        files::replace(&folder.join(name), &bytes).map_err(failed)?;
    }
    match nothing {
        true if !folder.exists() => Ok(()),
        true => Ok(std::fs::remove_dir_all(&folder).map_err(failed)?),
        false => Ok(files::replace(&folder.join(INDEX), index.as_bytes()).map_err(failed)?),
    }
}

/// How large a file is.
///
/// # Errors
/// If it cannot be asked.
pub fn size(path: &Path) -> Result<u64, Problem> {
    let about = std::fs::metadata(path);
    about.map(|about| about.len()).map_err(|error| Problem::in_file(path, format!("cannot be read: {error}")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::programs::Python;

    #[test]
    fn the_folder_holds_what_the_index_names_and_goes_with_the_last_of_it() {
        let root = tempfile::tempdir().unwrap();
        let project = Project::at(root.path());
        std::fs::write(project.path("from"), "1").unwrap();
        let python = Python { folder: "a/".into(), files: Vec::new(), slugs: Vec::new() };
        let programs = Programs { python: Some(python), ..Programs::default() };
        let files = |name: &str| vec![(name.to_string(), project.path("from"))];
        let there = || project.files_below(PROGRAMS).unwrap();
        let is = |names: [&str; 2]| names.map(|name| Path::new(PROGRAMS).join(name)).to_vec();
        write(&project, &programs, &files("a/b")).unwrap();
        assert_eq!(there(), is(["a/b", INDEX]));
        assert_eq!(Programs::read(&project), programs);
        write(&project, &programs, &files("c")).unwrap();
        assert_eq!(there(), is(["c", INDEX]));
        write(&project, &Programs::default(), &[]).unwrap();
        assert!(!project.path(PROGRAMS).exists());
    }
}
