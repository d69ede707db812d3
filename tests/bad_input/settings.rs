//! Settings, in book.toml and in the environment: each is followed or is an error.

use super::support::scratch::Scratch;
use libtest_mimic::{Failed, Trial};

/// A line of book.toml in a table, and what must be said of it.
struct InTheFile(&'static str, &'static str, &'static [&'static str]);

/// A variable, its value, and what must be said of it.
struct InTheEnvironment(&'static str, &'static str, &'static [&'static str]);

const REFUSED_IN_THE_FILE: &[InTheFile] = &[
    InTheFile("book", "authors = [\"Ada\"]", &["book.toml:2:1", "no authors"]),
    InTheFile(
        "book",
        "titel = \"A book\"",
        &["book.toml:2:1", "no setting `book.titel`", "did you mean `title`?"],
    ),
    InTheFile("book", "text-direction = \"rtl\"", &["book.toml:2:1", "must be \"ltr\""]),
    InTheFile("build", "extra-watch-dirs = [\"docs\"]", &["build.extra-watch-dirs", "watches everything"]),
    InTheFile("output.html", "theme = \"looks\"", &["must be \"theme\""]),
    InTheFile("output.html", "mathjax-support = true", &["MathJax is loaded from another site"]),
    InTheFile("output.html", "smart-punctuation = false", &["must be true", "the checks read the chapters"]),
    InTheFile("output.html", "sidebar-header-nav = false", &["must be true"]),
    InTheFile("output.html", "input-404 = \"missing.md\"", &["must be \"404.md\""]),
    InTheFile("output.html", "site-url = \"/handbook\"", &["`/handbook` is not the address", "slash"]),
    InTheFile("output.html", "fold = true", &["`output.html.fold` is a table"]),
    InTheFile("output.html", "edit-url-template = \"https://example.org/\"", &["book.toml:20:1", "`{path}`"]),
    InTheFile("output.html", "print.enable = 3", &["book.toml:20:16", "invalid type"]),
    InTheFile("output.html", "print.page-break = false", &["must be true"]),
    InTheFile("output.html", "redirect = { \"/../x.html\" = \"list.html\" }", &["not the address of a page"]),
    InTheFile("output.html", "redirect = { \"/list.html\" = \"404.html\" }", &["leads away from /list.html"]),
    InTheFile("output.html", "additional-css = [\"theme/no.css\"]", &["duplicate key"]),
    InTheFile(
        "output.html.playground",
        "editable = true",
        &["output.html.playground.editable", "must be false"],
    ),
    InTheFile("output.html.search", "boost-titel = 3", &["did you mean `boost-title`?"]),
    InTheFile("output.html.search", "copy-js = false", &["a search of its own", "take this setting out"]),
    InTheFile(
        "preprocessor.handbook",
        "before = [\"links\"]",
        &["no setting `preprocessor.handbook.before`"],
    ),
];

