//! The book as built: by our own command and by mdBook, and with all that each chapter promises.

mod support;
#[path = "support/versions.rs"]
mod versions;

use handbook::catalogue::Catalogue;
use handbook::harness::fragments::BESIDES;
use handbook::listing::Listings;
use handbook::markdown::chapter::Chapter;
use handbook::markdown::directives::Kind;
use handbook::markdown::fences::Test;
use handbook::markdown::headings;
use handbook::problem::Source;
use handbook::project::{CHAPTERS, Project};
use handbook::site::content::{Site, is_page};
use handbook::site::version::{Offline, offline};
use handbook::site::{build, headers};
use mdbook_driver::MDBook;
use mdbook_driver::config::Config;
use regex::Regex;
use std::collections::BTreeMap;
use std::path::Path;
use support::scratch::Scratch;

/// The parts that every pattern's chapter has, by how their headings begin.
const PARTS: [&str; 5] = [
    "The trap",
    "How Python and Rust differ",
    "What the list says",
    "Say it in thirty seconds",
    "Predict before you run",
];

/// How many words make about thirty seconds of speech, at 120 to 190 words a minute.
const SPOKEN: std::ops::RangeInclusive<usize> = 60..=95;

#[test]
fn the_book_builds_and_every_link_anchor_and_id_of_it_is_there() {
    if let Err(problems) = build::build(&support::project()) {
        panic!("\n{problems}");
    }
}

#[test]
fn mdbook_makes_the_same_book_except_for_names_and_search() {
    let scratch = Scratch::whole().with_programs();
    let built = scratch.run(&["build"]);
    assert!(built.status.success(), "{}", String::from_utf8_lossy(&built.stderr));
    let mut config = Config::from_disk(scratch.path("book.toml")).expect("a configuration");
    config.build.build_dir = "theirs".into();
    // What book.toml runs, without compiling it again. In a command, mdBook takes \ for an escape.
    let command = format!("{} preprocess", env!("CARGO_BIN_EXE_handbook").replace('\\', "/"));
    config.set("preprocessor.handbook.command", command).expect("a configuration");
    let theirs = MDBook::load_with_config(scratch.path("."), config).and_then(|book| book.build());
    theirs.expect("mdBook builds the book");
    let ours = Site::read(&Project::at(scratch.path("book")), Path::new("")).expect("our site");
    let plain = versions::plain(&ours);
    // The search index is made from the pages, after mdBook.
    let plain: Vec<_> =
        plain.files().filter(|(path, _)| !path.starts_with(handbook::search::FOLDER)).collect();
    let theirs = scratch.contents("theirs");
    assert_eq!(
        plain.iter().map(|(path, _)| *path).collect::<Vec<_>>(),
        theirs.keys().map(|path| path.as_path()).collect::<Vec<_>>()
    );
    for (name, bytes) in plain {
        assert!(theirs[name][..] == bytes[..], "{} differs", name.display());
    }
    // What is not stored for reading offline is not loaded by any page.
    for (path, bytes) in ours.pages() {
        let page = String::from_utf8_lossy(bytes);
        for (file, _) in ours.files().filter(|(file, _)| !is_page(file)) {
            if let Offline::Never(reason) = offline(&versions::plain_name(file)) {
                let name = file.display().to_string().replace('\\', "/");
                assert!(!page.contains(&format!("{name}\"")), "{} loads {name}: {reason}", path.display());
            }
        }
    }
}

#[test]
fn the_pages_state_the_policy_that_the_server_sends() {
    let head = support::project().read("theme/head.hbs").expect("theme/head.hbs");
    assert!(
        head.text.contains(&format!("content=\"{}\"", headers::POLICY)),
        "theme/head.hbs and headers::POLICY differ"
    );
}

