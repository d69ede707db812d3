//! The handbook and its peers, each given the same programs.

use crate::corpus::Corpus;
use crate::measure::{Cost, cost};
use mdbook_driver::MDBook;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use tempfile::TempDir;

/// The argument that makes this program mdBook's test.
pub const MDBOOK_TEST: &str = "mdbook-test";

/// How many programs stand in a chapter.
const A_CHAPTER: usize = 20;

/// What has happened since the last run.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// Everything is to be done.
    FromScratch,
    /// Nothing.
    Unchanged,
    /// One program was edited.
    Edited,
}

impl State {
    /// In the order in which they are measured: each leaves what the next needs.
    pub const ALL: [Self; 3] = [Self::FromScratch, Self::Unchanged, Self::Edited];
}

/// A tool with its copy of the programs.
pub struct Tool {
    /// What it is called.
    pub name: &'static str,
    folder: TempDir,
    command: Box<dyn Fn(&Path) -> Command>,
    /// Forgets what was done.
    clear: Box<dyn Fn(&Path)>,
    /// A file with a program in it.
    edited: PathBuf,
    /// What it says when it has run all programs.
    says: String,
}

impl Tool {
    /// What a run costs in this state.
    pub fn measure(&self, state: State) -> Cost {
        let folder = self.folder.path();
        match state {
            State::FromScratch => (self.clear)(folder),
            State::Unchanged => {}
            State::Edited => {
                let path = folder.join(&self.edited);
                let text = fs::read_to_string(&path).expect("a program");
                fs::write(&path, edited(&text)).expect("it can be edited");
            }
        }
        let (cost, said) = cost(&mut (self.command)(folder));
        assert!(said.contains(&self.says), "{} does not say `{}`:\n{said}", self.name, self.says);
        cost
    }
}

/// The same output from another source.
fn edited(text: &str) -> String {
    let main = text.find("fn main() {").expect("a program");
    let line = text[..main].rfind('\n').map_or(0, |end| end + 1);
    let comment = if text[line..].starts_with("/// ") { "/// " } else { "" };
    let inside = main + "fn main() {".len();
    format!("{}\n{comment}    let _edited = 1;{}", &text[..inside], &text[inside..])
}

/// Every tool, ready to run: what it depends on is built.
pub fn all(root: &Path, handbook: &Path, corpus: &Corpus) -> Vec<Tool> {
    vec![
        ours(root, handbook, corpus),
        skeptic(root, corpus, "skeptic", ""),
        skeptic(root, corpus, "skeptic with binary-cache", "features = [\"binary-cache\"], "),
        mdbook(root, corpus, "mdbook test, 2021, 20 a chapter", "2021"),
        mdbook(root, corpus, "mdbook test, 2024, 20 a chapter", "2024"),
        doctests(root, corpus),
    ]
}

/// Builds the handbook's command as a contributor has it.
pub fn build_handbook(root: &Path) -> PathBuf {
    cost(Command::new("cargo").args(["build", "--package", "async-handbook"]).current_dir(root));
    let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), PathBuf::from);
    target.join("debug").join(format!("handbook{}", std::env::consts::EXE_SUFFIX))
}

/// Where the peers compile: kept from run to run.
fn target(root: &Path) -> PathBuf {
    root.join("target/speed")
}

fn write(path: PathBuf, text: impl AsRef<[u8]>) {
    fs::create_dir_all(path.parent().expect("a file lies in a folder")).expect("a folder");
    fs::write(path, text).expect("a file");
}

