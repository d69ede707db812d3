//! Data of the catalogue that a program in a chapter repeats: both must be the same.

use crate::catalogue::Catalogue;
use crate::markdown::chapter::Chapter;
use crate::problem::Problem;
use regex::Regex;
use std::sync::LazyLock;

static ASKED: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"(?m)^asked = \[(?<list>[^\]]*)\]").expect("a pattern"));

/// The lists in a chapter's programs that differ from the catalogue.
pub fn check(chapter: &Chapter, catalogue: &Catalogue) -> Vec<Problem> {
    let asked: Vec<_> = catalogue.patterns.iter().map(|pattern| pattern.asked.to_string()).collect();
    let mut problems = Vec::new();
    for found in ASKED.captures_iter(&chapter.text) {
        let (Some(whole), Some(list)) = (found.get(0), found.name("list")) else { continue };
        let written: Vec<_> = list.as_str().split(',').map(str::trim).filter(|it| !it.is_empty()).collect();
        if written != asked {
            let message = "this list is not what catalogue/patterns.toml has under `asked`";
            let fix = format!("write [{}], and correct the sentences about it", asked.join(", "));
            problems.push(Problem::at(chapter, whole.range(), message).mend(fix));
        }
    }
    problems
}
