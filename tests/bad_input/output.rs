//! The folder of the site, as machines have it: a link, a mount point, with files of others in it.
//! And the folders of the project, with what editors leave there.

use super::{BUILD, CHAPTER, succeeds};
use crate::support::scratch::Scratch;
use libtest_mimic::{Failed, Trial};
use std::fs;
use std::path::Path;
use std::process::Command;

/// The tests of this file. A file system of its own needs the right to mount one.
pub fn trials(missing: &mut Vec<String>) -> Vec<Trial> {
    let mut trials = vec![
        Trial::test("bad_input::editors_leftovers_are_no_part_of_the_book", leftovers),
        Trial::test("bad_input::files_of_others_stay_in_the_folder_of_the_site", files_of_others),
    ];
    if cfg!(unix) {
        trials.push(Trial::test("bad_input::the_folder_of_the_site_may_be_a_link", a_link));
        // Few machines let a test mount anything, so nowhere is it required.
        let mount = may_mount();
        let name = "bad_input::the_folder_of_the_site_may_be_a_mount_point";
        trials.push(Trial::test(name, a_mount_point).with_ignored_flag(mount.is_err()));
        missing.extend(mount.err());
    }
    trials
}

fn shell(command: &str) -> Result<(), String> {
    let output = Command::new("sh").args(["-c", command]).output().map_err(|error| error.to_string())?;
    output.status.success().then_some(()).ok_or_else(|| String::from_utf8_lossy(&output.stderr).into_owned())
}

/// In a namespace of its own, which ends with the shell: nothing stays mounted.
fn may_mount() -> Result<(), String> {
    let mounted = shell("unshare --mount sh -c 'mount -t tmpfs none /mnt'");
    mounted.map_err(|_| "nothing can be mounted here: run the test as root".into())
}

fn nothing_is_left(scratch: &Scratch) {
    for name in [".book-next", ".book-last"] {
        assert!(!scratch.path(name).exists(), "{name} is still there");
    }
    let names = fs::read_dir(scratch.path("book")).into_iter().flatten().flatten();
    for name in names.map(|entry| entry.file_name().to_string_lossy().into_owned()) {
        assert!(!name.starts_with(".handbook-"), "{name} is still there");
    }
}

/// A book with a second chapter, which a later build no longer has.
fn with_another_chapter(scratch: &Scratch) -> String {
    let summary = scratch.read("src/SUMMARY.md");
    scratch.append("src/SUMMARY.md", "- [Another](patterns/another.md)\n");
    scratch.write("src/patterns/another.md", "# Another\n\nText.\n");
    summary
}

fn without_another_chapter(scratch: &Scratch, summary: &str) {
    scratch.write("src/SUMMARY.md", summary);
    scratch.remove("src/patterns/another.md");
    scratch.append(CHAPTER, "\nA new sentence.\n");
}

fn files_of_others() -> Result<(), Failed> {
    let scratch = Scratch::new();
    let summary = with_another_chapter(&scratch);
    succeeds(&scratch.run(BUILD))?;
    let others = [".git/HEAD", "CNAME", "patterns/notes.txt", "images/deep/photo.jpg"];
    for path in others {
        scratch.write(&format!("book/{path}"), path);
    }
    // What a build wrote and somebody changed is theirs now.
    scratch.write("book/list.html", "changed by hand");
    fs::create_dir_all(scratch.path("book/empty"))?;
    without_another_chapter(&scratch, &summary);
    succeeds(&scratch.run(BUILD))?;
    for path in others {
        assert_eq!(scratch.read(&format!("book/{path}")), path);
    }
    assert!(scratch.path("book/empty").is_dir());
    assert!(!scratch.path("book/patterns/another.html").exists(), "a page of ours that is gone is removed");
    assert!(scratch.read("book/patterns/gather.html").contains("A new sentence."));
    assert!(scratch.read("book/list.html").contains("The list"));
    nothing_is_left(&scratch);
    // What cannot be written undoes all of it.
    let before = scratch.contents("book");
    fs::create_dir_all(scratch.path("book/zz.html/of-others"))?;
    scratch.append("src/SUMMARY.md", "- [Last](zz.md)\n");
    scratch.write("src/zz.md", "# Last\n\nText.\n");
    scratch.append(CHAPTER, "\nAnother sentence.\n");
    let output = scratch.run(BUILD);
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(!output.status.success() && said.contains("the site cannot be written here"), "{said}");
    assert!(scratch.contents("book") == before, "the last site is as it was");
    nothing_is_left(&scratch);
    // A folder that is a file.
    let output = scratch.command().env("MDBOOK_BUILD__BUILD_DIR", "README.md").args(BUILD).output()?;
    assert!(String::from_utf8_lossy(&output.stderr).contains("it is a file"));
    nothing_is_left(&scratch);
    Ok(())
}

