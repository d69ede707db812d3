//! The same text as plain mdBook 0.5 shows it: its own theme, and programs and transcripts in fences.

use handbook::listing::{Language, Listing, Listings};
use handbook::markdown;
use handbook::markdown::directives::{Kind, directives};
use handbook::problem::Source;
use handbook::project::Project;
use mdbook_driver::MDBook;
use std::fs;
use tempfile::TempDir;

/// Builds it. What only our pages make of the catalogue is left out.
pub fn build(project: &Project) -> TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let listings = Listings::read(project).unwrap_or_else(|problems| panic!("{problems}"));
    let chapters = markdown::chapters(project).unwrap_or_else(|problems| panic!("{problems}"));
    for chapter in &chapters {
        let path = folder.path().join(&chapter.path);
        fs::create_dir_all(path.parent().expect("a chapter lies in a folder")).expect("a folder");
        fs::write(path, text(project, &listings, chapter)).expect("a chapter");
    }
    fs::copy(project.path("src/SUMMARY.md"), folder.path().join("src/SUMMARY.md")).expect("the summary");
    fs::write(folder.path().join("book.toml"), "[book]\ntitle = \"The async handbook\"\n").expect("a book");
    MDBook::load(folder.path()).and_then(|book| book.build()).expect("mdBook builds it");
    folder
}

fn text(project: &Project, listings: &Listings, chapter: &Source) -> String {
    let mut text = chapter.text.to_string();
    for directive in directives(chapter).0.iter().rev() {
        let fences = match (&directive.kind, directive.arguments.first()) {
            (Kind::Listing, Some((slug, _))) => fences(project, &listings.all[slug]),
            _ => String::new(),
        };
        text.replace_range(directive.span.clone(), &fences);
    }
    text
}

fn fences(project: &Project, listing: &Listing) -> String {
    let programs = Language::ALL.into_iter().filter_map(|language| {
        let program = listing.program(language)?;
        Some(format!("```{}\n{}```\n\n", language.key(), program.source.text))
    });
    let transcripts = listing.transcript_paths().into_iter().map(|path| {
        let transcript = project.read(path).unwrap_or_else(|problem| panic!("{problem}"));
        format!("```text\n{}```\n\n", transcript.text)
    });
    programs.chain(transcripts).collect()
}
