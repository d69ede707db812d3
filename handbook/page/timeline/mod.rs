//! Timelines: the picture of a run, drawn from its transcript.

mod svg;
mod words;

pub use svg::{draw, legend};
pub use words::Meaning;

use crate::listing::manifest::Marks;
use crate::listing::transcript::{Line, Transcript};
use std::ops::RangeInclusive;
use words::meaning;

/// A run, ready to be drawn. Positions are parts of its width, from 0 to 1.
#[derive(Debug)]
pub struct Timeline {
    /// In the order in which they first spoke.
    pub lanes: Vec<Lane>,
    /// What the width stands for.
    pub axis: Axis,
}

/// What the width of a timeline stands for.
#[derive(Debug, PartialEq, Eq)]
pub enum Axis {
    /// Time from `begin` to `end`, with labels at `ticks`, all in milliseconds.
    Time {
        /// 0, or where an excerpt begins.
        begin: u64,
        /// The stamp of the last line.
        end: u64,
        /// Round stamps.
        ticks: Vec<u64>,
    },
    /// The order of the lines: the run has no stamps, or all its lines have the same.
    Order,
}

/// What one speaker did.
#[derive(Debug)]
pub struct Lane {
    /// Its name.
    pub name: String,
    /// Where its first event is.
    pub start: f64,
    /// Where its last event is, or the end of the run where it is still at work.
    pub end: f64,
    /// Whether it was still at work when the run ended.
    pub open: bool,
    /// Where it did what, from event to event.
    pub stretches: Vec<Stretch>,
    /// Its events.
    pub marks: Vec<Mark>,
}

/// What a lane did between two of its events.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Stretch {
    /// Where it begins.
    pub start: f64,
    /// Where it ends.
    pub end: f64,
    /// What the event at its beginning means.
    pub meaning: Meaning,
}

/// One event.
#[derive(Debug)]
pub struct Mark {
    /// Where it is.
    pub at: f64,
    /// When it was, in milliseconds.
    pub stamp: Option<u64>,
    /// What it means.
    pub meaning: Meaning,
    /// What was printed.
    pub event: String,
}

impl Timeline {
    /// Lays out a run.
    pub fn of(transcript: &Transcript, marks: &Marks) -> Self {
        let axis = match transcript.end() {
            Some(end @ 1..) => Axis::time(0, end),
            _ => Axis::Order,
        };
        Self::on(axis, transcript.lines(), marks)
    }

    /// Lays out the lines of a run between two stamps, of which the first is the smaller one.
    pub fn between(stamps: &RangeInclusive<u64>, lines: &[Line], marks: &Marks) -> Self {
        Self::on(Axis::time(*stamps.start(), *stamps.end()), lines, marks)
    }

    fn on(axis: Axis, lines: &[Line], marks: &Marks) -> Self {
        let last = lines.len().saturating_sub(1).max(1) as f64;
        let position = |index: usize, line: &Line| match (&axis, line.stamp) {
            (Axis::Time { .. }, Some(stamp)) => axis.part(stamp),
            _ => index as f64 / last,
        };
        let mut lanes: Vec<Lane> = Vec::new();
        for (index, line) in lines.iter().enumerate() {
            let at = position(index, line);
            let mark = Mark {
                at,
                stamp: line.stamp,
                meaning: meaning(&line.event, marks),
                event: line.event.clone(),
            };
            match lanes.iter_mut().find(|lane| lane.name == line.lane) {
                Some(lane) => lane.marks.push(mark),
                None => lanes.push(Lane {
                    name: line.lane.clone(),
                    start: at,
                    end: at,
                    open: false,
                    stretches: Vec::new(),
                    marks: vec![mark],
                }),
            }
        }
        for lane in &mut lanes {
            lane.close();
        }
        Self { lanes, axis }
    }

    /// What the picture shows, in words.
    pub fn alternative(&self) -> String {
        let mut text = match &self.axis {
            Axis::Time { begin: 0, end, .. } => format!("Timeline of {end} milliseconds."),
            Axis::Time { begin, end, .. } => format!("Timeline from {begin} to {end} milliseconds."),
            Axis::Order => "Timeline by the order of the lines.".to_string(),
        };
        for lane in &self.lanes {
            let events: Vec<_> = lane.marks.iter().map(Mark::in_words).collect();
            text.push_str(&format!(" {}: {}", lane.name, events.join("; ")));
            text.push_str(if lane.open { "; not heard of again." } else { "." });
        }
        text
    }
}

impl Axis {
    fn time(begin: u64, end: u64) -> Self {
        Self::Time { begin, end, ticks: ticks(begin, end) }
    }

    /// Where a stamp is, as a part of the width; the order has no stamps.
    fn part(&self, stamp: u64) -> f64 {
        match self {
            Self::Time { begin, end, .. } => (stamp - begin) as f64 / (end - begin) as f64,
            Self::Order => 0.0,
        }
    }
}

