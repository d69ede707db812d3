//! The commands that a contributor works with: `new`, `record --dry-run`, `completions`, and what
//! all of them have in common.

mod support;

use handbook::harness::python;
use libtest_mimic::{Arguments, Failed, Trial};
use std::io::{BufRead, BufReader};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Command, ExitCode, Output, Stdio};
use support::scratch::Scratch;

const NEW: &str = "listings/src/bin/scratch_new";
const LOCK: &str = "listings/transcripts.lock";
const CHAPTER: &str = "src/patterns/gather.md";
const MAIN_RS: &str = "listings/src/bin/scratch_page/main.rs";
const MAIN_PY: &str = "listings/src/bin/scratch_page/main.py";
const TRANSCRIPT: &str = "listings/src/bin/scratch_page/transcript.txt";

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    let python = python::find().map(|_| ());
    let tests = vec![
        support::needing("contributor::new_listing".into(), &python, |()| new_listing()),
        support::needing("contributor::dry_run".into(), &python, |()| dry_run()),
        support::needing("contributor::two_records_at_once".into(), &python, |()| two_records_at_once()),
        support::needing("contributor::run_at_home".into(), &python, |()| run_at_home()),
        support::needing("contributor::run_with_a_peer".into(), &python, |()| run_with_a_peer()),
        support::needing("contributor::versions_of_python".into(), &python, |()| versions_of_python()),
        Trial::test("contributor::new_refuses_a_name", new_refuses_a_name),
        // Windows finds its launcher of Python without a PATH.
        Trial::test("contributor::new_without_python", new_without_python).with_ignored_flag(cfg!(windows)),
        support::needing("contributor::new_that_cannot_be_recorded".into(), &python, |()| {
            new_that_cannot_be_recorded()
        }),
        Trial::test("contributor::the_example_is_a_listing_of_the_book", the_example_is_a_listing),
        Trial::test("contributor::completions", completions),
        Trial::test("contributor::help_and_exit_status", help_and_exit_status),
    ];
    let missing: Vec<_> = python.as_ref().err().into_iter().collect();
    support::conclude(&arguments, &missing, tests)
}

/// Each version of Python that is there runs the programs, and each that is not is named.
fn versions_of_python() -> Result<(), Failed> {
    let scratch = Scratch::new();
    let found = python::find()?;
    let matrix = || {
        let mut command = scratch.command();
        command.args(["check", "--matrix", "scratch_page"]).env("PYTHON", &found.executable);
        // No other is found there.
        for folder in ["PATH", "HOME", "PYENV_ROOT", "UV_PYTHON_INSTALL_DIR"] {
            command.env(folder, scratch.path(""));
        }
        command
    };
    let ran = said(&matrix().output()?, 0)?;
    holds(&ran, &[&format!("Python {}:", found.version), "1 checks passed, 0 failed"])?;
    assert_eq!(ran.matches("was not found; install it: uv python install 3.").count(), 3, "{ran}");
    holds(&said(&matrix().env("HANDBOOK_REQUIRE_ALL", "1").output()?, 1)?, &["was not found", "3 problems"])?;
    scratch.change(MAIN_PY, "fetch(\"user\", 0.2)", "fetch(\"user\", 0.4)");
    let ran = said(&matrix().output()?, 1)?;
    holds(&ran, &["no longer prints this transcript", &format!("checks fail with Python {}", found.version)])
}

/// What a command said, if it ended as it should.
fn said(output: &Output, status: i32) -> Result<String, Failed> {
    let said = format!("{}{}", utf8(&output.stdout), utf8(&output.stderr));
    if output.status.code() == Some(status) {
        Ok(said)
    } else {
        Err(format!("ended with {}, not with {status}:\n{said}", output.status).into())
    }
}

