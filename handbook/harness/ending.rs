//! How a run ended, compared with how it should end. Exit status, exception, and everything that
//! was reported on the way are each part of it.

use super::peer::with_peer;
use super::process::Finished;
use super::report::{Complaint, complaints};
use crate::listing::Language;
use crate::problem::{Problem, Source};
use crate::raises::Expected;

/// How a program should end.
#[derive(Debug, Clone, Copy)]
pub struct Ending<'a> {
    /// The language of the program.
    pub language: Language,
    /// Its exit status; where an exception is expected, the one that follows from it.
    pub status: Option<i32>,
    /// The exception that ends it.
    pub raises: Option<&'a Expected>,
    /// Each complaint, in order.
    pub complaints: Complaints<'a>,
}

/// What a run reports, as it is declared.
#[derive(Debug, Clone, Copy)]
pub enum Complaints<'a> {
    /// By the messages, in `listing.toml`.
    Messages(&'a [String]),
    /// By their kinds, in the tag of a fence.
    Kinds(&'a [String]),
}

impl<'a> Complaints<'a> {
    fn get(&self, index: usize) -> Option<&'a String> {
        match self {
            Self::Messages(all) | Self::Kinds(all) => all.get(index),
        }
    }

    fn is(&self, index: usize, complaint: &Complaint) -> bool {
        let found = match self {
            Self::Messages(_) => &complaint.message,
            Self::Kinds(_) => &complaint.kind,
        };
        self.get(index) == Some(found)
    }
}

/// What is wrong with an ending.
#[derive(Debug)]
pub struct Wrong {
    /// What is wrong, after "this program" or "this fragment".
    pub message: String,
    /// The line of the program that caused it, where that is known.
    pub line: Option<usize>,
    /// What has to be declared, if this ending is right: a key of `listing.toml` and its value, or
    /// the end of a fence's tag.
    pub declare: Option<String>,
}

impl Ending<'_> {
    /// Compares how a program ended with this.
    ///
    /// # Errors
    /// At the first thing that is different.
    pub fn check(&self, finished: &Finished) -> Result<(), Wrong> {
        let wrong = |message: String| Wrong { message, line: None, declare: None };
        let error = finished.report.as_ref().and_then(|report| report.error.as_ref());
        match (self.raises, error) {
            (Some(expected), None) => return Err(wrong(format!("raises nothing, not {expected}"))),
            (Some(expected), Some(error)) if !expected.is(error) => {
                return Err(wrong(format!("raises {error}, not {expected}")));
            }
            (None, Some(error)) if error.name() != "SystemExit" => {
                let first = error.message.lines().next().unwrap_or_default();
                let declare = Some(format!("raises.python = \"{error}\""));
                let message = format!(
                    "ended with {}, not with exit status {}: {}: {first}",
                    finished.ended,
                    self.status.unwrap_or(0),
                    error.name()
                );
                return Err(Wrong { message, line: None, declare });
            }
            _ => {}
        }
        let reported = finished.report.as_ref().filter(|_| self.raises.is_some()).map(|report| report.status);
        if let Some(status) = self.status.or(reported)
            && finished.code != Some(status)
        {
            let message = format!("ended with {}, not with exit status {status}", finished.ended);
            let key = self.language.key();
            let declare = finished.code.map(|code| format!("exit.{key} = {code}"));
            return Err(Wrong { declare, ..wrong(message) });
        }
        if self.language == Language::Python && finished.report.is_none() {
            let message =
                "ended its interpreter, as `os._exit` does, so nothing can report what it left undone";
            return Err(wrong(message.to_string()));
        }
        self.check_complaints(&complaints(finished, self.language))
    }

    fn check_complaints(&self, all: &[Complaint]) -> Result<(), Wrong> {
        let place = match self.complaints {
            Complaints::Messages(_) => "its listing.toml expects",
            Complaints::Kinds(_) => "its tag expects",
        };
        for (index, complaint) in all.iter().enumerate() {
            if self.complaints.is(index, complaint) {
                continue;
            }
            let mut message = format!("writes to standard error: {}", complaint.message);
            if let Some(expected) = self.complaints.get(index) {
                message.push_str(&format!(", where {place}: {expected}"));
            }
            let declare = match self.complaints {
                Complaints::Messages(_) => {
                    let all = all.iter().map(|it| toml::Value::from(&*it.message).to_string());
                    let all: Vec<_> = all.collect();
                    format!("stderr.{} = [{}]", self.language.key(), all.join(", "))
                }
                Complaints::Kinds(_) => {
                    let kinds: Vec<_> = all.iter().map(|it| it.kind.as_str()).collect();
                    format!(",reports,{}", kinds.join(","))
                }
            };
            // Nobody declares more than a few.
            let declare = (all.len() <= 5).then_some(declare);
            return Err(Wrong { message, line: complaint.line, declare });
        }
        match self.complaints.get(all.len()) {
            None => Ok(()),
            Some(missing) => {
                let message = format!("does not write to standard error, as {place}: {missing}");
                Err(Wrong { message, line: None, declare: None })
            }
        }
    }
}

impl Wrong {
    /// The error of a listing's program.
    pub fn of_program(self, source: &Source, finished: &Finished) -> Problem {
        let message = format!("this program {}", self.message);
        let problem = match self.line {
            Some(line) => Problem::on_line(source, line, message),
            None => Problem::in_file(&source.path, message),
        };
        let problem = problem.detail(with_peer(&all_that_was_reported(finished), &finished.peer));
        match self.declare {
            Some(declare) => {
                problem.mend(format!("if this is what it shows, add to its listing.toml: {declare}"))
            }
            None => problem,
        }
    }
}

/// All that a run reported, as text.
pub fn all_that_was_reported(finished: &Finished) -> String {
    let mut all = finished.stderr.clone();
    for complaint in finished.report.iter().flat_map(|report| &report.complaints) {
        all.push_str(&format!("{}\n", complaint.text));
    }
    all + finished.report.as_ref().map_or("", |report| &report.traceback)
}
