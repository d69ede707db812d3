//! The quick ways of the harness come to what the plain ways come to, and its cache changes no
//! verdict, whatever happens to it.

mod support;

use handbook::harness::cache::Cache;
use handbook::harness::compile::{Unit, compile};
use handbook::harness::environment;
use handbook::harness::interpreter::{Call, Interpreter};
use handbook::harness::process::{self, Limits};
use handbook::harness::python::{self, Python};
use handbook::harness::toolchain::Toolchain;
use handbook::harness::{Mode, all_required};
use handbook::listing::knobs::Setting;
use handbook::listing::packages::{LOCK, Packages};
use handbook::listing::{Language, Listing, Listings, VIRTUAL_TIME};
use handbook::problem::Problem;
use handbook::project::Project;
use libtest_mimic::{Arguments, Failed, Trial};
use std::fs;
use std::net::TcpStream;
use std::process::{Command, ExitCode, Stdio};
use std::time::Duration;
use support::scratch::{KNOB, Scratch};
use tempfile::TempDir;

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    let python = python::find();
    let needing = |name: &str, run: fn(Python) -> Result<(), Failed>| {
        support::needing(format!("harness::{name}"), &python, run)
    };
    let mut tests = vec![
        Trial::test("harness::compiled_together_and_alone_they_do_the_same", together_and_alone),
        needing("a_forked_program_does_what_a_fresh_one_does", |python| forked_and_fresh(&python)),
        needing("what_ends_a_fragment_is_asked_of_the_interpreter", |_| ends_of_fragments()),
        needing("what_a_program_leaves_behind_is_not_waited_for", |python| left_behind(&python)),
        needing("what_is_unchanged_is_not_run_and_what_changed_is", |_| only_what_changed()),
        needing("a_peer_ends_with_what_it_was_started_for", |_| peer_ends()),
        needing("packages_are_installed_once_for_two_runs_at_once", |_| installed_once()),
        needing("packages_that_are_not_what_was_locked_are_refused", |_| not_what_was_locked()),
        needing("knobs_are_set_by_nobody_else", |_| knobs_are_set_by_nobody_else()),
    ];
    if cfg!(unix) {
        tests.extend([
            needing("a_damaged_cache_changes_no_verdict", |_| damaged()),
            needing("two_runs_at_once_agree", |_| two_at_once()),
            needing("an_interrupted_run_leaves_nothing_that_misleads", |_| interrupted()),
        ]);
    }
    let missing: Vec<_> = python.as_ref().err().into_iter().collect();
    support::conclude(&arguments, &missing, tests)
}

/// Every listing in a full run; a few of them, spread evenly, in a quick one.
fn some(listings: &Listings) -> impl Iterator<Item = &Listing> {
    listings.all.values().step_by(if all_required() { 1 } else { 9 })
}

fn read() -> Result<Listings, Failed> {
    Listings::read(&support::project()).map_err(support::failed)
}

fn wrong(problem: Problem) -> Failed {
    support::failed(problem.into())
}

fn forked_and_fresh(python: &Python) -> Result<(), Failed> {
    let (listings, project) = (read()?, support::project());
    let interpreter = Interpreter::new(python.clone());
    let (script, folder) = (project.path(VIRTUAL_TIME), tempfile::tempdir()?);
    let without_packages = |listing: &&Listing| listing.packages(Language::Python).is_empty();
    for listing in some(&listings).filter(|listing| listing.stamped()).filter(without_packages) {
        let Some(program) = listing.program(Language::Python) else {
            continue;
        };
        let arguments = [project.path(&program.source.path).display().to_string()];
        let run = |fault: process::Fault| Failed::from(format!("{}: {}", listing.slug, fault.explain().0));
        let settings: Vec<_> = listing.settings().collect();
        for setting in [None, settings.last()] {
            let environment: Vec<_> = setting.map(Setting::variable).into_iter().collect();
            let call = Call {
                arguments: &arguments,
                folder: folder.path(),
                environment: &environment,
                another_date: false,
            };
            let forked = interpreter.run(&script, &call).map_err(run)?;
            let fresh = interpreter.run_fresh(&script, &call).map_err(run)?;
            let reported = |finished: process::Finished| {
                let report = finished.report.unwrap_or_default();
                let messages: Vec<_> = report.complaints.into_iter().map(|it| it.message).collect();
                (report.error, messages, finished.stderr)
            };
            assert_eq!(forked.code, fresh.code, "{}", listing.slug);
            assert_eq!(forked.stdout, fresh.stdout, "{}", listing.slug);
            assert!(forked.report.is_some(), "{}", listing.slug);
            assert_eq!(reported(forked), reported(fresh), "{}", listing.slug);
        }
    }
    Ok(())
}