fn utf8(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn holds(said: &str, pieces: &[&str]) -> Result<(), Failed> {
    match pieces.iter().find(|piece| !said.contains(**piece)) {
        Some(piece) => Err(format!("does not say `{piece}`:\n{said}").into()),
        None => Ok(()),
    }
}

fn new_listing() -> Result<(), Failed> {
    let scratch = Scratch::new();
    let told = said(&scratch.run(&["new", "scratch_new"]), 0)?;
    let directive = "{{#listing scratch_new}}";
    holds(&told, &[NEW, "[ 200ms] orders: done", "cargo run -- record scratch_new", "src/"])?;
    assert_eq!(told.lines().last(), Some(directive));
    assert!(scratch.read(&format!("{NEW}/main.py")).contains(&scratch.read("listings/log.py")));
    // Its programs are right; what the build refuses is reported as well.
    holds(&said(&scratch.run(&["check", "scratch_new"]), 1)?, &["no chapter shows this listing"])?;
    // The book tells what is left to do, until it is done.
    holds(&said(&scratch.run(&["build"]), 1)?, &[NEW, "no chapter shows this listing", directive])?;
    scratch.append(CHAPTER, &format!("\n{directive}\n"));
    let untitled = said(&scratch.run(&["build"]), 1)?;
    holds(&untitled, &["scratch_new/listing.toml:1:1", "still the title that `new` wrote"])?;
    scratch.change(&format!("{NEW}/listing.toml"), "Two requests at once", "Orders and a user");
    said(&scratch.run(&["check", "scratch_new"]), 0)?;
    said(&scratch.run(&["build"]), 0)?;
    holds(&scratch.read("book/patterns/gather.html"), &["id=\"listing-scratch_new\"", "Orders and a user"])?;
    // As it would stand in this project, where rustfmt is there to say so.
    let rustfmt = || Command::new("rustfmt");
    if rustfmt().arg("--version").output().is_ok_and(|output| output.status.success()) {
        let mut check = rustfmt();
        check.args(["--check", "--edition", "2024", "--config", "max_width=80"]);
        said(&check.arg(scratch.path(NEW).join("main.rs")).output()?, 0)?;
    }
    holds(&said(&scratch.run(&["new", "scratch_new"]), 1)?, &[NEW, "in use", "record scratch_new"])?;
    // One about a library lies elsewhere, and no two have one name.
    scratch.add_library();
    let again = said(&scratch.run(&["new", "scratch_new", "--library"]), 1)?;
    holds(&again, &[NEW, "in use"])?;
    let library = said(&scratch.run(&["new", "scratch_library", "--library"]), 0)?;
    holds(&library, &["libraries/src/bin/scratch_library", "[ 200ms] orders: done"])
}

/// In real time: a stamp is what a clock shows, so it is at least what the program waits for.
fn run_at_home() -> Result<(), Failed> {
    let scratch = Scratch::new();
    let in_python = said(&scratch.run(&["run", "scratch_page", "--language", "python"]), 0)?;
    let in_rust = said(&scratch.run(&["run", "scratch_page", "--language", "rust"]), 0)?;
    let both = said(&scratch.run(&["run", "scratch_page"]), 0)?;
    assert!(both.starts_with("Python:\n") && both.contains("\nRust:\n"), "{both}");
    assert_eq!(both.lines().count(), in_python.lines().count() + in_rust.lines().count() + 2);
    for printed in [in_python, in_rust] {
        let last = printed.lines().last().ok_or("nothing is printed")?;
        let stamp = last.strip_prefix("[ ").and_then(|rest| rest.split_once("ms] "));
        let (stamp, line) = stamp.ok_or("no stamp")?;
        assert!(stamp.parse::<u32>()? >= 300 && line == "main: page of user, orders, settings", "{last}");
    }
    // What a program prints is told as it comes, and that it failed, at its end.
    scratch.append(MAIN_PY, "raise SystemExit(7)\n");
    let failed = said(&scratch.run(&["run", "scratch_page", "--language", "python"]), 1)?;
    holds(&failed, &["main: page of", MAIN_PY, "7, not with exit status 0"])?;
    holds(&said(&scratch.run(&["run", "scratch_pgae"]), 1)?, &["did you mean `scratch_page`?"])
}

fn run_with_a_peer() -> Result<(), Failed> {
    let scratch = Scratch::new();
    scratch.add_library();
    holds(&said(&scratch.run(&["run", "scratch_peer"]), 0)?, &["ms] till: 12"])?;
    let mut peer = scratch.command();
    let mut peer = peer.args(["peer", "till"]).stdout(Stdio::piped()).spawn()?;
    let mut told = String::new();
    BufReader::new(peer.stdout.take().ok_or("no pipe")?).read_line(&mut told)?;
    let address = told.trim().strip_prefix("TILL_URL=http://").ok_or("no address")?;
    assert!(TcpStream::connect(address).is_ok());
    peer.kill()?;
    peer.wait()?;
    holds(&said(&scratch.run(&["peer", "tlil"]), 1)?, &["no peer is named `tlil`", "did you mean `till`?"])
}

fn new_refuses_a_name() -> Result<(), Failed> {
    let scratch = Scratch::new();
    let before = state(&scratch);
    for (name, message) in [
        ("Timeout", "is no name for a listing"),
        ("gather-timeout", "is no name for a listing"),
        ("2fast", "is no name for a listing"),
        ("", "is no name for a listing"),
        ("../escape", "is no name for a listing"),
        ("été", "is no name for a listing"),
        ("build", "means something else"),
        ("scratch_page", "this name is in use"),
    ] {
        holds(
            &said(&scratch.run(&["new", name]), 1)?,
            &["listings/src/bin", message, "Mend: ", "1 problem found."],
        )?;
        assert_eq!(state(&scratch), before, "{name}");
    }
    Ok(())
}

fn new_without_python() -> Result<(), Failed> {
    let scratch = Scratch::new();
    let before = state(&scratch);
    let empty = scratch.path("empty");
    std::fs::create_dir(&empty)?;
    let output =
        scratch.command().args(["new", "scratch_new"]).env("PATH", empty).env_remove("PYTHON").output()?;
    holds(
        &said(&output, 1)?,
        &[NEW, "was not kept", "Python 3.11 or newer was not found", "1 problem found."],
    )?;
    assert_eq!(state(&scratch), before);
    Ok(())
}

fn new_that_cannot_be_recorded() -> Result<(), Failed> {
    let scratch = Scratch::new();
    let before = state(&scratch);
    let output = scratch.command().args(["new", "scratch_new"]).env("RUSTC", "/no/rustc").output()?;
    holds(&said(&output, 1)?, &[NEW, "was not kept", "rustc could not be started", "1 problem found."])?;
    assert_eq!(state(&scratch), before);
    Ok(())
}

/// The names of the listings and what is recorded of them.
fn state(scratch: &Scratch) -> (Vec<String>, toml::Table) {
    let entries = std::fs::read_dir(scratch.path("listings/src/bin")).expect("a folder");
    let names = entries.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned());
    let mut names: Vec<_> = names.collect();
    names.sort();
    (names, scratch.read(LOCK).parse().expect("a lock"))
}

