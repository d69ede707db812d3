//! Says what came of the checks: with progress to a person, as JSON to a program, and as
//! annotations where GitHub runs them.

use super::{Check, Verifier};
use crate::harness::{self, Counts};
use crate::problem::{Problem, Problems};
use indicatif::{ProgressBar, ProgressStyle};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Mutex;
use std::sync::PoisonError;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

/// How the verdicts are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// For a person.
    Text,
    /// A JSON object on each line.
    Json,
}

/// What came of a check.
#[derive(Debug)]
enum Verdict {
    Passed,
    Failed(Problems),
    /// What it needs is not there.
    Skipped,
}

/// How many checks ended how.
#[derive(Debug, Default, Serialize)]
pub struct Summary {
    passed: usize,
    failed: usize,
    skipped: usize,
    /// Programs run for it.
    programs_run: usize,
    /// Programs whose last run still holds, because nothing that could change it has changed.
    programs_unchanged: usize,
    seconds: f64,
}

/// Does the checks, several at once, and says what came of them. Returns all that is wrong.
/// With `required`, a check whose tool is missing is wrong.
pub fn run(verifier: &Verifier, checks: &[Check], form: Form, required: bool) -> Problems {
    let started = Instant::now();
    let needs: BTreeSet<_> = checks.iter().filter_map(Check::needs).collect();
    let missing: BTreeMap<_, _> =
        needs.into_iter().filter_map(|need| Some((need, verifier.missing(need)?))).collect();
    for line in missing.values().collect::<BTreeSet<_>>() {
        eprintln!("{line} (what needs it {})", if required { "fails" } else { "is skipped" });
    }
    let out = Out { form, bar: bar(checks.len(), form), annotate: annotates() };
    let (next, verdicts) = (AtomicUsize::new(0), Mutex::new(Vec::new()));
    std::thread::scope(|scope| {
        for _ in 0..harness::cores() {
            scope.spawn(|| {
                // From the last: the site takes longest, and the programs are compiled beside it.
                while let Some(check) = checks.iter().rev().nth(next.fetch_add(1, Ordering::Relaxed)) {
                    let lacks = check.needs().is_some_and(|need| missing.contains_key(&need));
                    let skipped = lacks && !required;
                    let verdict = match (!skipped).then(|| verifier.run(check)) {
                        None => Verdict::Skipped,
                        Some(Ok(())) => Verdict::Passed,
                        Some(Err(problems)) => Verdict::Failed(problems),
                    };
                    out.tell(check, &verdict);
                    verdicts.lock().unwrap_or_else(PoisonError::into_inner).push(verdict);
                }
            });
        }
    });
    let Counts { run, unchanged } = verifier.counts();
    let mut summary = Summary { programs_run: run, programs_unchanged: unchanged, ..Summary::default() };
    let mut problems = Problems::new();
    for verdict in verdicts.into_inner().unwrap_or_else(PoisonError::into_inner) {
        match verdict {
            Verdict::Passed => summary.passed += 1,
            Verdict::Skipped => summary.skipped += 1,
            Verdict::Failed(wrong) => {
                summary.failed += 1;
                problems.keep::<()>(Err(wrong));
            }
        }
    }
    summary.seconds = started.elapsed().as_secs_f64();
    out.conclude(&summary);
    problems
}

/// Where the verdicts go.
struct Out {
    form: Form,
    bar: ProgressBar,
    annotate: bool,
}

impl Out {
    fn tell(&self, check: &Check, verdict: &Verdict) {
        self.bar.inc(1);
        let problems: &[Problem] = match verdict {
            Verdict::Failed(problems) => &problems.iter().cloned().collect::<Vec<_>>(),
            _ => &[],
        };
        let line = match (self.form, verdict) {
            (Form::Json, _) => json(check, verdict, problems),
            (Form::Text, Verdict::Failed(_)) => format!("{}: FAILED", check.name),
            (Form::Text, Verdict::Skipped) => format!("{}: skipped", check.name),
            (Form::Text, Verdict::Passed) => String::new(),
        };
        self.bar.suspend(|| {
            if !line.is_empty() {
                println!("{line}");
            }
            if self.annotate {
                problems.iter().for_each(|problem| println!("{}", annotation(&check.name, problem)));
            }
        });
    }

    fn conclude(&self, summary: &Summary) {
        self.bar.finish_and_clear();
        let Summary { passed, failed, skipped, programs_run, programs_unchanged, seconds } = summary;
        match self.form {
            Form::Json => println!("{}", serde_json::json!({ "summary": summary })),
            Form::Text => {
                let skipped = if *skipped > 0 { format!(", {skipped} skipped") } else { String::new() };
                let counts = Counts { run: *programs_run, unchanged: *programs_unchanged };
                println!("{passed} checks passed, {failed} failed{skipped} in {seconds:.1} s: {counts}");
            }
        }
    }
}

/// Drawn on standard error, and only where that is a terminal.
fn bar(length: usize, form: Form) -> ProgressBar {
    if form == Form::Json {
        return ProgressBar::hidden();
    }
    let style = ProgressStyle::with_template("{bar:30} {pos} of {len} checks, {elapsed}");
    let bar = ProgressBar::new(length as u64);
    bar.enable_steady_tick(std::time::Duration::from_millis(100));
    bar.with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
}

fn json(check: &Check, verdict: &Verdict, problems: &[Problem]) -> String {
    let verdict = match verdict {
        Verdict::Passed => "passed",
        Verdict::Failed(_) => "failed",
        Verdict::Skipped => "skipped",
    };
    let problems: Vec<_> = problems
        .iter()
        .map(|problem| {
            let (line, column) = problem.position().unzip();
            serde_json::json!({
                "path": problem.shown_path(), "line": line, "column": column, "message": problem.message(),
                "detail": problem.evidence(), "mend": problem.advice(),
            })
        })
        .collect();
    serde_json::json!({ "check": check.name, "verdict": verdict, "problems": problems }).to_string()
}

/// GitHub shows an annotation beside the line that it is about.
fn annotates() -> bool {
    std::env::var_os("GITHUB_ACTIONS").is_some_and(|value| value == "true")
}

/// A workflow command, escaped as GitHub's documentation of them says.
fn annotation(title: &str, problem: &Problem) -> String {
    let escaped = |text: &str| text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A");
    let property = |text: &str| escaped(text).replace(':', "%3A").replace(',', "%2C");
    let place = problem.position().map(|(line, column)| format!(",line={line},col={column}"));
    let mut message = problem.message().to_string();
    for more in problem.evidence().into_iter().chain(problem.advice()) {
        message.push('\n');
        message.push_str(more);
    }
    let (path, place) = (property(&problem.shown_path()), place.unwrap_or_default());
    format!("::error file={path}{place},title={}::{}", property(title), escaped(&message))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::problem::Source;

    #[test]
    fn an_annotation_keeps_its_path_its_line_and_its_text_apart() {
        let source = Source::new("src/a,b.md", "one\ntwo\n");
        let problem = Problem::at(&source, 5..6, "50 % of it: wrong").detail("a\nb").mend("c");
        assert_eq!(
            annotation("listing::a::rust", &problem),
            "::error file=src/a%2Cb.md,line=2,col=2,title=listing%3A%3Aa%3A%3Arust::50 %25 of it: wrong%0Aa%0Ab%0Ac"
        );
    }
}
