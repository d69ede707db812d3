//! What holds for every input of the readers, not only for those that somebody thought of.
//!
//! Each property is tried with a few hundred texts that are made up on every run; with
//! `PROPTEST_CASES=20000` in the environment, with that many. One that fails is made as small as it
//! can be, and printed.

mod support;

use handbook::catalogue::Catalogue;
use handbook::listing::Language;
use handbook::listing::anchors::{anchors, unindented, without_anchors};
use handbook::listing::crates::LockedCrates;
use handbook::listing::manifest::Manifest;
use handbook::listing::recordings::Recordings;
use handbook::listing::transcript::{Transcript, without_stamps};
use handbook::markdown::Embeds;
use handbook::markdown::directives::directives;
use handbook::markdown::fences::fences;
use handbook::markdown::headings::{Heading, duplicate_ids, headings, links};
use handbook::page::{Answers, Context, predict};
use handbook::problem::{Problem, Source};
use handbook::programs::Programs;
use handbook::project::{Project, parse_toml};
use proptest::prelude::*;
use proptest::sample::select;
use std::ops::Range;
use std::sync::LazyLock;
use support::scratch::Scratch;

/// What ends lines, hides in them, or takes more than a byte.
const ODD: [&str; 18] = [
    "\n",
    "\n\n",
    "\r\n",
    "\r",
    "\t",
    "\0",
    "\u{feff}",
    "\u{b}",
    "\u{c}",
    "\u{85}",
    "\u{2028}",
    "\u{3000}",
    "\u{1b}[1m",
    "é",
    "日本",
    "👩‍💻",
    "a",
    " ",
];

/// Pieces of chapters.
const MARKDOWN: [&str; 61] = [
    "{{#",
    "}}",
    "{{",
    "{",
    "}",
    "{{#listing gather_page}}",
    "{{#listing a folded}}",
    "{{#card P01}}",
    "{{#part a b}}",
    "{{#excerpt a 0 1}}",
    "{{#legend}}",
    "listing",
    "card",
    "folded",
    "\\",
    "`",
    "``",
    "```",
    "````",
    "~~~",
    "```python\n",
    "```rust,skt-main\n",
    "```compile_fail,E0277\n",
    "```python,raises,TypeError\n",
    "```predict\n",
    "compile_fail,Eééé",
    "<!--",
    "-->",
    "<!-- {{#card P01}} -->",
    "<div>",
    "</div>",
    "<pre>",
    "<script>",
    "<?",
    "<![CDATA[",
    "&amp;",
    "&#0;",
    "# ",
    "## a heading",
    "{#id}",
    "{#id .class key=value}",
    "\n===\n",
    "\n---\n",
    "- ",
    "1. ",
    "> ",
    ">",
    "  ",
    "    ",
    "\n\n    ",
    "[",
    "](",
    ")",
    "![a](b.png)",
    "[a]: b.md",
    "[^1]",
    "[^1]: ",
    "| a | b |\n|---|---|\n",
    "*",
    "~~",
    "$",
];

/// Pieces of transcripts.
const PRINTED: [&str; 16] = [
    "[   0ms] ",
    "[ 300ms] ",
    "[0300ms] ",
    "[12000ms] ",
    "[  +1ms] ",
    "[99999999999999999999ms] ",
    "[ms] ",
    "[    ms] ",
    "[",
    "ms] ",
    "orders: done\n",
    "orders: done: 3 items\n",
    "main: start\n",
    ": ",
    "a",
    "[   0ms] a: b\n",
];

/// Pieces of programs with anchors.
const ANCHORED: [&str; 14] = [
    "// ANCHOR: a\n",
    "// ANCHOR_END: a\n",
    "# ANCHOR: a\n",
    "# ANCHOR_END: a\n",
    "    // ANCHOR: b\n",
    "    // ANCHOR_END: b\n",
    "// ANCHOR:",
    "// ANCHOR_END:",
    "//",
    "    let a = 1;\n",
    "\tlet b = 2;\n",
    "\u{3000}c\n",
    "d\n",
    "ANCHOR: a",
];

