//! Names that change with the bytes, so that a page can only load what was built with it.
//!
//! All scripts, styles and icons lie in one folder, `v/<hash of all of them>/`, in which relative
//! imports work unchanged. Large files that change rarely are named by their own hash, so that a
//! deploy does not load them again. Pages keep their names, and each says its revision. The service
//! worker knows every page by its revision, so any change of the site changes the worker.

use super::check::joined;
use super::content::{Site, is_page};
use super::html::{self, elements};
use crate::problem::Problem;
use crate::programs::{self, Programs};
use crate::search;
use serde::Serialize;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The folder of what is named by a hash of all of it, relative to the site's root.
pub const FOLDER: &str = "v";

/// The service worker, relative to the site's root. mdBook copies one that removes a stored copy.
pub const WORKER: &str = "sw.js";

/// What the service worker is made of, where npm has installed it.
const WORKER_BUNDLE: &str = "run/offline-worker.js";

/// Python's files, relative to the site's root.
const PYTHON: &str = "run/pyodide";

/// Files that must be found where the rest of their version is not: by a page for an unknown address,
/// by a page that is older than the files on the host, and by the browser.
const FIXED: [&str; 4] = ["theme/js/root.js", "theme/js/updated.js", "theme/js/outdated.js", WORKER];

/// What the search loads first, relative to the site's root. It may change while its name does not.
const SEARCH_ROOT: &str = "search/index.json";

/// The attribute of a page that says where that is.
const SEARCH: &str = "data-search";

/// The attribute of a page that says its revision.
const REVISION: &str = "data-revision";

/// The attributes that name files of the site.
const REFERENCES: [&str; 4] = ["href", "src", "data-plain", "data-practice"];

/// How a file reaches a reader who has no network.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Offline {
    /// It is stored together with the whole book.
    Stored,
    /// It is stored when a program needs it, or when the reader asks for it.
    OnDemand,
    /// It is not stored, for this reason.
    Never(&'static str),
}

/// Files that are not stored, and why not.
const NEVER: [(&[&str], &str); 3] = [
    (&[WORKER], "the browser stores the service worker itself"),
    (&["_headers", "_redirects", "CNAME", ".nojekyll", "robots.txt"], "for hosts and crawlers alone"),
    (
        &[
            "ayu-highlight.css",
            "book.js",
            "clipboard.min.js",
            "highlight.css",
            "highlight.js",
            "tomorrow-night.css",
        ],
        "mdBook writes it, and no page loads it",
    ),
];

/// How a file reaches a reader who has no network; its path is as in a site without versions.
pub fn offline(path: &Path) -> Offline {
    match NEVER.iter().find(|(paths, _)| paths.iter().any(|never| path == Path::new(never))) {
        Some((_, reason)) => Offline::Never(reason),
        None if path.starts_with(PYTHON) => Offline::OnDemand,
        None => Offline::Stored,
    }
}

/// Where a file is put.
#[derive(Debug, PartialEq, Eq)]
enum Place {
    /// It keeps its name.
    Fixed,
    /// It lies in the folder with the common hash.
    Common,
    /// It is named by its own hash.
    Own,
    /// It lies in a folder that is named by the hash of what is in it.
    Python,
    /// So does this. In the common folder, every change of a chapter would change every page.
    SearchFolder,
    /// It is named by the common hash, whose scripts read it, and says where that folder is.
    Search,
}

fn place(path: &Path) -> Place {
    let first = path.iter().next().and_then(|name| name.to_str()).unwrap_or_default();
    let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
    let at_root = path.iter().count() == 1;
    match first {
        _ if is_page(path) => Place::Fixed,
        _ if path.starts_with(PYTHON) => Place::Python,
        _ if FIXED.iter().any(|fixed| path == Path::new(fixed)) => Place::Fixed,
        "css" | "fonts" | "theme" => Place::Common,
        programs::IN_THE_SITE if ending == "wasm" => Place::Own,
        programs::IN_THE_SITE if matches!(ending, "js" | "json" | "py") => Place::Common,
        _ if path == Path::new(SEARCH_ROOT) => Place::Search,
        search::FOLDER => Place::SearchFolder,
        _ if at_root && (matches!(ending, "js" | "css") || first.starts_with("favicon.")) => Place::Common,
        _ => Place::Fixed,
    }
}