/// Exceptions whose traceback has no single last line, in forms that a tag can name.
fn ends_of_fragments() -> Result<(), Failed> {
    let failing = "async def fail():\n    raise ValueError('one\\ntwo')\n\nasync def main():\n    async with asyncio.TaskGroup() as group:\n        group.create_task(fail())\n\nasyncio.run(main())";
    let noted = "error = KeyError('price')\nerror.add_note('Note: TypeError')\nraise error";
    let nested = "raise BaseExceptionGroup('a', [KeyboardInterrupt(), ExceptionGroup('b', [ValueError(1), KeyError(2)])])";
    let chained =
        "try:\n    1 / 0\nexcept ZeroDivisionError as error:\n    raise RuntimeError('later') from error";
    let scratch = Scratch::new();
    for (tag, code) in [
        ("python,raises,ExceptionGroup", failing),
        ("python,raises,ExceptionGroup[ValueError]", failing),
        ("python,raises,KeyError", noted),
        ("python,raises,BaseExceptionGroup[ExceptionGroup[KeyError,ValueError],KeyboardInterrupt]", nested),
        ("python,raises,RuntimeError", chained),
        ("python,raises,json.JSONDecodeError", "import json\n\njson.loads('x')"),
        ("python,raises,json.decoder.JSONDecodeError", "import json\n\njson.loads('x')"),
        ("python,raises,asyncio.CancelledError", "raise asyncio.CancelledError"),
        ("python,raises,Lost", "class Lost(Exception):\n    pass\n\nraise Lost('a\\nb: c')"),
        ("python,raises,SystemExit[3]", "raise SystemExit(3)"),
        ("python,raises,KeyboardInterrupt", "raise KeyboardInterrupt"),
        ("python,raises,SyntaxError", "1 +"),
        ("python", "raise SystemExit"),
        ("rust,skt-main,reports,panic", "let _ = tokio::spawn(async { panic!(\"lost\") }).await;"),
    ] {
        let import = if tag.starts_with("python") { "import asyncio\n" } else { "" };
        scratch.append("src/patterns/gather.md", &format!("\n```{tag}\n{import}{code}\n```\n"));
    }
    let checked = scratch.run(&["check", "patterns/gather"]);
    let said = String::from_utf8_lossy(&checked.stderr).into_owned();
    if checked.status.success() { Ok(()) } else { Err(said.into()) }
}

fn left_behind(python: &Python) -> Result<(), Failed> {
    let (project, folder) = (support::project(), tempfile::tempdir()?);
    let program = folder.path().join("main.py");
    let child = "import os, time; open('pid', 'w').write(str(os.getpid())); time.sleep(600)";
    let text = format!(
        "import os, subprocess, sys, time\nsubprocess.Popen([sys.executable, '-c', \"{child}\"])\n\
         while not os.path.exists('pid'):\n    time.sleep(0.01)\nprint('done')\n"
    );
    fs::write(&program, text)?;
    let arguments = ["--real".to_string(), program.display().to_string()];
    let interpreter = Interpreter::new(python.clone());
    let call = Call { arguments: &arguments, folder: folder.path(), environment: &[], another_date: false };
    let finished = interpreter
        .run(&project.path(VIRTUAL_TIME), &call)
        .map_err(|fault| Failed::from(fault.explain().0))?;
    assert_eq!((finished.code, finished.stdout.as_slice()), (Some(0), &b"done\n"[..]));
    Ok(())
}

/// However its program ends, and however this tool does.
fn peer_ends() -> Result<(), Failed> {
    let scratch = Scratch::new();
    scratch.add_library();
    let at = scratch.path("address");
    let (main, asks) = ("libraries/src/bin/scratch_peer/main.py", "\nwith urllib");
    let program = scratch.read(main);
    let tells = format!("\nopen({at:?}, 'w').write(os.environ[\"TILL_URL\"])\n");
    let ends = ["", "raise SystemExit(7)", "import time\ntime.sleep(600)"];
    for end in ends {
        scratch.write(main, program.replace(asks, &format!("{tells}{end}{asks}")));
        let mut check = scratch.command();
        check.args(["check", "scratch_peer"]).env("HANDBOOK_TIME_LIMIT", "3").output()?;
        assert!(!listens(&fs::read_to_string(&at)?), "after {end:?}");
        fs::remove_file(&at)?;
    }
    let mut check = scratch.command();
    let mut check = check.args(["check", "scratch_peer"]).stderr(Stdio::null()).spawn()?;
    let told = || fs::read_to_string(&at).ok().filter(|address| !address.is_empty());
    let address = until(told).ok_or("the program did not tell its address")?;
    assert!(listens(&address));
    check.kill()?;
    check.wait()?;
    until(|| (!listens(&address)).then_some(())).ok_or("the peer outlives the tool")?;
    Ok(())
}