fn ours(root: &Path, handbook: &Path, corpus: &Corpus) -> Tool {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path();
    for name in [
        "Cargo.lock",
        "book.toml",
        "listings/Cargo.toml",
        "listings/src/lib.rs",
        "listings/log.py",
        "listings/virtual_time.py",
    ] {
        write(path.join(name), fs::read(root.join(name)).expect("a file of ours"));
    }
    let workspace = "[workspace]\nmembers = [\"listings\"]\nresolver = \"3\"\n[workspace.package]\nedition = \"2024\"\n\
        rust-version = \"1.95\"\nlicense = \"MIT\"\n[profile.dev]\ndebug = false\n";
    write(path.join("Cargo.toml"), workspace);
    write(path.join("src/SUMMARY.md"), "# Summary\n");
    let only = "title = \"One of many\"\n[only]\nlanguage = \"rust\"\nbecause = \"It is measured.\"\n";
    for listing in &corpus.listings {
        let place = path.join("listings/src/bin").join(&listing.slug);
        write(place.join("listing.toml"), only);
        write(place.join("main.rs"), &listing.text);
    }
    let (handbook, target) = (handbook.to_path_buf(), target(root).join("ours"));
    let cache = target.join("handbook");
    let slugs: Vec<_> = corpus.listings.iter().map(|listing| listing.slug.clone()).collect();
    let call = move |folder: &Path, command: &str| {
        let mut call = Command::new(&handbook);
        call.arg(command).args(&slugs).current_dir(folder).env("CARGO_TARGET_DIR", &target);
        call
    };
    // Records what it prints, and builds the crates.
    cost(&mut call(path, "record"));
    let edited = Path::new("listings/src/bin").join(&corpus.listings[0].slug).join("main.rs");
    // The crates stay built; what was compiled with them and what it printed goes.
    let clear = move |_: &Path| {
        for kind in ["programs", "runs", "executables"] {
            let _ = fs::remove_dir_all(cache.join(kind));
        }
    };
    Tool {
        name: "the handbook's check",
        folder,
        command: Box::new(move |folder| call(folder, "check")),
        clear: Box::new(clear),
        edited,
        says: format!("{} checks passed", corpus.listings.len()),
    }
}

/// A package with what the programs need, and this besides. Its name is its own: cargo would take
/// one of the same name, compiled for another corpus, for this one.
fn package(root: &Path, folder: &Path, name: &str, corpus: &Corpus, more: &str) {
    let programs = corpus.listings.len();
    let manifest = fs::read_to_string(root.join("listings/Cargo.toml")).expect("our listings' manifest");
    let (_, dependencies) = manifest.split_once("[dependencies]").expect("their dependencies");
    let text = format!(
        "[workspace]\n[package]\nname = \"{name}-{programs}\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\
         [profile.dev]\ndebug = false\n[dependencies]{dependencies}listings = {{ path = {:?} }}\n{more}",
        root.join("listings")
    );
    write(folder.join("Cargo.toml"), text);
    write(folder.join("Cargo.lock"), fs::read(root.join("Cargo.lock")).expect("our lock"));
    write(folder.join("src/lib.rs"), "");
}

fn cargo(root: &Path, arguments: &'static [&str]) -> impl Fn(&Path) -> Command + use<> {
    let target = target(root);
    move |folder| {
        let mut command = Command::new("cargo");
        command.args(arguments).current_dir(folder).env("CARGO_TARGET_DIR", &target);
        command
    }
}

fn fences(corpus: &Corpus, tag: &str, before: &str) -> Vec<String> {
    let fence = |code: &str| format!("```{tag}\n{before}{code}```\n\n");
    let chapters = corpus.listings.chunks(A_CHAPTER);
    chapters.map(|chapter| chapter.iter().map(|listing| fence(&listing.text)).collect()).collect()
}

