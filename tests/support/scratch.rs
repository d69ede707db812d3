//! A small handbook in a temporary folder, to break in every way.

use handbook::programs::target::VARIABLE;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use tempfile::TempDir;

/// A copy of this project with two listings and one chapter.
pub struct Scratch {
    folder: TempDir,
    /// Whether programs are made for its pages: they have tests of their own.
    programs: bool,
}

/// The listings of the copy: two of ours, under names of their own, since the copies share with
/// this project the folder for what is compiled.
pub const LISTINGS: [(&str, &str); 2] =
    [("gather_page", "scratch_page"), ("gather_one_by_one", "scratch_one_by_one")];

const WORKSPACE: &str = r#"
[workspace]
members = ["listings"]
resolver = "3"

[workspace.package]
edition = "2024"
rust-version = "1.95"
license = "MIT"

[workspace.lints.rust]
unsafe_code = "forbid"

[profile.dev]
debug = false
"#;

/// What `scratch_page` becomes in the copy's mutation.
const MUTATION: &str = "title = \"A page with a slow user\"

[trap]
wrong = \"the user is asked for last\"
prints = \"[ 400ms] user: done\"

[mutation]
of = \"scratch_page\"

[[mutation.mistake]]
python.from = 'fetch(\"user\", 0.2)'
python.to = 'fetch(\"user\", 0.4)'
rust.from = 'fetch(\"user\", 200)'
rust.to = 'fetch(\"user\", 400)'
";

/// The peer of the copy's listing about a library.
pub const PEER: &str = "libraries/peers/till.rs";

/// It answers whoever asks, and knows no HTTP beyond that.
const TILL: &str = "use std::io::{Read, Write};
use std::net::TcpListener;

