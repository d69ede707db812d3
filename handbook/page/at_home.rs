//! How a program that does not run in the page is run at home, and what a copy of it needs.

use super::Context;
use crate::listing::member::Member;
use crate::listing::{Language, Listing, crates};
use crate::problem::Problem;
use maud::{Markup, html};

/// The one command that runs a listing, and what a copy needs besides its language; nothing where
/// the page runs it, or could.
///
/// # Errors
/// If a manifest or a lock file cannot be read.
pub fn at_home(context: &Context, listing: &Listing) -> Result<Markup, Problem> {
    let python = packages(context, listing);
    let rust = if listing.member == Member::Libraries { dependencies(context, listing)? } else { None };
    let needs = python.is_some() || rust.is_some() || listing.peer.is_some();
    Ok(html! {
        @if needs || listing.manifest.real.is_some() {
            p.note {
                b { "At home: " } code { "cargo run -- run " (listing.slug) } ", in this book's repository."
            }
        }
        @if needs {
            details.note {
                summary { "What a copy needs" }
                @if let Some((versions, install)) = &python {
                    p { b { "Python: " } (versions) }
                    pre.code tabindex="0" { code { (install) } }
                }
                @if let Some((versions, table)) = &rust {
                    p { b { "Rust: " } (versions) }
                    pre.code tabindex="0" { code { (table.trim_end()) } }
                }
                @if let Some(peer) = &listing.peer {
                    p {
                        "In " code { (peer.variable()) } ", the address of its server. "
                        code { "cargo run -- peer " (peer.name) } " starts one, and tells it."
                    }
                }
            }
        }
    })
}

/// The Python packages with their versions, and the command that installs them.
fn packages(context: &Context, listing: &Listing) -> Option<(String, String)> {
    let locked = &context.recordings.listings.packages;
    let names = listing.packages(Language::Python).iter();
    let found: Vec<_> = names.filter_map(|name| Some((name.as_str(), locked.version(name)?))).collect();
    let pinned: Vec<_> = found.iter().map(|(name, version)| format!("{name}=={version}")).collect();
    (!found.is_empty()).then(|| (listed(&found), format!("pip install {}", pinned.join(" "))))
}

/// The crates with their versions, and the table for the manifest.
fn dependencies(context: &Context, listing: &Listing) -> Result<Option<(String, String)>, Problem> {
    let Some(program) = listing.program(Language::Rust) else {
        return Ok(None);
    };
    let copy = program.copied(&context.recordings.listings.helpers)?;
    let used = crates::used(&copy, context.crates.of(listing.member)?);
    let names: Vec<_> = used.iter().map(|(name, _)| *name).collect();
    let table = crates::table(&context.project.read(listing.member.manifest())?, &names)?;
    Ok(Some((listed(&used), table)))
}

fn listed(versions: &[(&str, &str)]) -> String {
    versions.iter().map(|(name, version)| format!("{name} {version}")).collect::<Vec<_>>().join(", ")
}