/// An entry of the service worker's list.
#[derive(Serialize)]
struct Entry {
    url: String,
    /// The hash of the content, where the name does not have it.
    revision: Option<String>,
}

/// Gives the files of a site, as mdBook rendered it, their names.
///
/// # Errors
/// If a page or the index of the programs does not have the form that was expected.
pub fn version(site: &Site) -> Result<Site, Problem> {
    let mut moved = BTreeMap::new();
    let terms = digest(site.files().filter(|(path, _)| place(path) == Place::SearchFolder));
    let python = site.files().filter(|(path, _)| place(path) == Place::Python);
    let python_folder = format!("{PYTHON}-{}", digest(python));
    for (path, bytes) in site.files() {
        let own = || digest([(Path::new(""), bytes)].into_iter());
        let new = match place(path) {
            Place::Fixed | Place::Common | Place::Search => continue,
            Place::SearchFolder => {
                Path::new(search::FOLDER).join(&terms).join(path.file_name().unwrap_or_default())
            }
            Place::Python => {
                Path::new(&python_folder).join(path.strip_prefix(PYTHON).unwrap_or(Path::new("")))
            }
            Place::Own => {
                let name = path.file_stem().unwrap_or_default().to_string_lossy();
                let ending = path.extension().unwrap_or_default().to_string_lossy();
                path.with_file_name(format!("{name}-{}.{ending}", own()))
            }
        };
        moved.insert(path.to_path_buf(), new);
    }
    let mut files: BTreeMap<PathBuf, Arc<[u8]>> =
        site.files().map(|(path, bytes)| (path.to_path_buf(), Arc::clone(bytes))).collect();
    let bundle = files.remove(Path::new(WORKER_BUNDLE));
    let index = Path::new(programs::IN_THE_SITE).join(programs::INDEX);
    if let Some(text) = files.get_mut(&index) {
        *text = renamed(text, &python_folder, &moved)
            .map_err(|error| Problem::in_file(&index, format!("is not the index of programs: {error}")))?;
    }
    let common = digest(
        files
            .iter()
            .map(|(path, bytes)| (path.as_path(), bytes))
            .filter(|(path, _)| place(path) == Place::Common),
    );
    for path in files.keys().filter(|path| place(path) == Place::Common) {
        moved.insert(path.clone(), Path::new(FOLDER).join(&common).join(path));
    }
    let search = format!("{}/{common}.json", search::FOLDER);
    if let Some(text) = files.get_mut(Path::new(SEARCH_ROOT)) {
        *text = with_folder(text, &terms)
            .map_err(|error| Problem::in_file(SEARCH_ROOT, format!("is not the search index: {error}")))?;
        moved.insert(SEARCH_ROOT.into(), search.clone().into());
    }
    let mut entries = Vec::new();
    let mut versioned = BTreeMap::new();
    for (path, bytes) in files {
        let (bytes, revision) = match is_page(&path) {
            true => page(&path, &bytes, &moved, &search, bundle.is_some())?,
            false => {
                let revision = digest([(Path::new(""), &bytes)].into_iter());
                (bytes, revision)
            }
        };
        let new = moved.get(&path).unwrap_or(&path).clone();
        if offline(&path) == Offline::Stored {
            let may_change = matches!(place(&path), Place::Fixed | Place::Search);
            let revision = may_change.then_some(revision);
            entries.push(Entry { url: slashed(&new), revision });
        }
        versioned.insert(new, bytes);
    }
    if let Some(bundle) = bundle {
        let list = serde_json::json!({ "entries": entries, "python": format!("{python_folder}/") });
        let worker = [format!("self.book = {list};\n").as_bytes(), &bundle].concat();
        versioned.insert(WORKER.into(), worker.into());
    }
    Ok(Site::of(versioned))
}

