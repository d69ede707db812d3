//! The live loop: real edits of a copy, the real server, and the stream that an open page hears.

mod support;

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;
use support::scratch::Scratch;
use support::server::{Server, until};

const CHAPTER: &str = "src/patterns/gather.md";
const PAGE: &str = "patterns/gather.html";
const SERVE: &[&str] = &["serve", "--port", "0"];

/// The copy's chapter with a sentence at its end.
fn say(scratch: &Scratch, sentence: &str) {
    scratch.append(CHAPTER, &format!("\n{sentence}\n"));
}

/// A listing in Python alone, shown in the chapter. It leaves a byte in a file each time it runs.
fn python_only(scratch: &Scratch, slug: &str, event: &str) {
    let folder = format!("listings/src/bin/{slug}");
    let helper = scratch.read("listings/log.py");
    let ran = scratch.path(&format!("{slug}.ran"));
    let program = format!(
        "{helper}\n\nlog(\"main: {event}\")\nwith open(\"{slug}.ran\".join([\"{}/\", \"\"]), \"a\") as ran:\n    ran.write(\"x\")\n",
        ran.parent().expect("a folder").display()
    );
    scratch.write(&format!("{folder}/main.py"), program);
    scratch.write(
        &format!("{folder}/listing.toml"),
        format!(
            "title = \"Only here: {slug}\"\nonly.language = \"python\"\nonly.because = \"It is a test.\"\n"
        ),
    );
    scratch.append(CHAPTER, &format!("\n{{{{#listing {slug}}}}}\n"));
}

fn runs(scratch: &Scratch, slug: &str) -> usize {
    fs::read(scratch.path(&format!("{slug}.ran"))).map_or(0, |bytes| bytes.len())
}

/// All that `build` would write now must be there already.
fn assert_settles(server: Server, sign: &str) {
    let scratch = &server.scratch;
    until(|| fs::read_to_string(scratch.path("book/print.html")).ok()?.contains(sign).then_some(()), sign);
    let (_, _, scratch) = server.interrupt();
    let live = scratch.contents("book");
    let built = scratch.run(&["build"]);
    assert!(built.status.success(), "{}", String::from_utf8_lossy(&built.stderr));
    same(&live, &scratch.contents("book"));
}

fn same(ours: &BTreeMap<PathBuf, Vec<u8>>, theirs: &BTreeMap<PathBuf, Vec<u8>>) {
    assert_eq!(ours.keys().collect::<Vec<_>>(), theirs.keys().collect::<Vec<_>>());
    for (name, bytes) in ours {
        assert!(theirs[name] == *bytes, "{} differs", name.display());
    }
}

#[test]
fn a_changed_chapter_reloads_its_page_and_no_other() {
    let server = Server::start(SERVE);
    let (page, other) = (server.open(PAGE), server.open("list.html"));
    assert!(page.is_told_of_no_problem().is_empty() && other.is_told_of_no_problem().is_empty());
    say(&server.scratch, "A sentence that is new.");
    page.reloads();
    assert!(server.get(&format!("/{PAGE}")).1.contains("A sentence that is new."));
    server.says("changed src/patterns/gather.md: built in ");
    server.says("1 page reloaded");
    server.scratch.write("src/list.md", "# The list\n\nIn other words.\n\n{{#ranked-list}}\n");
    // The other page hears of its own change, and before it of no one else's.
    assert_eq!(other.next().0, "reload");
    // The book's first page is a copy of it.
    assert!(server.get("/").1.contains("In other words."));
    assert_settles(server, "In other words.");
}

#[test]
#[cfg(unix)]
fn what_an_editor_leaves_stops_no_build() {
    let server = Server::start(SERVE);
    let page = server.open(PAGE);
    // As Emacs locks a file that is not saved yet: a link to nowhere.
    let lock = server.scratch.path("src/patterns/.#gather.md");
    std::os::unix::fs::symlink("me@machine.42:17", &lock).expect("a link");
    say(&server.scratch, "Saved while another file is open.");
    page.reloads();
    assert_settles(server, "Saved while another file is open.");
}

