//! One cause gives one problem; a fix does not lead into the next error; titles and options that
//! readers cannot tell apart.

use super::{BUILD, CHECK, Case, MAIN_PY, MANIFEST, TRANSCRIPT, TRAP, ask};

const ONE: &str = "1 problem found.";
const BOM: &str = "begins with a byte order mark";

pub const CASES: &[Case] = &[
    Case {
        name: "quotation_mark_missing_in_the_catalogue",
        break_it: |it| {
            it.write("catalogue/claims/list.toml", "[[claim]]\nid = \"C001\"\nitems = [\"P01\"]\nsays = \"It is.\"\nverdict = \"unverifiable\"\nbecause = \"It is.\"\n");
            it.change("catalogue/patterns.toml", "id = \"P01\"", "id = \"P01");
        },
        command: BUILD,
        says: &["catalogue/patterns.toml:", ONE],
    },
    Case {
        name: "byte_order_mark_in_the_catalogue",
        break_it: |it| {
            it.write("catalogue/claims/list.toml", "[[claim]]\nid = \"C001\"\nitems = [\"P01\"]\nsays = \"It is.\"\nverdict = \"unverifiable\"\nbecause = \"It is.\"\n");
            it.write("catalogue/patterns.toml", format!("\u{feff}{}", it.read("catalogue/patterns.toml")));
        },
        command: BUILD,
        says: &["catalogue/patterns.toml:1:1", BOM, ONE],
    },
    Case {
        name: "byte_order_mark_in_the_lock",
        break_it: |it| {
            it.write("listings/transcripts.lock", format!("\u{feff}{}", it.read("listings/transcripts.lock")))
        },
        command: BUILD,
        says: &["listings/transcripts.lock:1:1", BOM, ONE],
    },
    Case {
        name: "byte_order_mark_in_the_requirements",
        break_it: |it| {
            it.write("listings/requirements.txt", "\u{feff}trio==0.35.0 \\\n    --hash=sha256:00\n")
        },
        command: BUILD,
        says: &["listings/requirements.txt:1:1", BOM, ONE],
    },
    Case {
        name: "quotation_mark_missing_in_a_listing",
        break_it: |it| it.change(TRAP, "title = \"", "title = "),
        command: BUILD,
        says: &["listings/src/bin/scratch_one_by_one/listing.toml:1:", ONE],
    },
    Case {
        name: "question_of_a_catalogue_without_questions",
        break_it: |it| it.append("src/patterns/gather.md", "\n## What?\n\n{{#question Q01}}\n"),
        command: BUILD,
        says: &["`Q01` is no question", "there is none yet that it could be"],
    },
    Case {
        name: "title_that_is_empty",
        break_it: |it| it.change(MANIFEST, "title = \"One page, three requests at once\"", "title = \" \""),
        command: BUILD,
        says: &["listings/src/bin/scratch_page/listing.toml:1:1", "this listing has no title", ONE],
    },
    Case {
        name: "title_of_another_listing",
        break_it: |it| {
            let title = it.read(TRAP).lines().next().unwrap_or_default().to_lowercase();
            it.change(MANIFEST, "title = \"One page, three requests at once\"", &title);
        },
        command: BUILD,
        says: &[
            "listings/src/bin/scratch_page/listing.toml:1:1",
            "`scratch_one_by_one` has the same title",
            ONE,
        ],
    },
    Case {
        name: "title_that_new_wrote",
        break_it: |it| it.change(MANIFEST, "One page, three requests at once", "Two requests at once"),
        command: BUILD,
        says: &["listings/src/bin/scratch_page/listing.toml:1:1", "still the title that `new` wrote", ONE],
    },
    Case {
        name: "option_that_differs_by_a_space",
        break_it: |it| ask(it, "wrong = [\"settings:  done\"]\nanswer = { line = 4 }"),
        command: BUILD,
        says: &["src/patterns/gather.md:14:1", "readers cannot tell the options", ONE],
    },
    Case {
        name: "options_that_differ_by_a_full_stop",
        break_it: |it| ask(it, "wrong = [\"user: done\", \"User: done.\"]\nanswer = { line = 4 }"),
        command: BUILD,
        says: &["src/patterns/gather.md:14:1", "readers cannot tell the options", ONE],
    },
    Case {
        name: "option_that_is_empty",
        break_it: |it| ask(it, "wrong = [\" \"]\nanswer = { line = 4 }"),
        command: BUILD,
        says: &["src/patterns/gather.md:14:1", "an option is empty", ONE],
    },
];

pub const IN_A_RUN: &[Case] = &[
    Case {
        name: "check_of_a_listing_that_the_build_refuses",
        break_it: |it| it.append(MAIN_PY, "# A comment.\n"),
        command: CHECK,
        says: &["listings/src/bin/scratch_page", "changed since its transcript was recorded"],
    },
    Case {
        name: "check_of_a_listing_without_a_title",
        break_it: |it| it.change(MANIFEST, "One page, three requests at once", " "),
        command: CHECK,
        says: &["listings/src/bin/scratch_page/listing.toml:1:1", "this listing has no title"],
    },
    Case {
        name: "difference_that_was_declared_before",
        break_it: |it| {
            it.append(MANIFEST, "differs = \"Python says it otherwise.\"\n");
            it.change(MAIN_PY, "page of", "a page of");
            // Recording deletes what the listing no longer has, so nobody has to.
            let recorded = it.run(&["record", "scratch_page"]);
            assert!(recorded.status.success(), "{}", String::from_utf8_lossy(&recorded.stderr));
            assert!(!it.path(TRANSCRIPT).exists());
            it.write(TRANSCRIPT, "main: old\n");
        },
        command: CHECK,
        says: &["scratch_page/transcript.txt", "cargo run -- record scratch_page"],
    },
];
