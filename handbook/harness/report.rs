//! What outcome.py reports about a Python program, and what Rust programs write when they panic:
//! every problem that a run reports is one [`Complaint`].

use super::process::Finished;
use crate::listing::Language;
use serde::{Deserialize, Serialize};

/// How a Python program ended, as its interpreter describes it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    /// Its exit status.
    pub status: i32,
    /// The exception that ended it, if one did.
    pub error: Option<Raised>,
    /// The traceback of that exception.
    pub traceback: String,
    /// What the interpreter reported on the way, in order.
    pub complaints: Vec<Complaint>,
}

/// An exception.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Raised {
    /// Every name under which its class can be found, the shortest first.
    pub names: Vec<String>,
    /// Its text, which may have several lines.
    pub message: String,
    /// The notes that were added to it.
    pub notes: Vec<String>,
    /// What is in it, if it is a group.
    pub members: Vec<Raised>,
    /// The exception that it was raised from.
    pub cause: Option<Box<Raised>>,
    /// The exception that was handled when it was raised.
    pub context: Option<Box<Raised>>,
}

/// One problem that a run reported.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Complaint {
    /// What reported it: the class of a warning, `log`, `ignored`, `thread`, `end`, `panic`, or
    /// `line` for what was written to standard error.
    pub kind: String,
    /// Its message, in one line.
    pub message: String,
    /// The line of the program that caused it, where that is known.
    pub line: Option<usize>,
    /// All of it, as it would be printed.
    pub text: String,
}

impl Raised {
    /// The name of its class, as a tag would write it.
    pub fn name(&self) -> &str {
        self.names.first().map_or("?", String::as_str)
    }
}

impl std::fmt::Display for Raised {
    /// As in `ExceptionGroup[ValueError,KeyError]`.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}", self.name())?;
        if self.members.is_empty() {
            return match self.name() {
                "SystemExit" if !self.message.is_empty() => write!(f, "[{}]", self.message),
                _ => Ok(()),
            };
        }
        let members: Vec<_> = self.members.iter().map(ToString::to_string).collect();
        write!(f, "[{}]", members.join(","))
    }
}

/// Every problem that a run reported: what the interpreter said, each panic, and each line that
/// was written to standard error.
pub fn complaints(finished: &Finished, language: Language) -> Vec<Complaint> {
    let mut all = finished.report.as_ref().map(|report| report.complaints.clone()).unwrap_or_default();
    all.extend(written(&finished.stderr, language));
    all
}

impl Complaint {
    fn new(kind: &str, message: &str, text: &str) -> Self {
        Self { kind: kind.into(), message: message.into(), line: None, text: text.into() }
    }
}

/// What a program wrote to standard error: a panic of Rust or a traceback of Python is one
/// complaint, any other line is one.
fn written(stderr: &str, language: Language) -> Vec<Complaint> {
    let mut found: Vec<Complaint> = Vec::new();
    let mut inside = false;
    for line in stderr.lines() {
        let begins = match language {
            Language::Rust => is_panic(line),
            Language::Python => line == "Traceback (most recent call last):",
        };
        if begins {
            inside = true;
            let kind = if language == Language::Rust { "panic" } else { "traceback" };
            found.push(Complaint::new(kind, "", line));
        } else if inside && line.starts_with("note: run with `RUST_BACKTRACE=1`") {
            inside = false;
        } else if let Some(last) = found.last_mut().filter(|_| inside) {
            last.text.push_str(&format!("\n{line}"));
            match language {
                // Only the first panic of a program is followed by a note.
                Language::Rust if line.is_empty() => inside = false,
                Language::Rust if last.message.is_empty() => last.message = line.to_string(),
                Language::Rust => last.message.push_str(&format!(" {}", line.trim())),
                // The frames are indented, the exception is not.
                Language::Python if line.starts_with(' ') => {}
                Language::Python => {
                    last.message = line.to_string();
                    inside = false;
                }
            }
        } else if !line.trim().is_empty() {
            found.push(Complaint::new("line", line, line));
        }
    }
    found
}

/// `thread 'main' (7) panicked at src/main.rs:3:5:`; older compilers write no number.
fn is_panic(line: &str) -> bool {
    line.starts_with("thread '")
        && line.contains("' ")
        && line.contains("panicked at ")
        && line.ends_with(':')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn messages(stderr: &str, language: Language) -> Vec<String> {
        written(stderr, language).into_iter().map(|it| it.message).collect()
    }

    #[test]
    fn a_panic_is_one_complaint_and_every_other_line_is_one() {
        let panic = "\nthread 'main' (1) panicked at src/main.rs:7:5:\nno price\nnote: run with `RUST_BACKTRACE=1` environment variable to display a backtrace\n";
        assert_eq!(messages(panic, Language::Rust), ["no price"]);
        let second = "\nthread 'worker' (2) panicked at src/main.rs:9:5:\nassertion failed\n  left: 1\n";
        let both = format!("{panic}{second}\nleft over\n");
        assert_eq!(messages(&both, Language::Rust), ["no price", "assertion failed left: 1", "left over"]);
        assert_eq!(messages(panic, Language::Python).len(), 3);
        let trace = "ERROR: no answer\nTraceback (most recent call last):\n  File \"a.py\", line 1\nKeyError: 1\nlater\n";
        assert_eq!(messages(trace, Language::Python), ["ERROR: no answer", "KeyError: 1", "later"]);
    }
}