#[test]
fn what_is_wrong_is_told_until_it_is_mended_and_the_last_good_page_stays() {
    let server = Server::start(SERVE);
    let (page, other) = (server.open(PAGE), server.open("list.html"));
    let good = server.scratch.read(CHAPTER);
    let before = server.get(&format!("/{PAGE}"));
    server.scratch.change(CHAPTER, "{{#card P01}}", "<b>bold</b>\n\n{{#crad P01}}");
    let problem = page.is_told_of("src/patterns/gather.md:5:4");
    assert_eq!(problem["message"], "no directive is named `crad`");
    assert_eq!(problem["mend"], "did you mean `card`?");
    assert!(problem["lines"].as_str().is_some_and(|lines| lines.contains("5 │ {{#crad P01}}")), "{problem}");
    other.is_told_of(CHAPTER);
    assert_eq!(server.get(&format!("/{PAGE}")).1.split("\r\n\r\n").nth(1), before.1.split("\r\n\r\n").nth(1));
    server.says("src/patterns/gather.md:5:4");
    server.open("nowhere.html").is_told_of(CHAPTER);
    // Links and anchors of the site as built are held, too, and those of pages that did not change.
    server.scratch.write(CHAPTER, good.replace("../list.md", "../list.md#nowhere"));
    page.is_told_of("src/patterns/gather.md:9:5");
    server.scratch.write(CHAPTER, &good);
    page.is_told_of_no_problem();
    other.is_told_of_no_problem();
    say(&server.scratch, "And on it goes.");
    page.reloads();
    assert_settles(server, "And on it goes.");
}

#[test]
fn a_listing_that_is_not_recorded_is_run_alone_and_nothing_of_it_is_written() {
    let scratch = Scratch::new();
    python_only(&scratch, "one", "first");
    python_only(&scratch, "two", "second");
    let server = Server::start_in(scratch, SERVE);
    let scratch = &server.scratch;
    let page = server.open(PAGE);
    let notes = page.is_told_of_no_problem();
    assert_eq!(notes.len(), 2, "{notes:?}");
    assert_eq!(notes[0]["title"], "not recorded yet: one");
    assert_eq!(notes[0]["command"], "cargo run -- record one");
    assert_eq!((runs(scratch, "one"), runs(scratch, "two")), (1, 1));
    assert!(server.get(&format!("/{PAGE}")).1.contains("main: first"));
    assert!(!scratch.path("book").exists(), "a run that is not recorded is not written");
    assert!(server.open("list.html").is_told_of_no_problem().is_empty(), "it does not concern this page");
    // Another program: this listing is run, and the other one is not.
    scratch.change("listings/src/bin/one/main.py", "first", "something else");
    let listings = scratch.contents("listings");
    page.reloads();
    let shown = server.get(&format!("/{PAGE}")).1;
    assert!(shown.contains("main: something else") && shown.contains("Unrecorded run"));
    server.says("not recorded yet: one (cargo run -- record one)");
    assert_eq!((runs(scratch, "one"), runs(scratch, "two")), (2, 1));
    same(&listings, &scratch.contents("listings"));
    // One that fails is a problem, and told once it has been mended.
    scratch.change("listings/src/bin/one/main.py", "main: something", "something");
    page.is_told_of("listings/src/bin/one/transcript.txt:1");
    scratch.append("listings/src/bin/one/main.py", "raise ValueError(1)\n");
    let problem = page.is_told_of("listings/src/bin/one/main.py");
    assert!(problem["evidence"].as_str().is_some_and(|text| text.contains("ValueError")), "{problem}");
    python_only(scratch, "one", "third");
    scratch.change(
        CHAPTER,
        "{{#listing one}}\n\n{{#listing two}}\n\n{{#listing one}}",
        "{{#listing one}}\n\n{{#listing two}}",
    );
    page.reloads();
    assert!(server.get(&format!("/{PAGE}")).1.contains("main: third"));
    // Recorded, it is as any other.
    let recorded = scratch.run(&["record", "one", "two"]);
    assert!(recorded.status.success(), "{}", String::from_utf8_lossy(&recorded.stderr));
    while !page.is_told_of_no_problem().is_empty() {}
    assert!(!server.get(&format!("/{PAGE}")).1.contains("not recorded yet"));
    assert_settles(server, "main: third");
}

#[test]
fn a_fault_follows_the_program_that_it_is_made_of() {
    let scratch = Scratch::new();
    scratch.add_fault();
    let server = Server::start_in(scratch, SERVE);
    let page = server.open(PAGE);
    assert!(page.is_told_of_no_problem().is_empty());
    for (file, from, to) in
        [("main.py", "\"orders\", 0.3", "\"orders\", 0.5"), ("main.rs", "\"orders\", 300", "\"orders\", 500")]
    {
        server.scratch.change(&format!("listings/src/bin/scratch_page/{file}"), from, to);
    }
    let unrecorded =
        || page.is_told_of_no_problem().iter().map(|note| note["title"].clone()).collect::<Vec<_>>();
    until(|| (unrecorded().len() == 2).then_some(()), "both are run");
    let made = server.scratch.read("listings/src/bin/scratch_slow/main.rs");
    assert!(made.contains("\"orders\", 500") && made.contains("\"user\", 400"), "{made}");
    assert_eq!(
        server.get(&format!("/{PAGE}")).1.matches("[ 500ms]").count(),
        6,
        "both runs, and their last lines"
    );
}

