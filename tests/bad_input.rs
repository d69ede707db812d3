//! Everything that a contributor can break gives an error that names path and line, and the last
//! good book stays.

#[path = "bad_input/causes.rs"]
mod causes;
#[path = "bad_input/chance.rs"]
mod chance;
#[path = "bad_input/content.rs"]
mod content;
#[path = "bad_input/mutations.rs"]
mod mutations;
#[path = "bad_input/output.rs"]
mod output;
#[path = "bad_input/peers.rs"]
mod peers;
#[path = "bad_input/settings.rs"]
mod settings;
mod support;
#[path = "bad_input/texts.rs"]
mod texts;
#[path = "bad_input/verdicts.rs"]
mod verdicts;

use handbook::harness::python;
use libtest_mimic::{Arguments, Failed, Trial};
use std::process::ExitCode;
use support::scratch::{KNOB, Scratch};

/// Something broken, and what must be said of it.
struct Case {
    name: &'static str,
    /// Breaks a copy of the handbook that builds.
    break_it: fn(&Scratch),
    /// The command that must notice.
    command: &'static [&'static str],
    /// What the error must hold.
    says: &'static [&'static str],
}

const BUILD: &[&str] = &["build"];
const CHECK: &[&str] = &["check", "scratch_page"];
const CHAPTER: &str = "src/patterns/gather.md";
const MAIN_RS: &str = "listings/src/bin/scratch_page/main.rs";
const MAIN_PY: &str = "listings/src/bin/scratch_page/main.py";
const TRANSCRIPT: &str = "listings/src/bin/scratch_page/transcript.txt";
const TRAP: &str = "listings/src/bin/scratch_one_by_one/listing.toml";
const MANIFEST: &str = "listings/src/bin/scratch_page/listing.toml";
const LOG: &str = "log(f\"main: page of";