fn main() {
    let listener = TcpListener::bind(\"127.0.0.1:0\").unwrap();
    println!(\"http://{}\", listener.local_addr().unwrap());
    std::thread::spawn(|| {
        let _ = std::io::stdin().read(&mut [0]);
        std::process::exit(0);
    });
    for client in listener.incoming() {
        let mut client = client.unwrap();
        let _ = client.read(&mut [0; 1024]);
        let _ = client.write_all(b\"HTTP/1.0 200 OK\\r\\n\\r\\n12\");
    }
}
";

const ASKS: &str = "import os
import urllib.request
LOG

with urllib.request.urlopen(os.environ[\"TILL_URL\"]) as answer:
    log(f'till: {answer.read().decode()}')
";

const ASKS_MANIFEST: &str = "title = \"What is in the till\"
real = \"it talks to a server.\"
peer = \"till\"

[only]
language = \"python\"
because = \"one is enough.\"
";

/// A knob as the programs of [`Scratch::with_knob`] read it.
pub const KNOB: &str = "
[knobs.USER_MS]
default = 200
least = 40
most = 360
step = 40
unit = \"ms\"
meaning = \"how long the user takes\"
";

const CHAPTER: &str = "# A chapter

{{#card P01}}

{{#listing scratch_page}}

{{#listing scratch_one_by_one}}

See [the list](../list.md).
";

impl Scratch {
    /// A copy that builds.
    pub fn new() -> Self {
        let scratch = Self { folder: tempfile::tempdir().expect("a temporary folder"), programs: false };
        let ours = super::folder();
        for name in [
            "book.toml",
            "Cargo.lock",
            "theme",
            "src/404.md",
            "listings/Cargo.toml",
            "listings/src/lib.rs",
            "listings/log.py",
            "listings/virtual_time.py",
        ] {
            copy(&ours.join(name), &scratch.path(name));
        }
        // It has none of the chapters that the search leaves out.
        let settings = scratch.read("book.toml");
        let kept = settings.split("\n[output.html.search.chapter]").next().unwrap_or_default();
        scratch.write("book.toml", kept);
        // Another package with the same library: what ours were compiled to stays fresh.
        scratch.change("listings/Cargo.toml", "name = \"listings\"", "name = \"scratch-listings\"");
        scratch.append("listings/Cargo.toml", "\n[lib]\nname = \"listings\"\n");
        scratch.write("Cargo.toml", WORKSPACE);
        scratch.write("README.md", "# A handbook\n");
        scratch.write("CONTRIBUTING.md", "# Contributing\n");
        scratch
            .write("src/SUMMARY.md", "# Summary\n\n[List](list.md)\n\n- [A chapter](patterns/gather.md)\n");
        scratch.write("src/list.md", "# The list\n\n{{#ranked-list}}\n");
        scratch.write("src/patterns/gather.md", CHAPTER);
        let patterns = fs::read_to_string(ours.join("catalogue/patterns.toml")).expect("our patterns");
        scratch.write(
            "catalogue/patterns.toml",
            patterns.split("\n\n[[pattern]]\nid = \"P02\"").next().unwrap_or_default(),
        );
        // It answers no question and explains no term until a test adds one.
        scratch.write("catalogue/questions.toml", "");
        scratch.write("catalogue/claims/list.toml", "");
        scratch.write("catalogue/differences.toml", "");
        scratch.write("catalogue/glossary.toml", "");
        scratch.write("catalogue/libraries.toml", "");
        scratch.write("catalogue/search.toml", "");
        for (name, slug) in LISTINGS {
            let folder = format!("listings/src/bin/{slug}");
            copy(&ours.join("listings/src/bin").join(name), &scratch.path(&folder));
            scratch.change(&format!("{folder}/listing.toml"), "gather_one_by_one", "scratch_one_by_one");
        }
        scratch.write("listings/transcripts.lock", lock(&ours.join("listings/transcripts.lock")));
        scratch
    }

    /// Adds a listing about a library, `scratch_peer`, with its peer. It is neither recorded nor shown.
    pub fn add_library(&self) {
        self.change("Cargo.toml", "[\"listings\"]", "[\"libraries\", \"listings\"]");
        let manifest = self.read("listings/Cargo.toml").replace("scratch-listings", "scratch-libraries");
        self.write("libraries/Cargo.toml", manifest.split("[lib]").next().unwrap_or_default());
        self.write("libraries/src/lib.rs", "");
        self.write(PEER, TILL);
        let folder = "libraries/src/bin/scratch_peer";
        self.write(&format!("{folder}/main.py"), ASKS.replace("LOG", &self.read("listings/log.py")));
        self.write(&format!("{folder}/listing.toml"), ASKS_MANIFEST);
    }

    /// Adds a mutation of `scratch_page`, named `scratch_slow`: recorded, and shown in the chapter.
    pub fn add_fault(&self) {
        self.write("listings/src/bin/scratch_slow/listing.toml", MUTATION);
        let recorded = self.run(&["record", "scratch_slow"]);
        assert!(recorded.status.success(), "{}", String::from_utf8_lossy(&recorded.stderr));
        self.append("src/patterns/gather.md", "\n{{#listing scratch_slow folded}}\n");
    }

    /// Gives the listing `scratch_page` a knob, declared so.
    pub fn with_knob(&self, declared: &str) {
        let file = |name: &str| format!("listings/src/bin/scratch_page/{name}");
        self.change(&file("main.py"), "import asyncio\n", "import asyncio\nimport os\n");
        self.change(&file("main.py"), "\"user\", 0.2", "\"user\", int(os.getenv(\"USER_MS\", 200)) / 1000");
        self.change(&file("main.rs"), "use std::time", "use std::env;\nuse std::time");
        self.change(
            &file("main.rs"),
            "    let (user,",
            "    let ms = env::var(\"USER_MS\").map_or(200, |ms| ms.parse().unwrap());\n    let (user,",
        );
        self.change(&file("main.rs"), "\"user\", 200", "\"user\", ms");
        self.append(&file("listing.toml"), declared);
    }

    /// A copy of all that this project's book is made from.
    pub fn whole() -> Self {
        let scratch = Self { folder: tempfile::tempdir().expect("a temporary folder"), programs: false };
        for name in [
            "Cargo.lock",
            "Cargo.toml",
            "book.toml",
            "catalogue",
            "libraries",
            "listings",
            "src",
            "theme",
            "CONTRIBUTING.md",
            "README.md",
        ] {
            copy(&super::folder().join(name), &scratch.path(name));
        }
        if scratch.path("src/run").exists() {
            scratch.remove("src/run");
        }
        scratch
    }

    /// The same, with Rust programs in its pages where this machine can make them.
    pub fn with_programs(self) -> Self {
        Self { programs: true, ..self }
    }

    /// The same, with what npm brings for the pages, as far as it was installed for us.
    pub fn with_page_tools(self) -> Self {
        let tools = super::folder().join("page-tools");
        for name in [
            ".npmrc",
            "package.json",
            "package-lock.json",
            "editor.js",
            "practice.js",
            "schedule.js",
            "offline-worker.js",
        ] {
            copy(&tools.join(name), &self.path("page-tools").join(name));
        }
        #[cfg(unix)]
        if tools.join("node_modules").exists() {
            let link = self.path("page-tools/node_modules");
            std::os::unix::fs::symlink(tools.join("node_modules"), link).expect("a link");
        }
        self
    }

    /// A folder with nothing in it.
    pub fn empty() -> Self {
        Self { folder: tempfile::tempdir().expect("a temporary folder"), programs: false }
    }

    /// A path in the copy.
    pub fn path(&self, relative: &str) -> PathBuf {
        self.folder.path().join(relative)
    }

    /// Reads a file of the copy.
    pub fn read(&self, relative: &str) -> String {
        fs::read_to_string(self.path(relative)).unwrap_or_else(|error| panic!("{relative}: {error}"))
    }

    /// Writes a file of the copy.
    pub fn write(&self, relative: &str, text: impl AsRef<[u8]>) {
        let path = self.path(relative);
        fs::create_dir_all(path.parent().expect("a file lies in a folder")).expect("a folder");
        fs::write(path, text).unwrap_or_else(|error| panic!("{relative}: {error}"));
    }

    /// Replaces a text in a file of the copy, everywhere.
    pub fn change(&self, relative: &str, from: &str, to: &str) {
        let text = self.read(relative).replace(from, to);
        self.write(relative, text);
    }

    /// The content of every file below a folder of the copy.
    pub fn contents(&self, relative: &str) -> BTreeMap<PathBuf, Vec<u8>> {
        fn collect(root: &Path, folder: &Path, into: &mut BTreeMap<PathBuf, Vec<u8>>) {
            for entry in fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path())
            {
                if entry.is_dir() {
                    collect(root, &entry, into);
                } else {
                    let name = entry.strip_prefix(root).expect("it lies below").to_path_buf();
                    into.insert(name, fs::read(&entry).expect("a file"));
                }
            }
        }
        let (mut all, root) = (BTreeMap::new(), self.path(relative));
        collect(&root, &root, &mut all);
        all
    }

    /// Appends to a file of the copy.
    pub fn append(&self, relative: &str, text: &str) {
        let text = self.read(relative) + text;
        self.write(relative, text);
    }

    /// Removes a file or a folder of the copy.
    pub fn remove(&self, relative: &str) {
        let path = self.path(relative);
        let removed = if path.is_dir() { fs::remove_dir_all(path) } else { fs::remove_file(path) };
        removed.unwrap_or_else(|error| panic!("{relative}: {error}"));
    }

    /// The handbook's command, in the copy.
    pub fn command(&self) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_handbook"));
        // Where all is required nothing is reused: that is for our own programs.
        command.env_remove("HANDBOOK_REQUIRE_ALL");
        if !self.programs {
            command.env(VARIABLE, "");
        }
        let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().expect("it lies in the target folder");
        command.current_dir(self.folder.path()).env("CARGO_TARGET_DIR", target);
        command
    }

    /// Runs the handbook's command in the copy.
    pub fn run(&self, arguments: &[&str]) -> Output {
        self.command().args(arguments).output().expect("the handbook's command runs")
    }
}

/// The recordings of our two listings, under their other names.
fn lock(ours: &Path) -> String {
    let text = fs::read_to_string(ours).expect("our lock");
    let mut lock = String::new();
    for (name, slug) in LISTINGS {
        let start = text.find(&format!("[{name}]")).expect("it is recorded");
        let entry = text[start..].split("\n\n").next().unwrap_or_default().replace(name, slug);
        lock.push_str(&format!("{entry}\n\n"));
    }
    lock
}

/// Copies a file, or a folder with all that is in it.
pub fn copy(from: &Path, to: &Path) {
    if from.is_dir() {
        for entry in fs::read_dir(from).expect("a folder of ours") {
            let name = entry.expect("an entry").file_name();
            copy(&from.join(&name), &to.join(&name));
        }
    } else {
        fs::create_dir_all(to.parent().expect("a file lies in a folder")).expect("a folder");
        fs::copy(from, to).unwrap_or_else(|error| panic!("{}: {error}", from.display()));
    }
}
