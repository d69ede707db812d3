//! Verifies the book: every program, every fragment, every page. The tests and the `check`
//! command hold the same checks, under the same names.

pub mod matrix;
pub mod report;

use crate::harness::fragments::{self, Fragment, Programs};
use crate::harness::{Counts, Harness, Mode};
use crate::listing::member::Member;
use crate::listing::{Language, Listing, Listings};
use crate::markdown::fences::Test;
use crate::markdown::{self, Embeds};
use crate::nearest::suggestion;
use crate::problem::{Problem, Problems};
use crate::project::{CHAPTERS, Project};
use crate::{preprocess, site};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

/// One thing to verify.
#[derive(Debug, Clone)]
pub struct Check<'a> {
    /// The name of its test, as in `listing::gather_page::rust`.
    pub name: String,
    /// What is verified.
    pub subject: Subject<'a>,
}

/// What a check cannot be done without, of that which a machine may lack.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Need {
    /// A Python interpreter.
    Python,
    /// The Python packages of the listings.
    Packages,
    /// A system of the Unix family.
    Unix,
}

/// Why what needs Unix is not done here.
pub const NO_UNIX: &str = "this is no Unix";

/// What is verified.
#[derive(Debug, Clone)]
pub enum Subject<'a> {
    /// That a program prints its transcript.
    Program(&'a Listing, Language),
    /// What a listing's two languages print in common.
    Parity(&'a Listing),
    /// What a listing prints at each value of its knobs.
    Knobs(&'a Listing),
    /// A fence, where it stands.
    Fragment(Fragment),
    /// That a build does not refuse a listing.
    InTheBuild(&'a Listing),
    /// The chapters, expanded from what was recorded.
    Chapters,
    /// The whole site, as built.
    Site,
}

impl Check<'_> {
    fn fragment(&self) -> Option<&Fragment> {
        match &self.subject {
            Subject::Fragment(fragment) => Some(fragment),
            _ => None,
        }
    }

    /// Whether it runs programs of this language and of no other.
    pub fn is_of(&self, language: Language) -> bool {
        match &self.subject {
            Subject::Program(_, of) => *of == language,
            Subject::Fragment(fragment) => fragment.test.language() == Some(language),
            Subject::Parity(_)
            | Subject::Knobs(_)
            | Subject::InTheBuild(_)
            | Subject::Chapters
            | Subject::Site => false,
        }
    }

    /// What it cannot be done without.
    pub fn needs(&self) -> Option<Need> {
        match &self.subject {
            Subject::InTheBuild(_) | Subject::Chapters | Subject::Site => None,
            Subject::Program(listing, language) => needs(listing, *language),
            Subject::Parity(listing) | Subject::Knobs(listing) => {
                listing.languages().filter_map(|it| needs(listing, it)).max()
            }
            Subject::Fragment(fragment) => {
                (fragment.test.language() == Some(Language::Python)).then_some(Need::Python)
            }
        }
    }
}

/// What a listing's program cannot be run without.
fn needs(listing: &Listing, language: Language) -> Option<Need> {
    let unix = (listing.manifest.unix.is_some() && !cfg!(unix)).then_some(Need::Unix);
    let packages = listing.needs_packages(language).then_some(Need::Packages);
    unix.or(packages).or((language == Language::Python).then_some(Need::Python))
}

/// The checks of all listings.
pub fn of_listings(listings: &Listings) -> Vec<Check<'_>> {
    listings.all.values().flat_map(of_listing).collect()
}

fn of_listing(listing: &Listing) -> Vec<Check<'_>> {
    let name = |last: &str| format!("listing::{}::{last}", listing.slug);
    let mut checks: Vec<_> = listing
        .languages()
        .map(|language| Check { name: name(language.key()), subject: Subject::Program(listing, language) })
        .collect();
    if checks.len() > 1 {
        checks.push(Check { name: name("parity"), subject: Subject::Parity(listing) });
    }
    if !listing.manifest.knobs.is_empty() {
        checks.push(Check { name: name("knobs"), subject: Subject::Knobs(listing) });
    }
    checks
}

/// The checks of fragments. Questions are answered by the chapter's own check.
pub fn of_fragments<'a>(fragments: impl IntoIterator<Item = Fragment>) -> impl Iterator<Item = Check<'a>> {
    let tested = fragments.into_iter().filter(|fragment| fragment.test != Test::Predict);
    tested.map(|fragment| Check { name: fragment.name(), subject: Subject::Fragment(fragment) })
}

