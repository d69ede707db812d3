//! What programs that are made of correct ones can have wrong.

use super::{BUILD, Case};
use crate::support::scratch::Scratch;

const MANIFEST: &str = "listings/src/bin/scratch_slow/listing.toml";

/// A mutation that was all right, broken.
fn broken(it: &Scratch, path: &str, from: &str, to: &str) {
    it.add_fault();
    let built = it.run(BUILD);
    assert!(built.status.success(), "{}", String::from_utf8_lossy(&built.stderr));
    assert!(it.read(path).contains(from), "{from}");
    it.change(path, from, to);
}

/// What is refused when the book is built.
pub const CASES: &[Case] = &[
    Case {
        name: "mutation_that_was_edited",
        break_it: |it| {
            broken(it, "listings/src/bin/scratch_slow/main.rs", "\"settings\", 100", "\"settings\", 150")
        },
        command: BUILD,
        says: &[
            "listings/src/bin/scratch_slow/main.rs:17:1",
            "not what its mutation makes of `scratch_page`",
            "record scratch_slow",
        ],
    },
    Case {
        name: "mutation_of_what_has_changed",
        break_it: |it| broken(it, super::MAIN_PY, "fetch(\"orders\", 0.3)", "fetch(\"orders\", 0.35)"),
        command: BUILD,
        says: &[
            "listings/src/bin/scratch_slow/main.py:21:1",
            "not what its mutation makes of `scratch_page`",
        ],
    },
    Case {
        name: "mutation_of_nothing",
        break_it: |it| broken(it, MANIFEST, "of = \"scratch_page\"", "of = \"scratch_pgae\""),
        command: BUILD,
        says: &[
            "listings/src/bin/scratch_slow/listing.toml:8:7",
            "no correct listing is named `scratch_pgae`",
            "did you mean `scratch_page`?",
        ],
    },
    Case {
        name: "mutation_of_a_line_that_is_not_there",
        break_it: |it| broken(it, MANIFEST, "fetch(\"user\", 200)", "fetch(\"user\", 201)"),
        command: BUILD,
        says: &[
            "listings/src/bin/scratch_slow/listing.toml:13:14",
            "scratch_page/main.rs holds this 0 times, not once",
        ],
    },
    Case {
        name: "mutation_that_changes_one_language",
        break_it: |it| {
            broken(it, MANIFEST, "rust.to = 'fetch(\"user\", 400)'", "rust.to = 'fetch(\"user\", 200)'")
        },
        command: BUILD,
        says: &["listings/src/bin/scratch_slow/listing.toml:1:1", "its mutation changes nothing in Rust"],
    },
    Case {
        name: "mutation_that_is_no_trap",
        break_it: |it| {
            broken(
                it,
                MANIFEST,
                "[trap]\nwrong = \"the user is asked for last\"\nprints = \"[ 400ms] user: done\"\n",
                "",
            )
        },
        command: BUILD,
        says: &["listings/src/bin/scratch_slow/listing.toml:1:1", "a mutation goes wrong: say how"],
    },
];
