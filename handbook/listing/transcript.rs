//! Transcripts: what a listing prints, as lines of stamp, lane and event.

use crate::problem::{Problem, Source};

/// One printed line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Milliseconds since the program began; none where it runs on the real clock.
    pub stamp: Option<u64>,
    /// Who speaks.
    pub lane: String,
    /// What happened.
    pub event: String,
}

impl Line {
    /// The line without its stamp: `orders: done`.
    pub fn said(&self) -> String {
        format!("{}: {}", self.lane, self.event)
    }
}

/// What a program printed, line by line.
#[derive(Debug, Clone)]
pub struct Transcript {
    source: Source,
    lines: Vec<Line>,
}

impl Transcript {
    /// Reads a transcript. `stamped` says whether its lines begin with a stamp.
    ///
    /// # Errors
    /// At the first line that is not of the form `[ 300ms] lane: event` (or `lane: event`),
    /// whose stamp is before that of the line above, or that does not end in a single `\n`.
    pub fn parse(source: Source, stamped: bool) -> Result<Self, Problem> {
        let mend = "lines read `[ 300ms] lane: event`; print them with log! (Rust) or log (Python)";
        if source.text.is_empty() {
            return Err(Problem::in_file(source.path, "this transcript is empty"));
        }
        let mut lines: Vec<Line> = Vec::new();
        let mut offset = 0;
        for (index, whole) in source.text.split_inclusive('\n').enumerate() {
            let at = |message: &str| Problem::on_line(&source, index + 1, message);
            let Some(text) = whole.strip_suffix('\n') else {
                return Err(at("the last line does not end with a newline"));
            };
            if text.ends_with('\r') {
                return Err(at("this line ends with CRLF").mend("transcripts end their lines with LF alone"));
            }
            if let Some(place) = text.find(char::is_control) {
                let span = offset + place..offset + place + 1;
                return Err(Problem::at(&source, span, "a control character in a transcript"));
            }
            let line =
                parse_line(text, stamped).ok_or_else(|| at("not a line of a transcript").mend(mend))?;
            if lines.last().is_some_and(|before| line.stamp < before.stamp) {
                return Err(at("this stamp is before the one of the line above"));
            }
            if index == 0 && line.stamp.is_some_and(|stamp| stamp != 0) {
                return Err(
                    at("the first line must be stamped 0 ms").mend("log a line before the first wait")
                );
            }
            lines.push(line);
            offset += whole.len();
        }
        Ok(Self { source, lines })
    }

    /// The lines, in the order in which they were printed.
    pub fn lines(&self) -> &[Line] {
        &self.lines
    }

    /// The text as recorded.
    pub fn source(&self) -> &Source {
        &self.source
    }

    /// The longest stretch of time it covers, in milliseconds; none where it has no stamps.
    pub fn end(&self) -> Option<u64> {
        self.lines.last().and_then(|line| line.stamp)
    }
}

fn parse_line(text: &str, stamped: bool) -> Option<Line> {
    let (stamp, rest) = if stamped {
        let (stamp, rest) = parse_stamp(text)?;
        (Some(stamp), rest)
    } else {
        (None, text)
    };
    let (lane, event) = rest.split_once(": ")?;
    let plain = |part: &str| !part.is_empty() && part.trim() == part;
    (plain(lane) && plain(event)).then(|| Line { stamp, lane: lane.to_string(), event: event.to_string() })
}

/// The stamp that a line begins with, exactly as the helpers print it, and what follows it.
fn parse_stamp(line: &str) -> Option<(u64, &str)> {
    let (number, rest) = line.strip_prefix('[')?.split_once("ms] ")?;
    let stamp = number.trim_start_matches(' ').parse().ok()?;
    (format!("{stamp:>4}") == number).then_some((stamp, rest))
}

/// Takes the stamps off the lines of a program that ran on the real clock: its
/// order is exact, its times are not.
pub fn without_stamps(printed: &str) -> String {
    printed.split_inclusive('\n').map(|line| parse_stamp(line).map_or(line, |(_, rest)| rest)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Result<Transcript, String> {
        Transcript::parse(Source::new("t.txt", text), true).map_err(|problem| problem.to_string())
    }

    #[test]
    fn lines_have_stamp_lane_and_event() {
        let transcript =
            parse("[   0ms] orders: request\n[ 300ms] orders: done: 3 items\n[12000ms] main: end\n").unwrap();
        let line = &transcript.lines()[1];
        assert_eq!((line.stamp, &*line.lane, &*line.event), (Some(300), "orders", "done: 3 items"));
        assert_eq!(transcript.end(), Some(12000));
    }

    #[test]
    fn every_malformed_line_is_refused_where_it_stands() {
        for (text, line, message) in [
            ("", 0, "empty"),
            ("[   0ms] a: b", 1, "newline"),
            ("[   0ms] a: b\r\n", 1, "CRLF"),
            ("[   0ms] a: b\n[   1ms] no lane\n", 2, "not a line"),
            ("[   0ms] a: b\n[1ms] a: b\n", 2, "not a line"),
            ("[   0ms] a: b\n[   5ms] a: b\n[   4ms] a: b\n", 3, "before"),
            ("[   7ms] a: b\n", 1, "0 ms"),
            ("[   0ms] a: \u{1b}[1m\n", 1, "control"),
            ("[  +0ms] a: b\n", 1, "not a line"),
            ("[0000ms] a: b\n", 1, "not a line"),
            ("[99999999999999999999ms] a: b\n", 1, "not a line"),
            ("\n", 1, "not a line"),
        ] {
            let error = parse(text).unwrap_err();
            assert!(error.contains(message), "{text:?}: {error}");
            assert!(line == 0 || error.contains(&format!("t.txt:{line}:")), "{text:?}: {error}");
        }
    }

    #[test]
    fn only_stamps_are_taken_off() {
        assert_eq!(without_stamps("[ 312ms] a: [ 1ms] b\nplain\n[x] y\n"), "a: [ 1ms] b\nplain\n[x] y\n");
        assert_eq!(without_stamps("[ms] a: b\n[0312ms] a: b\n"), "[ms] a: b\n[0312ms] a: b\n");
    }
}