/// What is refused when the book is built, without running a program.
const IN_THE_BOOK: &[Case] = &[
    Case {
        name: "file_of_a_type_that_not_every_host_knows",
        break_it: |it| {
            it.write("theme/js/tool.mjs", "");
            it.change(
                "book.toml",
                "    \"theme/js/boot.js\",",
                "    \"theme/js/boot.js\",\n    \"theme/js/tool.mjs\",",
            );
        },
        command: BUILD,
        says: &[
            "book/theme/js/tool.mjs",
            "not every host knows the type of this file",
            "one of these endings: ",
        ],
    },
    Case {
        name: "a_file_that_replaces_one_of_mdbook_by_chance",
        break_it: |it| it.write("theme/css/print.css", "p { color: red; }"),
        command: BUILD,
        says: &["theme/css/print.css", "this replaces mdBook's own css/print.css", "give it another name"],
    },
    Case {
        name: "directive_with_a_typo",
        break_it: |it| it.change(CHAPTER, "{{#listing scratch_page}}", "{{#listng scratch_page}}"),
        command: BUILD,
        says: &["src/patterns/gather.md:5:4", "no directive is named `listng`", "did you mean `listing`?"],
    },
    Case {
        name: "slug_with_a_typo",
        break_it: |it| it.change(CHAPTER, "{{#listing scratch_page}}", "{{#listing scratch_pgae}}"),
        command: BUILD,
        says: &[
            "src/patterns/gather.md:5:12",
            "no listing is named `scratch_pgae`",
            "did you mean `scratch_page`?",
        ],
    },
    Case {
        name: "why_a_program_does_not_run_in_the_page_said_twice",
        break_it: |it| it.append(MANIFEST, "real = \"a\"\npage.rust = \"b\"\n"),
        command: BUILD,
        says: &["listings/src/bin/scratch_page/listing.toml:1:1", "`page` says nothing new"],
    },
    Case {
        name: "package_that_is_not_locked",
        break_it: |it| {
            it.write("listings/requirements.txt", "trio==0.35.0 \\\n    --hash=sha256:00\n");
            it.append(MANIFEST, "packages.python = [\"trio\", \"anyio\"]\n");
        },
        command: BUILD,
        says: &[
            "listings/src/bin/scratch_page/listing.toml:3:29",
            "no package named `anyio` is locked",
            "listings/requirements.in",
        ],
    },
    Case {
        name: "why_a_program_with_packages_does_not_run_in_the_page",
        break_it: |it| {
            it.write("listings/requirements.txt", "trio==0.35.0 \\\n    --hash=sha256:00\n");
            it.append(MANIFEST, "packages.python = [\"trio\"]\npage.python = \"a\"\n");
        },
        command: BUILD,
        says: &["listings/src/bin/scratch_page/listing.toml:1:1", "`page.python` says nothing new"],
    },
    Case {
        name: "page_of_a_language_that_does_not_exist",
        break_it: |it| it.append(MANIFEST, "page.ruby = \"a\"\n"),
        command: BUILD,
        says: &["listings/src/bin/scratch_page/listing.toml:", "unknown variant `ruby`"],
    },
    Case {
        name: "page_of_a_program_that_does_not_exist",
        break_it: |it| {
            it.append(MANIFEST, "page.rust = \"a\"\n[only]\nlanguage = \"python\"\nbecause = \"b\"\n");
            it.remove(MAIN_RS);
        },
        command: BUILD,
        says: &[
            "listings/src/bin/scratch_page/listing.toml:1:1",
            "`page.rust` is declared, but there is no Rust",
        ],
    },
    Case {
        name: "a_knob_with_an_unknown_key",
        break_it: |it| knob(it, "step = 40", "steps = 40"),
        command: BUILD,
        says: &["listings/src/bin/scratch_page/listing.toml:8:1", "unknown field `steps`"],
    },
    Case {
        name: "a_knob_whose_default_is_not_in_its_range",
        break_it: |it| knob(it, "step = 40", "step = 320"),
        command: BUILD,
        says: &[
            "listings/src/bin/scratch_page/listing.toml:4:1",
            "`USER_MS`: the default, 200, is not in the range",
            "40, 360, … up to 360",
        ],
    },
    Case {
        name: "a_knob_whose_steps_miss_its_end",
        break_it: |it| knob(it, "most = 360", "most = 359"),
        command: BUILD,
        says: &["listings/src/bin/scratch_page/listing.toml:4:1", "steps of 40 do not lead from 40 to 359"],
    },
    Case {
        name: "a_knob_with_too_many_values",
        break_it: |it| knob(it, "step = 40", "step = 1"),
        command: BUILD,
        says: &["listings/src/bin/scratch_page/listing.toml:4:1", "more than 20 values", "a larger `step`"],
    },
    Case {
        name: "a_knob_with_the_name_of_something_else",
        break_it: |it| knob(it, "USER_MS", "PYTHONHASHSEED"),
        command: BUILD,
        says: &[
            "listings/src/bin/scratch_page/listing.toml:4:1",
            "`PYTHONHASHSEED` cannot be the variable of a knob",
        ],
    },
    Case {
        name: "a_knob_that_no_program_reads",
        break_it: |it| it.append(MANIFEST, KNOB),
        command: BUILD,
        says: &[
            "listings/src/bin/scratch_page/listing.toml:4:1",
            "the Python program does not read `USER_MS`",
            "int(os.getenv(\"USER_MS\", 200))",
            "the Rust program does not read `USER_MS`",
            "env::var(\"USER_MS\").map_or(200, |it| it.parse().unwrap())",
        ],
    },
    Case {
        name: "a_knob_that_is_not_declared",
        break_it: |it| knob(it, KNOB, ""),
        command: BUILD,
        says: &[
            "listings/src/bin/scratch_page/main.py:21:30",
            "listings/src/bin/scratch_page/main.rs:15:14",
            "`USER_MS` is read, and not declared as a knob",
            "declare it in its listing.toml: [knobs.USER_MS]",
        ],
    },
    Case {
        name: "a_knob_with_a_typo",
        break_it: |it| {
            knob(it, "", "");
            it.change(MAIN_RS, "USER_MS", "USR_MS");
        },
        command: BUILD,
        says: &[
            "listings/src/bin/scratch_page/main.rs:15:14",
            "`USR_MS` is read, and not declared as a knob",
            "did you mean `USER_MS`?",
            "the Rust program does not read `USER_MS`",
        ],
    },
    Case {
        name: "a_knob_with_another_default_in_the_program",
        break_it: |it| {
            knob(it, "", "");
            it.change(MAIN_PY, "\"USER_MS\", 200", "\"USER_MS\", 250");
        },
        command: BUILD,
        says: &[
            "listings/src/bin/scratch_page/main.py:21:30",
            "the default of `USER_MS` is 200 in listing.toml",
        ],
    },
    Case {
        name: "an_environment_that_is_read_otherwise",
        break_it: |it| {
            knob(it, "", "");
            it.change(MAIN_PY, "os.getenv(\"USER_MS\", 200)", "os.environ[\"USER_MS\"]");
            it.change(MAIN_RS, "map_or(200, |ms| ms.parse().unwrap())", "unwrap().parse().unwrap()");
        },
        command: BUILD,
        says: &[
            "listings/src/bin/scratch_page/main.py:21:30",
            "listings/src/bin/scratch_page/main.rs:15:14",
            "this uses the environment otherwise than for a knob",
            "int(os.getenv(\"LIMIT\", 2))",
        ],
    },
    Case {
        name: "a_knob_on_the_real_clock",
        break_it: |it| knob(it, "\n[knobs", "real = \"a\"\n[knobs"),
        command: BUILD,
        says: &["listings/src/bin/scratch_page/listing.toml:1:1", "`knobs` need the virtual clock"],
    },
    Case {
        name: "all_errors_in_one_go",
        break_it: |it| {
            it.change(CHAPTER, "{{#card P01}}", "{{#card P99}}");
            it.append(CHAPTER, "\n```\nuntested\n```\n");
        },
        command: BUILD,
        says: &[
            "src/patterns/gather.md:3:9",
            "`P99` is no pattern",
            "src/patterns/gather.md:11:1",
            "nothing tests it",
            "2 problems found.",
        ],
    },
    Case {
        name: "directive_not_closed",
        break_it: |it| it.change(CHAPTER, "{{#card P01}}", "{{#card P01"),
        command: BUILD,
        says: &["src/patterns/gather.md:3:1", "not closed"],
    },
    Case {
        name: "directive_without_arguments",
        break_it: |it| it.change(CHAPTER, "{{#card P01}}", "{{#card}}"),
        command: BUILD,
        says: &["src/patterns/gather.md:3:1", "`card` takes 1 arguments, not 0", "write {{#card id}}"],
    },
    Case {
        name: "excerpt_that_is_empty",
        break_it: |it| it.append(CHAPTER, "\n{{#excerpt scratch_page 300 300}}\n"),
        command: BUILD,
        says: &["src/patterns/gather.md:11:1", "there is no such part of its run", "the smaller one first"],
    },
    Case {
        name: "excerpt_without_a_time",
        break_it: |it| it.append(CHAPTER, "\n{{#excerpt scratch_page 0 end}}\n"),
        command: BUILD,
        says: &["src/patterns/gather.md:11:27", "`end` is no time", "in milliseconds"],
    },
    Case {
        name: "anchor_that_no_program_has",
        break_it: |it| it.append(CHAPTER, "\n{{#part scratch_page middle}}\n"),
        command: BUILD,
        says: &["src/patterns/gather.md:11:22", "has the anchor `middle`"],
    },
    Case {
        name: "unknown_fence_tag",
        break_it: |it| it.append(CHAPTER, "\n```pyton\nassert True\n```\n"),
        command: BUILD,
        says: &["src/patterns/gather.md:11:1", "`pyton` is no fence tag", "did you mean `python`?"],
    },
    Case {
        name: "ignore_is_no_tag",
        break_it: |it| it.append(CHAPTER, "\n```rust,ignore\nfn main() {}\n```\n"),
        command: BUILD,
        says: &["src/patterns/gather.md:11:1", "`rust,ignore` is no fence tag"],
    },
    Case {
        name: "compile_fail_without_its_code",
        break_it: |it| it.append(CHAPTER, "\n```compile_fail\nfn main() { 1 }\n```\n"),
        command: BUILD,
        says: &["src/patterns/gather.md:11:1", "does not say which error it expects"],
    },
    Case {
        name: "indented_code",
        break_it: |it| it.append(CHAPTER, "\n    untested\n"),
        command: BUILD,
        says: &["src/patterns/gather.md:11:5", "an indented code block"],
    },
    Case {
        name: "text_right_after_a_directive",
        break_it: |it| it.change(CHAPTER, "{{#card P01}}\n", "{{#card P01}}\nText.\n"),
        command: BUILD,
        says: &["src/patterns/gather.md:4:1", "an empty line must come before this one"],
    },
    Case {
        name: "missing_chapter",
        break_it: |it| it.change("src/SUMMARY.md", "patterns/gather.md", "patterns/gathr.md"),
        command: BUILD,
        says: &[
            "src/SUMMARY.md:5:3",
            "there is no chapter patterns/gathr.md",
            "did you mean `patterns/gather.md`?",
        ],
    },
    Case {
        name: "chapter_that_no_reader_finds",
        break_it: |it| it.write("src/lost.md", "# Lost\n"),
        command: BUILD,
        says: &["src/lost.md", "SUMMARY.md does not name this file"],
    },
    Case {
        name: "chapter_that_is_not_utf8",
        break_it: |it| it.write(CHAPTER, b"# A chapter\n\nna\xefve\n"),
        command: BUILD,
        says: &["src/patterns/gather.md:3:3", "not UTF-8"],
    },
    Case {
        name: "broken_link",
        break_it: |it| it.change(CHAPTER, "(../list.md)", "(../lits.md)"),
        command: BUILD,
        // The print page holds the same link: it is told once.
        says: &["src/patterns/gather.md:9:5", "this link leads nowhere: ../lits.md", "1 problem found."],
    },
    Case {
        name: "broken_anchor",
        break_it: |it| it.change(CHAPTER, "(../list.md)", "(../list.md#top)"),
        command: BUILD,
        says: &["src/patterns/gather.md:9:5", "no such place in list.html: #top"],
    },
    Case {
        name: "image_from_another_origin",
        break_it: |it| it.append(CHAPTER, "\n![A picture](https://example.com/picture.png)\n"),
        command: BUILD,
        says: &["src/patterns/gather.md:11:1", "this image is on another site", "1 problem found."],
    },
    Case {
        name: "script_in_a_chapter",
        break_it: |it| it.append(CHAPTER, "\n<script>alert(1)</script>\n"),
        command: BUILD,
        says: &["src/patterns/gather.md:11:1", "a chapter has no <script>", "in a file in theme/"],
    },
    Case {
        name: "headings_with_the_same_id",
        break_it: |it| it.append(CHAPTER, "\n## A chapter\n"),
        command: BUILD,
        says: &["src/patterns/gather.md:11:1", "the same id as the one on line 1"],
    },
    Case {
        name: "unclosed_html",
        break_it: |it| it.append(CHAPTER, "\n<div>\n\ntext\n"),
        command: BUILD,
        says: &["src/patterns/gather.md:11:1", "not closed: <div>", "close it: </div>", "1 problem found."],
    },
    Case {
        name: "invalid_toml_in_a_listing",
        break_it: |it| it.append(MANIFEST, "differs = oops\n"),
        command: BUILD,
        says: &["listings/src/bin/scratch_page/listing.toml:3:11"],
    },
    Case {
        name: "unknown_key_in_a_listing",
        break_it: |it| it.append(MANIFEST, "diffrs = \"no\"\n"),
        command: BUILD,
        says: &["listings/src/bin/scratch_page/listing.toml:3:1", "unknown field `diffrs`"],
    },
    Case {
        name: "unknown_key_in_the_catalogue",
        break_it: |it| it.append("catalogue/patterns.toml", "\nrank = 1\n"),
        command: BUILD,
        says: &["catalogue/patterns.toml:", "unknown field `rank`"],
    },
    Case {
        name: "invalid_book_toml",
        break_it: |it| it.append("book.toml", "\n[output.html\n"),
        command: BUILD,
        says: &["book.toml:"],
    },
    Case {
        name: "unknown_key_in_book_toml",
        break_it: |it| it.change("book.toml", "default-theme", "defalt-theme"),
        command: BUILD,
        says: &["book.toml", "there is no setting `output.html.defalt-theme`"],
    },
    Case {
        name: "unknown_key_for_the_preprocessor",
        break_it: |it| {
            it.change("book.toml", "[preprocessor.handbook]", "[preprocessor.handbook]\nfold = true")
        },
        command: BUILD,
        says: &["book.toml:", "there is no setting `preprocessor.handbook.fold`"],
    },
    Case {
        name: "id_that_no_page_shows",
        break_it: |it| it.change(CHAPTER, "{{#card P01}}\n\n", ""),
        command: BUILD,
        says: &["catalogue", "P01 appears nowhere in the book"],
    },
    Case {
        name: "listing_that_no_chapter_shows",
        break_it: |it| it.change(CHAPTER, "{{#listing scratch_page}}\n\n", ""),
        command: BUILD,
        says: &["listings/src/bin/scratch_page", "no chapter shows this listing"],
    },
    Case {
        name: "unexpected_file_in_a_listing",
        break_it: |it| it.write("listings/src/bin/scratch_page/notes.txt", "notes"),
        command: BUILD,
        says: &["listings/src/bin/scratch_page/notes.txt", "does not belong to the listing"],
    },
    Case {
        name: "program_missing_in_one_language",
        break_it: |it| it.remove(MAIN_PY),
        command: BUILD,
        says: &["listings/src/bin/scratch_page/main.py", "this file is missing", "[only]"],
    },
    Case {
        name: "program_without_the_helper",
        break_it: |it| it.change(MAIN_PY, "def log(line):", "def log(text):"),
        command: BUILD,
        says: &["listings/src/bin/scratch_page/main.py", "does not use the `log` helper"],
    },
    Case {
        name: "missing_transcript",
        break_it: |it| it.remove(TRANSCRIPT),
        command: BUILD,
        says: &[
            "listings/src/bin/scratch_page/transcript.txt",
            "this file is missing",
            "cargo run -- record scratch_page",
        ],
    },
    Case {
        name: "stale_transcript",
        break_it: |it| it.change(MAIN_RS, "page of", "a page of"),
        command: BUILD,
        says: &[
            "listings/src/bin/scratch_page",
            "changed since its transcript was recorded",
            "cargo run -- record scratch_page",
        ],
    },
    Case {
        name: "transcript_written_by_hand",
        break_it: |it| it.change(TRANSCRIPT, "main: page of", "main: a page of"),
        command: BUILD,
        says: &["listings/src/bin/scratch_page/transcript.txt", "outputs are not written by hand"],
    },
    Case {
        name: "transcript_with_crlf",
        break_it: |it| it.change(TRANSCRIPT, "\n", "\r\n"),
        command: BUILD,
        says: &["listings/src/bin/scratch_page/transcript.txt:1:1", "CRLF"],
    },
    Case {
        name: "transcript_without_final_newline",
        break_it: |it| it.write(TRANSCRIPT, it.read(TRANSCRIPT).trim_end()),
        command: BUILD,
        says: &["listings/src/bin/scratch_page/transcript.txt:7:1", "does not end with a newline"],
    },
    Case {
        name: "recording_of_no_listing",
        break_it: |it| it.append("listings/transcripts.lock", "[gone]\nsources = \"\"\ntranscripts = \"\"\n"),
        command: BUILD,
        says: &["listings/transcripts.lock", "`gone` is recorded, but there is no such listing"],
    },
    Case {
        name: "trap_without_a_mend",
        break_it: |it| it.change(MANIFEST, "mends = \"scratch_one_by_one\"\n", ""),
        command: BUILD,
        says: &["listings/src/bin/scratch_one_by_one/listing.toml:1:1", "no listing mends this trap"],
    },
    Case {
        name: "trap_that_no_longer_goes_wrong",
        break_it: |it| it.change("listings/src/bin/scratch_one_by_one/listing.toml", "600ms", "700ms"),
        command: BUILD,
        says: &["listings/src/bin/scratch_one_by_one/transcript.txt", "this trap no longer goes wrong"],
    },
    Case {
        name: "trap_whose_line_is_not_said",
        break_it: |it| it.change(TRAP, "line.python", "# line.python"),
        command: BUILD,
        says: &[TRAP, "which line is wrong in Python", "line.python"],
    },
    Case {
        name: "trap_whose_line_is_not_there",
        break_it: |it| it.change(TRAP, "page.append(await fetch", "page.extend("),
        command: BUILD,
        says: &[TRAP, "which line is wrong in Python", "0 lines of the program hold `page.extend(`"],
    },
    Case {
        name: "trap_whose_line_is_not_mended",
        break_it: |it| {
            it.change(TRAP, "\"for name, seconds in\", \"page.append(await fetch\"", "\"import asyncio\"")
        },
        command: BUILD,
        says: &[TRAP, "none of them is a line that a mend changes"],
    },
    Case {
        name: "trap_with_a_line_where_nothing_goes_wrong",
        break_it: |it| it.change(TRAP, "line.python", "in = \"rust\"\nline.python"),
        command: BUILD,
        says: &[TRAP, "`line.python` is named, and nothing goes wrong in Python"],
    },
    Case {
        name: "two_cards_that_are_one",
        break_it: |it| {
            for question in ["Which line?", "And which?"] {
                it.append(
                    "src/patterns/gather.md",
                    &format!("\n```predict\nlisting = \"scratch_page\"\nquestion = \"{question}\"\nanswer = {{ line = 4 }}\nbecause = \"It is.\"\n```\n"),
                );
            }
            it.append("src/list.md", "\n{{#deck}}\n");
        },
        command: BUILD,
        says: &["src/patterns/gather.md", "two cards of the deck would be `predict-", "another rule"],
    },
    Case {
        name: "mend_that_goes_wrong_too",
        break_it: |it| {
            it.change(
                "listings/src/bin/scratch_one_by_one/listing.toml",
                "prints = \"[ 600ms] main: page\"",
                "prints = \"main: page\"",
            )
        },
        command: BUILD,
        says: &["listings/src/bin/scratch_page/transcript.txt", "goes wrong just like its trap"],
    },
    Case {
        name: "right_answer_among_the_wrong_ones",
        break_it: |it| ask(it, "wrong = [\"user: done\", \"settings: done\"]\nanswer = { line = 4 }"),
        command: BUILD,
        says: &["src/patterns/gather.md:14:1", "`settings: done` is the right answer"],
    },
    Case {
        name: "rule_without_an_answer",
        break_it: |it| ask(it, "answer = { line = 40 }"),
        command: BUILD,
        says: &["src/patterns/gather.md:14:1", "there is no line 40"],
    },
    Case {
        name: "rule_with_two_answers",
        break_it: |it| ask(it, "answer = { lane_of = \"request\" }"),
        command: BUILD,
        says: &["src/patterns/gather.md:14:1", "more than one line has the event `request`"],
    },
    Case {
        name: "unknown_rule",
        break_it: |it| ask(it, "answer = { lien = 4 }"),
        command: BUILD,
        says: &["src/patterns/gather.md:14:12", "unknown variant `lien`"],
    },
    Case {
        name: "record_of_no_listing",
        break_it: |_| {},
        command: &["record", "scratch_pgae"],
        says: &["no listing is named `scratch_pgae`", "did you mean `scratch_page`?"],
    },
    Case {
        name: "no_handbook_here",
        break_it: |it| it.remove("book.toml"),
        command: BUILD,
        says: &["no book.toml here or in any folder above", "--root FOLDER"],
    },
];

