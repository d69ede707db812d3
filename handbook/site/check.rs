//! Checks the site as built: links, anchors, ids, and that no page asks another origin for anything.

use super::html::{Element, elements};
use crate::catalogue::Catalogue;
use crate::markdown::{self, headings};
use crate::problem::{Problem, Problems, Source};
use crate::project::Project;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Component, Path, PathBuf};

/// Pages that mdBook makes of others: the first chapter, and all of them to be printed.
const COPIES: [&str; 2] = ["index.html", "print.html"];

/// A built page.
struct Page {
    elements: Vec<Element>,
    ids: BTreeSet<String>,
}

/// Checks the site in `folder`, given relative to the project's root.
///
/// # Errors
/// At each link that leads nowhere, each id that is there twice, each script or handler inside
/// a page, each request to another origin, and each id of the catalogue that no page has.
pub fn check(project: &Project, folder: &Path) -> Result<(), Problems> {
    let mut problems = Problems::new();
    let mut pages = BTreeMap::new();
    let mut files = BTreeSet::new();
    for file in project.files_below(folder)? {
        let name = file.strip_prefix(folder).unwrap_or(&file).to_path_buf();
        if name.extension().is_some_and(|end| end == "html") {
            let text = project.read(&file)?.text;
            let shown = Path::new(super::FOLDER).join(&name);
            if let Some(page) = problems.keep(read_page(&shown, elements(&text))) {
                pages.insert(name.clone(), page);
            }
        }
        files.insert(name);
    }
    // A copy shows what other pages hold: a fault of theirs is told once, at its chapter.
    let (copies, originals): (Vec<_>, Vec<_>) =
        pages.iter().partition(|(name, _)| COPIES.iter().any(|copy| *name == Path::new(copy)));
    for group in [originals, copies] {
        if problems.is_empty() {
            for (name, page) in group {
                for problem in check_page(project, name, page, &pages, &files) {
                    problems.push(problem);
                }
            }
        }
    }
    let catalogue = Catalogue::read(project)?;
    for id in catalogue.ids().filter(|id| !pages.values().any(|page| page.ids.contains(*id))) {
        let message = format!("{id} appears nowhere in the book");
        problems.push(
            Problem::in_file("catalogue", message)
                .mend(format!("show its card in its chapter: {{{{#card {id}}}}}")),
        );
    }
    problems.or(())
}

fn read_page(shown: &Path, elements: Vec<Element>) -> Result<Page, Problem> {
    let mut ids = BTreeSet::new();
    for id in elements.iter().filter_map(|element| attribute(element, "id")) {
        if !ids.insert(id.to_string()) {
            return Err(Problem::in_file(shown, format!("the id `{id}` is there twice")));
        }
    }
    Ok(Page { elements, ids })
}

fn attribute<'a>((_, attributes): &'a Element, name: &str) -> Option<&'a str> {
    attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
}

fn check_page(
    project: &Project,
    name: &Path,
    page: &Page,
    pages: &BTreeMap<PathBuf, Page>,
    files: &BTreeSet<PathBuf>,
) -> Vec<Problem> {
    let mut problems = Vec::new();
    let shown = Path::new(super::FOLDER).join(name);
    // The page for what is not found may be shown at any address: its links start at the root.
    let base = if page.elements.iter().any(|(tag, _)| tag == "base") { Path::new("") } else { name };
    for element in &page.elements {
        let tag = element.0.as_str();
        for (key, _) in element.1.iter().filter(|(key, _)| key.starts_with("on")) {
            problems.push(Problem::in_file(&shown, format!("<{tag}> has an inline handler, `{key}`")));
        }
        if tag == "script" && attribute(element, "src").is_none() {
            problems.push(
                Problem::in_file(&shown, "a script stands inside the page")
                    .mend("put it in a file in theme/"),
            );
        }
        let target = attribute(element, "href").or_else(|| attribute(element, "src"));
        let Some(target) = target.filter(|_| tag != "base") else {
            continue;
        };
        let wrong = if is_absolute(target) {
            (tag != "a" && !target.starts_with("data:"))
                .then(|| format!("<{tag}> asks another origin: {target}"))
        } else {
            dead_end(base, target, pages, files)
        };
        if let Some(message) = wrong {
            problems.push(locate(project, name, target, message));
        }
    }
    problems
}

fn is_absolute(target: &str) -> bool {
    let scheme = target.split_once(':').map(|(scheme, _)| scheme);
    target.starts_with("//")
        || scheme
            .is_some_and(|scheme| scheme.bytes().all(|b| b.is_ascii_alphanumeric() || b"+-.".contains(&b)))
}

/// Why a link leads nowhere, if it does.
fn dead_end(
    base: &Path,
    target: &str,
    pages: &BTreeMap<PathBuf, Page>,
    files: &BTreeSet<PathBuf>,
) -> Option<String> {
    let (path, id) = target.split_once('#').unwrap_or((target, ""));
    let path = path.split('?').next().unwrap_or_default();
    let file = match path {
        "" => base.to_path_buf(),
        path if path.ends_with('/') || path == "." => joined(base, path)?.join("index.html"),
        path => joined(base, path)?,
    };
    if !files.contains(&file) {
        return Some(format!("this link leads nowhere: {target}"));
    }
    let missing = !id.is_empty() && pages.get(&file).is_none_or(|page| !page.ids.contains(id));
    missing.then(|| format!("this link leads to no such place in {}: #{id}", file.display()))
}

/// A relative link, resolved; none where it leaves the site.
fn joined(base: &Path, path: &str) -> Option<PathBuf> {
    let mut folder = base.parent().unwrap_or(Path::new("")).to_path_buf();
    for component in Path::new(path).components() {
        match component {
            Component::Normal(name) => folder.push(name),
            Component::ParentDir if folder.pop() => {}
            Component::CurDir => {}
            _ => return None,
        }
    }
    Some(folder)
}

/// Finds the link in the chapter that the page was made from.
fn locate(project: &Project, page: &Path, target: &str, message: String) -> Problem {
    let chapter =
        |path: &Path| project.read(Path::new(markdown::FOLDER).join(path.with_extension("md"))).ok();
    let as_built = |written: &str| match written.split_once('#') {
        Some((path, id)) => format!("{}#{id}", path.replace(".md", ".html")),
        None => written.replace(".md", ".html"),
    };
    let place = |source: &Source| {
        headings::links(source)
            .into_iter()
            .find(|(written, _)| as_built(written) == target)
            .map(|(_, span)| span)
    };
    match chapter(page) {
        Some(source) => match place(&source) {
            Some(span) => Problem::at(&source, span, message),
            None => Problem::in_file(source.path, message),
        },
        None => Problem::in_file(Path::new(super::FOLDER).join(page), message),
    }
}
