//! A listing's source in one language: as it stands, as the page shows it, as the reader copies it.

use super::Language;
use super::anchors::{anchors, is_anchor, unindented, without_anchors};
use crate::grammar;
use crate::nearest::suggestion;
use crate::problem::{Problem, Source};

/// The texts of the helpers that a listing may use.
#[derive(Debug, Clone)]
pub struct Helpers {
    /// `listings/log.py`, which every Python listing holds word for word.
    pub python: Source,
    /// `listings/src/lib.rs`, which every Rust listing is linked with.
    pub rust: Source,
}

impl Helpers {
    /// The Rust helpers of these names as a copy holds them, which has no crate of ours.
    ///
    /// # Errors
    /// If their anchors do not fit.
    pub fn pasted(&self, wanted: impl Fn(&str) -> bool) -> Result<String, Problem> {
        let pieces = anchors(&self.rust, Language::Rust)?;
        let pieces = pieces.iter().filter(|(name, _)| wanted(name)).map(|(_, piece)| piece);
        let pasted =
            |piece: &String| piece.replace("#[macro_export]\n", "").replace("$crate::", "crate::") + "\n";
        Ok(pieces.map(pasted).collect())
    }
}

/// Refuses CRLF: listings, helpers and transcripts are compared byte by byte.
///
/// # Errors
/// At the first line that ends with more than `\n`.
pub fn lines_end_with_lf(source: Source) -> Result<Source, Problem> {
    match source.text.find('\r') {
        Some(place) => Err(Problem::at(&source, place..place + 1, "this line ends with CRLF")
            .mend("save the file with LF alone; git does it: git add --renormalize .")),
        None => Ok(source),
    }
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
    /// If it does not use the helper as it stands in `helpers`, has a line of more than 80
    /// columns or one that ends with CRLF, too many lines, or an anchor that is not closed.
    pub fn new(language: Language, source: Source, helpers: &Helpers) -> Result<Self, Problem> {
        let program = Self { language, source: lines_end_with_lf(source)? };
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
        anchors(&program.source, language)?;
        program.check_strings(helpers)?;
        let lines = program.shown(helpers).lines().count();
        if lines > LINES {
            let message = format!("this program has {lines} lines without its helper: too many for one idea");
            return Err(Problem::in_file(program.source.path, message).mend(format!("at most {LINES} lines")));
        }
        Ok(program)
    }

    /// Refuses a string with lines that the page or the copy would change: what is shown is what runs.
    fn check_strings(&self, helpers: &Helpers) -> Result<(), Problem> {
        let text = &*self.source.text;
        // Few programs have what a string of several lines with such a line needs.
        let suspicious = match self.language {
            Language::Python => [r#"""""#, "'''", "\\\n"].iter().any(|begin| text.contains(begin)),
            Language::Rust => {
                let imports = text.matches("use listings::").count();
                text.contains("ANCHOR") || text.contains("\n\n\n") || imports > 1
            }
        };
        if !suspicious {
            return Ok(());
        }
        let is_python = self.language == Language::Python;
        let helper = is_python.then(|| text.find(&*helpers.python.text)).flatten();
        for string in grammar::strings(text, self.language) {
            let wrong = |at: usize, what: &str| {
                let line = text[..at].matches('\n').count() + 1;
                let message =
                    format!("{what} in a string: the page would show another program than the one that runs");
                let problem = Problem::on_line(&self.source, line, message);
                Err(problem.mend("write the string in another way, for example with \\n or in several parts"))
            };
            if helper.is_some_and(|start| string.contains(&start)) {
                return wrong(string.start, "the text of the helper stands");
            }
            let mut start = string.start;
            while let Some(length) = text[start..string.end].find('\n') {
                start += length + 1;
                let line = text[start..].lines().next().unwrap_or_default();
                if is_anchor(line) {
                    return wrong(start, "this line looks like an anchor");
                }
                if !is_python && is_helper_import(line) {
                    return wrong(start, "this line looks like the import of the helper");
                }
                if text[start..string.end].starts_with("\n\n") {
                    return wrong(start, "two empty lines stand");
                }
            }
        }
        Ok(())
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
        let (imports, program): (Vec<_>, Vec<_>) =
            text.split_inclusive('\n').partition(|line| is_helper_import(line));
        let mut copy = helpers.pasted(|name| imports.iter().any(|line| line.contains(name)))?;
        copy.extend(program);
        Ok(copy)
    }

    /// The part of the program between `ANCHOR: name` and `ANCHOR_END: name`, without indentation.
    ///
    /// # Errors
    /// If there is no such anchor; the message names the nearest one.
    pub fn part(&self, name: &str) -> Result<String, String> {
        let anchors = anchors(&self.source, self.language).map_err(|problem| problem.to_string())?;
        match anchors.get(name) {
            Some(part) => Ok(unindented(&without_anchors(part))),
            None => Err(suggestion(name, anchors.keys().map(String::as_str))),
        }
    }
}

fn is_helper_import(line: &str) -> bool {
    line.starts_with("use listings::")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn helpers() -> Helpers {
        let python = "from time import monotonic\n\n\ndef log(line):\n    print(line)\n";
        let rust = "// ANCHOR: log\n#[macro_export]\nmacro_rules! log { () => { $crate::x() } }\n// ANCHOR_END: log\n\
            // ANCHOR: thread\npub mod thread {}\n// ANCHOR_END: thread\n";
        Helpers { python: Source::new("log.py", python), rust: Source::new("lib.rs", rust) }
    }

    fn rust(text: &str) -> Program {
        Program::new(Language::Rust, Source::new("main.rs", text), &helpers()).unwrap()
    }

    #[test]
    fn the_page_leaves_the_helper_out_and_a_copy_holds_it() {
        let program = rust("use listings::log;\nuse std::fmt;\n\nfn main() {}\n");
        assert_eq!(program.shown(&helpers()), "use std::fmt;\n\nfn main() {}\n");
        let copy = program.copied(&helpers()).unwrap();
        assert_eq!(copy, "macro_rules! log { () => { crate::x() } }\n\nuse std::fmt;\n\nfn main() {}\n");
        let both = rust("use listings::{log, thread};\nfn main() {}\n").copied(&helpers()).unwrap();
        assert!(both.contains("pub mod thread") && !both.contains("listings"), "{both}");
    }

    #[test]
    fn a_python_copy_is_the_file() {
        let text = format!("import asyncio\n{}\n\nasyncio.run(main())\n", helpers().python.text);
        let program =
            Program::new(Language::Python, Source::new("main.py", text.as_str()), &helpers()).unwrap();
        assert_eq!(program.shown(&helpers()), "import asyncio\n\nasyncio.run(main())\n");
        assert_eq!(program.copied(&helpers()).unwrap(), text);
    }

    #[test]
    fn a_part_loses_its_indentation_and_the_anchors_inside_it() {
        let text = "use listings::log;\nfn main() {\n    // ANCHOR: a\n    let x = {\n        // ANCHOR: b\n        1\n        // ANCHOR_END: b\n    };\n    // ANCHOR_END: a\n}\n";
        let program = rust(text);
        assert_eq!(program.part("a").unwrap(), "let x = {\n    1\n};\n");
        assert_eq!(program.part("b").unwrap(), "1\n");
        assert_eq!(program.part("aa").unwrap_err(), "did you mean `a`?");
        assert!(!program.shown(&helpers()).contains("ANCHOR"));
    }

    #[test]
    fn a_string_that_the_page_would_change_is_refused() {
        let python = |string: &str| format!("{}\n\ntext = {string}\n", helpers().python.text);
        let rust = |string: &str| format!("use listings::log;\nfn main() {{ let text = {string}; }}\n");
        let anchor = "looks like an anchor in a string";
        let empty = "two empty lines stand in a string";
        let cases = [
            (Language::Python, python("\"\"\"\na\n# ANCHOR: a\n# ANCHOR_END: a\n\"\"\""), anchor),
            (Language::Python, python("\"\"\"a\n\n\nb\"\"\""), empty),
            (Language::Python, python("f'''{1}\n\n\n{2}'''"), empty),
            (Language::Rust, rust("r#\"\n// ANCHOR: a\n// ANCHOR_END: a\n\"#"), anchor),
            (Language::Rust, rust("\"a\n\n\nb\""), empty),
            (
                Language::Rust,
                rust("\"\nuse listings::log;\n\""),
                "looks like the import of the helper in a string",
            ),
        ];
        for (language, text, message) in cases {
            let source = Source::new("main", text.as_str());
            let refused = Program::new(language, source, &helpers()).unwrap_err();
            assert!(refused.to_string().contains(message), "{text}: {refused}");
        }
        let fine = python("\"\"\"a\n\nb\"\"\"\n\n\n# ANCHOR: a\n# ANCHOR_END: a");
        assert!(Program::new(Language::Python, Source::new("main", fine.as_str()), &helpers()).is_ok());
    }

    #[test]
    fn what_does_not_fit_a_page_is_refused() {
        let long = format!("use listings::log;\n// {}\n", "x".repeat(80));
        let many = format!("use listings::log;\n{}", "//\n".repeat(46));
        for (text, message) in [
            (long.as_str(), "has 83 columns"),
            (many.as_str(), "has 46 lines"),
            ("fn main() {}\n", "does not use the `log` helper"),
            ("use listings::log;\n// ANCHOR: a\n", "anchor `a` is not closed"),
            ("use listings::log;\n\r\nfn main() {}\n", "ends with CRLF"),
        ] {
            let refused = Program::new(Language::Rust, Source::new("main.rs", text), &helpers()).unwrap_err();
            assert!(refused.to_string().contains(message), "{refused}");
        }
    }
}
