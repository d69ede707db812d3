//! Runs that end in another way than their listing or their tag says, although the last line of
//! what they print may look right.

use super::{CHAPTER, CHECK, Case, LOG, MAIN_PY, MAIN_RS, MANIFEST};
use crate::support::scratch::Scratch;
use handbook::listing::Listings;
use handbook::listing::lock::Lock;
use handbook::project::Project;

const FRAGMENTS: &[&str] = &["check", "patterns/gather"];

/// Appends a fence to the chapter; its tag is on line 11.
fn fence(it: &Scratch, tag: &str, code: &str) {
    it.append(CHAPTER, &format!("\n```{tag}\n{code}\n```\n"));
}

/// Gives the listing a package, as if it was recorded with it, and then changes the lock file.
fn locked(it: &Scratch, from: &str, to: &str) {
    let lock =
        "outcome==1.3.0 \\\n    --hash=sha256:00\n    # via trio\ntrio==0.35.0 \\\n    --hash=sha256:00\n";
    it.write("listings/requirements.txt", lock);
    it.write("listings/virtual_packages.py", "# a clock\n");
    it.append(MANIFEST, "packages.python = [\"trio\"]\n");
    let project = Project::at(it.path(""));
    let sources = || {
        let listings = Listings::read(&project).expect("listings");
        listings.hash_of_sources(&listings.all["scratch_page"])
    };
    let mut recorded = Lock::read(&project).expect("a lock");
    recorded.0.get_mut("scratch_page").expect("a recording").sources = sources();
    Lock::update(&project, |lock| *lock = recorded).expect("a lock");
    let built = it.run(&["build"]);
    assert!(built.status.success(), "{}", String::from_utf8_lossy(&built.stderr));
    it.change("listings/requirements.txt", from, to);
}

/// What is refused when the book is built.
pub const IN_THE_BOOK: &[Case] = &[
    Case {
        name: "a_group_whose_bracket_is_not_closed",
        break_it: |it| fence(it, "python,raises,ExceptionGroup[ValueError", "pass"),
        command: &["build"],
        says: &[
            "src/patterns/gather.md:11:1",
            "the bracket is not closed",
            "`ExceptionGroup[ValueError,KeyError]`",
        ],
    },
    Case {
        name: "a_line_that_the_page_would_hide",
        break_it: |it| {
            fence(
                it,
                "rust",
                "fn main() {\n    let text = r#\"\n    # one\n\"#;\n    assert!(text.is_empty());\n}",
            )
        },
        command: &["build"],
        says: &["src/patterns/gather.md:14:1", "hide or change this line", "write \\x23 for the #"],
    },
    Case {
        name: "an_anchor_in_a_string",
        break_it: |it| {
            it.change(MAIN_PY, LOG, &format!("\"\"\"\n# ANCHOR: a\n# ANCHOR_END: a\n\"\"\"\n    {LOG}"))
        },
        command: &["build"],
        says: &["listings/src/bin/scratch_page/main.py:25:1", "this line looks like an anchor in a string"],
    },
    #[cfg(unix)]
    Case {
        name: "a_link_to_a_file_elsewhere",
        break_it: |it| {
            let (outside, text) = (std::env::temp_dir().join("handbook-outside.rs"), it.read(MAIN_RS));
            std::fs::write(&outside, text).expect("a temporary file");
            it.remove(MAIN_RS);
            std::os::unix::fs::symlink(outside, it.path(MAIN_RS)).expect("a link");
        },
        command: &["build"],
        says: &[
            MAIN_RS,
            "this is a link to ",
            "outside of the project",
            "put a copy of the file in its place",
        ],
    },
    Case {
        name: "another_version_of_a_package",
        break_it: |it| locked(it, "trio==0.35.0", "trio==0.36.0"),
        command: &["build"],
        says: &["listings/src/bin/scratch_page", "changed since its transcript was recorded"],
    },
    Case {
        name: "another_version_of_what_a_package_needs",
        break_it: |it| locked(it, "outcome==1.3.0", "outcome==1.4.0"),
        command: &["build"],
        says: &["listings/src/bin/scratch_page", "changed since its transcript was recorded"],
    },
    Case {
        name: "another_clock_for_programs_with_packages",
        break_it: |it| {
            locked(it, "", "");
            it.append("listings/virtual_packages.py", "# changed\n");
        },
        command: &["build"],
        says: &["listings/src/bin/scratch_page", "changed since its transcript was recorded"],
    },
    Case {
        name: "a_report_that_no_run_makes",
        break_it: |it| fence(it, "python,reports,Warning", "pass"),
        command: &["build"],
        says: &[
            "src/patterns/gather.md:11:1",
            "`Warning` is nothing that a run reports",
            "RuntimeWarning, ResourceWarning",
        ],
    },
    Case {
        name: "an_exception_in_a_form_that_no_class_has",
        break_it: |it| it.append(MANIFEST, "raises.python = \"Value Error\"\n"),
        command: &["build"],
        says: &[
            "listings/src/bin/scratch_page/listing.toml:3:",
            "`Value Error` is not the name of an exception",
        ],
    },
];

