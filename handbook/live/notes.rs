//! What is to be known of listings that were run and are not recorded yet.

use super::state::Note;
use crate::harness::difference::difference;
use crate::listing::recordings::{Fresh, Recordings};
use crate::listing::{Language, Listing};
use crate::markdown::Embeds;
use crate::project::Project;
use crate::site;
use std::collections::BTreeMap;

/// A note for each listing whose run stands in for a recording.
pub fn unrecorded(project: &Project, recordings: &Recordings, fresh: &BTreeMap<String, Fresh>) -> Vec<Note> {
    let embeds = Embeds::read(project);
    let noted = |slug: &String| {
        let (listing, fresh) = (recordings.listings.all.get(slug)?, fresh.get(slug)?);
        let diff = diff(project, listing, &fresh.printed);
        let never = !listing.transcript_paths().iter().any(|path| project.path(path).exists());
        let text = if never {
            "This page shows what it prints now. It was never recorded."
        } else if diff.is_empty() {
            "Its sources changed since it was recorded; it prints what it printed then."
        } else {
            "This page shows what it prints now, which is not what was recorded."
        };
        let chapters = embeds.of(slug).iter().map(|(chapter, _)| chapter.as_path());
        Some(Note {
            key: format!("{slug} {}", fresh.sources),
            title: format!("not recorded yet: {slug}"),
            text: text.into(),
            diff,
            command: format!("cargo run -- record {slug}"),
            pages: site::pages_of(project, chapters),
        })
    };
    recordings.unrecorded.iter().filter_map(noted).collect()
}

/// The tool changed, and the process that runs is the old one.
pub fn tool() -> Note {
    Note {
        key: "tool".into(),
        title: "the handbook's own sources changed".into(),
        text: "This server still runs as it was. Stop it with Ctrl-C, and run it again.".into(),
        diff: String::new(),
        command: "cargo run".into(),
        pages: Default::default(),
    }
}

/// What was recorded against what is printed now: once where both languages print the same.
fn diff(project: &Project, listing: &Listing, printed: &BTreeMap<Language, String>) -> String {
    let mut diffs: Vec<String> = Vec::new();
    for (language, printed) in printed {
        let recorded = project.read(listing.transcript_path(*language)).ok();
        let recorded = recorded.as_ref().map_or("", |source| &source.text);
        diffs.extend(difference(("recorded", recorded), ("printed", printed)).map(|it| it.diff));
    }
    diffs.dedup();
    diffs.concat()
}