#[test]
fn a_rust_listing_is_compiled_again_and_what_the_compiler_says_is_told() {
    let server = Server::start(SERVE);
    let page = server.open(PAGE);
    let (python, rust) = ("listings/src/bin/scratch_page/main.py", "listings/src/bin/scratch_page/main.rs");
    let good = server.scratch.read(rust);
    // In one language only: the two differ now.
    server.scratch.write(rust, good.replace("main: page of", "main: leaf of"));
    let problem = page.is_told_of("listings/src/bin/scratch_page");
    assert_eq!(problem["message"], "the two languages print different transcripts");
    server.scratch.change(python, "main: page of", "main: leaf of");
    page.reloads();
    assert!(server.get(&format!("/{PAGE}")).1.contains("main: leaf of"));
    let listings = server.scratch.contents("listings");
    let notes = page.is_told_of_no_problem();
    let diff = notes[0]["diff"].as_str().expect("a diff");
    assert!(diff.contains("+[ 300ms] main: leaf of") && diff.contains("-[ 300ms] main: page of"), "{diff}");
    same(&listings, &server.scratch.contents("listings"));
    let now = server.scratch.read(rust);
    server.scratch.write(rust, format!("{now}\nfn broken() -> u8 {{ \"text\" }}\n"));
    let line = now.lines().count() + 2;
    let problem = page.is_told_of(&format!("{rust}:{line}:"));
    assert!(problem["evidence"].as_str().is_some_and(|text| text.contains("E0308")), "{problem}");
    server.scratch.write(rust, now);
    assert_eq!(page.is_told_of_no_problem().len(), 1);
    // As it was recorded: there is nothing more to be noted.
    server.scratch.write(rust, good);
    server.scratch.change(python, "main: leaf of", "main: page of");
    while !page.is_told_of_no_problem().is_empty() {}
}

#[test]
fn a_book_that_does_not_build_at_the_start_is_shown_as_it_was_or_as_a_page_that_says_so() {
    let scratch = Scratch::new();
    let good = scratch.read(CHAPTER);
    scratch.append(CHAPTER, "\n{{#nothing}}\n");
    let server = Server::start_in(scratch, SERVE);
    server.says("src/patterns/gather.md:11:4");
    let (status, answer) = server.get(&format!("/{PAGE}"));
    assert!(status == 503 && answer.contains("does not build yet"), "{status}: {answer}");
    let page = server.open(PAGE);
    page.is_told_of("src/patterns/gather.md:11:4");
    server.scratch.write(CHAPTER, &good);
    page.reloads();
    assert_eq!(server.get(&format!("/{PAGE}")).0, 200);
    // Again, with a book that was good.
    let (_, _, scratch) = server.interrupt();
    scratch.append(CHAPTER, "\n{{#nothing}}\n");
    let server = Server::start_in(scratch, SERVE);
    let page = server.open(PAGE);
    page.is_told_of("src/patterns/gather.md:11:4");
    assert!(server.get(&format!("/{PAGE}")).1.contains("scratch_page"));
    server.scratch.write(CHAPTER, &good);
    page.is_told_of_no_problem();
}

#[test]
fn after_edits_in_quick_succession_the_last_one_is_shown() {
    let server = Server::start(SERVE);
    let good = server.scratch.read(CHAPTER);
    for number in 1..=60 {
        let broken = if number % 7 == 0 { "\n{{#broken" } else { "" };
        server.scratch.write(CHAPTER, format!("{good}\nEdit e{number} is it.\n{broken}"));
        std::thread::sleep(std::time::Duration::from_millis(number % 30));
    }
    until(|| server.get(&format!("/{PAGE}")).1.contains("Edit e60 is it.").then_some(()), "the last edit");
    assert_settles(server, "Edit e60 is it.");
}

