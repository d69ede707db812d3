//! SUMMARY.md, read by mdBook's own parser: the order of the chapters, and every line of the file
//! that mdBook would ignore.

use crate::nearest::suggestion;
use crate::problem::{Problem, Problems, Source, shown};
use crate::project::{CHAPTERS, Project};
use mdbook_summary::{Summary, SummaryItem, parse_summary};
use regex::Regex;
use std::ops::Range;
use std::path::{Component, Path, PathBuf};
use std::sync::LazyLock;

/// The name of the file, relative to the folder of the chapters.
pub const FILE: &str = "SUMMARY.md";

/// A link as a contributor writes it, whether or not mdBook makes an entry of it.
static LINK: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"\[(?<name>[^\]\n]*)\](?:\(\s*<?(?<target>[^)>\n]*?)>?\s*\)|\[[^\]\n]*\])")
        .expect("a pattern")
});

/// An entry: a link to a chapter.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Entry {
    name: String,
    /// None for a draft.
    target: Option<PathBuf>,
}

/// The chapters in their order, relative to the project's root.
///
/// # Errors
/// If mdBook cannot read the file, if it ignores a link or another line of it, and at each entry
/// that leads to no file of `files`.
pub fn chapters(project: &Project, files: &[PathBuf]) -> Result<Vec<PathBuf>, Problems> {
    let source = project.read(Path::new(CHAPTERS).join(FILE))?;
    let entries = entries(&source)?;
    let links = links(&source);
    let places = places(&entries, &links);
    let mut problems = ignored(&source, &entries, &links, &places);
    let mut chapters = Vec::new();
    for (entry, place) in entries.iter().zip(&places) {
        let span = place.map_or_else(|| mentioned(&source, entry), |index| links[index].span.clone());
        match chapter(entry, files) {
            Ok(path) if chapters.contains(&path) => {
                let message = format!("{} is in this file twice", shown(&path));
                problems.push(Problem::at(&source, span, message).mend("delete one of the two entries"));
            }
            Ok(path) => chapters.push(path),
            Err((message, mend)) => problems.push(Problem::at(&source, span, message).mend(mend)),
        }
    }
    problems.or(chapters)
}

/// The chapter that mdBook shows first, relative to the project's root.
pub fn first(project: &Project) -> Option<PathBuf> {
    let source = project.read(Path::new(CHAPTERS).join(FILE)).ok()?;
    let target = entries(&source).ok()?.into_iter().next()?.target?;
    Some(Path::new(CHAPTERS).join(target))
}

/// Every entry that mdBook makes of the file, in its order.
fn entries(source: &Source) -> Result<Vec<Entry>, Problem> {
    let summary = parse_summary(&source.text).map_err(|error| unreadable(source, &format!("{error:#}")))?;
    let Summary { prefix_chapters, numbered_chapters, suffix_chapters, .. } = summary;
    let mut entries = Vec::new();
    for items in [prefix_chapters, numbered_chapters, suffix_chapters] {
        collect(items, &mut entries);
    }
    Ok(entries)
}

fn collect(items: Vec<SummaryItem>, entries: &mut Vec<Entry>) {
    for item in items {
        if let SummaryItem::Link(link) = item {
            entries.push(Entry { name: link.name, target: link.location });
            collect(link.nested_items, entries);
        }
    }
}

/// mdBook's own error, at the line that it names.
fn unreadable(source: &Source, error: &str) -> Problem {
    let number = |piece: &str| piece.split(|it: char| !it.is_ascii_digit()).next()?.parse().ok();
    let line = error.split_once(" line ").and_then(|(_, rest)| number(rest));
    let twice =
        error.split_once("Duplicate file in SUMMARY.md: \"").and_then(|(_, rest)| rest.split('"').next());
    if let Some(target) = twice {
        let last = links(source).into_iter().rfind(|link| link.target.as_deref() == Some(target));
        let span = last.map_or(0..0, |link| link.span);
        let problem = Problem::at(source, span, format!("src/{target} is in this file twice"));
        return problem.mend("delete one of the two entries");
    }
    let problem = match line {
        Some(line) => Problem::on_line(source, line, format!("mdBook cannot read this: {error}")),
        None => Problem::in_file(&source.path, format!("mdBook cannot read this file: {error}")),
    };
    problem.mend("write each entry as `- [Title](folder/chapter.md)`")
}