/// The index of the programs with the new names, relative to where it will lie.
fn renamed(text: &[u8], python: &str, moved: &BTreeMap<PathBuf, PathBuf>) -> serde_json::Result<Arc<[u8]>> {
    let mut programs: Programs = serde_json::from_slice(text)?;
    if let Some(module) = &mut programs.rust {
        let new = moved.get(&Path::new(programs::IN_THE_SITE).join(&module.file));
        module.file = format!("../../../{}", new.map_or_else(String::new, |new| slashed(new)));
    }
    if let Some(it) = &mut programs.python {
        it.folder = format!("../../../{python}/");
    }
    Ok((serde_json::to_string(&programs)? + "\n").into_bytes().into())
}

/// The root of the search index, with the folder of the rest.
fn with_folder(text: &[u8], terms: &str) -> serde_json::Result<Arc<[u8]>> {
    let mut root: serde_json::Map<String, serde_json::Value> = serde_json::from_slice(text)?;
    root.insert("folder".into(), format!("{terms}/").into());
    Ok(serde_json::to_vec(&root)?.into())
}

/// A page that names the files by their new names, and its revision.
fn page(
    path: &Path,
    bytes: &[u8],
    moved: &BTreeMap<PathBuf, PathBuf>,
    search: &str,
    is_stored: bool,
) -> Result<(Arc<[u8]>, String), Problem> {
    let failed = || Problem::in_file(path, "a reference in this page cannot be given its new name");
    let text = String::from_utf8_lossy(bytes);
    // The page for what is not found may be shown at any address: its links start at the root.
    let is_anywhere = elements(&text).iter().any(|(tag, _)| tag == "base");
    let base = if is_anywhere { Path::new("") } else { path };
    let up = "../".repeat(base.iter().count().saturating_sub(1));
    let text = html::rewrite(&text, |attribute, value| {
        if !REFERENCES.contains(&attribute) || value.contains(':') {
            return None;
        }
        let end = value.find(['?', '#']).unwrap_or(value.len());
        let new = moved.get(&joined(base, &value[..end])?)?;
        Some(format!("{up}{}{}", slashed(new), &value[end..]))
    });
    let text = text.ok_or_else(failed)?;
    let text = html::with_attribute(&text, "html", SEARCH, &format!("{up}{search}")).ok_or_else(failed)?;
    let revision = digest([(Path::new(""), &Arc::from(text.as_bytes()))].into_iter());
    if !is_stored {
        return Ok((text.into_bytes().into(), revision));
    }
    let text = html::with_attribute(&text, "html", REVISION, &revision).ok_or_else(failed)?;
    Ok((text.into_bytes().into(), revision))
}

fn slashed(path: &Path) -> String {
    path.iter().map(|name| name.to_string_lossy()).collect::<Vec<_>>().join("/")
}