#[test]
fn chapters_and_folders_may_come_and_go() {
    let server = Server::start(SERVE);
    let page = server.open(PAGE);
    let (chapter, summary) = (server.scratch.read(CHAPTER), server.scratch.read("src/SUMMARY.md"));
    server.scratch.remove(CHAPTER);
    page.is_told_of("src/SUMMARY.md:5:");
    server.scratch.write(CHAPTER, format!("{chapter}\nBack again.\n"));
    page.reloads();
    assert!(server.get(&format!("/{PAGE}")).1.contains("Back again."));
    // Saved as Vim does: beside a swap file, by renaming.
    server.scratch.write("src/patterns/.gather.md.swp", "swap");
    fs::rename(server.scratch.path(CHAPTER), server.scratch.path(&format!("{CHAPTER}~"))).expect("a backup");
    server.scratch.write(CHAPTER, format!("{chapter}\nRenamed.\n"));
    server.scratch.remove(&format!("{CHAPTER}~"));
    until(|| server.get(&format!("/{PAGE}")).1.contains("Renamed.").then_some(()), "the renamed file");
    // A new folder, with a chapter that a page waits for already.
    let new = server.open("more/new.html");
    server.scratch.write("src/more/new.md", "# New\n");
    new.is_told_of("src/more/new.md");
    server.scratch.write("src/SUMMARY.md", format!("{summary}- [New](more/new.md)\n"));
    new.reloads();
    assert_eq!(server.get("/more/new.html").0, 200);
    server.scratch.write("src/more/new.md", "# New\n\nIn a new folder.\n");
    until(|| server.get("/more/new.html").1.contains("In a new folder.").then_some(()), "the new folder");
    server.scratch.remove("src/more");
    server.scratch.write("src/SUMMARY.md", summary);
    until(|| (server.get("/more/new.html").0 == 404).then_some(()), "a page that is gone");
    // The whole folder, as when a branch is checked out.
    let (here, aside) = (server.scratch.path("src"), server.scratch.path("aside"));
    fs::rename(&here, &aside).expect("it is moved");
    server.open("list.html").is_told_of("src");
    fs::rename(&aside, &here).expect("it is moved back");
    server.open("list.html").is_told_of_no_problem();
    say(&server.scratch, "After the move.");
    until(|| server.get(&format!("/{PAGE}")).1.contains("After the move.").then_some(()), "the moved folder");
    server.scratch.remove("src/patterns/.gather.md.swp");
    assert_settles(server, "After the move.");
}

#[test]
fn a_change_of_the_theme_reloads_every_page() {
    let server = Server::start(SERVE);
    let (page, other) = (server.open(PAGE), server.open("list.html"));
    server.scratch.append("theme/css/page.css", "\n.new { color: red; }\n");
    page.reloads();
    other.reloads();
    assert!(server.get("/theme/css/page.css").1.contains(".new { color: red; }"));
    server.scratch.change("theme/index.hbs", "Skip to the chapter", "Skip to the text");
    let page = server.open(PAGE);
    until(|| server.get("/list.html").1.contains("Skip to the text").then_some(()), "the template");
    page.reloads();
    server.scratch.append("book.toml", "\n[nonsense\n");
    page.is_told_of("book.toml");
    let text = server.scratch.read("book.toml").replace("\n[nonsense\n", "");
    server.scratch.write("book.toml", text);
    page.is_told_of_no_problem();
    assert_settles(server, "Skip to the text");
}

#[test]
fn after_a_new_start_a_page_reloads_if_it_has_changed() {
    let server = Server::start(SERVE);
    let (page, other) = (server.open(PAGE), server.open("list.html"));
    let (_, _, scratch) = server.interrupt();
    say(&scratch, "Written while nobody served.");
    let server = Server::start_in(scratch, SERVE);
    server.listen(PAGE, &page.version).reloads();
    assert_eq!(server.listen("list.html", &other.version).next().0, "told");
}

#[test]
fn a_change_of_the_tool_itself_is_said_once() {
    let server = Server::start(SERVE);
    let page = server.open("list.html");
    assert!(page.is_told_of_no_problem().is_empty());
    server.scratch.append("Cargo.toml", "# more\n");
    let notes = page.is_told_of_no_problem();
    assert_eq!((notes.len(), &notes[0]["command"]), (1, &"cargo run".into()));
    server.scratch.append("Cargo.toml", "# and more\n");
    say(&server.scratch, "Still it serves.");
    until(|| server.get(&format!("/{PAGE}")).1.contains("Still it serves.").then_some(()), "a new page");
    assert_eq!(server.open(PAGE).is_told_of_no_problem(), notes, "it stays");
    assert_eq!(server.said().matches("sources changed").count(), 1);
}

#[test]
fn what_is_served_for_it_is_in_no_file_of_the_book() {
    let server = Server::start(SERVE);
    for (path, kind) in [("/-/live.js", "text/javascript"), ("/-/live.css", "text/css")] {
        let (status, answer) = server.get(path);
        assert!(status == 200 && answer.contains(kind), "{path}: {status}");
    }
    assert!(server.get("/").1.contains("/-/live.js"));
    for (name, bytes) in server.scratch.contents("book") {
        let text = String::from_utf8_lossy(&bytes);
        assert!(!text.contains("/-/live") || name.starts_with("search"), "{}", name.display());
    }
}
