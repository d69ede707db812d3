//! The parts of a page that are made from listings and the catalogue, as HTML.

pub mod at_home;
pub mod card;
pub mod claims;
pub mod deck;
pub mod differences;
pub mod glossary;
pub mod highlight;
pub mod inline;
pub mod libraries;
pub mod listing_block;
pub mod predict;
pub mod question;
pub mod ranked_list;
pub mod sheets;
pub mod sources;
pub mod timeline;

use crate::catalogue::Catalogue;
use crate::listing::Language;
use crate::listing::crates::LockedCrates;
use crate::listing::recordings::Recordings;
use crate::markdown::Embeds;
use crate::markdown::chapter::Chapter;
use crate::problem::{Problem, shown};
use crate::programs::Programs;
use crate::project::{CHAPTERS, Project};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Where each question is answered, by its id: the chapter, and the id of the heading.
pub type Answers = BTreeMap<String, (PathBuf, String)>;

/// What every part may draw on.
#[derive(Debug)]
pub struct Context<'a> {
    /// The project.
    pub project: &'a Project,
    /// The crates that the programs may name.
    pub crates: &'a LockedCrates<'a>,
    /// What the book covers.
    pub catalogue: &'a Catalogue,
    /// The programs and what they print.
    pub recordings: &'a Recordings,
    /// Every chapter.
    pub chapters: &'a [Chapter],
    /// Where each program is shown.
    pub embeds: &'a Embeds,
    /// Where each question is answered, by its id: the chapter, and the id of the heading.
    pub answers: &'a Answers,
    /// Which programs can run in the page.
    pub programs: &'a Programs,
}

impl Context<'_> {
    /// The version of a package or a crate that programs are run with.
    ///
    /// # Errors
    /// If a lock file cannot be read; inside, if none of that name is locked: the nearest name.
    pub fn version(&self, language: Language, name: &str) -> Result<Result<String, String>, Problem> {
        match language {
            Language::Python => Ok(self.recordings.listings.packages.named(name).map(String::from)),
            Language::Rust => self.crates.version(name),
        }
    }

    /// The id of a listing's block in a chapter: the same in the first chapter that shows it and
    /// in links, another one in each further chapter, so that it stays unique in the printed book.
    pub fn block_id(&self, slug: &str, chapter: &Path) -> String {
        match self.embeds.of(slug).first() {
            Some((first, _)) if first != chapter => {
                let stem = chapter.file_stem().unwrap_or_default().to_string_lossy();
                format!("listing-{slug}-in-{stem}")
            }
            _ => format!("listing-{slug}"),
        }
    }

    /// A link from a chapter to the block of a listing, if any chapter shows it.
    pub fn link_to_block(&self, slug: &str, from: &Path) -> Option<String> {
        let (chapter, _) = self.embeds.of(slug).first()?;
        Some(link(chapter, &format!("listing-{slug}"), from))
    }

    /// The title of a listing that an entry of the catalogue names, and the link to its block.
    ///
    /// # Errors
    /// At the entry, if there is no such listing or no chapter shows it.
    pub fn shown_by(
        &self,
        slug: &str,
        from: &Path,
        problem: impl Fn(&str) -> Problem,
    ) -> Result<(&str, String), Problem> {
        let listing = self.recordings.listings.get(slug);
        let listing = listing.map_err(|mend| problem(&format!("no listing is named `{slug}`")).mend(mend))?;
        let link = self.link_to_block(slug, from);
        let link = link.ok_or_else(|| problem(&format!("no chapter shows `{slug}`")))?;
        Ok((&listing.manifest.title, link))
    }
}

/// A link from a chapter to a place in another.
pub fn link(to: &Path, anchor: &str, from: &Path) -> String {
    if to == from {
        return format!("#{anchor}");
    }
    let to = to.strip_prefix(CHAPTERS).unwrap_or(to).with_extension("html");
    format!("{}{}#{anchor}", up(from), shown(&to))
}

/// From a chapter to the root of the site.
fn up(chapter: &Path) -> String {
    "../".repeat(chapter.components().count().saturating_sub(2))
}