/// Pieces of TOML files: of a listing's, of the catalogue's, of questions.
const TOML: [&str; 55] = [
    "title = \"A title\"\n",
    "title = ",
    "[trap]\n",
    "wrong = \"it goes wrong\"\n",
    "prints = \"600ms\"\n",
    "in = \"python\"\n",
    "mends = \"a\"\n",
    "differs = \"no\"\n",
    "only.language = \"rust\"\n",
    "only.because = \"so\"\n",
    "real = \"\"\n",
    "exit.python = 1\n",
    "exit.rust = 99999999999\n",
    "stderr.rust = [\"a\"]\n",
    "marks.done = [\"end\"]\n",
    "[[pattern]]\n",
    "id = \"P01\"\n",
    "id = 'P02'\n",
    "id = \"P+1\"\n",
    "id = \"é\"\n",
    "id = \"\"\n",
    "chapter = \"patterns/gather.md\"\n",
    "chapter = \"../../\\u0000\"\n",
    "python = [\"asyncio.gather\"]\n",
    "rust = []\n",
    "asked = 256\n",
    "asked = 20\n",
    "rounds = \"backend\"\n",
    "best_for = [\"pages\"]\n",
    "listing = \"scratch_page\"\n",
    "listing = \"scratch_one_by_one\"\n",
    "language = \"python\"\n",
    "question = \"Which `line`?\"\n",
    "wrong = []\n",
    "wrong = [\"a\", \"b\"]\n",
    "wrong = [\"a\", \"a\"]\n",
    "because = \"So.\"\n",
    "answer = { line = 4 }\n",
    "answer = { line = -9223372036854775808 }\n",
    "answer = { line = 9223372036854775807 }\n",
    "answer = { after = \"user: done\" }\n",
    "answer = { stamp_of = \"user: done\" }\n",
    "answer = { count = \"\" }\n",
    "answer = { lane_of = \"failed\" }\n",
    "answer = { rest_of = \"main: \" }\n",
    "answer = { at_once = { from = \"request\", until = \"done\" } }\n",
    "answer = { never = [\"a: done\", \"user: done\"] }\n",
    "answer = { never = [] }\n",
    "= ",
    "\"",
    "'''",
    "\"\"\"\n",
    "{ ",
    "[",
    "#",
];

const PATTERNS: &str = "catalogue/patterns.toml";

/// A catalogue entry without its id.
const PATTERN: &str = "title = \"T\"\nchapter = \"c.md\"\npython = []\nrust = []\n\
    asked = 20\nrounds = \"R\"\nbest_for = []\n";

/// A question without its rule.
const QUESTION: &str = "listing = \"scratch_page\"\nquestion = \"Which?\"\nbecause = \"So.\"\n";

/// Any text, and texts made of such pieces.
fn text(pieces: &'static [&'static str]) -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        8 => select(pieces).prop_map(str::to_string),
        3 => select(&ODD[..]).prop_map(str::to_string),
        1 => any::<char>().prop_map(String::from),
    ];
    let pieced = prop::collection::vec(piece, 0..16).prop_map(|pieces| pieces.concat());
    prop_oneof![1 => any::<String>(), 1 => "\\PC*", 8 => pieced]
}

fn source(text: &str) -> Source {
    Source::new("folder/text.md", text)
}

/// A span that can be shown: within the text, between characters.
fn fits(source: &Source, span: &Range<usize>) -> Result<(), TestCaseError> {
    prop_assert!(source.text.get(span.clone()).is_some(), "{span:?} is not in {:?}", source.text);
    Ok(())
}

/// A problem can be told, and says where it is.
fn is_told(problem: &Problem) -> Result<(), TestCaseError> {
    let said = problem.to_string();
    prop_assert!(said.starts_with("Error: ") && said.contains("folder/text.md"), "{said}");
    Ok(())
}

fn are_told(problems: &[Problem]) -> Result<(), TestCaseError> {
    problems.iter().try_for_each(is_told)
}

