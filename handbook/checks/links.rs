//! Links and images: where each of them leads.

use crate::markdown;
use crate::markdown::chapter::Chapter;
use crate::nearest::nearest;
use crate::problem::{Problem, Source, shown};
use crate::project::CHAPTERS;
use mdbook_markdown::pulldown_cmark::{Event, LinkType, Tag, TagEnd};
use std::collections::BTreeSet;
use std::ops::Range;
use std::path::{Component, Path, PathBuf};

/// The pages that mdBook makes besides those of the chapters: all of them in one, and their list.
const MADE: [&str; 2] = ["print.html", "toc.html"];

/// A link or an image, as it is written.
#[derive(Debug)]
pub struct Link {
    /// Its target, as it is written.
    pub target: String,
    /// Whether it is an image.
    pub is_image: bool,
    /// The words of a link, or the alternative text of an image.
    pub text: String,
    /// Its place.
    pub span: Range<usize>,
}

/// Where a target leads.
#[derive(Debug, PartialEq, Eq)]
pub enum Place {
    /// To another site, or to a program for mail.
    Elsewhere,
    /// To a chapter, relative to the project's root, and to an id in it (or nowhere in particular).
    Chapter(PathBuf, String),
    /// To a file that is no chapter, relative to the project's root.
    Asset(PathBuf),
}

/// What a link may lead to.
#[derive(Debug)]
pub struct Targets<'a> {
    chapters: BTreeSet<&'a Path>,
    files: BTreeSet<&'a Path>,
}

impl<'a> Targets<'a> {
    /// The chapters of the book and the files beside them.
    pub fn new(chapters: &'a [Chapter], files: &'a [PathBuf]) -> Self {
        let chapters = chapters.iter().map(|chapter| chapter.path.as_path()).collect();
        Self { chapters, files: files.iter().map(PathBuf::as_path).collect() }
    }

    /// Where a target leads that is written in a text.
    ///
    /// # Errors
    /// What is wrong with it, and the fix.
    pub fn resolve(&self, from: &Path, target: &str) -> Result<Place, (String, String)> {
        if let Some(scheme) = scheme(target) {
            return outside(&scheme, target).map(|()| Place::Elsewhere);
        }
        let wrong = |message: &str, fix: &str| Err((format!("{message}: {target}"), fix.to_string()));
        if target.trim().is_empty() || target == "#" {
            return wrong("this link leads nowhere", "name a chapter, a heading or an address");
        }
        if target.starts_with('/') || target.starts_with('\\') {
            let fix = "write it from this chapter's folder, because the book may be below a path of its host";
            return wrong("this link begins at the root of the host", fix);
        }
        let (path, id) = target.split_once('#').unwrap_or((target, ""));
        if path.contains('?') {
            return wrong("a link inside the book has no query", "delete it from the `?` on");
        }
        let (Some(path), Some(id)) = (decoded(path), decoded(id)) else {
            return wrong("this is not a percent-encoding of a name", "write the name itself");
        };
        if path.contains('\\') {
            return wrong("a link has slashes, not backslashes", "write `/`");
        }
        let file = match path.as_str() {
            "" => from.to_path_buf(),
            path => match joined(from, path) {
                Some(file) => file,
                None => return wrong("this link leaves the book", "link to a chapter, or to a full address"),
            },
        };
        self.lead(&file, id, target)
    }

