//! The titles of the listings: each has one, and no two have the same.

use super::Listing;
use super::skeleton;
use crate::problem::{Problem, Problems};
use crate::project::Project;
use std::collections::BTreeMap;

/// What is wrong with the titles.
pub fn check(project: &Project, all: &BTreeMap<String, Listing>) -> Problems {
    let mut problems = Problems::new();
    let mut seen: BTreeMap<String, &str> = BTreeMap::new();
    for listing in all.values() {
        let title = listing.manifest.title.split_whitespace().collect::<Vec<_>>().join(" ");
        let what = "say in a few words what the program shows".to_string();
        let wrong = if title.is_empty() {
            Some(("this listing has no title".to_string(), what))
        } else if title == placeholder() {
            Some(("this is still the title that `new` wrote".to_string(), what))
        } else {
            let before = seen.insert(title.to_lowercase(), &listing.slug);
            before.map(|other| {
                let message = format!("`{other}` has the same title, so readers cannot tell the two apart");
                (message, "say what is different here".to_string())
            })
        };
        problems.keep(wrong.map_or(Ok(()), |(message, fix)| Err(at(project, listing, &message).mend(fix))));
    }
    problems
}

/// The title that `new` writes.
fn placeholder() -> &'static str {
    skeleton::MANIFEST.split('"').nth(1).unwrap_or_default()
}

/// A problem at the line of a listing's title.
pub fn at(project: &Project, listing: &Listing, message: &str) -> Problem {
    let path = listing.folder().join("listing.toml");
    match project.read(&path) {
        Ok(source) => {
            let line = source.text.lines().position(|line| line.trim_start().starts_with("title"));
            Problem::on_line(&source, line.map_or(1, |index| index + 1), message)
        }
        Err(_) => Problem::in_file(path, message),
    }
}
