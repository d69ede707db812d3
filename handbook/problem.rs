//! What is wrong, where, and how to mend it: the one form of every error that a contributor reads.

use std::fmt;
use std::io::IsTerminal;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A text with the path it was read from, so that an error can show the line.
#[derive(Debug, Clone)]
pub struct Source {
    /// The path, relative to the project's root.
    pub path: PathBuf,
    /// The whole text.
    pub text: Arc<str>,
}

impl Source {
    /// A text read from `path`.
    pub fn new(path: impl Into<PathBuf>, text: impl Into<Arc<str>>) -> Self {
        Self { path: path.into(), text: text.into() }
    }

    /// The byte range of a line, counted from 1, without its end.
    pub fn line(&self, number: usize) -> Range<usize> {
        let mut start = 0;
        for (index, line) in self.text.split_inclusive('\n').enumerate() {
            if index + 1 == number {
                return start..start + line.trim_end_matches(['\n', '\r']).len();
            }
            start += line.len();
        }
        self.text.len()..self.text.len()
    }

    /// The number of the line that holds byte `offset`, counted from 1.
    pub fn line_of(&self, offset: usize) -> usize {
        self.text.match_indices('\n').take_while(|(end, _)| *end < offset).count() + 1
    }
}

/// How many lines at most are shown of what a problem is about.
const LINES: usize = 6;

/// From how many bytes on a line is not shown whole.
const LONG: usize = 500;

/// How much of it is shown before a place, and after.
const AROUND: usize = 80;

/// Where a problem is.
#[derive(Debug, Clone)]
enum Place {
    File(PathBuf),
    Span(Source, Range<usize>),
}

/// One thing that is wrong, the place of it, and the mend.
#[derive(Debug, Clone)]
pub struct Problem(Box<Inner>);

#[derive(Debug, Clone)]
struct Inner {
    message: String,
    place: Place,
    detail: Option<String>,
    mend: Option<String>,
}

impl Problem {
    /// A problem with a whole file or folder.
    pub fn in_file(path: impl Into<PathBuf>, message: impl Into<String>) -> Self {
        Self::new(Place::File(path.into()), message)
    }

    /// A problem at a byte range of a text.
    pub fn at(source: &Source, span: Range<usize>, message: impl Into<String>) -> Self {
        let span = widened(&source.text, span);
        Self::new(Place::Span(source.clone(), span), message)
    }

    /// A problem with a line of a text, counted from 1.
    pub fn on_line(source: &Source, line: usize, message: impl Into<String>) -> Self {
        Self::at(source, source.line(line), message)
    }

    fn new(place: Place, message: impl Into<String>) -> Self {
        Self(Box::new(Inner { message: message.into(), place, detail: None, mend: None }))
    }

    /// Adds what to do about it.
    pub fn mend(mut self, mend: impl Into<String>) -> Self {
        self.0.mend = Some(mend.into());
        self
    }

    /// Says when it is so.
    pub fn when(mut self, when: impl fmt::Display) -> Self {
        self.0.message = format!("{when}: {}", self.0.message);
        self
    }

    /// Adds longer evidence, such as a diff, shown under the message.
    pub fn detail(mut self, detail: impl Into<String>) -> Self {
        self.0.detail = Some(detail.into());
        self
    }

    /// The file or folder that the problem is in.
    pub fn path(&self) -> &Path {
        match &self.0.place {
            Place::File(path) => path,
            Place::Span(source, _) => &source.path,
        }
    }

    /// The same as a text, with slashes on every system.
    pub fn shown_path(&self) -> String {
        shown(self.path())
    }

    /// The line and the column that it is at, counted from 1; none where it is about a whole file.
    pub fn position(&self) -> Option<(usize, usize)> {
        let Place::Span(source, span) = &self.0.place else {
            return None;
        };
        let before = &source.text[..span.start];
        let line_start = before.rfind('\n').map_or(0, |end| end + 1);
        Some((source.line_of(span.start), before[line_start..].chars().count() + 1))
    }

    /// What is wrong, in a line.
    pub fn message(&self) -> &str {
        &self.0.message
    }

    /// The place as it is written before a message: the path, with line and column where it has them.
    pub fn place(&self) -> String {
        match self.position() {
            None => self.shown_path(),
            Some((line, column)) => format!("{}:{line}:{column}", self.shown_path()),
        }
    }

    /// The lines that it is about, with their numbers; empty where it is about a whole file.
    pub fn lines(&self) -> String {
        let Place::Span(source, span) = &self.0.place else {
            return String::new();
        };
        let last = source.line_of(span.end.saturating_sub(1).max(span.start));
        let numbers = (source.line_of(span.start)..=last).take(LINES);
        numbers.map(|number| format!("{number:>4} │ {}\n", &source.text[source.line(number)])).collect()
    }

    /// Longer evidence, such as a diff, if there is any.
    pub fn evidence(&self) -> Option<&str> {
        self.0.detail.as_deref()
    }

    /// What to do about it, where that is known.
    pub fn advice(&self) -> Option<&str> {
        self.0.mend.as_deref()
    }

    fn offset(&self) -> usize {
        match &self.0.place {
            Place::File(_) => 0,
            Place::Span(_, span) => span.start,
        }
    }

