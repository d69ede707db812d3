//! Which of mdBook's own files the theme replaces: only those that are listed here.
//!
//! mdBook takes a file of the theme in place of its own wherever the two have one name, without a
//! word. So a style that is called `css/print.css` by chance takes mdBook's rules for paper away.

use crate::problem::{Problem, Problems};
use crate::project::Project;
use std::path::Path;

/// The folder of the theme, relative to the project's root.
const THEME: &str = "theme";

/// Every name that mdBook looks for in a theme. Source: `Theme::new` in mdbook-html.
pub const READ_BY_MDBOOK: [&str; 19] = [
    "ayu-highlight.css",
    "book.js",
    "clipboard.min.js",
    "css/chrome.css",
    "css/general.css",
    "css/print.css",
    "css/variables.css",
    "favicon.png",
    "favicon.svg",
    "fonts/fonts.css",
    "head.hbs",
    "header.hbs",
    "highlight.css",
    "highlight.js",
    "index.hbs",
    "redirect.hbs",
    "toc.html.hbs",
    "toc.js.hbs",
    "tomorrow-night.css",
];

/// The files that replace mdBook's on purpose, and why.
pub const ON_PURPOSE: [(&str, &str); 5] = [
    ("index.hbs", "mdBook's has scripts inside the page, which the policy forbids"),
    ("head.hbs", "it is mdBook's place for our own head, with the policy"),
    ("toc.html.hbs", "the frame needs a language, a title and our styles"),
    ("toc.js.hbs", "theme/js/boot.js makes the element of the list"),
    ("fonts/fonts.css", "the fonts of the reader's system are used, and none is loaded"),
];

/// Checks that the theme replaces nothing else of mdBook's.
///
/// # Errors
/// At each file that does.
pub fn check(project: &Project) -> Result<(), Problems> {
    let mut problems = Problems::new();
    for name in READ_BY_MDBOOK {
        let path = Path::new(THEME).join(name);
        let allowed = ON_PURPOSE.iter().any(|(file, _)| *file == name);
        if !allowed && project.path(&path).exists() {
            let problem = Problem::in_file(path, format!("this replaces mdBook's own {name}"));
            problems.push(problem.mend(
                "give it another name; if it is meant to replace it, list it in handbook/site/overrides.rs",
            ));
        }
    }
    problems.or(())
}
