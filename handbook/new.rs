//! `new`: a listing to begin with, recorded like any other.

use crate::harness::{self, python};
use crate::listing::member::Member;
use crate::listing::{Listings, skeleton};
use crate::problem::{Problem, Problems, shown};
use crate::project::Project;

/// Writes a small listing in both languages, records it, and says what to do next.
///
/// # Errors
/// If it cannot have this name, if the other listings are not sound, or if it cannot be recorded.
/// Nothing is left of it then.
pub fn new(project: &Project, member: Member, slug: &str) -> Result<String, Problems> {
    let folder = skeleton::folder(project, member, slug)?;
    let failed = |problems: Problems| {
        Problem::in_file(&folder, "the new listing could not be recorded, so it was not kept")
            .detail(problems.to_string())
    };
    python::find().map_err(|missing| failed(Problem::in_file(&folder, missing).into()))?;
    let listings = Listings::read(project)?;
    let written = skeleton::write(project, member, slug, &listings.helpers.python.text)?;
    harness::record(project, &[slug.to_string()], false, |_, _| {}).map_err(failed)?;
    written.keep();
    let transcript = project.read(folder.join("transcript.txt"))?;
    let folder = shown(&folder);
    Ok(format!(
        "\
{folder} holds a small program in Python and Rust, and what both print:

{transcript}
Next:
1. Write your own programs into its main.py and main.rs, and its title into listing.toml.
2. Record what they print: cargo run -- record {slug}
3. Show it in a chapter in src/, with this line alone and an empty line after it:

{{{{#listing {slug}}}}}",
        transcript = transcript.text,
    ))
}
