//! Tests the fences that stand in the chapters.

use super::cache::Cache;
use super::compile::{Compiled, Unit, compile};
use super::diagnostics;
use super::ending::{Complaints, Ending, Wrong, all_that_was_reported};
use super::interpreter::{Call, Interpreter};
use super::process::{self, Fault, Finished, Limits};
use super::toolchain::Toolchain;
use crate::children;
use crate::cli::Cli;
use crate::listing::lock::hash;
use crate::listing::member::Member;
use crate::listing::{Language, VIRTUAL_TIME};
use crate::markdown;
use crate::markdown::chapter::Chapter;
use crate::markdown::fences::Test;
use crate::problem::{Problem, Problems, Source, shown};
use crate::project::Project;
use clap::Parser;
use std::sync::OnceLock;

/// Texts with fragments besides the chapters, relative to the project's root.
pub const BESIDES: [&str; 2] = ["README.md", "CONTRIBUTING.md"];

/// A fence that is tested where it stands.
#[derive(Debug, Clone)]
pub struct Fragment {
    /// The text it stands in.
    pub source: Source,
    /// How it is tested.
    pub test: Test,
    /// The line of its first backtick, counted from 1.
    pub line: usize,
    /// The kinds of what its run reports on standard error, in order.
    reports: Vec<String>,
    code: String,
}

impl Fragment {
    /// The name of its test: `fragment::src/faq.md::12`.
    pub fn name(&self) -> String {
        format!("fragment::{}::{}", shown(&self.source.path), self.line)
    }

    /// The program, if it is one in Rust. Its lines have the numbers that they have in the chapter.
    fn program(&self) -> Option<String> {
        let code = &self.code;
        match self.test {
            Test::Rust => Some(format!("{}{code}", "\n".repeat(self.line))),
            Test::RustStatements => {
                let before = "\n".repeat(self.line - 1);
                Some(format!(
                    "{before}#[tokio::main(flavor = \"current_thread\")] async fn main() {{\n{code}}}\n"
                ))
            }
            _ => None,
        }
    }

    /// That it did not run to its end.
    fn stopped(&self, fault: Fault) -> Problem {
        let (what, printed) = fault.explain();
        self.problem(format!("this fragment {what}")).detail(printed)
    }

    fn problem(&self, message: String) -> Problem {
        Problem::on_line(&self.source, self.line, message)
    }

    /// That it ended in another way than its tag says. Its lines have the numbers of the chapter.
    fn wrong(&self, wrong: Wrong, finished: &Finished) -> Problem {
        let message = format!("this fragment {}", wrong.message);
        let problem = Problem::on_line(&self.source, wrong.line.unwrap_or(self.line), message);
        let problem = problem.detail(all_that_was_reported(finished));
        match wrong.declare {
            Some(declare) if declare.starts_with(',') => {
                problem.mend(format!("if this is what it shows, end its tag with: {declare}"))
            }
            _ => problem,
        }
    }
}

/// Every text with fragments: the chapters, and [`BESIDES`].
///
/// # Errors
/// If one of them cannot be read.
pub fn sources(project: &Project) -> Result<Vec<Chapter>, Problems> {
    let mut sources = markdown::chapters(project)?;
    let mut problems = Problems::new();
    for path in BESIDES {
        sources.extend(problems.keep(project.read(path)).map(Chapter::new));
    }
    problems.or(sources)
}

/// Every fragment of the chapters, of README.md and of CONTRIBUTING.md.
///
/// # Errors
/// At each fence whose tag is not known.
pub fn fragments(project: &Project) -> Result<Vec<Fragment>, Problems> {
    let mut all = Vec::new();
    let mut problems = Problems::new();
    for source in sources(project)? {
        source.wrong_fences.iter().for_each(|problem| problems.push(problem.clone()));
        all.extend(source.fences.iter().map(|fence| Fragment {
            line: source.line_of(fence.span.start),
            source: Source::clone(&source),
            test: fence.test.clone(),
            reports: fence.reports.clone(),
            code: fence.code.clone(),
        }));
    }
    problems.or(all)
}

/// Runs a Python fragment: it must end well, or with the exception that its tag names. Either way
/// it must report nothing else.
///
/// # Errors
/// If it ends in any other way.
pub fn run_python(project: &Project, fragment: &Fragment, interpreter: &Interpreter) -> Result<(), Problem> {
    let failed = |error: std::io::Error| fragment.problem(format!("no temporary folder: {error}"));
    let folder = tempfile::tempdir().map_err(failed)?;
    let file = folder.path().join("fragment.py");
    // The lines keep their numbers, so that a traceback points into the chapter.
    std::fs::write(&file, "\n".repeat(fragment.line) + &fragment.code).map_err(failed)?;
    let arguments = ["--real".to_string(), file.display().to_string()];
    let call = Call { arguments: &arguments, folder: folder.path(), environment: &[], another_date: false };
    let finished =
        interpreter.run(&project.path(VIRTUAL_TIME), &call).map_err(|fault| fragment.stopped(fault))?;
    let raises = match &fragment.test {
        Test::PythonRaises(expected) => Some(expected),
        _ => None,
    };
    let status = if raises.is_some() { None } else { Some(0) };
    let ending = Ending {
        language: Language::Python,
        status,
        raises,
        complaints: Complaints::Kinds(&fragment.reports),
    };
    ending.check(&finished).map_err(|wrong| fragment.wrong(wrong, &finished))
}

