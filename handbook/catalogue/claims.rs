//! What the two texts claim, and what is true of it.

use super::{FOLDER, check_ids};
use crate::problem::{Problem, Problems, Source};
use crate::project::Project;
use serde::Deserialize;
use std::path::Path;

/// The item of what the list says of its own method.
pub const METHOD: &str = "method";

/// The files, relative to the catalogue: one for each chapter that answers them.
const FILES: &str = "claims";

/// What is true of a claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    /// It holds.
    True,
    /// It holds, but there is more to know.
    Caveat,
    /// Who believes it will do something wrong.
    Misleading,
    /// It does not hold.
    False,
    /// It held for an earlier version, or was the best way then.
    Outdated,
    /// Nothing that can be run or cited decides it.
    Unverifiable,
}

impl Verdict {
    /// All of them, in the order of the summary.
    pub const ALL: [Self; 6] =
        [Self::True, Self::Caveat, Self::Misleading, Self::False, Self::Outdated, Self::Unverifiable];

    /// As a reader reads it.
    pub fn words(self) -> &'static str {
        match self {
            Self::True => "true",
            Self::Caveat => "true with a caveat",
            Self::Misleading => "misleading",
            Self::False => "false",
            Self::Outdated => "outdated",
            Self::Unverifiable => "cannot be verified",
        }
    }

    /// As the catalogue and the page's styles name it.
    pub fn key(self) -> &'static str {
        match self {
            Self::True => "true",
            Self::Caveat => "caveat",
            Self::Misleading => "misleading",
            Self::False => "false",
            Self::Outdated => "outdated",
            Self::Unverifiable => "unverifiable",
        }
    }

    /// Whether a reader who believed the claim has to learn something else.
    pub fn corrects(self) -> bool {
        matches!(self, Self::Misleading | Self::False | Self::Outdated)
    }
}

/// A checkable sentence of the texts.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Claim {
    /// `C001` and so on.
    pub id: String,
    /// Where it is said: ids of items, or `method`.
    pub items: Vec<String>,
    /// What is said, in our words.
    pub says: String,
    /// What is true of it.
    pub verdict: Verdict,
    /// Why.
    pub because: String,
    /// Listings that show it.
    #[serde(default)]
    pub shown_by: Vec<String>,
    /// A section whose programs show it: a chapter and the id of a heading.
    pub section: Option<String>,
    /// An official page that says so.
    pub source: Option<String>,
    #[serde(skip)]
    file: Option<Source>,
}

impl Claim {
    /// A problem with it, at its place.
    pub fn problem(&self, message: &str) -> Problem {
        super::problem(self.file.as_ref(), &self.id, message)
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    claim: Vec<Claim>,
}

pub(super) fn read(project: &Project) -> Result<Vec<Claim>, Problems> {
    let folder = Path::new(FOLDER).join(FILES);
    let mut problems = Problems::new();
    let mut claims: Vec<Claim> = Vec::new();
    for name in project.names_in(&folder)? {
        let path = folder.join(&name);
        if path.extension().is_none_or(|extension| extension != "toml") {
            problems.push(Problem::in_file(path, "this is no TOML file").mend("delete it"));
            continue;
        }
        if let Some((file, source)) = problems.keep(project.read_toml::<File>(path)) {
            claims.extend(file.claim.into_iter().map(|claim| Claim { file: Some(source.clone()), ..claim }));
        }
    }
    let ids = claims.iter().filter_map(|claim| Some((claim.file.as_ref()?, claim.id.as_str())));
    check_ids(ids, "C", 3).into_iter().for_each(|problem| problems.push(problem));
    for claim in &claims {
        let mut wrong = |message: &str| problems.push(claim.problem(message));
        let evidence = !claim.shown_by.is_empty() || claim.section.is_some() || claim.source.is_some();
        if !evidence && claim.verdict != Verdict::Unverifiable {
            wrong("nothing shows that its verdict is right: give `shown_by`, `section` or `source`");
        }
        if claim.items.is_empty() {
            wrong("it does not say where it is claimed");
        }
        if claim.source.as_ref().is_some_and(|source| !source.starts_with("https://")) {
            wrong("its source is no https address");
        }
    }
    problems.or(claims)
}