/// The first 64 bits of the hash of files with their paths, as hexadecimal digits.
fn digest<'a>(files: impl Iterator<Item = (&'a Path, &'a Arc<[u8]>)>) -> String {
    let mut hasher = Sha256::new();
    for (path, bytes) in files {
        // Lengths keep two files from running into each other.
        hasher.update(format!("{} {}\n", slashed(path), bytes.len()));
        hasher.update(bytes);
    }
    hasher.finalize().iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn site(files: &[(&str, &str)]) -> Site {
        Site::of(files.iter().map(|(path, text)| (path.into(), text.as_bytes().into())).collect())
    }

    const INDEX: &str = r#"{"rust":{"file":"listings.wasm","bytes":1,"key":"","sources":{}},"python":{"folder":"pyodide/","files":[],"slugs":[]},"editor":null,"practice":null,"anki":null}"#;

    fn small(main: &str, chapter: &str) -> Site {
        site(&[
            ("404.html", "<!DOCTYPE html><html><base href=\"/\"><script src=\"theme/js/main.js\"></script>"),
            (
                "a/b.html",
                &format!(
                    "<!DOCTYPE html>\n<html lang=\"en\"><link href=\"../css/a.css?x#y\"><a href=\"../x.png\">css/a.css</a><script src=\"../theme/js/main.js\"></script><p title='<a href=\"../css/a.css\">'>{chapter}"
                ),
            ),
            ("css/a.css", "p {}"),
            ("book.js", ""),
            ("x.png", "png"),
            ("run/listings.wasm", "wasm"),
            ("run/offline-worker.js", "worker();"),
            ("run/programs.json", INDEX),
            ("run/pyodide/pyodide.js", "python"),
            ("search/index.json", r#"{"chunk":8}"#),
            ("search/terms-0.json", chapter),
            ("sw.js", "remove();"),
            ("theme/js/main.js", main),
            ("theme/js/root.js", "root"),
        ])
    }

    fn text(site: &Site, path: &str) -> String {
        String::from_utf8_lossy(site.get(path).unwrap_or_else(|| panic!("{path}"))).into_owned()
    }

    fn folder(site: &Site) -> String {
        let main = site.files().find(|(path, _)| path.ends_with("theme/js/main.js")).expect("it exists").0;
        slashed(main).trim_end_matches("/theme/js/main.js").to_string()
    }

    #[test]
    fn a_page_names_the_files_of_its_version() {
        let site = version(&small("1", "text")).unwrap();
        let folder = folder(&site);
        let page = text(&site, "a/b.html");
        for expected in [
            format!("<link href=\"../{folder}/css/a.css?x#y\">"),
            format!("<script src=\"../{folder}/theme/js/main.js\">"),
            "<a href=\"../x.png\">css/a.css</a>".into(),
            "title='<a href=\"../css/a.css\">'".into(),
            " data-revision=\"".into(),
        ] {
            assert!(page.contains(&expected), "{expected}: {page}");
        }
        let search = format!("search/{}.json", folder.trim_start_matches("v/"));
        assert!(page.contains(&format!(" data-search=\"../{search}\"")), "{page}");
        let root: serde_json::Value = serde_json::from_str(&text(&site, &search)).unwrap();
        let terms = format!("search/{}terms-0.json", root["folder"].as_str().expect("a folder"));
        assert_eq!(text(&site, &terms), "text");
        assert!(text(&site, "404.html").contains(&format!("src=\"{folder}/theme/js/main.js\"")));
        assert!(site.get("theme/js/root.js").is_some() && site.get("x.png").is_some());
        let index: Programs =
            serde_json::from_str(&text(&site, &format!("{folder}/run/programs.json"))).unwrap();
        let named = |relative: &str| {
            let at = joined(Path::new(&format!("{folder}/run/programs.json")), relative).expect("inside");
            assert!(site.get(&at).is_some(), "{}", at.display());
        };
        named(&index.rust.expect("Rust").file);
        named(&format!("{}pyodide.js", index.python.expect("Python").folder));
    }

    #[test]
    fn a_change_changes_the_names_that_depend_on_it_and_the_worker() {
        let before = version(&small("1", "text")).unwrap();
        let chapter = version(&small("1", "other")).unwrap();
        let module = version(&small("2", "text")).unwrap();
        assert_eq!(folder(&before), folder(&chapter));
        assert_eq!(before.get("404.html"), chapter.get("404.html"));
        assert_ne!(folder(&before), folder(&module));
        assert_ne!(before.get("404.html"), module.get("404.html"));
        for after in [&chapter, &module] {
            assert_ne!(before.get(WORKER), after.get(WORKER));
            let large = |site: &Site| {
                let large = site.files().filter(|(path, _)| path.starts_with("run"));
                large.map(|(path, _)| path.to_path_buf()).collect::<Vec<_>>()
            };
            assert_eq!(large(&before), large(after), "what is large is not loaded again");
        }
    }

    #[test]
    fn without_the_packages_nothing_is_stored() {
        let mut files: BTreeMap<_, _> =
            small("1", "text").files().map(|(path, bytes)| (path.to_path_buf(), Arc::clone(bytes))).collect();
        files.remove(Path::new(WORKER_BUNDLE));
        let site = version(&Site::of(files)).unwrap();
        assert_eq!(text(&site, WORKER), "remove();");
        assert!(!text(&site, "a/b.html").contains(REVISION));
    }
}