/// What is noticed when the Rust program is compiled and run.
const IN_A_RUST_PROGRAM: &[Case] = &[
    Case {
        name: "rust_that_does_not_compile",
        break_it: |it| it.change(MAIN_RS, "    name\n}", "    nmae\n}"),
        command: CHECK,
        says: &[
            "listings/src/bin/scratch_page/main.rs:9:1",
            "this does not compile",
            "cannot find value `nmae`",
        ],
    },
    Case {
        name: "rust_that_prints_something_else",
        break_it: |it| it.change(MAIN_RS, "page of", "a page of"),
        command: CHECK,
        says: &[
            "listings/src/bin/scratch_page/transcript.txt:7:1",
            "the Rust program no longer prints this transcript",
            "-[ 300ms] main: page of",
            "+[ 300ms] main: a page of",
            "embedded by src/patterns/gather.md:5",
            "cargo run -- record scratch_page",
        ],
    },
    Case {
        name: "rust_that_panics",
        break_it: |it| {
            it.change(
                MAIN_RS,
                "    log!(\"main: page",
                "    assert!(user.is_empty(), \"no user\");\n    log!(\"main: page",
            )
        },
        command: CHECK,
        says: &["listings/src/bin/scratch_page/main.rs", "101", "no user"],
    },
    Case {
        name: "rust_that_never_ends",
        break_it: |it| {
            it.change(
                MAIN_RS,
                "    log!(\"main: page",
                "    std::thread::sleep(Duration::MAX);\n    log!(\"main: page",
            )
        },
        command: CHECK,
        says: &[
            "listings/src/bin/scratch_page/main.rs",
            "this program was still running after 3 s",
            "[   0ms] user: request",
        ],
    },
    Case {
        name: "rust_that_prints_invalid_utf8",
        break_it: |it| {
            it.change(MAIN_RS, "    log!(\"main: page", "    std::io::Write::write_all(&mut std::io::stdout(), b\"\\xff\\n\").unwrap();\n    log!(\"main: page");
        },
        command: CHECK,
        says: &["listings/src/bin/scratch_page/main.rs", "line 7 of what this program prints is not UTF-8"],
    },
];

