//! Tables: a row that has more or fewer cells than its header loses text without a word from mdBook.

use crate::markdown;
use crate::problem::{Problem, Source};
use mdbook_markdown::pulldown_cmark::{Event, Tag};
use std::ops::Range;

/// What is wrong with the rows of a text's tables, and what was meant to be a table and is none.
pub fn check(chapter: &Source) -> Vec<Problem> {
    let mut problems = Vec::new();
    let mut columns = 0;
    for (event, span) in markdown::events(&chapter.text) {
        match event {
            Event::Start(Tag::Table(alignments)) => columns = alignments.len(),
            Event::Start(Tag::TableHead | Tag::TableRow) => problems.extend(row(chapter, span, columns)),
            Event::Start(Tag::Paragraph) => problems.extend(no_table(chapter, span)),
            _ => {}
        }
    }
    problems
}

fn row(chapter: &Source, span: Range<usize>, columns: usize) -> Option<Problem> {
    let text = chapter.text[span.clone()].trim_end();
    let cells = cells(text);
    let broken = cells.iter().any(|cell| cell.matches('`').count() % 2 == 1);
    let message = match cells.len() {
        found if found > columns => {
            format!("this row has {found} cells and the table {columns} columns: the rest is not shown")
        }
        found if found < columns => format!("this row has {found} cells and the table {columns} columns"),
        _ if broken => "a `|` ends the cell inside code here".to_string(),
        _ => return None,
    };
    let fix = "write \\| where a `|` belongs to the text, in code as well";
    Some(Problem::at(chapter, span.start..span.start + text.len(), message).mend(fix))
}

/// The cells of a row as Markdown splits them: at every pipe without a backslash, in code as well.
fn cells(row: &str) -> Vec<&str> {
    let row = row.trim();
    let row = row.strip_prefix('|').unwrap_or(row);
    let row = row.strip_suffix('|').filter(|rest| !rest.ends_with('\\')).unwrap_or(row);
    let mut cells = Vec::new();
    let (mut start, mut escaped) = (0, false);
    for (index, character) in row.char_indices() {
        if character == '|' && !escaped {
            cells.push(&row[start..index]);
            start = index + 1;
        }
        escaped = character == '\\' && !escaped;
    }
    cells.push(&row[start..]);
    cells
}

/// A paragraph that begins like a table.
fn no_table(chapter: &Source, span: Range<usize>) -> Option<Problem> {
    let text = chapter.text[span.clone()].trim_start();
    let delimiter = |line: &str| {
        line.contains("--")
            && line.contains('|')
            && line.chars().all(|it| matches!(it, '|' | '-' | ':' | ' ' | '\t' | '\r'))
    };
    (text.starts_with('|') || text.lines().any(delimiter)).then(|| {
        let line = chapter.line_of(span.start);
        let message = "this looks like a table, and is none: its lines would be shown as they stand";
        Problem::on_line(chapter, line, message).mend(
            "give the header and the line of dashes below it the same number of cells, after an empty line",
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_is_split_as_markdown_splits_it() {
        assert_eq!(cells("| a | `b \\| c` |"), [" a ", " `b \\| c` "]);
        assert_eq!(cells("a | `b | c`"), ["a ", " `b ", " c`"]);
        assert_eq!(cells("| a \\|").len(), 1);
    }
}