/// What is noticed when a program runs.
pub const IN_A_RUN: &[Case] = &[
    Case {
        name: "text_that_looks_like_the_exception",
        break_it: |it| {
            fence(
                it,
                "python,raises,ValueError",
                "import sys\n\nprint('ValueError: no price', file=sys.stderr)\nsys.exit(1)",
            )
        },
        command: FRAGMENTS,
        says: &["src/patterns/gather.md:11:1", "raises SystemExit[1], not ValueError"],
    },
    Case {
        name: "an_exception_of_another_module_with_the_same_name",
        break_it: |it| {
            fence(it, "python,raises,InvalidStateError", "import asyncio\n\nraise asyncio.InvalidStateError")
        },
        command: FRAGMENTS,
        says: &["src/patterns/gather.md:11:1", "raises asyncio.InvalidStateError, not InvalidStateError"],
    },
    Case {
        name: "a_group_with_another_member",
        break_it: |it| {
            fence(
                it,
                "python,raises,ExceptionGroup[ValueError]",
                "raise ExceptionGroup('two', [ValueError(1), KeyError(2)])",
            );
        },
        command: FRAGMENTS,
        says: &["raises ExceptionGroup[ValueError,KeyError], not ExceptionGroup[ValueError]"],
    },
    Case {
        name: "a_right_exception_beside_a_forgotten_await",
        break_it: |it| {
            fence(
                it,
                "python,raises,ValueError",
                "async def price():\n    pass\n\nprice()\nraise ValueError('no price')",
            );
        },
        command: FRAGMENTS,
        says: &[
            "src/patterns/gather.md:15:1",
            "writes to standard error: coroutine 'price' was never awaited",
            "end its tag with: ,reports,RuntimeWarning",
        ],
    },
    Case {
        name: "a_fragment_with_an_exit_status",
        break_it: |it| fence(it, "python", "raise SystemExit(3)"),
        command: FRAGMENTS,
        says: &[
            "src/patterns/gather.md:11:1",
            "this fragment ended with exit status: 3, not with exit status 0",
        ],
    },
    Case {
        name: "a_fragment_that_leaves_a_file_open",
        break_it: |it| fence(it, "python", "import os\n\nfile = open(os.devnull)\nfile = None"),
        command: FRAGMENTS,
        says: &["src/patterns/gather.md:15:1", "writes to standard error: unclosed file"],
    },
    Case {
        name: "a_fragment_that_ends_its_interpreter",
        break_it: |it| fence(it, "python", "import os\n\nos._exit(0)"),
        command: FRAGMENTS,
        says: &["src/patterns/gather.md:11:1", "ended its interpreter, as `os._exit` does"],
    },
    Case {
        name: "a_rust_fragment_whose_task_panics",
        break_it: |it| {
            fence(it, "rust,skt-main", "let _ = tokio::spawn(async { panic!(\"no price\") }).await;")
        },
        command: FRAGMENTS,
        says: &[
            "src/patterns/gather.md:11:1",
            "writes to standard error: no price",
            "end its tag with: ,reports,panic",
        ],
    },
    Case {
        name: "a_line_beside_a_declared_one",
        break_it: |it| {
            it.append(MANIFEST, "stderr.python = [\"coroutine 'fetch' was never awaited\"]\n");
            it.change(
                MAIN_PY,
                LOG,
                &format!("fetch('lost', 1)\n    import sys; print('beside', file=sys.stderr)\n    {LOG}"),
            );
        },
        command: CHECK,
        says: &["scratch_page/main.py", "this program writes to standard error: beside"],
    },
    Case {
        name: "a_piece_of_a_declared_line",
        break_it: |it| {
            it.append(MANIFEST, "stderr.rust = [\"no price\"]\n");
            it.change(
                MAIN_RS,
                "    log!(\"main: page",
                "    eprintln!(\"no price today\");\n    log!(\"main: page",
            );
        },
        command: CHECK,
        says: &["writes to standard error: no price today, where its listing.toml expects: no price"],
    },
    Case {
        name: "a_task_whose_exception_nobody_asks_for",
        break_it: |it| {
            let task = "asyncio.get_running_loop().create_future().set_exception(ValueError('lost'))";
            it.change(MAIN_PY, LOG, &format!("{task}\n    {LOG}"));
        },
        command: CHECK,
        says: &[
            "writes to standard error: Future exception was never retrieved: ValueError: lost",
            "stderr.python = [\"Future exception was never retrieved: ValueError: lost\"]",
        ],
    },
];