const REFUSED_IN_THE_ENVIRONMENT: &[InTheEnvironment] = &[
    InTheEnvironment("MDBOOK_BOOK__SRC", "text", &["MDBOOK_BOOK__SRC", "must be \"src\""]),
    InTheEnvironment("MDBOOK_BOOK__TITLE", "5", &["MDBOOK_BOOK__TITLE", "invalid type"]),
    InTheEnvironment("MDBOOK_BOOK__LANGUAGE", "ar", &["MDBOOK_BOOK__LANGUAGE", "left to right"]),
    InTheEnvironment("MDBOOK_BULD__BUILD_DIR", "out", &["MDBOOK_BULD__BUILD_DIR", "did you mean `build`?"]),
    InTheEnvironment("MDBOOK_BUILD__BUILD_DIR", "", &["MDBOOK_BUILD__BUILD_DIR", "mixed with the project"]),
    InTheEnvironment("MDBOOK_BUILD__BUILD_DIR", "..", &["mixed with the project"]),
    InTheEnvironment("MDBOOK_BUILD__BUILD_DIR", "x/../src/out", &["mixed with `src`"]),
    InTheEnvironment("MDBOOK_BUILD__CREATE_MISSING", "true", &["must be false"]),
    InTheEnvironment("MDBOOK_RUST__EDITION", "2018", &["must be \"2024\""]),
    InTheEnvironment("MDBOOK_OUTPUT", "{}", &["MDBOOK_OUTPUT", "`output.html.hash-files` must be false"]),
    InTheEnvironment("MDBOOK_OUTPUT__EPUB__COVER", "a.png", &["no other output than `html`"]),
    InTheEnvironment("MDBOOK_PREPROCESSOR__TOC__COMMAND", "toc", &["what another preprocessor changes"]),
    InTheEnvironment(
        "MDBOOK_OUTPUT__HTML__FOLD__ENABLE",
        "true",
        &["MDBOOK_OUTPUT__HTML__FOLD__ENABLE", "always open"],
    ),
    InTheEnvironment("MDBOOK_OUTPUT__HTML__DEFAULT_THEME", "lihgt", &["did you mean `light`?"]),
    InTheEnvironment(
        "MDBOOK_OUTPUT__HTML",
        "{\"hash-files\": true}",
        &["MDBOOK_OUTPUT__HTML", "by their names"],
    ),
];

/// What a page or another file of the site holds where a setting is followed.
type Shown = (&'static str, &'static str, &'static str, &'static str);

/// Settings of these tables, with the file and the text that shows them.
const FOLLOWED: &[Shown] = &[
    ("book.title", "\"Waiting\"", "patterns/gather.html", "<title>A chapter - Waiting</title>"),
    ("book.description", "\"How to wait\"", "index.html", "content=\"How to wait\""),
    ("book.language", "\"de\"", "index.html", "<html lang=\"de\""),
    ("output.html.default-theme", "\"Navy\"", "index.html", "data-light=\"navy\""),
    ("output.html.preferred-dark-theme", "\"ayu\"", "index.html", "data-dark=\"ayu\""),
    ("output.html.site-url", "\"https://example.org/waiting/\"", "404.html", "<base href=\"/waiting/\">"),
    ("output.html.cname", "\"example.org\"", "CNAME", "example.org\n"),
    (
        "output.html.git-repository-url",
        "\"https://example.org/git\"",
        "index.html",
        "href=\"https://example.org/git\"",
    ),
    (
        "output.html.edit-url-template",
        "\"https://example.org/edit/{path}\"",
        "patterns/gather.html",
        "href=\"https://example.org/edit/src/patterns/gather.md\"",
    ),
    (
        "output.html.redirect",
        "{\"/old/page.html\": \"../list.html\", \"/list.html#old\": \"patterns/gather.html\"}",
        "old/page.html",
        "<a href=\"../list.html\">",
    ),
    (
        "output.html.no-section-label",
        "true",
        "toc.html",
        "<a href=\"patterns/gather.html\" target=\"_parent\">A chapter</a>",
    ),
];

/// The tests of this file.
pub fn trials() -> Vec<Trial> {
    vec![
        Trial::test("bad_input::settings_that_the_book_does_not_follow", refused),
        Trial::test("bad_input::settings_of_the_file_are_followed", || followed(in_the_file)),
        Trial::test("bad_input::settings_of_the_environment_are_followed", || followed(in_the_environment)),
        Trial::test("bad_input::settings_that_take_parts_away", parts_taken_away),
    ]
}