    fn lead(&self, file: &Path, id: String, target: &str) -> Result<Place, (String, String)> {
        let nowhere = format!("this link leads nowhere: {target}");
        if self.chapters.contains(file) {
            return match target.split('#').next().is_none_or(|path| path.is_empty() || path.ends_with(".md"))
            {
                true => Ok(Place::Chapter(file.to_path_buf(), id)),
                false => Err((nowhere, "end the path with `.md`, as mdBook looks for that".into())),
            };
        }
        if self.files.contains(file) && file.extension().is_none_or(|end| end != "md") {
            return match id.is_empty() {
                true => Ok(Place::Asset(file.to_path_buf())),
                false => {
                    Err((format!("only chapters have places to link to: {target}"), "delete the `#…`".into()))
                }
            };
        }
        if MADE.iter().any(|page| file == Path::new(CHAPTERS).join(page)) {
            return Ok(Place::Elsewhere);
        }
        let chapter = file.with_extension("md");
        if self.chapters.contains(chapter.as_path()) {
            return Err((nowhere, "link to the chapter's file: it ends with `.md`".into()));
        }
        if self.files.iter().any(|other| other.starts_with(file) && *other != file) {
            return Err((format!("this link leads to a folder: {target}"), "name a chapter in it".into()));
        }
        let known: Vec<_> = self.files.iter().map(|path| shown(path)).collect();
        let near = nearest(&shown(file), known.iter().map(String::as_str));
        let fix = near.map_or("name a file below src/".to_string(), |near| format!("did you mean `{near}`?"));
        Err((nowhere, fix))
    }
}

/// Every link and image of a text, in order.
pub fn links(source: &Source) -> Vec<Link> {
    let mut links = Vec::new();
    let mut open: Vec<Link> = Vec::new();
    for (event, span) in markdown::events(&source.text) {
        match event {
            Event::Start(Tag::Link { dest_url, link_type, .. }) => {
                let mail = if link_type == LinkType::Email { "mailto:" } else { "" };
                let target = format!("{mail}{dest_url}");
                open.push(Link { target, is_image: false, text: String::new(), span });
            }
            Event::Start(Tag::Image { dest_url, .. }) => {
                open.push(Link { target: dest_url.to_string(), is_image: true, text: String::new(), span });
            }
            Event::Text(text) | Event::Code(text) => {
                open.iter_mut().for_each(|link| link.text.push_str(&text));
            }
            Event::End(TagEnd::Link | TagEnd::Image) => links.extend(open.pop()),
            _ => {}
        }
    }
    links.sort_by_key(|link| link.span.start);
    links
}

/// What is wrong with the links and images of a text, apart from the ids that they lead to.
pub fn check(chapter: &Source, targets: &Targets) -> Vec<Problem> {
    let mut problems = Vec::new();
    for link in links(chapter) {
        let at = |message: String| Problem::at(chapter, link.span.clone(), message);
        if link.text.trim().is_empty() {
            problems.push(match link.is_image {
                true => at("this image has no alternative text".into())
                    .mend("say between the brackets what it shows, for readers who do not see it"),
                false => at("this link has no words".into()).mend("write them between the brackets"),
            });
        }
        match targets.resolve(&chapter.path, &link.target) {
            Ok(Place::Elsewhere) if link.is_image => {
                let problem = at(format!("this image is on another site: {}", link.target));
                problems.push(problem.mend("store it beside the chapter, and name it by its path"));
            }
            Ok(Place::Chapter(..)) if link.is_image => {
                let problem = at(format!("this is a chapter, not an image: {}", link.target));
                problems.push(problem.mend("write a link, without the `!`"));
            }
            Ok(_) => {}
            Err((message, fix)) => {
                let message = if link.is_image {
                    message.replace("this link leads nowhere", "there is no such image")
                } else {
                    message
                };
                problems.push(at(message).mend(fix));
            }
        }
    }
    problems
}

/// The scheme of a full address, in small letters.
fn scheme(target: &str) -> Option<String> {
    if target.starts_with("//") {
        return Some("//".into());
    }
    let (scheme, _) = target.split_once(':')?;
    let plain = scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte));
    (plain && !scheme.is_empty()).then(|| scheme.to_ascii_lowercase())
}

