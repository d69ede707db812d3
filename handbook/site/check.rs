//! Checks the site as built: links, anchors, ids, and that no page asks another origin for anything.

use super::content::{COPIES, Site};
use super::hosts;
use super::html::{Element, elements};
use crate::catalogue::Catalogue;
use crate::checks::links::decoded;
use crate::markdown::headings;
use crate::problem::{Problem, Problems, Source, shown};
use crate::project::{CHAPTERS, Project};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

/// A built page.
#[derive(Debug)]
struct Page {
    elements: Vec<Element>,
    ids: BTreeSet<String>,
    /// The ids that more than one element has.
    repeated: BTreeSet<String>,
}

/// Pages as they were read last, so that one that is still the same is not read again.
#[derive(Debug, Clone, Default)]
pub struct Read(BTreeMap<PathBuf, (Arc<[u8]>, Arc<Page>)>);

/// The pages of a site by their paths.
type Pages = BTreeMap<PathBuf, Arc<Page>>;

/// Checks a site.
///
/// # Errors
/// At each link that leads nowhere, each id that is there twice, each script or handler inside
/// a page, each request to another origin, each file that not every host serves, and each id of the
/// catalogue that no page has.
pub fn check(project: &Project, site: &Site, read: &mut Read) -> Result<(), Problems> {
    let mut problems = Problems::new();
    let mut pages = Pages::new();
    let folder = super::folder(project).unwrap_or_default();
    read.0.retain(|path, _| site.get(path).is_some());
    for (path, bytes) in site.pages() {
        pages.insert(path.to_path_buf(), read.page(path, bytes));
    }
    // A copy shows what other pages hold: a fault of theirs is told once, at its chapter.
    let is_copy = |path: &Path| COPIES.iter().any(|copy| path == Path::new(copy));
    let (copies, originals): (Vec<_>, Vec<_>) = pages.iter().partition(|(path, _)| is_copy(path));
    for group in [&originals, &copies] {
        if problems.is_empty() {
            for (path, page) in group {
                for problem in check_page(project, &folder, path, page, &pages, site) {
                    problems.push(problem);
                }
            }
        }
    }
    for (path, bytes) in site.files() {
        if let Some(problem) = hosts::problem(&folder, path, bytes.len()) {
            problems.push(problem);
        }
    }
    // A page that is wrong may lack an id only because of that.
    problems.or(())?;
    let mut problems = Problems::new();
    let catalogue = Catalogue::read(project)?;
    for id in catalogue.ids().filter(|id| !originals.iter().any(|(_, page)| page.ids.contains(*id))) {
        let message = format!("{id} appears nowhere in the book");
        let mend = match id.as_bytes().first() {
            Some(b'P') => format!("show its card in its chapter: {{{{#card {id}}}}}"),
            Some(b'S') => "show the table that it is in: {{#libraries}}".to_string(),
            _ => format!("answer it, below {{{{#question {id}}}}}"),
        };
        problems.push(Problem::in_file("catalogue", message).mend(mend));
    }
    problems.or(())
}

impl Read {
    fn page(&mut self, path: &Path, bytes: &Arc<[u8]>) -> Arc<Page> {
        match self.0.get(path) {
            Some((before, page)) if before == bytes => Arc::clone(page),
            _ => {
                let page = Arc::new(read_page(elements(&String::from_utf8_lossy(bytes))));
                self.0.insert(path.to_path_buf(), (Arc::clone(bytes), Arc::clone(&page)));
                page
            }
        }
    }
}

fn read_page(elements: Vec<Element>) -> Page {
    let mut ids = BTreeSet::new();
    let mut repeated = BTreeSet::new();
    for id in elements.iter().filter_map(|element| attribute(element, "id")) {
        if !ids.insert(id.to_string()) {
            repeated.insert(id.to_string());
        }
    }
    Page { elements, ids, repeated }
}

fn attribute<'a>((_, attributes): &'a Element, name: &str) -> Option<&'a str> {
    attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
}

fn check_page(
    project: &Project,
    folder: &Path,
    name: &Path,
    page: &Page,
    pages: &Pages,
    site: &Site,
) -> Vec<Problem> {
    let mut problems = Vec::new();
    let shown = folder.join(name);
    problems.extend(page.repeated.iter().map(|id| locate_id(project, folder, name, id)));
    // The page for what is not found may be shown at any address: its links start at the root. What
    // it asks for before it says so is looked for in all folders above.
    let start = page.elements.iter().position(|(tag, _)| tag == "base");
    let base = if start.is_some() { Path::new("") } else { name };
    for (index, element) in page.elements.iter().enumerate() {
        let tag = element.0.as_str();
        let is_above = start.is_some_and(|start| index < start);
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
        let target = if is_above { target.trim_start_matches("../") } else { target };
        let wrong = if is_absolute(target) {
            (tag != "a" && !target.starts_with("data:"))
                .then(|| format!("<{tag}> asks another origin: {target}"))
        } else {
            dead_end(base, target, pages, site)
        };
        if let Some(message) = wrong {
            problems.push(locate(project, folder, name, target, message));
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
fn dead_end(base: &Path, target: &str, pages: &Pages, site: &Site) -> Option<String> {
    let (path, id) = target.split_once('#').unwrap_or((target, ""));
    let path = path.split('?').next().unwrap_or_default();
    let (Some(path), Some(id)) = (decoded(path), decoded(id)) else {
        return Some(format!("this link is not a valid address: {target}"));
    };
    let file = match path.as_str() {
        "" => base.to_path_buf(),
        path if path.ends_with('/') || path.ends_with('.') => {
            return Some(format!(
                "this link leads to a folder, which not every host shows a page for: {target}; name its page"
            ));
        }
        path => match joined(base, path) {
            Some(file) => file,
            None => return Some(format!("this link leaves the site: {target}")),
        },
    };
    if site.get(&file).is_none() {
        return Some(format!("this link leads nowhere: {target}"));
    }
    let missing = !id.is_empty() && pages.get(&file).is_none_or(|page| !page.ids.contains(&id));
    missing.then(|| format!("this link leads to no such place in {}: #{id}", shown(&file)))
}

/// A relative link, resolved; none where it leaves the site.
pub(super) fn joined(base: &Path, path: &str) -> Option<PathBuf> {
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

/// Finds an id that is in a page twice in the chapter that the page was made from.
fn locate_id(project: &Project, folder: &Path, page: &Path, id: &str) -> Problem {
    let message = format!("the id `{id}` is there twice");
    let chapter = project.read(Path::new(CHAPTERS).join(page.with_extension("md")));
    let heading = |source: &Source| headings::headings(source).into_iter().find(|heading| heading.id == id);
    match chapter {
        Ok(source) => match heading(&source) {
            Some(heading) => {
                Problem::at(&source, heading.span, message).mend("word this heading differently")
            }
            None => Problem::in_file(source.path, message),
        },
        Err(_) => Problem::in_file(folder.join(page), message),
    }
}

/// Finds the link in the chapter that the page was made from.
fn locate(project: &Project, folder: &Path, page: &Path, target: &str, message: String) -> Problem {
    let chapter = |path: &Path| project.read(Path::new(CHAPTERS).join(path.with_extension("md"))).ok();
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
        None => Problem::in_file(folder.join(page), message),
    }
}
