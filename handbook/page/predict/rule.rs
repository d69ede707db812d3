//! Rules that take the right answer of a question out of a recorded transcript.

use crate::listing::transcript::{Line, Transcript};
use serde::Deserialize;
use std::collections::BTreeSet;

/// How the answer is found. Nobody types it.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Rule {
    /// What line N says, counted from 1, or from the end where N is negative.
    Line(i64),
    /// What the line after the one that says this says.
    After(String),
    /// The stamp of the one line that says this.
    StampOf(String),
    /// How many lines hold this piece.
    Count(String),
    /// The lane of the one line with this event.
    LaneOf(String),
    /// What follows this beginning in the one line that has it.
    RestOf(String),
    /// How many lanes at most are between the one event and the other at the same time.
    AtOnce {
        /// The event that begins it.
        from: String,
        /// The event that ends it.
        until: String,
    },
    /// The only one of these that no line says.
    Never(Vec<String>),
}

impl Rule {
    /// The right answer.
    ///
    /// # Errors
    /// If the rule finds nothing, or more than one thing.
    pub fn answer(&self, transcript: &Transcript) -> Result<String, String> {
        let lines = transcript.lines();
        match self {
            Self::Line(number) => {
                let index = if *number < 0 { lines.len() as i64 + number } else { number - 1 };
                let line = usize::try_from(index).ok().and_then(|index| lines.get(index));
                line.map(Line::said)
                    .ok_or_else(|| format!("there is no line {number}: the run has {}", lines.len()))
            }
            Self::After(said) => {
                let index = only(
                    lines.iter().enumerate().filter(|(_, line)| line.said() == *said),
                    &format!("line says `{said}`"),
                )?
                .0;
                lines.get(index + 1).map(Line::said).ok_or_else(|| format!("no line comes after `{said}`"))
            }
            Self::StampOf(said) => {
                let line =
                    only(lines.iter().filter(|line| line.said() == *said), &format!("line says `{said}`"))?;
                line.stamp
                    .map(|stamp| format!("{stamp} ms"))
                    .ok_or_else(|| "this run has no stamps".to_string())
            }
            Self::Count(piece) => {
                match lines.iter().filter(|line| line.said().contains(piece.as_str())).count() {
                    0 => Err(format!("no line holds `{piece}`")),
                    count => Ok(count.to_string()),
                }
            }
            Self::LaneOf(event) => {
                let line = only(
                    lines.iter().filter(|line| line.event == *event),
                    &format!("line has the event `{event}`"),
                )?;
                Ok(line.lane.clone())
            }
            Self::RestOf(start) => {
                let rests = lines
                    .iter()
                    .filter_map(|line| line.said().strip_prefix(start.as_str()).map(str::to_string));
                only(rests, &format!("line begins with `{start}`"))
            }
            Self::AtOnce { from, until } => at_once(lines, from, until).map(|(most, _)| most.to_string()),
            Self::Never(candidates) => {
                let said: BTreeSet<_> = lines.iter().map(Line::said).collect();
                only(
                    candidates.iter().filter(|candidate| !said.contains(*candidate)),
                    "of these is never printed",
                )
                .cloned()
            }
        }
    }
}

impl Rule {
    /// The lines that settle it, counted from 0; none where it is settled by what is missing.
    pub fn deciding(&self, transcript: &Transcript) -> Vec<usize> {
        let lines = transcript.lines();
        let all = |holds: &dyn Fn(&Line) -> bool| {
            lines.iter().enumerate().filter(|(_, line)| holds(line)).map(|(index, _)| index).collect()
        };
        match self {
            Self::Line(number) if *number < 0 => vec![(lines.len() as i64 + number) as usize],
            Self::Line(number) => vec![*number as usize - 1],
            Self::After(said) => lines
                .iter()
                .position(|line| line.said() == *said)
                .map(|index| index + 1)
                .into_iter()
                .collect(),
            Self::StampOf(said) => all(&|line| line.said() == *said),
            Self::Count(piece) => all(&|line| line.said().contains(piece.as_str())),
            Self::LaneOf(event) => all(&|line| line.event == *event),
            Self::RestOf(start) => all(&|line| line.said().starts_with(start.as_str())),
            Self::AtOnce { from, until } => {
                at_once(lines, from, until).map_or(vec![], |(_, line)| vec![line])
            }
            Self::Never(_) => Vec::new(),
        }
    }
}

