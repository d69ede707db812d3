//! `cargo run --package speed -- page`: what a page weighs before anything in it is run, beside a
//! plain mdBook page of the same text, and how long a press of Run takes to its first line.

#[path = "../../../../tests/support/browser.rs"]
#[allow(dead_code, reason = "the tests use all of it")]
mod browser;
mod first_line;
mod plain;
mod weight;

use handbook::project::{CHAPTERS, Project};
use handbook::{markdown, programs, site};
use std::path::{Path, PathBuf};

/// As wide as a desk's screen, in pixels.
const WIDTH: u32 = 1280;

/// Builds the book with everything in it, and a plain one, and measures both.
pub fn report(root: &Path) {
    let project = Project::at(root);
    let missing = programs::prepare(&project).unwrap_or_else(|problems| panic!("{problems}"));
    assert!(missing.is_empty(), "{}", missing.join("\n"));
    site::build::build(&project).unwrap_or_else(|problems| panic!("{problems}"));
    let tools = browser::find().unwrap_or_else(|missing| panic!("{missing}"));
    let (ours, plain) = (project.path(site::folder(&project).expect("settings")), plain::build(&project));
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    runtime.block_on(async {
        weight::report(&tools, &pages(&project), &ours, plain.path()).await;
        first_line::report(&tools, &ours).await;
    });
}

/// The page of each chapter.
fn pages(project: &Project) -> Vec<PathBuf> {
    let chapters = markdown::chapters(project).unwrap_or_else(|problems| panic!("{problems}"));
    let below = chapters.iter().filter_map(|chapter| chapter.path.strip_prefix(CHAPTERS).ok());
    below.map(|path| path.with_extension("html")).collect()
}

/// The one in the middle.
fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}