/// What is noticed when the Python program is run.
const IN_A_PYTHON_PROGRAM: &[Case] = &[
    Case {
        name: "python_that_prints_something_else",
        break_it: |it| it.change(MAIN_PY, "page of", "a page of"),
        command: CHECK,
        says: &[
            "listings/src/bin/scratch_page/transcript.txt:7:1",
            "the Python program no longer prints this transcript",
        ],
    },
    Case {
        name: "python_that_raises",
        break_it: |it| it.change(MAIN_PY, LOG, &format!("raise ValueError('no page')\n    {LOG}")),
        command: CHECK,
        says: &["listings/src/bin/scratch_page/main.py", "not with exit status 0", "ValueError: no page"],
    },
    Case {
        name: "python_that_never_ends",
        break_it: |it| it.change(MAIN_PY, LOG, &format!("while True:\n        pass\n    {LOG}")),
        command: CHECK,
        says: &["listings/src/bin/scratch_page/main.py", "this program was still running after 3 s"],
    },
    Case {
        name: "python_that_waits_for_ever",
        break_it: |it| it.change(MAIN_PY, LOG, &format!("await asyncio.Event().wait()\n    {LOG}")),
        command: CHECK,
        says: &["listings/src/bin/scratch_page/main.py", "every task is waiting and no timer is set"],
    },
    Case {
        name: "python_that_prints_a_megabyte",
        break_it: |it| it.change(MAIN_PY, LOG, &format!("print('a: b\\n' * 200_000)\n    {LOG}")),
        command: CHECK,
        says: &["listings/src/bin/scratch_page/main.py", "this program printed more than 64 KiB"],
    },
    Case {
        name: "python_that_complains",
        break_it: |it| it.change(MAIN_PY, LOG, &format!("fetch('lost', 1)\n    {LOG}")),
        command: CHECK,
        says: &[
            "listings/src/bin/scratch_page/main.py",
            "writes to standard error",
            "coroutine 'fetch' was never awaited",
        ],
    },
    Case {
        name: "languages_that_differ",
        break_it: |it| it.change(MAIN_PY, "page of", "a page of"),
        command: &["record", "scratch_page"],
        says: &[
            "listings/src/bin/scratch_page",
            "the two languages print different transcripts",
            "say why they cannot",
        ],
    },
    Case {
        name: "difference_that_does_not_exist",
        break_it: |it| {
            it.append(MANIFEST, "differs = \"no reason\"\n");
            it.remove(TRANSCRIPT);
        },
        command: &["record", "scratch_page"],
        says: &["listings/src/bin/scratch_page", "both languages print the same, but `differs` is declared"],
    },
    Case {
        name: "a_knob_at_whose_value_the_languages_part",
        break_it: |it| knob(it, "step = 40", "step = 20"),
        command: CHECK,
        says: &[
            "listings/src/bin/scratch_page/listing.toml:4:1",
            "with USER_MS=100 the two languages print different transcripts",
            "-[ 100ms] settings: done",
            "take this value out of its range",
        ],
    },
    Case {
        name: "a_knob_that_breaks_the_program",
        break_it: |it| {
            knob(it, "least = 40", "least = 0");
            it.change(
                MAIN_PY,
                "int(os.getenv(\"USER_MS\", 200)) / 1000",
                "40 / int(os.getenv(\"USER_MS\", 200))",
            );
        },
        command: CHECK,
        says: &[
            "listings/src/bin/scratch_page/main.py",
            "with USER_MS=0: this program ended with exit status: 1, not with exit status 0",
            "ZeroDivisionError",
            "take this value out of the range of `USER_MS`",
        ],
    },
    Case {
        name: "a_knob_that_changes_nothing",
        break_it: |it| {
            knob(it, "", "");
            it.change(
                MAIN_PY,
                "int(os.getenv(\"USER_MS\", 200)) / 1000",
                "0.2 + 0 * int(os.getenv(\"USER_MS\", 200))",
            );
            it.change(MAIN_RS, "\"user\", ms", "\"user\", 200 + 0 * ms");
        },
        command: CHECK,
        says: &[
            "listings/src/bin/scratch_page/listing.toml:4:1",
            "`USER_MS` changes nothing that is printed",
        ],
    },
    Case {
        name: "recording_what_is_no_transcript",
        break_it: |it| {
            it.change(MAIN_PY, "main: page of", "page of");
            it.change(MAIN_RS, "main: page of", "page of");
        },
        command: &["record", "scratch_page"],
        says: &["listings/src/bin/scratch_page/transcript.txt:7:1", "not a line of a transcript"],
    },
];