fn only<T>(mut found: impl Iterator<Item = T>, what: &str) -> Result<T, String> {
    match (found.next(), found.next()) {
        (Some(one), None) => Ok(one),
        (None, _) => Err(format!("no {what}")),
        (Some(_), Some(_)) => Err(format!("more than one {what}")),
    }
}

/// How many there are at most, and the line with which there are so many first.
fn at_once(lines: &[Line], from: &str, until: &str) -> Result<(usize, usize), String> {
    let mut between = BTreeSet::new();
    let mut most = (0, 0);
    for (index, line) in lines.iter().enumerate() {
        if line.event == from {
            between.insert(&line.lane);
        } else if line.event == until {
            between.remove(&line.lane);
        }
        if between.len() > most.0 {
            most = (between.len(), index);
        }
    }
    if most.0 == 0 { Err(format!("no line has the event `{from}`")) } else { Ok(most) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::problem::Source;

    fn answer(rule: &str) -> Result<String, String> {
        let text = "[   0ms] a: start\n[   0ms] b: start\n[ 100ms] a: done\n[ 200ms] c: start\n[ 300ms] b: done\n[ 400ms] c: failed: x\n";
        let transcript = Transcript::parse(Source::new("t.txt", text), true).unwrap();
        #[derive(Deserialize)]
        struct Holder {
            answer: Rule,
        }
        toml::from_str::<Holder>(rule).unwrap().answer.answer(&transcript)
    }

    #[test]
    fn each_rule_finds_its_one_answer() {
        for (rule, found) in [
            ("answer = { line = 3 }", "a: done"),
            ("answer = { line = -1 }", "c: failed: x"),
            ("answer = { after = 'a: done' }", "c: start"),
            ("answer = { stamp_of = 'b: done' }", "300 ms"),
            ("answer = { count = 'start' }", "3"),
            ("answer = { lane_of = 'failed: x' }", "c"),
            ("answer = { rest_of = 'c: failed: ' }", "x"),
            ("answer = { at_once = { from = 'start', until = 'done' } }", "2"),
            ("answer = { never = ['a: done', 'c: done'] }", "c: done"),
        ] {
            assert_eq!(answer(rule).as_deref(), Ok(found), "{rule}");
        }
    }

    #[test]
    fn the_lines_that_settle_it_are_known() {
        let text = "[   0ms] a: start\n[   0ms] b: start\n[ 100ms] a: done\n[ 200ms] c: start\n";
        let transcript = Transcript::parse(Source::new("t.txt", text), true).unwrap();
        let at_once = Rule::AtOnce { from: "start".into(), until: "done".into() };
        for (rule, lines) in [
            (Rule::Line(2), vec![1]),
            (Rule::Line(-1), vec![3]),
            (Rule::After("a: done".into()), vec![3]),
            (Rule::StampOf("a: done".into()), vec![2]),
            (Rule::Count("start".into()), vec![0, 1, 3]),
            (Rule::LaneOf("done".into()), vec![2]),
            (Rule::RestOf("c: ".into()), vec![3]),
            (at_once, vec![1]),
            (Rule::Never(vec!["d: done".into()]), vec![]),
        ] {
            assert_eq!(rule.deciding(&transcript), lines, "{rule:?}");
        }
    }

    #[test]
    fn a_rule_that_finds_nothing_or_two_things_is_refused() {
        for rule in [
            "answer = { line = 7 }",
            "answer = { line = 0 }",
            "answer = { line = -7 }",
            "answer = { after = 'c: failed: x' }",
            "answer = { stamp_of = 'd: done' }",
            "answer = { count = 'nothing' }",
            "answer = { lane_of = 'start' }",
            "answer = { rest_of = 'd: ' }",
            "answer = { at_once = { from = 'begin', until = 'done' } }",
            "answer = { never = ['a: done'] }",
            "answer = { never = ['x: done', 'y: done'] }",
        ] {
            assert!(answer(rule).is_err(), "{rule}");
        }
    }
}