fn dry_run() -> Result<(), Failed> {
    let scratch = Scratch::new();
    scratch.change(MAIN_RS, "page of", "a page of");
    scratch.change(MAIN_PY, "page of", "a page of");
    let before = (scratch.read(TRANSCRIPT), scratch.read(LOCK));
    let both = ["scratch_page", "scratch_one_by_one"];
    let diff = ["transcript.txt", "-[ 300ms] main: page of", "+[ 300ms] main: a page of"];
    let told = said(&scratch.run(&["record", both[0], both[1], "--dry-run"]), 0)?;
    holds(&told, &[&diff[..], &["1 listing would change: scratch_page"]].concat())?;
    assert_eq!((scratch.read(TRANSCRIPT), scratch.read(LOCK)), before, "a dry run wrote");
    let told = said(&scratch.run(&["record", "scratch_page"]), 0)?;
    holds(&told, &[&diff[..], &["1 listing changed: scratch_page"]].concat())?;
    assert_ne!(scratch.read(TRANSCRIPT), before.0);
    holds(&said(&scratch.run(&["record", "scratch_page", "--dry-run"]), 0)?, &["no listing would change"])
}

/// Each writes its own entry of the lock, and what only the lock says is reported, too.
fn two_records_at_once() -> Result<(), Failed> {
    let scratch = Scratch::new();
    let slugs = ["scratch_page", "scratch_one_by_one"];
    for slug in slugs {
        let program = format!("listings/src/bin/{slug}/main.py");
        scratch.change(&program, "async def main", "# Said in other words.\nasync def main");
    }
    let before = scratch.read(LOCK);
    let told = said(&scratch.run(&["record", slugs[0], "--dry-run"]), 0)?;
    holds(
        &told,
        &["listings/transcripts.lock: the entry of scratch_page", "1 listing would change: scratch_page"],
    )?;
    assert_eq!(scratch.read(LOCK), before, "a dry run wrote");
    let start = |slug: &str| {
        let mut command = scratch.command();
        command.args(["record", slug]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn()
    };
    let both = slugs.map(start);
    for (child, slug) in both.into_iter().zip(slugs) {
        let told = said(&child?.wait_with_output()?, 0)?;
        holds(&told, &["listings/transcripts.lock: the entry of ", &format!("1 listing changed: {slug}")])?;
    }
    said(&scratch.run(&["build"]), 0)?;
    // Nothing of a run is left beside what it wrote.
    let names: Vec<_> =
        std::fs::read_dir(scratch.path("listings"))?.map(|entry| entry.map(|it| it.file_name())).collect();
    assert!(names.iter().flatten().all(|name| !name.to_string_lossy().ends_with(".tmp")), "{names:?}");
    // A listing that is gone leaves the lock, and that is reported.
    scratch.remove("listings/src/bin/scratch_one_by_one");
    scratch.change("listings/src/bin/scratch_page/listing.toml", "mends = \"scratch_one_by_one\"\n", "");
    scratch.change("src/patterns/gather.md", "{{#listing scratch_one_by_one}}\n", "");
    holds(&said(&scratch.run(&["record"]), 0)?, &["the entry of scratch_one_by_one is removed"])?;
    holds(&said(&scratch.run(&["record"]), 0)?, &["no listing changed"])
}

/// The example of CONTRIBUTING.md has every line of the files that it names, in order.
fn the_example_is_a_listing() -> Result<(), Failed> {
    let project = support::project();
    let text = project.read("CONTRIBUTING.md").map_err(|it| it.to_string())?.text;
    for slug in ["gather_one_by_one", "gather_page"] {
        let path = format!("listings/src/bin/{slug}/listing.toml");
        let (_, rest) = text.split_once(&path).ok_or("the example does not name its file")?;
        let rows = rest.lines().skip_while(|line| !line.starts_with("|---")).skip(1);
        let rows = rows.take_while(|line| line.starts_with('|'));
        let shown: Vec<_> = rows.filter_map(|row| row.strip_prefix("| `")?.split("` |").next()).collect();
        let manifest = project.read(&path).map_err(|it| it.to_string())?.text;
        let lines: Vec<_> = manifest.lines().filter(|line| !line.is_empty()).collect();
        assert_eq!(shown, lines, "{path}");
    }
    Ok(())
}

fn completions() -> Result<(), Failed> {
    let nowhere = tempfile::tempdir()?;
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let script = said(&handbook(nowhere.path(), &["completions", shell]), 0)?;
        holds(&script, &["handbook", "record", "dry-run", "completions"])?;
    }
    holds(&said(&handbook(nowhere.path(), &["completions", "basch"]), 2)?, &["bash"])
}

fn help_and_exit_status() -> Result<(), Failed> {
    let nowhere = tempfile::tempdir()?;
    holds(
        &said(&handbook(nowhere.path(), &["--help"]), 0)?,
        &["new", "record", "check", "Examples:", "Exit status:"],
    )?;
    for command in ["new", "run", "peer", "record", "check", "completions"] {
        holds(&said(&handbook(nowhere.path(), &[command, "--help"]), 0)?, &["Example", "cargo run -- "])?;
    }
    for wrong in [&["recrod"][..], &["new"], &["record", "--dry"]] {
        holds(&said(&handbook(nowhere.path(), wrong), 2)?, &["error: ", "--help"])?;
    }
    holds(&said(&handbook(nowhere.path(), &["check"]), 1)?, &["no book.toml here"])
}

/// The handbook's command, anywhere.
fn handbook(folder: &Path, arguments: &[&str]) -> Output {
    let command = env!("CARGO_BIN_EXE_handbook");
    Command::new(command).args(arguments).current_dir(folder).output().expect("the handbook's command runs")
}
