//! A listing's source in one language: as it stands, as the page shows it, as the reader copies it.

use super::Language;
use crate::nearest::suggestion;
use crate::problem::{Problem, Source};
use std::collections::BTreeMap;

/// The texts of the helpers that a listing may use.
#[derive(Debug, Clone)]
pub struct Helpers {
    /// `listings/log.py`, which every Python listing holds word for word.
    pub python: Source,
    /// `listings/src/lib.rs`, which every Rust listing is linked with.
    pub rust: Source,
}

/// A listing's program in one language.
#[derive(Debug, Clone)]
pub struct Program {
    /// Its language.
    pub language: Language,
    /// Its text as it stands in the file.
    pub source: Source,
}

const COLUMNS: usize = 80;
const LINES: usize = 45;

impl Program {
    /// Takes the text of a program.
    ///
    /// # Errors
    /// If it does not use the helper as it stands in `helpers`, has a line of
    /// more than 80 columns or too many lines, or an anchor that is not closed.
    pub fn new(language: Language, source: Source, helpers: &Helpers) -> Result<Self, Problem> {
        let program = Self { language, source };
        for (index, line) in program.source.text.lines().enumerate() {
            let columns = line.chars().count();
            if columns > COLUMNS {
                let message = format!("this line has {columns} columns, and a phone's screen few");
                return Err(Problem::on_line(&program.source, index + 1, message).mend("at most 80 columns"));
            }
        }
        let helped = match language {
            Language::Python => program.source.text.contains(&*helpers.python.text),
            Language::Rust => program.source.text.lines().any(is_helper_import),
        };
        if !helped {
            let mend = match language {
                Language::Python => "copy listings/log.py into it, word for word",
                Language::Rust => "use listings::log;",
            };
            return Err(Problem::in_file(program.source.path, "this program does not use the `log` helper")
                .mend(mend));
        }
        program.anchors()?;
        let lines = program.shown(helpers).lines().count();
        if lines > LINES {
            let message = format!("this program has {lines} lines without its helper: too many for one idea");
            return Err(Problem::in_file(program.source.path, message).mend(format!("at most {LINES} lines")));
        }
        Ok(program)
    }

    /// The program as the page shows it: without the helper and the anchors, and with one empty
    /// line where PEP 8 asks for two.
    pub fn shown(&self, helpers: &Helpers) -> String {
        let text = match self.language {
            Language::Python => self.source.text.replacen(&*helpers.python.text, "", 1),
            Language::Rust => self
                .source
                .text
                .split_inclusive('\n')
                .filter(|line| line.trim() != "use listings::log;")
                .collect(),
        };
        without_anchors(&text).replace("\n\n\n", "\n\n")
    }

    /// The program as a reader runs it in an empty project: with the helper in it.
    pub fn copied(&self, helpers: &Helpers) -> Result<String, Problem> {
        let text = without_anchors(&self.source.text);
        if self.language == Language::Python {
            return Ok(text);
        }
        let pieces = anchors(&helpers.rust, Language::Rust)?;
        let (imports, program): (Vec<_>, Vec<_>) =
            text.split_inclusive('\n').partition(|line| is_helper_import(line));
        let mut copy = String::new();
        for (name, piece) in &pieces {
            if imports.iter().any(|line| line.contains(name.as_str())) {
                let piece = piece.replace("#[macro_export]\n", "").replace("$crate::", "crate::");
                copy.push_str(&piece);
                copy.push('\n');
            }
        }
        copy.extend(program);
        Ok(copy)
    }

    /// The part of the program between `ANCHOR: name` and `ANCHOR_END: name`, without indentation.
    ///
    /// # Errors
    /// If there is no such anchor; the message names the nearest one.
    pub fn part(&self, name: &str) -> Result<String, String> {
        let anchors = self.anchors().map_err(|problem| problem.to_string())?;
        match anchors.get(name) {
            Some(part) => Ok(unindented(&without_anchors(part))),
            None => Err(suggestion(name, anchors.keys().map(String::as_str))),
        }
    }

    fn anchors(&self) -> Result<BTreeMap<String, String>, Problem> {
        anchors(&self.source, self.language)
    }
}

fn is_helper_import(line: &str) -> bool {
    line.starts_with("use listings::")
}

/// Whether a line opens (`true`) or closes an anchor, and the anchor's name.
fn anchor(line: &str, comment: &str) -> Option<(bool, String)> {
    let rest = line.trim().strip_prefix(comment)?.trim();
    let opened = rest.strip_prefix("ANCHOR:").map(|name| (true, name));
    let closed = rest.strip_prefix("ANCHOR_END:").map(|name| (false, name));
    opened.or(closed).map(|(opens, name)| (opens, name.trim().to_string()))
}

fn anchors(source: &Source, language: Language) -> Result<BTreeMap<String, String>, Problem> {
    let mut open: BTreeMap<String, usize> = BTreeMap::new();
    let mut parts = BTreeMap::new();
    let mut offset = 0;
    for (index, line) in source.text.split_inclusive('\n').enumerate() {
        let end = offset + line.len();
        match anchor(line, language.comment()) {
            Some((true, name)) => {
                open.insert(name, end);
            }
            Some((false, name)) => match open.remove(&name) {
                Some(start) => {
                    parts.insert(name, source.text[start..offset].to_string());
                }
                None => {
                    return Err(Problem::on_line(
                        source,
                        index + 1,
                        format!("anchor `{name}` was not opened"),
                    ));
                }
            },
            None => {}
        }
        offset = end;
    }
    match open.pop_first() {
        Some((name, start)) => {
            let line = source.line_of(start) - 1;
            Err(Problem::on_line(source, line, format!("anchor `{name}` is not closed")))
        }
        None => Ok(parts),
    }
}

fn without_anchors(text: &str) -> String {
    let is_anchor = |line: &str| anchor(line, "//").or_else(|| anchor(line, "#")).is_some();
    let kept: String = text.split_inclusive('\n').filter(|line| !is_anchor(line)).collect();
    kept.trim_matches('\n').to_string() + "\n"
}

fn unindented(text: &str) -> String {
    let indent = text
        .lines()
        .filter(|line| !line.trim().is_empty())
        .map(|line| line.len() - line.trim_start().len())
        .min();
    let cut = |line: &str| line.get(indent.unwrap_or(0)..).unwrap_or("").to_string() + "\n";
    text.lines().map(cut).collect()
}