/// Writes the file with `HANDBOOK_RECORD=1`.
#[test]
fn the_header_file_says_what_the_server_sends() {
    let (project, wanted) = (support::project(), headers::file());
    if std::env::var_os("HANDBOOK_RECORD").is_some() {
        std::fs::write(project.path(headers::FILE), &wanted).expect("the header file is written");
    }
    let written = project.read(headers::FILE).expect("the header file").text;
    assert_eq!(*written, *wanted, "write it: HANDBOOK_RECORD=1 cargo test --test book header_file");
}

#[test]
fn the_texts_for_contributors_link_to_what_exists() {
    let project = support::project();
    for text in BESIDES {
        let source = project.read(text).expect("it is there");
        for (target, span) in headings::links(&source) {
            let exists = project.path(&target).exists();
            assert!(exists, "{text}:{}: there is no {target}", source.line_of(span.start));
        }
    }
}

#[test]
fn every_pattern_has_a_whole_chapter() {
    let project = support::project();
    let catalogue = Catalogue::read(&project).expect("the catalogue");
    let listings = Listings::read(&project).expect("the listings");
    let settings = Regex::new(r"`([A-Z][A-Z0-9_]*)=(\d+)`").expect("a pattern");
    let mut missing = Vec::new();
    for pattern in &catalogue.patterns {
        let path = Path::new(CHAPTERS).join(&pattern.chapter);
        let chapter = Chapter::new(project.read(&path).expect("the chapter"));
        let mut wants = |what: String| missing.push(format!("{} {what}", path.display()));
        if chapter.title() != pattern.title {
            wants(format!("does not begin with the title in the catalogue, {}", pattern.title));
        }
        for part in PARTS {
            if !chapter.sections().iter().any(|section| section.heading.text.starts_with(part)) {
                wants(format!("has no section \"{part}\""));
            }
        }
        let embedded: Vec<_> = chapter
            .directives
            .iter()
            .filter(|directive| directive.kind == Kind::Listing)
            .filter_map(|directive| listings.all.get(&directive.arguments[0].0))
            .collect();
        if embedded.len() < 4 {
            wants(format!("shows {} listings, not four", embedded.len()));
        }
        if !embedded.iter().any(|listing| listing.manifest.trap.is_some()) {
            wants("shows no trap".into());
        }
        if !embedded.iter().any(|listing| listing.manifest.mends.is_some()) {
            wants("shows no mend".into());
        }
        let knobs: BTreeMap<_, _> = embedded.iter().flat_map(|listing| &listing.manifest.knobs).collect();
        if knobs.is_empty() {
            wants("shows no listing with a knob".into());
        }
        for knob in knobs.keys().filter(|knob| !chapter.text.contains(&format!("ry `{knob}"))) {
            wants(format!("does not say what to try with `{knob}`"));
        }
        for tried in settings.captures_iter(&chapter.text) {
            let value = tried[2].parse().ok();
            if !knobs.get(&tried[1].to_string()).is_some_and(|knob| knob.values().any(|it| Some(it) == value))
            {
                wants(format!("says to try {}, which nothing verifies", &tried[0]));
            }
        }
        if !chapter.fences.iter().any(|fence| fence.test == Test::Predict) {
            wants("asks no question to predict".into());
        }
        match spoken(&chapter).as_slice() {
            [words] if SPOKEN.contains(words) => {}
            counts => wants(format!("has spoken answers of {counts:?} words, not one of {SPOKEN:?}")),
        }
    }
    assert!(missing.is_empty(), "\n{}", missing.join("\n"));
}

/// The number of words of each quotation: the book quotes nothing but spoken answers.
fn spoken(chapter: &Source) -> Vec<usize> {
    let text = chapter.text.as_ref();
    let mut quotations = Vec::new();
    let mut inside = false;
    for line in text.lines() {
        match line.strip_prefix('>') {
            Some(rest) if inside => {
                *quotations.last_mut().expect("one is open") += rest.split_whitespace().count()
            }
            Some(rest) => quotations.push(rest.split_whitespace().count()),
            None => {}
        }
        inside = line.starts_with('>');
    }
    quotations
}