fn refused() -> Result<(), Failed> {
    let scratch = Scratch::new();
    let settings = scratch.read("book.toml");
    let mut wrong = Vec::new();
    let mut expect = |what: &str, command: &mut std::process::Command, says: &[&str]| -> Result<(), Failed> {
        let output = command.arg("build").output()?;
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        if output.status.code() != Some(1) || says.iter().any(|piece| !said.contains(piece)) {
            wrong.push(format!("{what}: ended with {}, should say {says:?}:\n{said}", output.status));
        }
        Ok(())
    };
    for InTheFile(table, line, says) in REFUSED_IN_THE_FILE {
        let header = format!("[{table}]\n");
        scratch.write("book.toml", settings.replacen(&header, &format!("{header}{line}\n"), 1));
        expect(line, &mut scratch.command(), says)?;
    }
    scratch.write("book.toml", &settings);
    for InTheEnvironment(name, value, says) in REFUSED_IN_THE_ENVIRONMENT {
        expect(&format!("{name}={value}"), scratch.command().env(name, value), says)?;
    }
    // What mdBook would otherwise do by default.
    for line in ["create-missing = false\n", "use-default-preprocessors = false\n", "runnable = false\n"] {
        scratch.write("book.toml", settings.replacen(line, "", 1));
        let name = line.split(' ').next().unwrap_or_default();
        expect(line, &mut scratch.command(), &["book.toml", name, "must be false", "write `"])?;
    }
    assert!(!scratch.path("book").exists());
    if wrong.is_empty() { Ok(()) } else { Err(wrong.join("\n").into()) }
}

fn in_the_file(scratch: &Scratch, _: &mut std::process::Command, path: &str, value: &str) {
    let (table, name) = path.rsplit_once('.').expect("a table");
    let text = scratch.read("book.toml");
    let header = format!("[{table}]\n");
    let value = value.replace("\": \"", "\" = \"");
    let line = format!("{name} = {value}\n");
    // One that is there already is replaced.
    let kept: String =
        text.split_inclusive('\n').filter(|line| !line.starts_with(&format!("{name} ="))).collect();
    scratch.write("book.toml", kept.replacen(&header, &format!("{header}{line}"), 1));
}

fn in_the_environment(_: &Scratch, command: &mut std::process::Command, path: &str, value: &str) {
    let name = path.to_uppercase().replace('.', "__").replace('-', "_");
    // As a shell is mostly given it: a text without quotes.
    command.env(format!("MDBOOK_{name}"), value.trim_matches('"'));
}

fn followed(set: fn(&Scratch, &mut std::process::Command, &str, &str)) -> Result<(), Failed> {
    let scratch = Scratch::new();
    let elsewhere = tempfile::tempdir()?;
    let folder = elsewhere.path().join("deep/site");
    let mut command = scratch.command();
    for (path, value, ..) in FOLLOWED {
        set(&scratch, &mut command, path, value);
    }
    set(&scratch, &mut command, "build.build-dir", &format!("\"{}\"", folder.display()));
    let output = command.arg("build").output()?;
    super::succeeds(&output)?;
    assert!(
        String::from_utf8_lossy(&output.stdout).contains(&folder.join("index.html").display().to_string())
    );
    for (path, value, file, text) in FOLLOWED {
        let shown = std::fs::read_to_string(folder.join(file)).unwrap_or_default();
        assert!(shown.contains(text), "{path} = {value}: {file} does not contain {text}");
    }
    let list = std::fs::read_to_string(folder.join("list.html"))?;
    assert!(
        list.contains("data-fragments=\"{&quot;#old&quot;:&quot;patterns/gather.html&quot;}\""),
        "{list}"
    );
    assert!(!scratch.path("book").exists(), "the folder is the one that is set");
    Ok(())
}

fn parts_taken_away() -> Result<(), Failed> {
    let scratch = Scratch::new();
    let mut command = scratch.command();
    for (name, value) in [("PRINT__ENABLE", "false"), ("NO_SECTION_LABEL", "true")] {
        command.env(format!("MDBOOK_OUTPUT__HTML__{name}"), value);
    }
    super::succeeds(&command.env("MDBOOK_BUILD__BUILD_DIR", "public/site").arg("build").output()?)?;
    let page = scratch.read("public/site/patterns/gather.html");
    assert!(!page.contains("print.html"), "print.html is still in the page");
    assert!(!scratch.read("public/site/toc.html").contains("<strong aria-hidden=\"true\">1.</strong>"));
    assert!(!scratch.path("public/site/print.html").exists() && !scratch.path("book").exists());
    Ok(())
}
