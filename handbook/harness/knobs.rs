//! Runs a listing at every value of its knobs.

use super::Harness;
use super::difference::difference;
use crate::listing::Listing;
use crate::listing::knobs::{self, Knob, Setting};
use crate::listing::transcript::Transcript;
use crate::problem::{Problem, Problems, Source};
use std::collections::BTreeMap;

impl Harness<'_> {
    /// Runs a listing at every value of each of its knobs, one knob at a time. It has to end as it
    /// does without them, and to print the same in both languages; at its default, what it prints
    /// where nothing is set.
    ///
    /// # Errors
    /// For each knob at the first value where that is not so; and where all values do the same.
    pub fn check_knobs(&self, listing: &Listing) -> Result<(), Problems> {
        let manifest = self.project.read(listing.folder().join("listing.toml"))?;
        let mut problems = Problems::new();
        for (name, knob) in &listing.manifest.knobs {
            problems.keep(self.check_knob(listing, name, knob, &manifest));
        }
        problems.or(())
    }

    fn check_knob(
        &self,
        listing: &Listing,
        name: &str,
        knob: &Knob,
        manifest: &Source,
    ) -> Result<(), Problem> {
        let at = |message: String| Problem::at(manifest, knobs::place(name, manifest), message);
        let mut changes = false;
        let mut before: Option<BTreeMap<_, _>> = None;
        for value in knob.values() {
            let setting = Setting { name: name.to_string(), value };
            let mut printed = BTreeMap::new();
            for language in listing.languages() {
                let text = self.observe_with(listing, language, &setting)?;
                let source = Source::new(listing.transcript_path(language), text.as_str());
                Transcript::parse(source, listing.stamped())
                    .map_err(|problem| problem.when(format!("with {setting}, in {}", language.name())))?;
                if value == knob.default {
                    let unset = self.observe(listing, language)?;
                    if let Some(difference) = difference(("not set", &unset), ("set", &text)) {
                        let message = format!(
                            "{setting} is the default, and the {} program prints something else with it",
                            language.name()
                        );
                        return Err(at(message).detail(difference.diff));
                    }
                }
                printed.insert(language, text);
            }
            let texts: Vec<_> = printed.iter().map(|(language, text)| (language.name(), text)).collect();
            if let [(a_name, a), (b_name, b)] = texts.as_slice()
                && listing.manifest.differs.is_none()
                && let Some(difference) = difference((a_name, a), (b_name, b))
            {
                let message = format!("with {setting} the two languages print different transcripts");
                let mend = "take this value out of its range: two timers that end together are a usual cause";
                return Err(at(message).detail(difference.diff).mend(mend));
            }
            changes |= before.is_some_and(|before| before != printed);
            before = Some(printed);
        }
        if changes {
            return Ok(());
        }
        Err(at(format!("`{name}` changes nothing that is printed, at any of its values")))
    }
}