fn listens(address: &str) -> bool {
    TcpStream::connect(address.trim_start_matches("http://")).is_ok()
}

/// What comes of this within ten seconds.
fn until<T>(look: impl Fn() -> Option<T>) -> Option<T> {
    (0..200).find_map(|_| {
        std::thread::sleep(Duration::from_millis(50));
        look()
    })
}

/// A project that has locked one package, whose wheel lies beside the lock: no network is needed.
fn with_a_package(python: &Python) -> Result<(Scratch, Project), Failed> {
    const WHEEL: &str = "import sys, zipfile
with zipfile.ZipFile(sys.argv[1], 'w') as wheel:
    info = 'small-1.0.dist-info/'
    wheel.writestr('small.py', 'size = 7')
    wheel.writestr(info + 'METADATA', 'Metadata-Version: 2.1\\nName: small\\nVersion: 1.0\\n')
    wheel.writestr(info + 'WHEEL', 'Wheel-Version: 1.0\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n')
    wheel.writestr(info + 'RECORD', 'small.py,,\\n')
import hashlib
print(hashlib.sha256(open(sys.argv[1], 'rb').read()).hexdigest(), end='')
";
    let scratch = Scratch::empty();
    let wheel = scratch.path("small-1.0-py3-none-any.whl");
    let made = Command::new(&python.executable).args(["-c", WHEEL]).arg(&wheel).output()?;
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    let hash = String::from_utf8(made.stdout)?;
    scratch.write(LOCK, format!("{} --hash=sha256:{hash}\n", wheel.display()));
    let project = Project::at(scratch.path("")).compiled_in(scratch.path("target"));
    Ok((scratch, project))
}

fn installed_once() -> Result<(), Failed> {
    let (scratch, project) = with_a_package(&python::find()?)?;
    let packages = Packages::read(&project).map_err(wrong)?;
    let find = || environment::find(&project, &packages, true);
    let missing = environment::find(&project, &packages, false).err().unwrap_or_default();
    assert!(missing.contains("not installed yet") && !scratch.path("target").exists(), "{missing}");
    // What an interruption left long ago, and just now.
    for left in ["new-long-ago", "new-just-now"] {
        scratch.write(&format!("target/python/{left}/venv/half"), "");
    }
    let long_ago = fs::File::open(scratch.path("target/python/new-long-ago"))?;
    let can_be_dated = long_ago.set_modified(std::time::SystemTime::now() - Duration::from_hours(2)).is_ok();
    let (one, other) = std::thread::scope(|scope| {
        let other = scope.spawn(find);
        (find(), other.join().expect("it does not panic"))
    });
    let (one, other) = (one?, other?);
    assert_eq!(one.executable, other.executable);
    let imported =
        Command::new(&one.executable).args(["-I", "-c", "import small; print(small.size)"]).output()?;
    assert_eq!(String::from_utf8_lossy(&imported.stdout).trim(), "7");
    let mut left: Vec<_> = fs::read_dir(scratch.path("target/python"))?
        .map(|entry| entry.map(|it| it.file_name().to_string_lossy().into_owned()))
        .collect::<Result<_, _>>()?;
    left.retain(|name| name.starts_with("new-"));
    left.sort();
    let expected: &[_] = if can_be_dated { &["new-just-now"] } else { &["new-just-now", "new-long-ago"] };
    assert_eq!(left, expected);
    // Without its interpreter it is made anew.
    fs::remove_file(&one.executable)?;
    assert_eq!(find()?.executable, one.executable);
    assert!(one.executable.exists());
    Ok(())
}

