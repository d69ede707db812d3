//! The places that links lead to: each must be in the chapter, as it is built.

use super::links::{Place, Targets, links};
use crate::markdown::chapter::Chapter;
use crate::nearest::suggestion;
use crate::preprocess::Expanded;
use crate::problem::{Problem, shown};
use crate::project::CHAPTERS;
use regex::Regex;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

static ID: LazyLock<Regex> = LazyLock::new(|| Regex::new(r#"\sid="([^"]+)""#).expect("a pattern"));

/// What is wrong with the places that the chapters link to.
pub fn check(chapters: &[Chapter], files: &[PathBuf], expanded: &Expanded) -> Vec<Problem> {
    let targets = Targets::new(chapters, files);
    let ids: BTreeMap<&Path, BTreeSet<&str>> =
        chapters.iter().map(|chapter| (chapter.path.as_path(), ids(chapter, expanded))).collect();
    let mut problems = Vec::new();
    for chapter in chapters {
        for link in links(chapter) {
            let Ok(Place::Chapter(path, id)) = targets.resolve(&chapter.path, &link.target) else { continue };
            let known = &ids[path.as_path()];
            if !id.is_empty() && !known.contains(id.as_str()) {
                let page = path.strip_prefix(CHAPTERS).unwrap_or(&path).with_extension("html");
                let message = format!("this link leads to no such place in {}: #{id}", shown(&page));
                problems.push(
                    Problem::at(chapter, link.span, message).mend(suggestion(&id, known.iter().copied())),
                );
            }
        }
    }
    problems
}

fn ids<'a>(chapter: &'a Chapter, expanded: &'a Expanded) -> BTreeSet<&'a str> {
    let written = chapter.headings.iter().map(|heading| heading.id.as_str());
    let text = expanded.get(&chapter.path).map_or("", String::as_str);
    let made = ID.captures_iter(text).filter_map(|found| found.get(1)).map(|id| id.as_str());
    written.chain(made).collect()
}