/// Gives the listing a knob, with a text of its declaration replaced.
fn knob(it: &Scratch, from: &str, to: &str) {
    it.with_knob(&KNOB.replacen(from, to, 1));
}

fn ask(it: &Scratch, rule: &str) {
    let question = format!("listing = \"scratch_page\"\nquestion = \"Which?\"\n{rule}\nbecause = \"So.\"");
    it.append(CHAPTER, &format!("\n```predict\n{question}\n```\n"));
}

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    let python = python::find().map(|_| ());
    let mut tests = vec![
        Trial::test("bad_input::nothing_is_wrong_before", || succeeds(&Scratch::new().run(BUILD))),
        Trial::test("bad_input::the_last_good_book_stays", the_last_good_book_stays),
        Trial::test("bad_input::an_interrupted_swap_is_mended", an_interrupted_swap_is_mended),
    ];
    tests.extend(settings::trials());
    let mut needs = Vec::new();
    tests.extend(output::trials(&mut needs));
    for case in IN_THE_BOOK
        .iter()
        .chain(content::CASES)
        .chain(mutations::CASES)
        .chain(verdicts::IN_THE_BOOK)
        .chain(texts::CASES)
        .chain(causes::CASES)
        .chain(peers::IN_THE_BOOK)
    {
        tests.push(Trial::test(format!("bad_input::{}", case.name), || holds(case)));
    }
    for case in IN_A_RUST_PROGRAM
        .iter()
        .chain(IN_A_PYTHON_PROGRAM)
        .chain(peers::IN_A_RUN)
        .chain(verdicts::IN_A_RUN)
        .chain(chance::CASES)
        .chain(causes::IN_A_RUN)
    {
        // Checking a listing runs it in both languages.
        tests.push(support::needing(format!("bad_input::{}", case.name), &python, |()| holds(case)));
    }
    let missing: Vec<_> = python.as_ref().err().into_iter().chain(&needs).collect();
    support::conclude(&arguments, &missing, tests)
}