fn not_what_was_locked() -> Result<(), Failed> {
    let (scratch, project) = with_a_package(&python::find()?)?;
    let lock = scratch.read(LOCK);
    let (wheel, _) = lock.split_once(':').ok_or("no hash")?;
    scratch.write(LOCK, format!("{wheel}:{}\n", "0".repeat(64)));
    let packages = Packages::read(&project).map_err(wrong)?;
    let said = environment::find(&project, &packages, true).err().unwrap_or_default();
    assert!(
        said.contains(LOCK) && said.to_lowercase().contains("hash") && said.lines().count() == 1,
        "{said}"
    );
    let left: Vec<_> = fs::read_dir(scratch.path("target/python"))?.collect::<Result<_, _>>()?;
    assert_eq!(left.len(), 1, "only the lock is left: {left:?}");
    Ok(())
}

fn together_and_alone() -> Result<(), Failed> {
    let (listings, project, folder) = (read()?, support::project(), tempfile::tempdir()?);
    let toolchain = Toolchain::find(&project).map_err(wrong)?;
    let anew = project.clone().compiled_in(folder.path());
    let cache = Cache::of(&anew, Mode::Full).map_err(wrong)?;
    let unit = |listing: &Listing| {
        let source = listing.program(Language::Rust)?.source.clone();
        let (name, file) = (listing.slug.clone(), project.path(&source.path));
        Some(Unit { name, file, text: source.text.to_string(), source, member: listing.member })
    };
    let units: Vec<_> = some(&listings).filter(|listing| listing.stamped()).filter_map(unit).collect();
    let together = compile(&project, &toolchain, &cache, &units);
    for unit in units {
        let alone = compile(&project, &toolchain, &cache, std::slice::from_ref(&unit));
        let run = |program: &handbook::harness::compile::Compiled| {
            let mut command = program[&unit.name].clone().map_err(wrong)?.command();
            process::run(command.current_dir(folder.path()), Limits::default())
                .map_err(|fault| Failed::from(fault.explain().0))
        };
        let (together, alone) = (run(&together)?, run(&alone)?);
        assert_eq!((together.code, together.stdout), (alone.code, alone.stdout), "{}", unit.name);
    }
    Ok(())
}

/// A handbook whose cache is its own, and holds nothing yet. The crates are the ones that are
/// compiled already.
struct Apart {
    scratch: Scratch,
    target: TempDir,
}

impl Apart {
    fn new() -> Result<Self, Failed> {
        let (scratch, target) = (Scratch::new(), tempfile::tempdir()?);
        let compiled = support::project().target().canonicalize()?.join("debug");
        #[cfg(unix)]
        std::os::unix::fs::symlink(compiled, target.path().join("debug"))?;
        #[cfg(not(unix))]
        drop(compiled);
        let apart = Self { scratch, target };
        apart.settle()?;
        Ok(apart)
    }

    /// Cargo takes out of the copy's lock file what the copy does not use, and the lock file counts.
    fn settle(&self) -> Result<(), Failed> {
        self.counts()?;
        Ok(fs::remove_dir_all(self.target.path().join("handbook"))?)
    }

    fn check(&self) -> Command {
        let mut command = self.scratch.command();
        command.args(["check", "scratch_page", "scratch_one_by_one"]);
        command.env("CARGO_TARGET_DIR", self.target.path());
        command
    }

    /// Checks, and returns how many programs were run and how many were unchanged.
    fn counts(&self) -> Result<(usize, usize), Failed> {
        counts(&mut self.check())
    }
}

/// How many programs a check ran, and how many were unchanged. The programs of these tests change
/// without being recorded, so the check of what a build refuses fails, and no other may.
fn counts(command: &mut Command) -> Result<(usize, usize), Failed> {
    let output = command.arg("--json").output()?;
    let said = String::from_utf8(output.stdout)?;
    let lines: Vec<serde_json::Value> =
        said.lines().filter_map(|line| serde_json::from_str(line).ok()).collect();
    let failed = lines.iter().filter(|line| line["verdict"] == "failed");
    let of_build =
        |line: &serde_json::Value| line["check"].as_str().is_some_and(|name| name.ends_with("::build"));
    let (last, mut failed) =
        (lines.last().cloned().unwrap_or_default(), failed.filter(|line| !of_build(line)));
    if failed.next().is_some() || last["summary"].is_null() {
        return Err(format!("{said}\n{}", String::from_utf8_lossy(&output.stderr)).into());
    }
    let number = |name: &str| last["summary"][name].as_u64().unwrap_or_default() as usize;
    Ok((number("programs_run"), number("programs_unchanged")))
}