/// The Rust fragments that are compiled together.
#[derive(Debug)]
pub struct Programs {
    units: Vec<Unit>,
    compiled: OnceLock<Compiled>,
}

impl Programs {
    /// Of these fragments. Nothing is compiled yet.
    ///
    /// # Errors
    /// If a fragment cannot be written for the compiler.
    pub fn of<'a>(cache: &Cache, fragments: impl IntoIterator<Item = &'a Fragment>) -> Result<Self, Problem> {
        let mut units = Vec::new();
        for fragment in fragments {
            units.extend(fragment.program().map(|text| unit(cache, fragment, text)).transpose()?);
        }
        Ok(Self { units, compiled: OnceLock::new() })
    }
}

/// Compiles and runs a fragment: it must end well.
///
/// # Errors
/// If it does not compile or ends in any other way.
pub fn run_rust(
    project: &Project,
    fragment: &Fragment,
    programs: &Programs,
    (cache, toolchain): (&Cache, &Toolchain),
) -> Result<(), Problem> {
    let all = || compile(project, toolchain, cache, &programs.units);
    let program = match programs.compiled.get_or_init(all).get(&fragment.name()) {
        Some(program) => program.clone()?,
        None => return Err(fragment.problem("this fragment was not asked for".into())),
    };
    let folder =
        tempfile::tempdir().map_err(|error| fragment.problem(format!("no temporary folder: {error}")))?;
    let mut command = program.command();
    command.current_dir(folder.path());
    let finished = process::run(&mut command, Limits::default()).map_err(|fault| fragment.stopped(fault))?;
    let ending = Ending {
        language: Language::Rust,
        status: Some(0),
        raises: None,
        complaints: Complaints::Kinds(&fragment.reports),
    };
    ending.check(&finished).map_err(|wrong| fragment.wrong(wrong, &finished))
}

/// The fragment as the compiler reads it: a file of the cache.
fn unit(cache: &Cache, fragment: &Fragment, text: String) -> Result<Unit, Problem> {
    let file = cache
        .text("fragments", &format!("{}.rs", hash([("fragment", &*text)])), &text)
        .map_err(|error| fragment.problem(format!("cannot be written for the compiler: {error}")))?;
    let source = fragment.source.clone();
    Ok(Unit { name: fragment.name(), file, text, source, member: Member::Listings })
}

/// Compiles a fragment that must not compile, and checks that it fails for the stated reason.
///
/// # Errors
/// If it compiles, or fails with another error code.
pub fn fail_to_compile(
    project: &Project,
    fragment: &Fragment,
    code: &str,
    (cache, toolchain): (&Cache, &Toolchain),
) -> Result<(), Problem> {
    let failed = |error: std::io::Error| fragment.problem(format!("rustc could not be run: {error}"));
    let folder = tempfile::tempdir().map_err(failed)?;
    let file = folder.path().join("fragment.rs");
    std::fs::write(&file, &fragment.code).map_err(failed)?;
    let mut command = toolchain.command(project, toolchain.crates(project, cache, Member::Listings)?);
    command.args(["--crate-type", "lib", "--emit", "metadata", "--out-dir"]).arg(folder.path()).arg(&file);
    let output = children::output(&mut command).map_err(failed)?;
    if output.status.success() {
        return Err(fragment.problem(format!("this fragment compiles, but should fail with {code}")));
    }
    let errors = diagnostics::errors(&output.stderr);
    let mut codes: Vec<_> =
        errors.iter().filter_map(|error| Some(error.code.as_ref()?.code.as_str())).collect();
    codes.sort_unstable();
    codes.dedup();
    if codes != [code] {
        let codes = if codes.is_empty() { "an error without a code".to_string() } else { codes.join(", ") };
        let rendered: String = errors.iter().map(diagnostics::Diagnostic::text).collect();
        let problem = fragment.problem(format!("this fragment fails with {codes}, not with {code} alone"));
        return Err(problem.detail(rendered));
    }
    Ok(())
}

/// Holds commands against this project's own command line: each is `cargo run` or
/// `cargo test`, and what follows `cargo run --` is understood.
///
/// # Errors
/// At a command that is neither, or that the handbook's command refuses.
pub fn check_commands(fragment: &Fragment) -> Result<(), Problem> {
    for (index, line) in fragment.code.lines().enumerate() {
        let wrong =
            |message: String| Err(Problem::on_line(&fragment.source, fragment.line + 1 + index, message));
        let words: Vec<_> = line.split_whitespace().collect();
        match words.as_slice() {
            ["cargo", "test"]
            | ["cargo", "test", "--test", _]
            | ["cargo", "test", "--test", _, _]
            | ["cargo", "run"]
            | ["cargo", "run", "--package", "speed", ..] => {}
            ["cargo", "run", "--", arguments @ ..] => {
                if let Err(error) = Cli::try_parse_from(["handbook"].iter().chain(arguments)) {
                    return wrong(format!("the handbook's command does not understand this: {error}"));
                }
            }
            _ => return wrong("this is no command that can be checked here".into()),
        }
    }
    Ok(())
}
