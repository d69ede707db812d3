//! Anchors: comments that name a part of a program, `ANCHOR: name` to `ANCHOR_END: name`.

use super::Language;
use crate::problem::{Problem, Source};
use std::collections::BTreeMap;

/// The parts that a text names, with the lines of anchors inside them.
///
/// # Errors
/// At an anchor that has no name, is there twice, is not opened, or is not closed.
pub fn anchors(source: &Source, language: Language) -> Result<BTreeMap<String, String>, Problem> {
    let mut starts: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    let mut parts = BTreeMap::new();
    let mut offset = 0;
    for (index, line) in source.text.split_inclusive('\n').enumerate() {
        let at = |message: String| Err(Problem::on_line(source, index + 1, message));
        let end = offset + line.len();
        match anchor(line, language.comment()) {
            Some((_, name)) if name.is_empty() || name.contains(char::is_whitespace) => {
                return at("the name of an anchor is one word".to_string());
            }
            Some((true, name)) if starts.contains_key(&name) || parts.contains_key(&name) => {
                return at(format!("anchor `{name}` is there twice"));
            }
            Some((true, name)) => {
                starts.insert(name, (index + 1, end));
            }
            Some((false, name)) => match starts.remove(&name) {
                Some((_, start)) => {
                    parts.insert(name, source.text[start..offset].to_string());
                }
                None => return at(format!("anchor `{name}` was not opened")),
            },
            None => {}
        }
        offset = end;
    }
    match starts.pop_first() {
        Some((name, (line, _))) => {
            Err(Problem::on_line(source, line, format!("anchor `{name}` is not closed")))
        }
        None => Ok(parts),
    }
}

/// Whether a line opens (`true`) or closes an anchor, and the anchor's name.
fn anchor(line: &str, comment: &str) -> Option<(bool, String)> {
    let rest = line.trim().strip_prefix(comment)?.trim();
    let opened = rest.strip_prefix("ANCHOR:").map(|name| (true, name));
    let closed = rest.strip_prefix("ANCHOR_END:").map(|name| (false, name));
    opened.or(closed).map(|(opens, name)| (opens, name.trim().to_string()))
}

/// Whether a line is an anchor, in either language.
pub fn is_anchor(line: &str) -> bool {
    anchor(line, "//").or_else(|| anchor(line, "#")).is_some()
}

/// A text without the lines of its anchors, and without empty lines around it.
pub fn without_anchors(text: &str) -> String {
    let kept: String = text.split_inclusive('\n').filter(|line| !is_anchor(line)).collect();
    kept.trim_matches('\n').to_string() + "\n"
}

/// A text moved to the left, as far as all of its lines allow.
pub fn unindented(text: &str) -> String {
    // What takes one byte each, so that no line is cut inside a character.
    let indentation = |line: &str| line.len() - line.trim_start_matches([' ', '\t']).len();
    let least = text.lines().filter(|line| !line.trim().is_empty()).map(indentation).min().unwrap_or(0);
    text.lines().map(|line| line.get(least..).unwrap_or("").to_string() + "\n").collect()
}
