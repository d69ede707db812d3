//! Where everything is, and how its files are read.

use crate::leftovers::is_leftover;
use crate::problem::{Problem, Source};
use serde::de::DeserializeOwned;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

/// The folder of the chapters, relative to the root.
pub const CHAPTERS: &str = "src";

/// The folder, relative to the root, of what runs programs in the reader's page. It lies among the
/// chapters, since mdBook copies it to the site from there.
pub const PROGRAMS: &str = "src/run";

/// A checkout of the handbook.
#[derive(Debug, Clone)]
pub struct Project {
    root: PathBuf,
    target: PathBuf,
}

impl Project {
    /// The project at `root`.
    pub fn at(root: impl Into<PathBuf>) -> Self {
        let root = root.into();
        let target = root.join(std::env::var_os("CARGO_TARGET_DIR").unwrap_or_else(|| "target".into()));
        Self { root, target }
    }

    /// The same project, compiled into another folder.
    pub fn compiled_in(self, target: impl Into<PathBuf>) -> Self {
        Self { target: target.into(), ..self }
    }

    /// Where cargo puts what it compiles.
    pub fn target(&self) -> &Path {
        &self.target
    }

    /// The project that `folder` lies in: the nearest folder upwards with a `book.toml`.
    ///
    /// # Errors
    /// If no folder from `folder` upwards holds a `book.toml`.
    pub fn around(folder: &Path) -> Result<Self, Problem> {
        match folder.ancestors().find(|folder| folder.join("book.toml").is_file()) {
            Some(root) => Ok(Self::at(root)),
            None => Err(Problem::in_file(folder, "no book.toml here or in any folder above")
                .mend("go to the handbook's folder, or name it: --root FOLDER")),
        }
    }

    /// The project's own folder.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// A path of the project, given relative to its root.
    pub fn path(&self, relative: impl AsRef<Path>) -> PathBuf {
        self.root.join(relative)
    }

    /// Reads a text file, given relative to the root.
    ///
    /// # Errors
    /// If the file is missing, cannot be read, or is no plain text (the error names the line).
    pub fn read(&self, relative: impl AsRef<Path>) -> Result<Source, Problem> {
        let relative = relative.as_ref();
        self.refuse_foreign(relative)?;
        let bytes = std::fs::read(self.path(relative)).map_err(|error| match error.kind() {
            ErrorKind::NotFound => Problem::in_file(relative, "this file is missing"),
            _ => Problem::in_file(relative, format!("cannot be read: {error}")),
        })?;
        let source = String::from_utf8(bytes).map(|text| Source::new(relative, text)).map_err(|error| {
            let valid = error.utf8_error().valid_up_to();
            let lossy = Source::new(relative, String::from_utf8_lossy(error.as_bytes()).into_owned());
            Problem::at(&lossy, valid..valid + 1, "this file is not UTF-8 from here on")
                .mend("save it as UTF-8")
        })?;
        // mdBook, cargo and CPython each treat these two differently, and the page shows neither.
        if source.text.starts_with('\u{feff}') {
            return Err(Problem::at(&source, 0..0, "this file begins with a byte order mark")
                .mend("save it as UTF-8 without one"));
        }
        match source.text.find('\0') {
            Some(place) => {
                Err(Problem::at(&source, place..place + 1, "a null byte in a text").mend("take it out"))
            }
            None => Ok(source),
        }
    }

    /// Refuses a link to a file outside of the project: another machine does not have it.
    fn refuse_foreign(&self, relative: &Path) -> Result<(), Problem> {
        let mut path = self.root.clone();
        for part in relative.components() {
            path.push(part);
            if !path.is_symlink() {
                continue;
            }
            let (Ok(root), Ok(target)) = (self.root.canonicalize(), path.canonicalize()) else { break };
            if !target.starts_with(&root) {
                let message = format!("this is a link to {}, outside of the project", target.display());
                return Err(Problem::in_file(relative, message).mend("put a copy of the file in its place"));
            }
        }
        Ok(())
    }

    /// Reads a TOML file in which every key must be known.
    ///
    /// # Errors
    /// If the file cannot be read, is no TOML, or does not fit `T`.
    pub fn read_toml<T: DeserializeOwned>(&self, relative: impl AsRef<Path>) -> Result<(T, Source), Problem> {
        let source = self.read(relative)?;
        let value = parse_toml(&source, 0..source.text.len())?;
        Ok((value, source))
    }

    /// The names in a folder, given relative to the root, in order, without what editors leave there.
    ///
    /// # Errors
    /// If the folder is missing or cannot be read, or a name is not Unicode.
    pub fn names_in(&self, relative: impl AsRef<Path>) -> Result<Vec<String>, Problem> {
        let relative = relative.as_ref();
        let unreadable = |error| Problem::in_file(relative, format!("cannot be read: {error}"));
        let mut names = Vec::new();
        for entry in std::fs::read_dir(self.path(relative)).map_err(unreadable)? {
            let name = entry.map_err(unreadable)?.file_name();
            match name.into_string() {
                Ok(name) if is_leftover(&name) => {}
                Ok(name) => {
                    self.refuse_foreign(&relative.join(&name))?;
                    names.push(name);
                }
                Err(name) => {
                    return Err(Problem::in_file(relative.join(name), "this name is not Unicode"));
                }
            }
        }
        names.sort();
        Ok(names)
    }

    /// Every file below a folder, relative to the root, in order.
    ///
    /// # Errors
    /// As [`Project::names_in`], and at a link that leads back to a folder in which it lies.
    pub fn files_below(&self, relative: impl AsRef<Path>) -> Result<Vec<PathBuf>, Problem> {
        let relative = relative.as_ref();
        let mut files = Vec::new();
        for name in self.names_in(relative)? {
            let path = relative.join(name);
            if self.path(&path).is_dir() {
                if self.path(&path).is_symlink()
                    && let Ok(folder) = std::fs::canonicalize(self.path(&path))
                    && let Ok(around) = std::fs::canonicalize(self.path(relative))
                    && around.starts_with(&folder)
                {
                    let message = "this link leads back to a folder in which it lies";
                    return Err(Problem::in_file(path, message).mend("delete it"));
                }
                files.extend(self.files_below(&path)?);
            } else {
                files.push(path);
            }
        }
        Ok(files)
    }
}

/// Reads the TOML at a byte range of a text (a whole file, or a fence in a chapter).
///
/// # Errors
/// If it is no TOML or does not fit `T`; the error stands where the text is wrong.
pub fn parse_toml<T: DeserializeOwned>(source: &Source, range: std::ops::Range<usize>) -> Result<T, Problem> {
    toml::from_str(&source.text[range.clone()]).map_err(|error| {
        let span = error.span().unwrap_or(0..0);
        Problem::at(source, range.start + span.start..range.start + span.end, error.message())
    })
}