/// A link of the text, with its line.
struct Link {
    target: Option<String>,
    span: Range<usize>,
}

/// Every link of the text outside comments.
fn links(source: &Source) -> Vec<Link> {
    let comments = super::comments(&source.text);
    let found = LINK.captures_iter(&source.text).filter_map(|found| {
        let whole = found.get(0)?;
        let commented = comments.iter().any(|comment| comment.contains(&whole.start()));
        let target = found.name("target").map(|target| target.as_str().replace("%20", " "));
        (!commented).then(|| Link { target, span: whole.range() })
    });
    found.collect()
}

/// Which link each entry was made of: the first one with its target after those of the entries before.
fn places(entries: &[Entry], links: &[Link]) -> Vec<Option<usize>> {
    let mut free = 0;
    let place = |entry: &Entry| {
        let target = entry.target.as_ref().map_or(String::new(), |target| shown(target));
        let found = links[free..].iter().position(|link| link.target.as_ref().is_none_or(|it| *it == target));
        found.map(|found| {
            free += found + 1;
            free - 1
        })
    };
    entries.iter().map(place).collect()
}

/// The links and the other lines that became nothing.
fn ignored(source: &Source, entries: &[Entry], links: &[Link], places: &[Option<usize>]) -> Problems {
    let mut problems = Problems::new();
    let mut explained: Vec<usize> = Vec::new();
    for (index, link) in links.iter().enumerate() {
        let line = source.line_of(link.span.start);
        explained.push(line);
        if !places.contains(&Some(index)) {
            let message = "mdBook makes no entry of this link, so its page would not exist";
            problems.push(Problem::at(source, link.span.clone(), message).mend(
                "begin its line with `- `, two spaces deeper than the entry that it belongs to, with no other \
                 text on it",
            ));
        }
    }
    let comments = super::comments(&source.text);
    for number in 1..=source.text.lines().count() {
        let span = source.line(number);
        let line = source.text[span.clone()].trim();
        let commented = comments.iter().any(|comment| comment.start <= span.end && span.start < comment.end);
        let is_rule = line.len() >= 3
            && ["-", "*", "_"].iter().any(|it| line.replace([' ', '\t'], "").replace(it, "").is_empty());
        let is_title = line.starts_with("# ");
        let defines = line.starts_with('[') && line.contains("]:");
        let plain = line.is_empty() || is_rule || is_title || commented || defines;
        if !plain && !explained.contains(&number) && !entries.is_empty() {
            let problem = Problem::at(source, span, "mdBook ignores this line");
            problems.push(problem.mend("write a link to a chapter, `# Part title`, or `---`"));
        }
    }
    problems
}

/// Where an entry is mentioned that no link in one piece was found for.
fn mentioned(source: &Source, entry: &Entry) -> Range<usize> {
    let target = entry.target.as_ref().map_or(String::new(), |target| shown(target));
    let at = source.text.find(&target).unwrap_or(0);
    at..at + target.len()
}

/// The chapter that an entry leads to, or what is wrong with the entry, and the fix.
fn chapter(entry: &Entry, files: &[PathBuf]) -> Result<PathBuf, (String, String)> {
    let Entry { name, target: Some(target) } = entry else {
        let message = format!("`{}` is a draft: it has no page", entry.name);
        return Err((message, "name its chapter, or delete the line".into()));
    };
    let written = shown(target);
    if name.trim().is_empty() {
        return Err((
            format!("the entry of {written} has no title"),
            "write one between the brackets".into(),
        ));
    }
    let path = Path::new(CHAPTERS).join(target);
    let plain = target.components().all(|part| matches!(part, Component::Normal(_)));
    if !plain || !written.ends_with(".md") {
        let message = format!("`{written}` is not the path of a chapter");
        return Err((message, "write the path of a .md file below src/, such as patterns/gather.md".into()));
    }
    if files.contains(&path) {
        return Ok(path);
    }
    let below = |file: &PathBuf| Some(shown(file.strip_prefix(CHAPTERS).ok()?));
    let names: Vec<_> = files.iter().filter_map(below).filter(|name| name.ends_with(".md")).collect();
    Err((format!("there is no chapter {written}"), suggestion(&written, names.iter().map(String::as_str))))
}
