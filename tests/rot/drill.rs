//! A copy of the book that is edited, verified and put back.

use crate::mutations::{Edit, Expect, Mutation};
use crate::support::scratch::Scratch;
use handbook::harness::toolchain::Toolchain;
use handbook::harness::{self, Mode};
use handbook::listing::Listings;
use handbook::preprocess;
use handbook::problem::{Problem, Problems};
use handbook::project::Project;
use handbook::site::build;
use handbook::verify::{self, Verifier};
use std::fs;
use std::path::Path;

/// What came of an edit.
pub enum Outcome {
    /// It was found where it is; or, where it is harmless, nothing was said.
    Right,
    /// Nothing was said of it.
    Missed,
    /// Something else was said.
    Misplaced(String),
}

/// A copy of all that the book is made from.
pub struct Copy {
    scratch: Scratch,
    project: Project,
}

impl Copy {
    /// Made anew.
    pub fn new() -> Self {
        let scratch = Scratch::whole();
        let project = Project::at(scratch.path("")).compiled_in(crate::support::project().target());
        Self { scratch, project }
    }

    /// Makes an edit, verifies, and takes the edit back.
    pub fn try_out(&self, mutation: &Mutation) -> Outcome {
        let before = Toolchain::find(&self.project).map(|it| it.key().to_string()).unwrap_or_default();
        let aside = tempfile::tempdir().expect("a temporary folder");
        for (index, path) in mutation.touched().iter().enumerate() {
            let (from, to) = (self.scratch.path(path), aside.path().join(index.to_string()));
            if from.exists() {
                crate::support::scratch::copy(&from, &to);
            }
        }
        mutation.edits.iter().for_each(|edit| self.make(edit));
        let outcome = match &mutation.expect {
            Expect::NewKey => {
                let after = Toolchain::find(&self.project).map(|it| it.key().to_string()).unwrap_or_default();
                if before == after { Outcome::Missed } else { Outcome::Right }
            }
            Expect::Hang => self.hangs(mutation),
            Expect::Problems(places) => {
                let problems = self.verify(mutation);
                let all: Vec<_> = problems.iter().collect();
                let found = |place: &crate::mutations::Place| all.iter().any(|problem| place.fits(problem));
                match (all.is_empty(), places.is_empty()) {
                    (true, true) => Outcome::Right,
                    (true, false) => Outcome::Missed,
                    (false, false) if places.iter().all(found) => Outcome::Right,
                    _ => Outcome::Misplaced(problems.to_string()),
                }
            }
            Expect::FirstDifference(path) => self.differs(mutation, path),
        };
        for (index, path) in mutation.touched().iter().enumerate() {
            let (to, from) = (self.scratch.path(path), aside.path().join(index.to_string()));
            if to.exists() {
                self.scratch.remove(path);
            }
            if from.exists() {
                crate::support::scratch::copy(&from, &to);
            }
        }
        outcome
    }

    fn make(&self, edit: &Edit) {
        match edit {
            Edit::Write(path, text) => self.scratch.write(path, text),
            Edit::Remove(path) => self.scratch.remove(path),
            Edit::Rename(from, to) => {
                fs::rename(self.scratch.path(from), self.scratch.path(to)).expect("it can be renamed");
            }
            Edit::Copy(from, to) => {
                crate::support::scratch::copy(&self.scratch.path(from), &self.scratch.path(to));
            }
            Edit::Record(slug) => {
                harness::record(&self.project, &[slug.to_string()], |_, _| ()).expect("it can be recorded");
            }
        }
    }

    /// What `handbook check` would say, without the listings and fragments that the edit leaves alone.
    fn verify(&self, mutation: &Mutation) -> Problems {
        let mut problems = Problems::new();
        if let Some(listings) = problems.keep(Listings::read(&self.project))
            && !mutation.concerned.is_empty()
            && let Some(checks) =
                problems.keep(verify::of_named(&self.project, &listings, &mutation.concerned))
        {
            let verifier = Verifier::new(&self.project, &listings, &checks, Mode::Changed);
            for check in &checks {
                problems.keep(verifier.run(check));
            }
        }
        let expanded = problems.keep(preprocess::expand(&self.project));
        if expanded.is_some() && mutation.on_the_site {
            problems.keep(build::verify(&self.project));
        }
        problems
    }

    /// A changed delay may change what is printed: then the first changed line is named. Where it
    /// does not, the change of the program is.
    fn differs(&self, mutation: &Mutation, path: &str) -> Outcome {
        let recorded = self.scratch.read(path);
        let problems = self.verify(mutation);
        let all: Vec<_> = problems.iter().collect();
        let changed =
            all.iter().any(|problem| problem.message().contains("changed since its transcript was recorded"));
        // The diff's first removed or added line, against the line that the problem is at.
        let told = all.iter().find(|problem| problem.message().contains("no longer prints this transcript"));
        let right = match told {
            None => all.iter().all(|problem| !problem.message().contains("no longer prints")),
            Some(problem) => first_difference(problem, &recorded) == problem.position().map(|(line, _)| line),
        };
        match (all.is_empty(), changed && right) {
            (true, _) => Outcome::Missed,
            (false, true) => Outcome::Right,
            (false, false) => Outcome::Misplaced(problems.to_string()),
        }
    }

    /// With a time limit of two seconds, so by the command in a process of its own.
    fn hangs(&self, mutation: &Mutation) -> Outcome {
        let mut command = self.scratch.command();
        command.env("HANDBOOK_TIME_LIMIT", "2").arg("check").args(&mutation.concerned);
        let output = command.output().expect("the command runs");
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        let path = mutation.touched().remove(0);
        if output.status.success() {
            Outcome::Missed
        } else if said.contains("was still running after 2 s") && said.contains(&path) {
            Outcome::Right
        } else {
            Outcome::Misplaced(said)
        }
    }
}

/// The first line of the recorded transcript that is not printed any more, by the diff that is shown.
fn first_difference(problem: &Problem, recorded: &str) -> Option<usize> {
    let diff = problem.evidence()?;
    let header = diff.lines().find_map(|line| line.strip_prefix("@@ -"))?;
    let first: usize = header.split([',', ' ']).next()?.parse().ok()?;
    let unchanged = diff.lines().skip_while(|line| !line.starts_with("@@")).skip(1);
    let line = first + unchanged.take_while(|line| line.starts_with(' ')).count();
    Some(line.min(recorded.lines().count()))
}

impl crate::mutations::Place {
    fn fits(&self, problem: &Problem) -> bool {
        let line = problem.position().map(|(line, _)| line);
        Path::new(&self.path) == problem.path()
            && self.line.is_none_or(|expected| line == Some(expected))
            && problem.to_string().contains(&self.says)
    }
}
