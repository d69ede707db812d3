//! Pages that have moved, as the setting `redirect` names them. mdBook's own page for this has an
//! inline script, which the Content-Security-Policy forbids.

use super::headers::POLICY;
use crate::problem::Problem;
use maud::{DOCTYPE, html};
use std::collections::{BTreeMap, HashMap};
use std::fs;
use std::path::Path;

/// Leads readers to the new place of a heading, too.
const SCRIPT: &str = "theme/js/redirect.js";

/// Where a page's readers are led to.
#[derive(Debug, Default)]
struct Moved {
    to: Option<String>,
    /// By the part of the address from `#` on.
    fragments: BTreeMap<String, String>,
}

/// The redirects of headings in pages that still exist: those mdBook adds to the pages.
pub fn in_pages(all: &HashMap<String, String>, is_page: impl Fn(&str) -> bool) -> HashMap<String, String> {
    let stays =
        |from: &str| from.split_once('#').is_some_and(|(page, _)| is_page(page.trim_start_matches('/')));
    all.iter().filter(|(from, _)| stays(from)).map(|(from, to)| (from.clone(), to.clone())).collect()
}

/// Writes a page for each one that has moved.
///
/// # Errors
/// For a redirect from a page that exists, or from headings of a page that leads nowhere itself, and
/// if a page cannot be written.
pub fn write(all: &HashMap<String, String>, language: &str, site: &Path) -> Result<(), Problem> {
    let wrong = |message| Problem::in_file("book.toml", message);
    let mut moved: BTreeMap<&str, Moved> = BTreeMap::new();
    for (from, to) in all {
        let (page, fragment) = from.split_once('#').unwrap_or((from, ""));
        let page = page.trim_start_matches('/');
        if !site.join(page).exists() {
            let moved = moved.entry(page).or_default();
            match fragment {
                "" => moved.to = Some(to.clone()),
                _ => drop(moved.fragments.insert(format!("#{fragment}"), to.clone())),
            }
        } else if fragment.is_empty() {
            return Err(wrong(format!("`redirect` leads away from /{page}, which exists"))
                .mend("remove the chapter or the redirect"));
        }
    }
    for (page, moved) in moved {
        let Some(to) = &moved.to else {
            return Err(wrong(format!("`redirect` has headings of /{page}, but not the page itself"))
                .mend(format!("add \"/{page}\" to it")));
        };
        let path = site.join(page);
        let text = moved.page(page, to, language);
        let written = path.parent().map_or(Ok(()), fs::create_dir_all).and_then(|()| fs::write(&path, text));
        written.map_err(|error| Problem::in_file(page, format!("cannot be written: {error}")))?;
    }
    Ok(())
}

impl Moved {
    fn page(&self, page: &str, to: &str, language: &str) -> String {
        let root = "../".repeat(page.matches('/').count());
        let fragments = serde_json::to_string(&self.fragments).unwrap_or_default();
        let page = html! {
            (DOCTYPE)
            html lang=(language) {
                head {
                    meta charset="utf-8";
                    meta http-equiv="Content-Security-Policy" content=(POLICY);
                    meta name="referrer" content="no-referrer";
                    meta name="viewport" content="width=device-width, initial-scale=1";
                    meta name="color-scheme" content="light dark";
                    title { "This page has moved" }
                    script src={ (root) (SCRIPT) } data-to=(to) data-fragments=(fragments) {}
                    meta http-equiv="refresh" content={ "0; URL=" (to) };
                }
                body {
                    main {
                        h1 { "This page has moved" }
                        p { "Its new address is " a href=(to) { (to) } "." }
                    }
                }
            }
        };
        page.into_string()
    }
}