    fn render(&self, color: bool) -> String {
        let mut out = match &self.0.place {
            Place::File(path) => format!("Error: {}\n   ╭─[ {} ]\n", self.0.message, shown(path)),
            Place::Span(source, span) => self.excerpt(source, span.clone(), color),
        };
        // As wide as the line numbers make it.
        let width = match &self.0.place {
            Place::File(_) => 3,
            Place::Span(source, span) => source.line_of(span.end).to_string().len() + 2,
        };
        for line in self.0.detail.iter().flat_map(|detail| detail.trim_end().lines()) {
            out.push_str(&format!("{:width$}│ {line}\n", ""));
        }
        if let Some(mend) = &self.0.mend {
            out.push_str(&format!("{:width$}│ Mend: {mend}\n", ""));
        }
        out + &"─".repeat(width) + "╯\n"
    }

    /// The message and the lines that it is about.
    fn excerpt(&self, source: &Source, span: Range<usize>, color: bool) -> String {
        let line = source.line(source.line_of(span.start));
        let long = line.len() > LONG;
        let (color, span) = if long {
            let end = source.text.floor_char_boundary(span.end.min(line.end).min(span.start + AROUND));
            (false, widened(&source.text, span.start..end))
        } else {
            (color, span)
        };
        let column = source.text.get(line.start..span.start).unwrap_or_default().chars().count();
        let place = (shown(&source.path), span);
        let config = ariadne::Config::default().with_color(color).with_index_type(ariadne::IndexType::Byte);
        let report = ariadne::Report::build(ariadne::ReportKind::Error, place.clone())
            .with_config(config)
            .with_message(&self.0.message)
            .with_label(ariadne::Label::new(place.clone()).with_message("here"));
        let mut bytes = Vec::new();
        let sources = ariadne::sources([(place.0, showable(&source.text))]);
        if let Err(error) = report.finish().write(sources, &mut bytes) {
            return format!("Error: {} ({error})\n", self.0.message);
        }
        let report = String::from_utf8_lossy(&bytes).into_owned();
        let report = if long { cut(&report, column) } else { report };
        // What follows belongs to the same box.
        match report.trim_end().rsplit_once('\n') {
            Some((lines, _end)) => format!("{lines}\n"),
            None => report,
        }
    }
}

/// An empty range is widened to the character it stands before, so that it can be underlined.
fn widened(text: &str, span: Range<usize>) -> Range<usize> {
    let start = text.floor_char_boundary(span.start.min(text.len()));
    let end = text.ceil_char_boundary(span.end.min(text.len()));
    if end > start {
        return start..end;
    }
    match text[start..].chars().next() {
        Some(next) => start..start + next.len_utf8(),
        None => text.char_indices().next_back().map_or(0..0, |(last, _)| last..text.len()),
    }
}

/// An excerpt, cut to what stands around a column of its lines.
fn cut(excerpt: &str, column: usize) -> String {
    let from = column.saturating_sub(AROUND);
    let cut = |line: &str| match line.split_once("│ ") {
        Some((gutter, text)) => {
            let text: String = text.chars().skip(from).take(2 * AROUND).collect();
            format!("{gutter}│ {}\n", text.trim_end())
        }
        None => format!("{line}\n"),
    };
    excerpt.lines().map(cut).collect()
}

/// A text in which nothing but `\n` ends a line or moves the cursor: ariadne also ends lines at
/// form feeds and the like, and would then count them differently from an editor and from us.
fn showable(text: &str) -> String {
    let moves = |character: char| {
        !matches!(character, '\n' | '\t')
            && (character.is_control() || matches!(character, '\u{2028}' | '\u{2029}'))
    };
    let mut showable = String::with_capacity(text.len());
    for character in text.chars() {
        if moves(character) {
            // As many bytes as before, so that every span still fits.
            showable.extend(std::iter::repeat_n(' ', character.len_utf8()));
        } else {
            showable.push(character);
        }
    }
    showable
}

/// A path as it is written in messages: with slashes on every system.
pub fn shown(path: &Path) -> String {
    path.display().to_string().replace('\\', "/")
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.render(std::io::stderr().is_terminal()))
    }
}

impl std::error::Error for Problem {}

/// All that was found wrong in one go.
#[derive(Debug, Clone, Default)]
pub struct Problems(Vec<Problem>);

impl Problems {
    /// Nothing wrong so far.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds one.
    pub fn push(&mut self, problem: Problem) {
        self.0.push(problem);
    }

    /// Keeps the value of a result, or the problem instead of it.
    pub fn keep<T>(&mut self, result: Result<T, impl Into<Problems>>) -> Option<T> {
        match result {
            Ok(value) => Some(value),
            Err(problems) => {
                self.0.extend(problems.into().0);
                None
            }
        }
    }

    /// The value, if nothing was found wrong.
    pub fn or<T>(self, value: T) -> Result<T, Problems> {
        if self.0.is_empty() { Ok(value) } else { Err(self) }
    }

    /// Each problem found, by path and place.
    pub fn iter(&self) -> impl Iterator<Item = &Problem> {
        let mut sorted: Vec<_> = self.0.iter().collect();
        sorted.sort_by(|a, b| (a.path(), a.offset()).cmp(&(b.path(), b.offset())));
        sorted.into_iter()
    }

    /// True if nothing was found wrong.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl From<Problem> for Problems {
    fn from(problem: Problem) -> Self {
        Self(vec![problem])
    }
}

impl fmt::Display for Problems {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for problem in self.iter() {
            writeln!(f, "{problem}")?;
        }
        match self.0.len() {
            1 => write!(f, "1 problem found."),
            several => write!(f, "{several} problems found."),
        }
    }
}

impl std::error::Error for Problems {}
