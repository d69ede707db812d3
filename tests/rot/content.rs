//! How what the book says can come apart from its proofs: answers, figures, claims, differences.

use crate::mutations::{Edit, Mutation, at};
use handbook::markdown::directives::{Kind, directives};
use handbook::problem::{Problems, Source, shown};
use handbook::project::Project;

/// A figure that no program of ours has.
const FIGURE: &str = "987654";

const CLAIMS: &str = "catalogue/claims";

pub fn of_chapter(chapter: &Source, all: &mut Vec<Mutation>) {
    let (path, text) = (shown(&chapter.path), &*chapter.text);
    let mut push = |kind, changed: String, line: usize, says: &str| {
        let edits = vec![Edit::Write(path.clone(), changed)];
        all.push(Mutation::new(kind, format!("{path}:{line}"), edits, at(&path, line, says)));
    };
    let lines = text.lines().count();
    let says = format!("where {FIGURE} comes from");
    push("a figure out of nowhere", format!("{text}\nIt takes {FIGURE} ms.\n"), lines + 2, &says);
    for directive in directives(chapter).0 {
        let line = chapter.line_of(directive.span.start);
        let (Some((_, first)), kind) = (directive.arguments.first(), directive.kind) else { continue };
        let without = |from: usize, what: &str, instead: &str| {
            let start = from + text[from..].find(what)?;
            Some(format!("{}{instead}{}", &text[..start], &text[start + what.len()..]))
        };
        match kind {
            Kind::Question => {
                let misspelt = format!("{}9{}", &text[..first.end], &text[first.end..]);
                push("a question misspelt", misspelt, line, "is no question");
                let end = directive.span.end;
                let parts = [
                    ("a spoken answer gone", "\n> ", "\n", "no spoken answer follows"),
                    ("Rust left out", "**In Rust.**", "**There.**", "does not say how Rust differs"),
                    ("no next question", "**Asked next.**", "**Next.**", "no next question is asked"),
                ];
                for (kind, what, instead, says) in parts {
                    if let Some(changed) = without(end, what, instead) {
                        push(kind, changed, line, says);
                    }
                }
            }
            Kind::Figure => {
                let other = format!("{}{FIGURE}{}", &text[..first.start], &text[first.end..]);
                push("a figure that its listing does not have", other, line, "neither program nor run");
            }
            _ => {}
        }
    }
}

pub fn of_catalogue(project: &Project, all: &mut Vec<Mutation>) -> Result<(), Problems> {
    for file in project.files_below(CLAIMS)? {
        of_entries(&project.read(file)?, "[[claim]]", all);
    }
    of_entries(&project.read("catalogue/differences.toml")?, "[[difference]]", all);
    Ok(())
}

/// The file and the line of the first claim that an item makes: its id stands above its items.
pub fn first_claim_of(project: &Project, item: &str) -> Result<Option<(String, usize)>, Problems> {
    for file in project.files_below(CLAIMS)? {
        let source = project.read(file)?;
        if let Some(items) = source.text.find(&format!("items = [\"{item}\"")) {
            return Ok(Some((shown(&source.path), source.line_of(items) - 1)));
        }
    }
    Ok(None)
}

/// Entries of a file, whose problems are told in the line below their heading.
fn of_entries(source: &Source, heading: &str, all: &mut Vec<Mutation>) {
    let path = shown(&source.path);
    let mut from = 0;
    while let Some(start) = source.text[from..].find(heading).map(|start| from + start) {
        from = start + heading.len();
        let end = source.text[from..].find(heading).map_or(source.text.len(), |end| from + end);
        let line = source.line_of(start) + 1;
        let entry = &source.text[start..end];
        let mut push = |kind, changed: String, line: Option<usize>, says: &str| {
            if changed != entry {
                let text = format!("{}{changed}{}", &source.text[..start], &source.text[end..]);
                let edits = vec![Edit::Write(path.clone(), text)];
                let subject = format!("{path}:{}", source.line_of(start));
                all.push(Mutation::new(kind, subject, edits, at(&path, line, says)));
            }
        };
        let slug = "no listing is named";
        push("evidence misspelt", entry.replacen("shown_by = [\"", "shown_by = [\"q", 1), Some(line), slug);
        push("a section misspelt", entry.replacen(".md#", ".md#q", 1), Some(line), "has no section #q");
        push(
            "a verdict misspelt",
            entry.replacen("verdict = \"", "verdict = \"q", 1),
            None,
            "unknown variant `q",
        );
    }
}
