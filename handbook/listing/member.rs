//! The workspace members that hold listings: which crates a program may use is decided by the
//! folder that it lies in.

use crate::project::Project;
use std::path::{Path, PathBuf};

/// A package with a listing in each folder of its `src/bin`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Member {
    /// Those that need few crates, which every build compiles.
    Listings,
    /// Those about libraries, whose crates are compiled when one of them is run.
    Libraries,
}

impl Member {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Listings, Self::Libraries];

    /// Its folder, relative to the project's root.
    pub const fn root(self) -> &'static str {
        match self {
            Self::Listings => "listings",
            Self::Libraries => "libraries",
        }
    }

    /// The folder of its listings, relative to the project's root.
    pub const fn folder(self) -> &'static str {
        match self {
            Self::Listings => "listings/src/bin",
            Self::Libraries => "libraries/src/bin",
        }
    }

    /// What says which crates its programs may use, relative to the project's root.
    pub const fn manifest(self) -> &'static str {
        match self {
            Self::Listings => "listings/Cargo.toml",
            Self::Libraries => "libraries/Cargo.toml",
        }
    }

    /// Whether a project has it: a book need not be about libraries.
    pub fn is_there(self, project: &Project) -> bool {
        self == Self::Listings || project.path(self.manifest()).exists()
    }

    /// The slug of the listing that a path lies in, if it lies in one.
    pub fn slug_of(path: &Path) -> Option<&str> {
        let below = Self::ALL.iter().find_map(|member| path.strip_prefix(member.folder()).ok())?;
        below.components().next()?.as_os_str().to_str()
    }

    /// Where a listing of it lies, relative to the project's root.
    pub fn folder_of(self, slug: &str) -> PathBuf {
        Path::new(self.folder()).join(slug)
    }
}
