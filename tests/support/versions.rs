//! A built site with the names that mdBook gave its files, so that it can be compared with mdBook's,
//! or changed and given new names.

use handbook::site::content::Site;
use regex::Regex;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What a file is named where files are not named by their content.
pub fn plain_name(path: &Path) -> PathBuf {
    let path = path.display().to_string().replace('\\', "/");
    let hash = "[0-9a-f]{16}";
    let rules = [
        (format!("^v/{hash}/"), ""),
        (format!("^search/{hash}/"), "search/"),
        (format!("^search/{hash}\\.json$"), "search/index.json"),
        (format!("^run/pyodide-{hash}/"), "run/pyodide/"),
        (format!("^run/listings-{hash}\\.wasm$"), "run/listings.wasm"),
    ];
    let path = rules
        .iter()
        .fold(path, |path, (from, to)| Regex::new(from).expect("a pattern").replace(&path, *to).into_owned());
    path.into()
}

/// A site as it was before its files were named by their content.
pub fn plain(site: &Site) -> Site {
    let replaced = |text: &str, rules: &[(&str, &str)]| {
        rules.iter().fold(text.to_string(), |text, (from, to)| {
            Regex::new(from).expect("a pattern").replace_all(&text, *to).into_owned()
        })
    };
    let mut files: BTreeMap<PathBuf, Arc<[u8]>> = BTreeMap::new();
    for (path, bytes) in site.files() {
        let name = plain_name(path);
        let rules: &[(&str, &str)] = match name.extension().and_then(|it| it.to_str()) {
            Some("html") => &[("v/[0-9a-f]{16}/", ""), (" data-(search|revision)=\"[^\"]*\"", "")],
            _ if name == Path::new("run/programs.json") => {
                &[(r"\.\./\.\./\.\./run/(pyodide|listings)-[0-9a-f]{16}", "$1")]
            }
            _ if name == Path::new("search/index.json") => &[(r#""folder":"[0-9a-f]{16}/","#, "")],
            _ => &[],
        };
        let bytes = match rules {
            [] => Arc::clone(bytes),
            rules => replaced(&String::from_utf8_lossy(bytes), rules).into_bytes().into(),
        };
        files.insert(name, bytes);
    }
    let worker = files.get(Path::new("sw.js")).map(|bytes| String::from_utf8_lossy(bytes).into_owned());
    if let Some((list, bundle)) = worker.as_deref().and_then(|text| text.split_once('\n'))
        && list.starts_with("self.book = ")
    {
        files.insert("run/offline-worker.js".into(), bundle.as_bytes().into());
        let source = crate::support::project().read("src/sw.js").expect("src/sw.js");
        files.insert("sw.js".into(), source.text.as_bytes().into());
    }
    Site::of(files)
}