/// Whether an address outside the book is one that every browser understands in the same way.
fn outside(scheme: &str, target: &str) -> Result<(), (String, String)> {
    let rest = target.get(scheme.len() + 1..).unwrap_or_default();
    let odd = target.contains(char::is_whitespace);
    match scheme {
        "https" => {
            let host = rest.strip_prefix("//").and_then(|rest| rest.split(['/', '?', '#']).next());
            let known =
                host.is_some_and(|host| host.contains('.') && !host.starts_with('.') && !host.ends_with('.'));
            (known && !odd).then_some(()).ok_or_else(|| {
                (format!("this is not a full address: {target}"), "write https://host/path".into())
            })
        }
        "mailto" => {
            let known =
                rest.split_once('@').is_some_and(|(name, host)| !name.is_empty() && host.contains('.'));
            (known && !odd).then_some(()).ok_or_else(|| {
                (format!("this is not an address for mail: {target}"), "write mailto:name@host".into())
            })
        }
        "http" | "//" => Err((format!("this link is not encrypted: {target}"), "write https://".into())),
        _ => {
            let message = format!("links with `{scheme}:` are not supported: {target}");
            Err((message, "write https:// or mailto:, or a path inside the book".into()))
        }
    }
}

/// A name in which percent-encodings are replaced; none if one of them is not valid.
pub fn decoded(text: &str) -> Option<String> {
    let mut bytes = Vec::new();
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte != b'%' {
            bytes.push(byte);
            continue;
        }
        let digits = [char::from(rest.next()?), char::from(rest.next()?)];
        let value = digits[0].to_digit(16)? * 16 + digits[1].to_digit(16)?;
        bytes.push(u8::try_from(value).ok()?);
    }
    String::from_utf8(bytes).ok()
}

/// A relative path, followed from the folder of a chapter; none where it leaves the book.
fn joined(from: &Path, path: &str) -> Option<PathBuf> {
    let mut folder = from.parent()?.to_path_buf();
    for component in Path::new(path).components() {
        match component {
            Component::Normal(name) => folder.push(name),
            Component::ParentDir if folder != Path::new(CHAPTERS) => drop(folder.pop()),
            Component::CurDir => {}
            _ => return None,
        }
    }
    Some(folder)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_form_of_a_target_is_decided() {
        let files = ["src/list.md", "src/lost.md", "src/patterns/gather.md", "src/patterns/a b.svg"]
            .map(PathBuf::from);
        let chapters =
            ["src/list.md", "src/patterns/gather.md"].map(|path| Chapter::new(Source::new(path, "# A\n")));
        let targets = Targets::new(&chapters, &files);
        let resolve = |target: &str| targets.resolve(Path::new("src/patterns/gather.md"), target);
        let list = Place::Chapter("src/list.md".into(), String::new());
        assert_eq!(resolve("../list.md"), Ok(list));
        assert_eq!(resolve("#a"), Ok(Place::Chapter("src/patterns/gather.md".into(), "a".into())));
        assert_eq!(resolve("a%20b.svg"), Ok(Place::Asset("src/patterns/a b.svg".into())));
        for elsewhere in
            ["https://example.org/", "HTTPS://example.org", "mailto:a@example.org", "../print.html"]
        {
            assert_eq!(resolve(elsewhere), Ok(Place::Elsewhere), "{elsewhere}");
        }
        for wrong in [
            "",
            "#",
            "/list.md",
            "/nothing.html",
            "../../up.html",
            "../../README.md",
            "../List.md",
            "../list.html",
            "../list.md?x=1",
            "?x",
            "..",
            "../",
            ".",
            "../patterns",
            "../patterns/",
            "../lost.md",
            "../list%2emd",
            "%zz.md",
            "%ff.md",
            "..\\list.md",
            "http://example.org/",
            "//example.org/",
            "https://",
            "https:example.org",
            "https://a b.org",
            "ftp://example.org",
            "javascript:alert(1)",
            "data:text/plain,a",
            "mailto:nobody",
            "a%20b.svg#part",
            "../SUMMARY.md",
        ] {
            assert!(resolve(wrong).is_err(), "{wrong}: {:?}", resolve(wrong));
        }
    }
}
