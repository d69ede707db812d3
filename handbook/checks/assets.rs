//! Files beside the chapters: mdBook copies them into the site, so each has to have a use there.

use super::links::{Place, Targets, links};
use crate::markdown::chapter::Chapter;
use crate::problem::{Problem, Problems, shown};
use crate::project::{CHAPTERS, Project};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// How large a file beside the chapters may be, in bytes: more takes seconds on a slow connection.
const LIMIT: u64 = 512 * 1024;

/// The types of files that a chapter may show or link to, each with the bytes that it begins with.
const TYPES: [(&str, &[&[u8]]); 9] = [
    ("avif", &[b"\0\0\0"]),
    ("gif", &[b"GIF8"]),
    ("jpeg", &[b"\xff\xd8\xff"]),
    ("jpg", &[b"\xff\xd8\xff"]),
    ("pdf", &[b"%PDF-"]),
    ("png", &[b"\x89PNG\r\n\x1a\n"]),
    ("svg", &[b"<svg", b"<?xml", b"<!--"]),
    ("txt", &[b""]),
    ("webp", &[b"RIFF"]),
];

/// What a host or a browser looks for at the root of a site.
const AT_THE_ROOT: [&str; 15] = [
    ".nojekyll",
    "CNAME",
    "_headers",
    "_redirects",
    "ads.txt",
    "apple-touch-icon.png",
    "favicon.ico",
    "favicon.png",
    "favicon.svg",
    "humans.txt",
    "llms.txt",
    "manifest.webmanifest",
    "robots.txt",
    "sitemap.xml",
    "sw.js",
];

/// Folders at the root of a site that are not for readers.
const FOLDERS_AT_THE_ROOT: [&str; 1] = [".well-known"];

/// Checks every file beside the chapters.
///
/// # Errors
/// At each file that no chapter uses, that is too large, or that is not of the type of its name.
pub fn check(project: &Project, chapters: &[Chapter], files: &[PathBuf]) -> Result<(), Problems> {
    let targets = Targets::new(chapters, files);
    let mut used = BTreeSet::new();
    for chapter in chapters {
        for link in links(chapter) {
            if let Ok(Place::Asset(path)) = targets.resolve(&chapter.path, &link.target) {
                used.insert(path);
            }
        }
    }
    let mut problems = Problems::new();
    for file in files.iter().filter(|file| file.extension().is_none_or(|end| end != "md")) {
        let below = file.strip_prefix(CHAPTERS).unwrap_or(file);
        let at_the_root = AT_THE_ROOT.iter().any(|name| below == Path::new(name))
            || FOLDERS_AT_THE_ROOT.iter().any(|folder| below.starts_with(folder));
        problems.keep(fits(project, file, at_the_root, used.contains(file)));
    }
    problems.or(())
}

fn fits(project: &Project, file: &Path, at_the_root: bool, used: bool) -> Result<(), Problem> {
    let metadata = std::fs::symlink_metadata(project.path(file));
    let metadata = metadata.map_err(|error| Problem::in_file(file, format!("cannot be read: {error}")))?;
    if metadata.is_symlink() {
        let problem = Problem::in_file(file, "this is a link to another file, which a copy may not have");
        return Err(problem.mend("put the file itself here"));
    }
    if metadata.len() > LIMIT {
        let message = format!("this file has {} bytes, and the limit is {LIMIT} bytes", metadata.len());
        return Err(Problem::in_file(file, message).mend("make it smaller: fewer pixels, or an SVG"));
    }
    if at_the_root {
        return Ok(());
    }
    let end = file.extension().map_or(String::new(), |end| end.to_string_lossy().into_owned());
    let Some((_, starts)) = TYPES.iter().find(|(known, _)| *known == end) else {
        let name = file.file_name().map_or(String::new(), |name| name.to_string_lossy().into_owned());
        let known: Vec<_> = TYPES.iter().map(|(end, _)| *end).collect();
        let message = format!("files of this type do not belong beside the chapters: {name}");
        let problem = Problem::in_file(file, message);
        return Err(match AT_THE_ROOT.contains(&name.as_str()) {
            true => problem
                .mend(format!("move it to {CHAPTERS}/{name}: hosts look for it at the root of the site")),
            false => problem.mend(format!("delete it, or use one of these types: {}", known.join(", "))),
        });
    };
    let bytes = std::fs::read(project.path(file));
    let bytes = bytes.map_err(|error| Problem::in_file(file, format!("cannot be read: {error}")))?;
    if !starts.iter().any(|start| bytes.starts_with(start)) || bytes.is_empty() {
        let problem =
            Problem::in_file(file, format!("the content of this file is not {}", end.to_uppercase()));
        return Err(problem.mend("save it in the format that its name says"));
    }
    if end == "svg" {
        safe(file, &bytes)?;
    }
    if !used {
        let name = file.file_name().map_or(String::new(), |name| name.to_string_lossy().into_owned());
        let message = format!("no chapter uses this file: {}", shown(file));
        let fix = format!("show it in a chapter: ![what it shows]({name}), or delete it");
        return Err(Problem::in_file(file, message).mend(fix));
    }
    Ok(())
}

/// A drawing has no scripts and asks no other site for anything.
fn safe(file: &Path, bytes: &[u8]) -> Result<(), Problem> {
    let text = String::from_utf8_lossy(bytes).to_ascii_lowercase();
    let other = ["href=\"http", "href='http", "url(http", "href=\"//"];
    let wrong = if text.contains("<script") || text.contains("javascript:") || text.contains(" onload=") {
        "a script"
    } else if text.contains("<foreignobject") {
        "a <foreignObject>"
    } else if other.iter().any(|piece| text.contains(piece)) {
        "something from another site"
    } else {
        return Ok(());
    };
    Err(Problem::in_file(file, format!("this drawing contains {wrong}")).mend("save it without that"))
}