#[cfg(unix)]
fn a_link() -> Result<(), Failed> {
    use std::os::unix::fs::symlink;
    let (scratch, elsewhere) = (Scratch::new(), tempfile::tempdir()?);
    // It leads to a folder that does not exist yet.
    symlink(elsewhere.path().join("site"), scratch.path("book"))?;
    let summary = with_another_chapter(&scratch);
    succeeds(&scratch.run(BUILD))?;
    assert!(elsewhere.path().join("site/patterns/another.html").exists());
    without_another_chapter(&scratch, &summary);
    succeeds(&scratch.run(BUILD))?;
    assert!(fs::symlink_metadata(scratch.path("book"))?.is_symlink(), "it is still a link");
    assert!(!elsewhere.path().join("site/patterns/another.html").exists());
    assert!(scratch.read("book/patterns/gather.html").contains("A new sentence."));
    use std::os::unix::fs::PermissionsExt;
    let mode = fs::metadata(elsewhere.path().join("site/index.html"))?.permissions().mode();
    assert_eq!(mode & 0o044, 0o044, "a server of another user may read it");
    nothing_is_left(&scratch);
    Ok(())
}

#[cfg(not(unix))]
fn a_link() -> Result<(), Failed> {
    Ok(())
}

fn a_mount_point() -> Result<(), Failed> {
    let scratch = Scratch::new();
    let summary = with_another_chapter(&scratch);
    fs::create_dir(scratch.path("book"))?;
    let kept = tempfile::tempdir()?;
    let build = |before: &str| {
        let mut build = scratch.command();
        let handbook = build.get_program().to_string_lossy().into_owned();
        let script = format!(
            "mount --bind {0} book && {before} {handbook} build; status=$?; cp -a book/. {1}; exit $status",
            kept.path().join("disk").display(),
            kept.path().join("seen").display(),
        );
        let mut command = Command::new("unshare");
        command.args(["--mount", "sh", "-c", &script]).current_dir(scratch.path(""));
        command.envs(build.args(BUILD).get_envs().filter_map(|(name, value)| Some((name, value?))));
        command.env_remove("HANDBOOK_REQUIRE_ALL").output()
    };
    for name in ["disk", "seen"] {
        fs::create_dir(kept.path().join(name))?;
    }
    let seen = |path: &str| kept.path().join("disk").join(path);
    succeeds(&build("")?)?;
    assert!(seen("patterns/another.html").exists());
    without_another_chapter(&scratch, &summary);
    succeeds(&build("")?)?;
    assert!(!seen("patterns/another.html").exists());
    assert!(fs::read_to_string(seen("patterns/gather.html"))?.contains("A new sentence."));
    // Read-only: nothing changes, and nothing is left.
    let page = fs::read(seen("patterns/gather.html"))?;
    scratch.append(CHAPTER, "\nNot published.\n");
    let output = build("mount -o remount,bind,ro book &&")?;
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(!output.status.success() && said.contains("the site cannot be written here"), "{said}");
    assert!(said.contains("[ book ]") && said.contains("build-dir"), "{said}");
    assert!(fs::read(seen("patterns/gather.html"))? == page);
    nothing_is_left(&scratch);
    assert!(!seen(".handbook-").exists() && Path::new(&scratch.path("book")).is_dir());
    Ok(())
}

fn leftovers() -> Result<(), Failed> {
    let scratch = Scratch::new();
    succeeds(&scratch.run(BUILD))?;
    let before = scratch.contents("book");
    let folders = [
        "src",
        "src/patterns",
        "theme",
        "theme/css",
        "theme/js",
        "theme/fonts",
        "catalogue",
        "catalogue/claims",
        "listings",
        "listings/src",
        "listings/src/bin",
        "listings/src/bin/scratch_page",
    ];
    for folder in folders {
        for name in [
            "#list.md#",
            "list.md~",
            ".list.md.swp",
            "4913",
            ".DS_Store",
            "Thumbs.db",
            "list.md.orig",
            "list.md.rej",
            "list.md___jb_tmp___",
            ".~lock.list.md#",
            "list.md.tmp",
            "main.rs.bak",
            "__pycache__/log.cpython-313.pyc",
        ] {
            scratch.write(&format!("{folder}/{name}"), b"\xff\0 left behind");
        }
        // As Emacs locks a file: a link to nowhere.
        #[cfg(unix)]
        for name in [".#list.md", ".#main.rs", ".#page.css"] {
            std::os::unix::fs::symlink("me@machine.42:17", scratch.path(folder).join(name))?;
        }
    }
    succeeds(&scratch.run(BUILD))?;
    let after = scratch.contents("book");
    if let Some(name) = after.keys().find(|name| !before.contains_key(*name)) {
        return Err(format!("{} is in the book", name.display()).into());
    }
    assert!(before == after, "the book is the same");
    Ok(())
}
