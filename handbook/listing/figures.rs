//! The figures that a listing shows: in its programs, and in its runs.

use super::Listing;
use super::recordings::Recordings;
use regex::Regex;
use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::LazyLock;

/// A unit of time behind a figure; a directive may end before it.
static UNIT: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^[ \n\u{a0}-]?(?:(?<ms>ms|milliseconds?)|s|seconds?)\b").expect("a pattern")
});

/// Digits, with points or commas among them, that are no part of a word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figure {
    /// Where the digits are.
    pub place: Range<usize>,
    /// The time in milliseconds that it is, where a unit of time follows.
    pub time: Option<u64>,
}

/// The figures that stand in something.
#[derive(Debug, Default)]
pub struct Figures {
    numbers: BTreeSet<String>,
    /// In milliseconds.
    times: BTreeSet<u64>,
}

impl Figures {
    /// What one listing shows.
    pub fn of(recordings: &Recordings, listing: &Listing) -> Self {
        let mut figures = Self::default();
        figures.add_listing(recordings, listing);
        figures
    }

    /// Adds the figures of a program. A number in it may be a time in seconds or in milliseconds.
    pub fn add_program(&mut self, program: &str) {
        for figure in find(program) {
            let number = plain(&program[figure.place]);
            self.times.extend(number.parse::<u64>());
            self.times.extend(milliseconds(&number, 1000.0));
            self.numbers.insert(number);
        }
    }

    /// Adds what the programs and the runs of a listing show. A time is in a run if a line has it
    /// or if it passes between two lines.
    pub fn add_listing(&mut self, recordings: &Recordings, listing: &Listing) {
        for language in listing.languages() {
            if let Some(program) = listing.program(language) {
                self.add_program(&program.source.text);
            }
            let run = recordings.transcript(listing, language);
            self.numbers.extend(find(&run.source().text).map(|it| plain(&run.source().text[it.place])));
            let stamps: Vec<_> = run.lines().iter().filter_map(|line| line.stamp).collect();
            self.times.extend(&stamps);
            self.times.extend(stamps.iter().flat_map(|one| stamps.iter().map(|other| one.abs_diff(*other))));
        }
    }

    /// Whether a figure of a text is among them, as a time where it is one.
    pub fn have(&self, text: &str, figure: &Figure) -> bool {
        match figure.time {
            Some(time) => self.times.contains(&time),
            None => {
                let number = plain(&text[figure.place.clone()]);
                self.numbers.contains(&number)
                    || number.parse().is_ok_and(|number| self.times.contains(&number))
            }
        }
    }
}

/// Every figure of a text.
pub fn find(text: &str) -> impl Iterator<Item = Figure> {
    let of_word = |character: char| character.is_alphabetic() || character == '_';
    let mut from = 0;
    std::iter::from_fn(move || {
        loop {
            let start = from + text[from..].find(|it: char| it.is_ascii_digit())?;
            let rest = &text[start..];
            let mut length = rest
                .find(|it: char| !it.is_ascii_digit() && !matches!(it, '.' | ',' | '_'))
                .unwrap_or(rest.len());
            length = rest[..length].trim_end_matches(['.', ',', '_']).len();
            from = start + length;
            if !text[..start].chars().next_back().is_some_and(of_word) {
                return Some(Figure { place: start..from, time: time(text, start..from, from) });
            }
        }
    })
}

/// The time that a figure is, in milliseconds, if a unit of time stands at this place.
pub fn time(text: &str, figure: Range<usize>, unit: usize) -> Option<u64> {
    let unit = UNIT.captures(&text[unit..])?;
    let factor = if unit.name("ms").is_some() { 1.0 } else { 1000.0 };
    milliseconds(&plain(&text[figure]), factor)
}

fn milliseconds(number: &str, factor: f64) -> Option<u64> {
    let milliseconds = number.parse::<f64>().ok()? * factor;
    // A part of a millisecond is no time of the virtual clock.
    ((milliseconds.round() - milliseconds).abs() < 1e-6).then_some(milliseconds.round() as u64)
}

/// A figure without what makes it easier to read: 10,000 in a text is 10_000 in a program.
fn plain(figure: &str) -> String {
    figure.replace([',', '_'], "")
}

/// The time of the lines of a run that begin so, in milliseconds.
///
/// # Errors
/// If no line begins so, or lines at more than one time: the message, and the fix.
pub fn stamp_of(recordings: &Recordings, listing: &Listing, event: &str) -> Result<u64, (String, String)> {
    let lines = listing.languages().flat_map(|language| recordings.transcript(listing, language).lines());
    let found: BTreeSet<_> =
        lines.filter(|line| line.said().starts_with(event)).filter_map(|line| line.stamp).collect();
    match found.iter().collect::<Vec<_>>()[..] {
        [stamp] => Ok(*stamp),
        [] => Err((
            format!("no line of `{}` begins with `{event}`", listing.slug),
            "copy the line from its transcript".into(),
        )),
        _ => Err((
            format!("lines of `{}` at several times begin with `{event}`", listing.slug),
            "write more of the line".into(),
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn times(text: &str) -> Vec<(&str, Option<u64>)> {
        find(text).map(|it| (&text[it.place], it.time)).collect()
    }

    #[test]
    fn a_figure_with_a_unit_is_a_time() {
        assert_eq!(times("after 300 ms, or 0.3 s"), [("300", Some(300)), ("0.3", Some(300))]);
        assert_eq!(times("1,500 milliseconds; 2-second pause"), [("1,500", Some(1500)), ("2", Some(2000))]);
        assert_eq!(times("3 servers, 429, 7 msgs, v2"), [("3", None), ("429", None), ("7", None)]);
    }

    #[test]
    fn numbers_of_a_program_are_times_in_either_unit() {
        let mut figures = Figures::default();
        figures.add_program("await asyncio.sleep(0.3)\nsleep(from_millis(40))");
        let have = |text: &str| figures.have(text, &find(text).next().expect("a figure"));
        assert!(have("300 ms") && have("0.3 s") && have("40 ms") && have("40"));
        assert!(!have("3 ms") && !have("30 ms"));
    }
}
