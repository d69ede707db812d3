//! What a new listing begins as: a small program in both languages that is true as it stands.

use super::member::Member;
use super::well_named;
use crate::problem::Problem;
use crate::project::Project;
use std::fs;
use std::io::ErrorKind;
use std::path::PathBuf;

const FILES: [(&str, &str); 3] = [
    ("main.py", include_str!("skeleton/main.py")),
    ("main.rs", include_str!("skeleton/main.rs")),
    ("listing.toml", MANIFEST),
];

/// What the `listing.toml` of a new listing contains.
pub(super) const MANIFEST: &str = include_str!("skeleton/listing.toml");

/// The line of `main.py` that stands for the helper.
const HELPER: &str = "# listings/log.py\n";

/// What recording adds to them.
const TRANSCRIPT: &str = "transcript.txt";

/// Names that cargo or Windows keep for themselves, or that this project's packages have.
const TAKEN: [&str; 13] = [
    "aux",
    "build",
    "con",
    "deps",
    "examples",
    "handbook",
    "incremental",
    "libraries",
    "listings",
    "nul",
    "prn",
    "proc_macro",
    "test",
];

/// The folder that a new listing gets, relative to the project's root.
///
/// # Errors
/// If it cannot have this name, or another one has it.
pub fn folder(project: &Project, member: Member, slug: &str) -> Result<PathBuf, Problem> {
    let refused = |message: String| Problem::in_file(member.folder(), message);
    if !well_named(slug) || !slug.starts_with(|first: char| first.is_ascii_lowercase()) {
        return Err(refused(format!("`{slug}` is no name for a listing"))
            .mend("small letters, digits and _, beginning with a letter: gather_timeout"));
    }
    if TAKEN.contains(&slug) {
        return Err(refused(format!("a listing cannot be named `{slug}`: the name means something else"))
            .mend("say what it shows: gather_timeout"));
    }
    let folders = Member::ALL.map(|member| member.folder_of(slug));
    if let Some(taken) = folders.into_iter().find(|folder| project.path(folder).exists()) {
        return Err(Problem::in_file(taken, "this name is in use")
            .mend(format!("choose another, or record what is there: cargo run -- record {slug}")));
    }
    Ok(member.folder_of(slug))
}

/// A listing that was just written, until it is kept: dropped before, its files go again.
#[derive(Debug)]
pub struct Written {
    folder: PathBuf,
    files: Vec<PathBuf>,
    kept: bool,
}

impl Written {
    /// Leaves the files where they are.
    pub fn keep(mut self) {
        self.kept = true;
    }
}

impl Drop for Written {
    fn drop(&mut self) {
        if self.kept {
            return;
        }
        for file in &self.files {
            let _ = fs::remove_file(file);
        }
        // Whatever else somebody put there keeps the folder.
        let _ = fs::remove_dir(&self.folder);
    }
}

/// Writes the files of a new listing; `helper` is the one that Python listings hold.
///
/// # Errors
/// As [`folder`]; and if a file cannot be written. None is left then.
pub fn write(project: &Project, member: Member, slug: &str, helper: &str) -> Result<Written, Problem> {
    let relative = folder(project, member, slug)?;
    let unwritable = |error: std::io::Error| match error.kind() {
        ErrorKind::AlreadyExists => Problem::in_file(&relative, "this name is in use"),
        _ => Problem::in_file(&relative, format!("cannot be written: {error}")),
    };
    let folder = project.path(&relative);
    fs::create_dir(&folder).map_err(unwritable)?;
    let mut written = Written { folder: folder.clone(), files: vec![folder.join(TRANSCRIPT)], kept: false };
    for (name, text) in FILES {
        let path = folder.join(name);
        written.files.push(path.clone());
        fs::write(path, text.replace(HELPER, helper)).map_err(unwritable)?;
    }
    Ok(written)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_kept_goes_again_but_nothing_else() {
        let root = tempfile::tempdir().unwrap();
        let project = Project::at(root.path());
        let member = Member::Listings;
        fs::create_dir_all(project.path(member.folder())).unwrap();
        let folder = project.path(member.folder_of("a_b"));
        write(&project, member, "a_b", "def log(line): ...\n").unwrap().keep();
        assert!(fs::read_to_string(folder.join("main.py")).unwrap().contains("\ndef log(line): ...\n"));
        assert!(write(&project, Member::Libraries, "a_b", "").unwrap_err().to_string().contains("in use"));
        fs::remove_dir_all(&folder).unwrap();
        drop(write(&project, member, "a_b", "").unwrap());
        assert!(!folder.exists());
        let written = write(&project, member, "a_b", "").unwrap();
        fs::write(folder.join("notes.txt"), "mine").unwrap();
        drop(written);
        assert_eq!(fs::read_dir(&folder).unwrap().count(), 1);
    }
}