fn holds(case: &Case) -> Result<(), Failed> {
    let scratch = Scratch::new();
    (case.break_it)(&scratch);
    let mut command = scratch.command();
    // A peer has three times as long as a listing.
    if case.says.iter().any(|piece| piece.contains("after 3 s") || piece.contains("after 9 s")) {
        command.env("HANDBOOK_TIME_LIMIT", "3");
    }
    let output = command.args(case.command).output()?;
    let said = String::from_utf8_lossy(&output.stderr);
    if output.status.code() != Some(1) {
        return Err(format!("ended with {}, not with 1:\n{said}", output.status).into());
    }
    for piece in case.says {
        if !said.contains(piece) {
            return Err(format!("does not say `{piece}`:\n{said}").into());
        }
    }
    Ok(())
}

fn succeeds(output: &std::process::Output) -> Result<(), Failed> {
    if output.status.success() {
        Ok(())
    } else {
        Err(String::from_utf8_lossy(&output.stderr).into_owned().into())
    }
}

fn the_last_good_book_stays() -> Result<(), Failed> {
    let scratch = Scratch::new();
    succeeds(&scratch.run(BUILD))?;
    let before = scratch.read("book/patterns/gather.html");
    for (file, line) in
        [(CHAPTER, "\n{{#nothing}}\n"), (CHAPTER, "\n[nowhere](nowhere.md)\n"), ("book.toml", "\n[broken\n")]
    {
        let whole = scratch.read(file);
        scratch.append(file, line);
        assert!(!scratch.run(BUILD).status.success(), "{line} should not build");
        assert_eq!(scratch.read("book/patterns/gather.html"), before);
        scratch.write(file, whole);
    }
    scratch.append(CHAPTER, "\nA new sentence.\n");
    succeeds(&scratch.run(BUILD))?;
    assert!(scratch.read("book/patterns/gather.html").contains("A new sentence."));
    Ok(())
}

/// Between its two renames an interrupted build leaves the last book aside.
fn an_interrupted_swap_is_mended() -> Result<(), Failed> {
    let scratch = Scratch::new();
    succeeds(&scratch.run(BUILD))?;
    std::fs::rename(scratch.path("book"), scratch.path(".book-last"))?;
    scratch.write(".book-next/index.html", "half a page");
    scratch.append(CHAPTER, "\n{{#nothing}}\n");
    assert!(!scratch.run(BUILD).status.success());
    assert!(scratch.path("book/index.html").exists(), "the last good book is back");
    Ok(())
}