fn skeptic(root: &Path, corpus: &Corpus, name: &'static str, features: &str) -> Tool {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path();
    let dependency = format!("skeptic = {{ {features}version = \"0.14\" }}\n");
    let more = format!("[build-dependencies]\n{dependency}[dev-dependencies]\n{dependency}");
    let package_name = if features.is_empty() { "with-skeptic" } else { "with-cached-skeptic" };
    package(root, path, package_name, corpus, &more);
    let chapters = fences(corpus, "rust", "");
    let names: Vec<_> = (0..chapters.len()).map(|index| format!("chapter-{index}.md")).collect();
    for (name, text) in names.iter().zip(&chapters) {
        write(path.join(name), text);
    }
    write(path.join("build.rs"), format!("fn main() {{ skeptic::generate_doc_tests(&{names:?}); }}\n"));
    write(path.join("tests/programs.rs"), "include!(concat!(env!(\"OUT_DIR\"), \"/skeptic-tests.rs\"));\n");
    // With its cache it cannot run two programs at once: it starts some that it is still writing.
    let all_at_once: &[&str] = &["test", "--test", "programs"];
    let one_by_one: &[&str] = &["test", "--test", "programs", "--", "--test-threads=1"];
    let command = cargo(root, if features.is_empty() { all_at_once } else { one_by_one });
    // Builds the test itself without running it, as every tool finds its dependencies built.
    cost(cargo(root, &["test", "--test", "programs", "--no-run"])(path).arg("--quiet"));
    let cache = target(root);
    let clear = move |_: &Path| drop(fs::remove_dir_all(cache.join("debug/.skeptic-bin")));
    Tool {
        name,
        folder,
        command: Box::new(command),
        clear: Box::new(clear),
        edited: "chapter-0.md".into(),
        says: format!("{} passed", corpus.listings.len()),
    }
}

fn mdbook(root: &Path, corpus: &Corpus, name: &'static str, edition: &str) -> Tool {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path();
    package(root, path, "for-mdbook", corpus, "");
    cost(&mut cargo(root, &["build"])(path));
    write(path.join("book.toml"), format!("[book]\ntitle = \"Programs\"\n[rust]\nedition = \"{edition}\"\n"));
    let crates: String = ["async_stream", "futures", "listings", "tokio", "tokio_stream", "tokio_util"]
        .iter()
        .map(|name| format!("# #[allow(unused_extern_crates)] extern crate {name};\n"))
        .collect();
    let mut summary = "# Summary\n\n".to_string();
    for (index, text) in fences(corpus, "rust", &crates).iter().enumerate() {
        summary.push_str(&format!("- [Chapter {index}](chapter-{index}.md)\n"));
        write(path.join(format!("src/chapter-{index}.md")), text);
    }
    write(path.join("src/SUMMARY.md"), summary);
    let libraries = target(root).join("debug/deps");
    let command = move |folder: &Path| {
        let mut command = Command::new(std::env::current_exe().expect("this program"));
        command.arg(MDBOOK_TEST).arg(folder).env("SPEED_LIBRARIES", &libraries);
        command
    };
    Tool {
        name,
        folder,
        command: Box::new(command),
        clear: Box::new(|_: &Path| ()),
        edited: "src/chapter-0.md".into(),
        says: String::new(),
    }
}

/// What `mdbook test -L libraries` does.
pub fn mdbook_test(folder: &Path) -> i32 {
    let libraries = std::env::var("SPEED_LIBRARIES").expect("the libraries' folder");
    let tested = MDBook::load(folder).and_then(|mut book| book.test(vec![&libraries]));
    match tested {
        Ok(()) => 0,
        Err(error) => {
            eprintln!("{error:#}");
            1
        }
    }
}

fn doctests(root: &Path, corpus: &Corpus) -> Tool {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path();
    package(root, path, "with-doctests", corpus, "");
    let mut library = String::new();
    for listing in &corpus.listings {
        let commented: String = listing.text.lines().map(|line| format!("/// {line}\n")).collect();
        library += &format!("/// ```\n{commented}/// ```\npub fn {}() {{}}\n", listing.slug);
    }
    write(path.join("src/lib.rs"), library);
    cost(&mut cargo(root, &["build"])(path));
    Tool {
        name: "cargo test --doc, 2024, merged",
        folder,
        command: Box::new(cargo(root, &["test", "--doc"])),
        clear: Box::new(|_: &Path| ()),
        edited: "src/lib.rs".into(),
        says: format!("{} passed", corpus.listings.len()),
    }
}
