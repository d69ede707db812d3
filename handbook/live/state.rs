//! What is served just now, and what the open pages are told.

use crate::problem::{Problem, Problems};
use crate::site::content::Site;
use serde::Serialize;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// All that an answer depends on. It changes as a whole, so no reader gets half of a change.
#[derive(Debug, Clone, Default)]
pub struct State {
    /// The last good site; none where there never was one.
    pub site: Option<Arc<Site>>,
    /// What is wrong with what would be the next one.
    pub problems: Arc<Vec<Fault>>,
    /// What is to be known besides.
    pub notes: Arc<Vec<Note>>,
    /// Whether the server is about to end.
    pub stopping: bool,
}

/// A problem, as a page shows it: text only.
#[derive(Debug, Serialize)]
pub struct Fault {
    place: String,
    message: String,
    lines: String,
    evidence: String,
    mend: String,
}

impl Fault {
    /// Every problem found.
    pub fn all(problems: &Problems) -> Vec<Self> {
        problems.iter().map(Self::of).collect()
    }

    fn of(problem: &Problem) -> Self {
        let text = |text: Option<&str>| text.unwrap_or_default().to_string();
        Self {
            place: problem.place(),
            message: problem.message().to_string(),
            lines: problem.lines(),
            evidence: text(problem.evidence()),
            mend: text(problem.advice()),
        }
    }
}

/// Something to be known that is not wrong.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Note {
    /// Tells it from others, for a page where it was dismissed.
    pub key: String,
    /// In a few words.
    pub title: String,
    /// In a sentence.
    pub text: String,
    /// A diff, if there is one.
    pub diff: String,
    /// What to run.
    pub command: String,
    /// The pages that it concerns; all of them where none is named.
    #[serde(skip)]
    pub pages: BTreeSet<PathBuf>,
}

/// What one page is told.
#[derive(Serialize)]
struct Told<'a> {
    problems: &'a [Fault],
    notes: Vec<&'a Note>,
}

impl State {
    /// What a page is told, as JSON.
    pub fn told(&self, page: &Path) -> String {
        let concerns = |note: &&Note| note.pages.is_empty() || note.pages.contains(page);
        let told = Told { problems: &self.problems, notes: self.notes.iter().filter(concerns).collect() };
        serde_json::to_string(&told).unwrap_or_default()
    }

    /// Tells what this page shows from what it showed before.
    pub fn version_of(&self, page: &Path) -> String {
        self.site.as_ref().map_or_else(|| "none".into(), |site| format!("{:016x}", site.version_of(page)))
    }
}
