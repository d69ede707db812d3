//! What listings about libraries can have wrong, and the peers that they talk to.

use super::{BUILD, Case};
use crate::support::scratch::{PEER, Scratch};

const CHECK: &[&str] = &["check", "scratch_peer"];
const MANIFEST: &str = "libraries/src/bin/scratch_peer/listing.toml";
const MAIN_PY: &str = "libraries/src/bin/scratch_peer/main.py";

fn broken(it: &Scratch, path: &str, from: &str, to: &str) {
    it.add_library();
    assert!(it.read(path).contains(from), "{from}");
    it.change(path, from, to);
}

/// What is refused when the book is built.
pub const IN_THE_BOOK: &[Case] = &[
    Case {
        name: "peer_with_a_typo",
        break_it: |it| broken(it, MANIFEST, "\"till\"", "\"tlil\""),
        command: BUILD,
        says: &[
            "libraries/src/bin/scratch_peer/listing.toml:3:9",
            "no peer is named `tlil`",
            "did you mean `till`?",
        ],
    },
    Case {
        name: "peer_on_the_virtual_clock",
        break_it: |it| broken(it, MANIFEST, "real = \"it talks to a server.\"\n", ""),
        command: BUILD,
        says: &["libraries/src/bin/scratch_peer/listing.toml:1:1", "a server runs on the real clock"],
    },
    Case {
        name: "peer_that_nobody_asks",
        break_it: |it| broken(it, MAIN_PY, "os.environ[\"TILL_URL\"]", "\"http://127.0.0.1\""),
        command: BUILD,
        says: &[
            "libraries/src/bin/scratch_peer/listing.toml:3:1",
            "the Python program does not read `TILL_URL`",
            "os.environ[\"TILL_URL\"]",
        ],
    },
    Case {
        name: "variable_of_another_peer",
        break_it: |it| broken(it, MAIN_PY, "    log(", "    os.environ[\"SHOP_URL\"]\n    log("),
        command: BUILD,
        says: &["libraries/src/bin/scratch_peer/main.py:13:8", "otherwise than for a knob"],
    },
    Case {
        name: "peer_in_no_language",
        break_it: |it| {
            it.add_library();
            it.write("libraries/peers/notes.txt", "notes");
        },
        command: BUILD,
        says: &["libraries/peers/notes.txt", "a peer is a program in Python or Rust"],
    },
    Case {
        name: "slug_that_both_members_have",
        break_it: |it| {
            it.add_library();
            let listing = it.read(MANIFEST);
            it.write("libraries/src/bin/scratch_page/listing.toml", listing);
        },
        command: BUILD,
        says: &["libraries/src/bin/scratch_page", "listings/src/bin/scratch_page has this name, too"],
    },
];

/// What is noticed when the listing is run.
pub const IN_A_RUN: &[Case] = &[
    Case {
        name: "peer_that_does_not_compile",
        break_it: |it| broken(it, PEER, "fn main() {", "fn main() {\n    let port = prot;"),
        command: CHECK,
        says: &["libraries/peers/till.rs:5:1", "this does not compile", "cannot find value `prot`"],
    },
    Case {
        name: "peer_that_ends_at_once",
        break_it: |it| broken(it, PEER, "fn main() {", "fn main() {\n    panic!(\"no port is left\");"),
        command: CHECK,
        says: &["libraries/peers/till.rs", "it ended before it listened", "no port is left"],
    },
    Case {
        name: "peer_without_an_address",
        break_it: |it| broken(it, PEER, "http://{}", "listening: {}"),
        command: CHECK,
        says: &["libraries/peers/till.rs", "could not be started: `listening: 127.0.0.1:", "is no address"],
    },
    Case {
        name: "peer_that_never_listens",
        break_it: |it| {
            let hang = "fn main() {\n    std::thread::sleep(std::time::Duration::MAX);";
            broken(it, PEER, "fn main() {", hang);
        },
        command: CHECK,
        says: &["libraries/peers/till.rs", "it did not listen after 9 s"],
    },
    Case {
        name: "program_that_fails_has_its_peer_told",
        break_it: |it| {
            broken(it, PEER, "let mut client", "eprintln!(\"the till is empty\");\n        let mut client");
            it.append(MAIN_PY, "raise ValueError('no change')\n");
        },
        command: CHECK,
        says: &[
            "libraries/src/bin/scratch_peer/main.py",
            "ValueError: no change",
            "its peer said:",
            "the till is empty",
        ],
    },
    Case {
        name: "transcript_that_differs_has_its_peer_told",
        break_it: |it| {
            broken(it, PEER, "let mut client", "eprintln!(\"the till is empty\");\n        let mut client");
            it.write("libraries/src/bin/scratch_peer/transcript.txt", "till: 7\n");
        },
        command: CHECK,
        says: &[
            "libraries/src/bin/scratch_peer/transcript.txt:1:1",
            "no longer prints this transcript",
            "its peer said:",
            "the till is empty",
        ],
    },
];