impl Lane {
    /// Works out what depends on all of its events.
    fn close(&mut self) {
        let last = self.marks.last().map_or((0.0, Meaning::Note), |mark| (mark.at, mark.meaning));
        self.open = matches!(last.1, Meaning::Open | Meaning::Blocking | Meaning::Queued);
        self.end = if self.open { 1.0 } else { last.0 };
        for (index, mark) in self.marks.iter().enumerate() {
            let end = self.marks.get(index + 1).map_or(self.end, |next| next.at);
            match (mark.meaning, self.stretches.last_mut()) {
                // What is no new kind of work goes on as before.
                (Meaning::Blocking | Meaning::Queued, _) | (_, None) => {
                    self.stretches.push(Stretch { start: mark.at, end, meaning: mark.meaning });
                }
                (_, Some(last)) if !matches!(last.meaning, Meaning::Blocking | Meaning::Queued) => {
                    last.end = end
                }
                (meaning, Some(_)) => self.stretches.push(Stretch { start: mark.at, end, meaning }),
            }
        }
    }
}

impl Mark {
    fn in_words(&self) -> String {
        match self.stamp {
            Some(stamp) => format!("{} at {stamp}", self.event),
            None => self.event.clone(),
        }
    }
}

/// A few round numbers from `begin` to `end`.
fn ticks(begin: u64, end: u64) -> Vec<u64> {
    let powers = std::iter::successors(Some(1u64), |power| power.checked_mul(10));
    let steps = powers.flat_map(|power| [power, 2 * power, 5 * power]);
    let width = end - begin;
    let step = steps.into_iter().find(|step| width / step <= 5).unwrap_or(width);
    (begin.div_ceil(step)..=end / step).map(|count| count * step).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::problem::Source;

    fn timeline(text: &str, stamped: bool) -> Timeline {
        Timeline::of(&Transcript::parse(Source::new("t.txt", text), stamped).unwrap(), &Marks::default())
    }

    #[test]
    fn lanes_last_from_first_to_last_event() {
        let drawn =
            timeline("[   0ms] a: start\n[ 100ms] b: start\n[ 200ms] a: done\n[ 400ms] b: cancelled\n", true);
        assert_eq!(drawn.axis, Axis::time(0, 400));
        let Axis::Time { ticks, .. } = &drawn.axis else { panic!("{:?}", drawn.axis) };
        assert_eq!(ticks, &[0, 100, 200, 300, 400]);
        let ends: Vec<_> = drawn.lanes.iter().map(|lane| (lane.start, lane.end, lane.open)).collect();
        assert_eq!(ends, [(0.0, 0.5, false), (0.25, 1.0, false)]);
        assert_eq!(drawn.lanes[1].marks[1].meaning, Meaning::Cancelled);
    }

    #[test]
    fn a_lane_that_only_started_is_open_to_the_end() {
        let drawn = timeline("[   0ms] mail: start\n[ 100ms] main: done\n", true);
        assert!(drawn.lanes[0].open);
        assert_eq!(drawn.lanes[0].end, 1.0);
        assert!(drawn.alternative().contains("mail: start at 0; not heard of again."));
    }

    #[test]
    fn blocking_lasts_until_the_lanes_next_event() {
        let drawn = timeline("[   0ms] report: blocking\n[ 100ms] b: x\n[ 200ms] report: done\n", true);
        let [stretch, _end] = drawn.lanes[0].stretches[..] else { panic!("{:?}", drawn.lanes[0].stretches) };
        assert_eq!(stretch, Stretch { start: 0.0, end: 1.0, meaning: Meaning::Blocking });
    }

    #[test]
    fn a_queue_is_stood_in_until_the_lanes_next_event() {
        let drawn =
            timeline("[   0ms] a: queued\n[ 100ms] a: start\n[ 150ms] a: half\n[ 200ms] a: done\n", true);
        let stretches: Vec<_> =
            drawn.lanes[0].stretches.iter().map(|it| (it.start, it.end, it.meaning)).collect();
        assert_eq!(stretches, [(0.0, 0.5, Meaning::Queued), (0.5, 1.0, Meaning::Open)]);
    }

    #[test]
    fn without_stamps_the_order_is_drawn() {
        let drawn = timeline("a: start\nb: start\na: done\n", false);
        assert_eq!(drawn.axis, Axis::Order);
        assert_eq!(drawn.lanes[0].end, 1.0);
    }

    #[test]
    fn ticks_are_few_and_round() {
        assert_eq!(ticks(0, 350), [0, 100, 200, 300]);
        assert_eq!(ticks(0, 600), [0, 200, 400, 600]);
        assert_eq!(ticks(0, 1), [0, 1]);
        assert_eq!(ticks(120, 280), [150, 200, 250]);
        assert!((1..5000).all(|end| (2..=6).contains(&ticks(0, end).len())));
    }

    #[test]
    fn an_excerpt_fills_the_width_between_its_stamps() {
        let transcript = Source::new("t.txt", "[   0ms] a: start\n[ 100ms] a: half\n[ 300ms] a: done\n");
        let transcript = Transcript::parse(transcript, true).unwrap();
        let drawn = Timeline::between(&(100..=500), &transcript.lines()[1..], &Marks::default());
        assert_eq!((drawn.lanes[0].start, drawn.lanes[0].end), (0.0, 0.5));
        assert!(drawn.alternative().starts_with("Timeline from 100 to 500 milliseconds. a: half at 100"));
    }
}