/// The checks of what is named: listings by slug, chapters by path; all there is where nothing is.
///
/// # Errors
/// At each name that neither a listing nor a chapter has, and at each fence whose tag is not known.
pub fn of_named<'a>(
    project: &Project,
    listings: &'a Listings,
    names: &[String],
) -> Result<Vec<Check<'a>>, Problems> {
    let all = fragments::fragments(project);
    if names.is_empty() {
        let mut checks = of_listings(listings);
        checks.extend(of_fragments(all?));
        checks.push(Check { name: "book".into(), subject: Subject::Site });
        return Ok(checks);
    }
    let chapters = markdown::chapters(project)?;
    let embeds = Embeds::in_chapters(&chapters);
    let mut problems = Problems::new();
    let (mut slugs, mut paths) = (BTreeSet::new(), Vec::new());
    for name in names {
        let chapter = chapters.iter().find(|chapter| is_named(&chapter.path, name));
        if let Some(chapter) = chapter {
            paths.push(chapter.path.clone());
            let embedded = listings
                .all
                .keys()
                .filter(|slug| embeds.of(slug).iter().any(|(path, _)| *path == chapter.path));
            slugs.extend(embedded.cloned());
        } else if listings.get(name).is_ok() {
            slugs.insert(name.clone());
        } else {
            let known = listings.all.keys().map(String::as_str);
            let known = known.chain(chapters.iter().filter_map(|chapter| chapter.path.to_str()));
            let problem =
                Problem::in_file(Member::Listings.root(), format!("no listing or chapter is named `{name}`"));
            problems.push(problem.mend(suggestion(name, known)));
        }
    }
    let mut checks: Vec<_> = slugs.iter().flat_map(|slug| of_listing(&listings.all[slug])).collect();
    checks.extend(slugs.iter().map(|slug| Check {
        name: format!("listing::{slug}::build"),
        subject: Subject::InTheBuild(&listings.all[slug]),
    }));
    if !paths.is_empty() {
        let all = problems.keep(all).unwrap_or_default();
        checks.extend(of_fragments(all.into_iter().filter(|fragment| paths.contains(&fragment.source.path))));
        checks.push(Check { name: "chapters".into(), subject: Subject::Chapters });
    }
    problems.or(checks)
}

/// Whether a chapter is meant: `src/patterns/gather.md`, `patterns/gather.md`, `patterns/gather`.
fn is_named(chapter: &Path, name: &str) -> bool {
    let name = PathBuf::from(name);
    [name.clone(), name.with_extension("md")]
        .iter()
        .any(|name| chapter == name || chapter == Path::new(CHAPTERS).join(name))
}

/// Does the checks.
#[derive(Debug)]
pub struct Verifier<'a> {
    project: &'a Project,
    harness: Harness<'a>,
    fragments: Vec<Fragment>,
    programs: OnceLock<Result<Programs, Problem>>,
    expanded: OnceLock<Result<(), Problems>>,
}

impl<'a> Verifier<'a> {
    /// For these checks. Nothing is compiled before the first check that needs it.
    pub fn new(project: &'a Project, listings: &'a Listings, checks: &[Check], mode: Mode) -> Self {
        let slugs = checks.iter().filter_map(|check| match &check.subject {
            Subject::Program(listing, _) | Subject::Parity(listing) | Subject::Knobs(listing) => {
                Some(listing.slug.as_str())
            }
            _ => None,
        });
        Self {
            project,
            harness: Harness::new(project, listings, &slugs.collect(), mode),
            fragments: checks.iter().filter_map(|check| check.fragment().cloned()).collect(),
            programs: OnceLock::new(),
            expanded: OnceLock::new(),
        }
    }

    /// Why the checks that need this cannot be done, if they cannot.
    pub fn missing(&self, need: Need) -> Option<&str> {
        match need {
            Need::Python => self.harness.interpreter().err().map(String::as_str),
            Need::Packages => self.harness.interpreter_with_packages().err().map(String::as_str),
            Need::Unix => (!cfg!(unix)).then_some(NO_UNIX),
        }
    }

    /// How many of the listings' programs were run so far.
    pub fn counts(&self) -> Counts {
        self.harness.counts()
    }

    /// Does a check.
    ///
    /// # Errors
    /// All that it finds wrong.
    pub fn run(&self, check: &Check) -> Result<(), Problems> {
        match &check.subject {
            Subject::Program(listing, language) => self.harness.check(listing, *language)?,
            Subject::Parity(listing) => self.harness.check_parity(listing)?,
            Subject::Knobs(listing) => self.harness.check_knobs(listing)?,
            Subject::Fragment(fragment) => self.fragment(fragment)?,
            Subject::InTheBuild(listing) => self.in_the_build(listing)?,
            Subject::Chapters => preprocess::expand(self.project).map(|_| ())?,
            Subject::Site => site::build::verify(self.project)?,
        }
        Ok(())
    }

    /// What a build finds wrong in the folder of a listing. The chapters are expanded once.
    fn in_the_build(&self, listing: &Listing) -> Result<(), Problems> {
        let expanded = self.expanded.get_or_init(|| preprocess::expand(self.project).map(|_| ()));
        let mut problems = Problems::new();
        let folder = listing.folder();
        for problem in expanded.as_ref().err().iter().flat_map(|all| all.iter()) {
            if problem.path().starts_with(&folder) {
                problems.push(problem.clone());
            }
        }
        problems.or(())
    }

    fn fragment(&self, fragment: &Fragment) -> Result<(), Problem> {
        match &fragment.test {
            Test::Python | Test::PythonRaises(_) => {
                let interpreter = self.harness.interpreter();
                let interpreter =
                    interpreter.map_err(|missing| Problem::in_file(&fragment.source.path, missing))?;
                fragments::run_python(self.project, fragment, interpreter)
            }
            Test::CompileFail(code) => {
                fragments::fail_to_compile(self.project, fragment, code, self.harness.compiler()?)
            }
            Test::Rust | Test::RustStatements => {
                let compiler = self.harness.compiler()?;
                let programs = || Programs::of(compiler.0, &self.fragments);
                let programs = self.programs.get_or_init(programs).as_ref().map_err(Clone::clone)?;
                fragments::run_rust(self.project, fragment, programs, compiler)
            }
            Test::Console => fragments::check_commands(fragment),
            Test::Predict => Ok(()),
        }
    }
}