proptest! {
    // A failure is mended at once and gets a test of its own: no files remember it.
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_place_of_every_text_can_be_shown(
        text in text(&MARKDOWN),
        times in select(&[1, 1, 1, 50][..]),
        start in 0..200usize,
        end in 0..200usize,
    ) {
        let text = text.repeat(times);
        let (start, end) = (start * times, end * times);
        let source = source(&text);
        let said = Problem::at(&source, start..end, "wrong").mend("do so").detail(&*text).to_string();
        let start = text.floor_char_boundary(start);
        if start < text.len() {
            let line = source.line_of(start);
            prop_assert!(said.contains(&format!("folder/text.md:{line}:")), "line {line}, but: {said}");
        }
    }

    #[test]
    fn a_line_is_found_by_its_number(text in text(&MARKDOWN), number in 0..40usize) {
        let source = source(&text);
        let line = source.line(number);
        fits(&source, &line)?;
        prop_assert!(!text[line.clone()].contains('\n'));
        if (1..=text.split_inclusive('\n').count()).contains(&number) {
            prop_assert_eq!(source.line_of(line.start), number);
        }
        is_told(&Problem::on_line(&source, number, "wrong"))?;
    }

    #[test]
    fn a_directive_stands_where_it_is_found(text in text(&MARKDOWN)) {
        let source = source(&text);
        let (found, problems) = directives(&source);
        are_told(&problems)?;
        for directive in found {
            fits(&source, &directive.span)?;
            let written = &text[directive.span.clone()];
            prop_assert!(written.starts_with("{{#") && written.ends_with("}}") && !written.contains('\n'), "{written:?}");
            prop_assert!(directive.span.start == 0 || text[..directive.span.start].ends_with('\n'));
            for (argument, place) in directive.arguments {
                fits(&source, &place)?;
                prop_assert_eq!(&text[place], argument);
            }
        }
    }

    #[test]
    fn every_directive_is_found_or_refused_or_literal(text in text(&MARKDOWN)) {
        // Outside code, comments and escapes there is nothing left that looks like one.
        let plain: String = text.replace(['`', '~', '<', '\\', '\t', ' ', '\u{3000}'], "x").replace("{{#", "\n{{#");
        let (found, problems) = directives(&source(&plain));
        let seen = plain.lines().filter(|line| line.starts_with("{{#")).count();
        prop_assert_eq!(found.len() + problems.len(), seen, "{:?}", plain);
    }

    #[test]
    fn nothing_in_a_fence_is_a_directive(
        body in text(&MARKDOWN),
        fence in select(&["````", "`````", "~~~~", "~~~~~~"][..]),
        tag in select(&["", "python", "console", "no tag"][..]),
        before in select(&["", "Text.\n\n", "# Heading\n", "- item\n\n", "> quotation\n\n"][..]),
        inside in select(&["", "> ", "  "][..]),
        after in select(&["\n", "", "\n\n{{#legend}}\n"][..]),
    ) {
        let body = body.replace(&fence[..4], "").replace('\r', "\n");
        let list = if inside == "  " { "- item\n\n" } else { "" };
        let lines: String = body.split('\n').map(|line| format!("{inside}{line}\n")).collect();
        let text = format!("{before}{list}{inside}{fence}{tag}\n{lines}{inside}{fence}{after}");
        let (found, problems) = directives(&source(&text));
        prop_assert!(problems.is_empty(), "{text:?}: {problems:?}");
        prop_assert_eq!(found.len(), usize::from(after.contains("{{#")), "{:?}", text);
    }

    #[test]
    fn nothing_in_a_comment_is_a_directive(
        body in text(&MARKDOWN),
        before in select(&["", "Text.\n\n", "Text, ", "# Heading\n", "<div>\n"][..]),
    ) {
        // In a line of text a comment ends with its paragraph.
        let body = if before == "Text, " { body.replace(['\n', '\r'], " ") } else { body };
        let body = body.replace("-->", "").replace("--", "").replace(['>', '`', '\\', '[', ']'], "");
        let body = if before == "<div>\n" { body.replace(['\n', '\r'], " ") } else { body };
        let text = format!("{before}<!-- {body} -->\n");
        let (found, problems) = directives(&source(&text));
        prop_assert!(found.is_empty() && problems.is_empty(), "{text:?}: {found:?} {problems:?}");
    }

    #[test]
    fn a_fence_lies_in_its_text(text in text(&MARKDOWN)) {
        let source = source(&text);
        let (found, problems) = fences(&source);
        are_told(&problems)?;
        for fence in found {
            fits(&source, &fence.span)?;
            fits(&source, &fence.inner)?;
            let written = &text[fence.span.clone()];
            prop_assert!(written.starts_with("```") || written.starts_with("~~~"), "{written:?}");
            prop_assert!(written.trim_end().ends_with(&written[..3]), "{written:?} is not closed");
            prop_assert!(fence.span.start <= fence.inner.start && fence.inner.end <= fence.span.end);
        }
    }

    #[test]
    fn a_fence_holds_what_was_written(
        lines in prop::collection::vec("[^`\\r\\n\\x00]{0,20}", 0..6),
        newline in select(&["\n", "\r\n"][..]),
        fence in select(&["```", "````", "~~~"][..]),
    ) {
        let lines: Vec<_> = lines.into_iter().map(|line| line.replace('~', "")).collect();
        let body: String = lines.iter().map(|line| format!("{line}{newline}")).collect();
        let source = source(&format!("{fence}python{newline}{body}{fence}"));
        let (found, problems) = fences(&source);
        prop_assert!(problems.is_empty() && found.len() == 1, "{problems:?}");
        prop_assert_eq!(&found[0].code, &body.replace("\r\n", "\n"));
        prop_assert_eq!(&found[0].span, &(0..source.text.len()));
        let inner = &source.text[found[0].inner.clone()];
        prop_assert_eq!(inner.replace("\r\n", "\n"), body.replace("\r\n", "\n"));
    }

    #[test]
    fn headings_and_links_lie_in_their_text(text in text(&MARKDOWN)) {
        let source = source(&text);
        are_told(&duplicate_ids(&source, &headings(&source)))?;
        for Heading { level, .. } in headings(&source) {
            prop_assert!((1..=6).contains(&level));
        }
        for (_, span) in links(&source) {
            fits(&source, &span)?;
        }
    }

    #[test]
    fn a_transcript_printed_again_is_the_same(text in text(&PRINTED), stamped: bool) {
        match Transcript::parse(source(&text), stamped) {
            Ok(transcript) => {
                let printed: String = transcript
                    .lines()
                    .iter()
                    .map(|line| match line.stamp {
                        Some(stamp) => format!("[{stamp:>4}ms] {}\n", line.said()),
                        None => format!("{}\n", line.said()),
                    })
                    .collect();
                prop_assert_eq!(printed, text);
            }
            Err(problem) => is_told(&problem)?,
        }
    }

    #[test]
    fn what_a_program_may_print_is_read(lines in prop::collection::vec((0..20_000u64, "[a-z]{1,8}", "[a-zé:]([ -~é]{0,20}[!-~])?"), 1..10)) {
        let mut stamp = 0;
        let mut text = String::new();
        for (index, (wait, lane, event)) in lines.iter().enumerate() {
            stamp += if index == 0 { 0 } else { *wait };
            text.push_str(&format!("[{stamp:>4}ms] {lane}: {event}\n"));
        }
        let transcript = Transcript::parse(source(&text), true);
        let transcript = transcript.map_err(|problem| TestCaseError::fail(problem.to_string()))?;
        prop_assert_eq!(transcript.end(), Some(stamp));
        for (line, (_, lane, event)) in transcript.lines().iter().zip(&lines) {
            prop_assert_eq!((&line.lane, &line.event), (lane, event));
        }
        let said: String = transcript.lines().iter().map(|line| line.said() + "\n").collect();
        prop_assert_eq!(without_stamps(&text), said);
    }

    #[test]
    fn taking_stamps_off_takes_nothing_else(text in text(&PRINTED)) {
        let without = without_stamps(&text);
        prop_assert_eq!(without.matches('\n').count(), text.matches('\n').count());
        for (line, left) in text.split_inclusive('\n').zip(without.split_inclusive('\n')) {
            let stamp = line.strip_suffix(left);
            let stamp = stamp.ok_or_else(|| TestCaseError::fail(format!("{line:?} became {left:?}")))?;
            let digits = stamp.strip_prefix('[').and_then(|rest| rest.strip_suffix("ms] "));
            let is_stamp = digits.is_some_and(|digits| digits.trim_start_matches(' ').parse::<u64>().is_ok());
            prop_assert!(stamp.is_empty() || is_stamp, "{stamp:?} is no stamp");
        }
    }

    #[test]
    fn an_anchored_part_is_a_piece_of_its_program(text in text(&ANCHORED)) {
        for language in Language::ALL {
            match anchors(&source(&text), language) {
                Ok(parts) => {
                    for (name, part) in parts {
                        prop_assert!(text.contains(&part));
                        prop_assert!(!name.is_empty() && !name.contains(char::is_whitespace), "{name:?}");
                    }
                }
                Err(problem) => is_told(&problem)?,
            }
        }
    }

    #[test]
    fn a_part_loses_nothing_but_anchors_and_indentation(text in text(&ANCHORED)) {
        let without = without_anchors(&text);
        prop_assert!(without.ends_with('\n') && !without.starts_with("\n\n"));
        let moved = unindented(&without);
        prop_assert_eq!(without.lines().count(), moved.lines().count());
        for (before, after) in without.lines().zip(moved.lines()) {
            prop_assert_eq!(before.trim(), after.trim());
        }
    }

    #[test]
    fn every_listing_toml_is_read_or_refused(text in text(&TOML)) {
        let source = source(&text);
        if let Err(problem) = parse_toml::<Manifest>(&source, 0..text.len()) {
            is_told(&problem)?;
        }
    }

    #[test]
    fn every_catalogue_is_read_or_refused(
        ids in prop::collection::vec("P0[1-9]|P[+-]?[0-9٣]{0,3}|[Pé]{0,2}", 0..4),
        spoilt in prop_oneof![2 => Just(String::new()), 1 => text(&TOML)],
    ) {
        let entry = |id: &String| format!("[[pattern]]\nid = {}\n{PATTERN}", toml::Value::from(id.as_str()));
        let text = ids.iter().map(entry).collect::<String>() + &spoilt;
        let folder = tempfile::tempdir()?;
        let project = Project::at(folder.path());
        let others = ["questions", "claims/list", "differences", "glossary", "libraries"].map(|name| format!("catalogue/{name}.toml"));
        let others = others.iter().map(|name| (name.as_str(), ""));
        for (name, text) in others.chain([(PATTERNS, &*text), ("src/c.md", "")]) {
            std::fs::create_dir_all(project.path(name).parent().expect("a file lies in a folder"))?;
            std::fs::write(project.path(name), text)?;
        }
        match Catalogue::read(&project) {
            Ok(catalogue) => {
                for pattern in &catalogue.patterns {
                    prop_assert_eq!(format!("P{:02}", pattern.rank()), pattern.id.as_str());
                }
            }
            Err(problems) => prop_assert!(problems.iter().all(|problem| problem.to_string().contains(PATTERNS))),
        }
    }

    #[test]
    fn every_question_is_asked_or_refused(
        before in text(&MARKDOWN),
        rule in select(TOML.iter().copied().filter(|piece| piece.starts_with("answer")).collect::<Vec<_>>()),
        options in select(&["", "wrong = []\n", "wrong = [\"a\", \"b\"]\n", "wrong = [\"a\", \"a\"]\n"][..]),
        spoilt in prop_oneof![1 => Just(String::new()), 1 => text(&TOML)],
    ) {
        let question = format!("{QUESTION}{rule}{options}{spoilt}");
        let source = source(&format!("{before}{question}"));
        let inner = before.len()..source.text.len();
        let (_, recordings, catalogue) = &*RECORDED;
        let project = support::project();
        let context = Context { project: &project, crates: &LockedCrates::new(&project), catalogue, recordings, chapters: &[], embeds: &Embeds::default(), answers: &Answers::new(), programs: &Programs::default() };
        match predict::predict(&context, &source, inner) {
            Ok(html) => prop_assert!(html.into_string().contains("data-answer=")),
            Err(problem) => is_told(&problem)?,
        }
    }
}

/// Two listings with their transcripts, for questions to ask about.
static RECORDED: LazyLock<(Scratch, Recordings, Catalogue)> = LazyLock::new(|| {
    let scratch = Scratch::new();
    let project = Project::at(scratch.path("."));
    let recordings = Recordings::read(&project).unwrap_or_else(|problems| panic!("\n{problems}"));
    let catalogue = Catalogue::read(&project).unwrap_or_else(|problems| panic!("\n{problems}"));
    (scratch, recordings, catalogue)
});