fn only_what_changed() -> Result<(), Failed> {
    let scratch = Scratch::new();
    // Unlike any that ran before.
    let nonce = format!("{:?}", std::time::SystemTime::now());
    scratch.change("listings/virtual_time.py", "\"\"\"Runs", &format!("\"\"\"{nonce} Runs"));
    scratch.append("listings/src/lib.rs", &format!("// {nonce}\n"));
    let check = || counts(scratch.command().args(["check", "scratch_page", "scratch_one_by_one"]));
    // Cargo takes out of the copy's lock file what the copy does not use, and the lock file counts.
    check()?;
    scratch.append("listings/src/lib.rs", "// once more\n");
    scratch.append("listings/virtual_time.py", "# once more\n");
    assert_eq!(check()?, (4, 0));
    assert_eq!(check()?, (0, 4));
    scratch.append("listings/src/bin/scratch_page/main.py", "# another program\n");
    assert_eq!(check()?, (1, 3));
    scratch.append("listings/src/bin/scratch_page/main.rs", "// another program\n");
    assert_eq!(check()?, (1, 3));
    scratch.change("listings/virtual_time.py", "\"\"\"Runs", "\"\"\"Really runs");
    scratch.append("listings/virtual_time.py", "# another clock\n");
    assert_eq!(check()?, (2, 2));
    scratch.append("listings/src/lib.rs", "// another helper\n");
    assert_eq!(check()?, (2, 2));
    assert_eq!(counts(scratch.command().args(["check", "scratch_page", "--full"]))?, (2, 0));
    let elsewhere = tempfile::tempdir()?;
    let mut command = scratch.command();
    command.args(["check", "scratch_page"]).env("TMPDIR", elsewhere.path());
    assert_eq!(counts(&mut command)?, (2, 0), "a program may read where temporary files go");
    Ok(())
}

/// Each value of a knob is a run of its own; and a variable of the reader's own sets no knob.
fn knobs_are_set_by_nobody_else() -> Result<(), Failed> {
    let scratch = Scratch::new();
    scratch.with_knob(KNOB);
    let check = || counts(scratch.command().args(["check", "scratch_page"]).env("USER_MS", "360"));
    // As above: what compiles settles the copy's lock file, and what comes then never ran before.
    for _ in 0..2 {
        let nonce = format!("{:?}", std::time::SystemTime::now());
        scratch.append("listings/virtual_time.py", &format!("# {nonce}\n"));
        scratch.append("listings/src/lib.rs", &format!("// {nonce}\n"));
        assert_eq!(check()?, (20, 0), "nine values and none, in two languages");
    }
    assert_eq!(check()?, (0, 20));
    scratch.change("listings/src/bin/scratch_page/listing.toml", "most = 360", "most = 400");
    assert_eq!(check()?, (2, 20));
    scratch.append("listings/src/bin/scratch_page/main.rs", "// another program\n");
    assert_eq!(check()?, (11, 11));
    assert_eq!(
        counts(scratch.command().args(["check", "scratch_page", "--full"]).env("USER_MS", "360"))?,
        (22, 0)
    );
    Ok(())
}

fn damaged() -> Result<(), Failed> {
    let apart = Apart::new()?;
    assert_eq!(apart.counts()?, (4, 0));
    assert_eq!(apart.counts()?, (0, 4));
    for damage in ["", "not what was written"] {
        for kind in ["runs", "programs", "executables", "crates"] {
            for entry in fs::read_dir(apart.target.path().join("handbook").join(kind))? {
                fs::write(entry?.path(), damage)?;
            }
        }
        assert_eq!(apart.counts()?, (4, 0), "{damage:?}");
        assert_eq!(apart.counts()?, (0, 4));
    }
    Ok(())
}

fn two_at_once() -> Result<(), Failed> {
    let apart = Apart::new()?;
    let start = || apart.check().stdout(Stdio::null()).stderr(Stdio::piped()).spawn();
    let both = [start()?, start()?, start()?];
    for one in both {
        let output = one.wait_with_output()?;
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    }
    assert_eq!(apart.counts()?, (0, 4));
    Ok(())
}

fn interrupted() -> Result<(), Failed> {
    let apart = Apart::new()?;
    for millis in [20, 60, 120, 250, 400] {
        let mut run = apart.check().stdout(Stdio::null()).stderr(Stdio::null()).spawn()?;
        std::thread::sleep(Duration::from_millis(millis));
        run.kill()?;
        run.wait()?;
    }
    let (run, unchanged) = apart.counts()?;
    assert_eq!(run + unchanged, 4);
    assert_eq!(apart.counts()?, (0, 4));
    Ok(())
}
