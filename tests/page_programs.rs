//! The programs as the page runs them: one module of all Rust listings, and Python in Pyodide. Each
//! prints what is recorded, run by node; and the module stays small.

mod support;

use handbook::harness::{Harness, Mode, python};
use handbook::listing::{Language, Listings};
use handbook::programs::target;
use handbook::programs::{self, Failure, Programs, may_run};
use handbook::project::PROGRAMS;
use handbook::project::Project;
use libtest_mimic::{Arguments, Failed, Trial};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::process::{Command, ExitCode};
use std::sync::{Arc, OnceLock};
use support::needing;
use support::scratch::Scratch;
use support::server::{Server, until};

/// How large the module of all listings may be for each of them, compressed as a server sends it:
/// 150 KiB for sixty.
const LIMIT: usize = 150 * 1024 / 60;

const MAIN_RS: &str = "listings/src/bin/scratch_page/main.rs";
const MANIFEST: &str = "listings/src/bin/scratch_page/listing.toml";

/// What a program did in Pyodide.
#[derive(Debug, Clone, Default, Deserialize)]
struct Done {
    printed: String,
    said: String,
    #[serde(default)]
    reported: Vec<String>,
    status: i32,
}

impl Done {
    /// One after the other; the status is the last one's.
    fn and(self, next: Self) -> Self {
        let Self { printed, said, mut reported, .. } = self;
        reported.extend(next.reported);
        Self { printed: printed + &next.printed, said: said + &next.said, reported, status: next.status }
    }
}

/// What the tests share; each part is made when the first test asks for it.
struct Shared {
    project: Project,
    listings: Listings,
    programs: OnceLock<Result<Programs, String>>,
    python: OnceLock<Result<BTreeMap<String, Done>, String>>,
    /// The only test that is asked for, if it is one.
    only: Option<String>,
}

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    let project = support::project();
    let listings = match Listings::read(&project) {
        Ok(listings) => listings,
        Err(problems) => return support::unreadable(&arguments, "page_programs", problems),
    };
    let target = match target::find(&project) {
        Ok(_) => Ok(()),
        Err(Failure::Missing(line)) => Err(line),
        Err(Failure::Wrong(problems)) => Err(problems.to_string()),
    };
    let tool = |name: &str, install: &str| {
        let version = Command::new(name).arg("--version").output();
        version.map(|_| ()).map_err(|_| format!("no {name} found; install it: {install}"))
    };
    let node = target.clone().and(tool("node", "apt install nodejs"));
    let npm = node.clone().and(tool(if cfg!(windows) { "npm.cmd" } else { "npm" }, "apt install npm"));
    // Without a network nothing can be installed that is not yet.
    let wanted = !arguments.list || arguments.ignored;
    let npm = npm.and_then(|()| if wanted { programs::install_python(&project) } else { Ok(()) });
    let only = arguments.filter.clone().filter(|_| arguments.exact);
    let (programs, python) = (OnceLock::new(), OnceLock::new());
    let shared = Arc::new(Shared { project, listings, programs, python, only });

    let mut tests = vec![
        Trial::test("page_programs::the_target_is_missing", the_target_is_missing),
        Trial::test("page_programs::without_a_network_tests_are_skipped", without_a_network)
            .with_ignored_flag(cfg!(windows)),
        needing("page_programs::errors_come_before_the_compiler".into(), &target, |()| {
            errors_come_before_the_compiler()
        }),
        Trial::test("page_programs::what_changed_since_does_not_run", what_changed_since_does_not_run),
        needing("page_programs::a_listing_says_why_not".into(), &target, |()| a_listing_says_why_not()),
    ];
    let python = target.clone().and(python::find().map(|_| ()));
    tests.push(needing("page_programs::the_server_makes_them".into(), &python, |()| the_server_makes_them()));
    let of_all = Arc::clone(&shared);
    tests.push(needing("page_programs::the_module_is_small".into(), &node, move |()| of_all.size()));
    for listing in shared.listings.all.values() {
        for (language, needed) in [(Language::Rust, &node), (Language::Python, &npm)] {
            if may_run(listing, language) {
                let (slug, shared) = (listing.slug.clone(), Arc::clone(&shared));
                let name = test_name(&slug, language);
                tests.push(needing(name, needed, move |()| shared.prints(&slug, language)));
            }
        }
    }
    let missing: Vec<_> = npm.as_ref().err().into_iter().collect();
    support::conclude(&arguments, &missing, tests)
}

impl Shared {
    fn programs(&self) -> Result<&Programs, Failed> {
        let made = || {
            // What is missing was found before: the tests of the others go on.
            programs::prepare(&self.project).map_err(|problems| format!("\n{problems}"))?;
            Ok(Programs::read(&self.project))
        };
        Ok(self.programs.get_or_init(made).as_ref()?)
    }

    fn path(&self, name: &str) -> PathBuf {
        self.project.path(PROGRAMS).join(name)
    }

    fn size(&self) -> Result<(), Failed> {
        let module = self.programs()?.rust.as_ref().ok_or("there is no module")?;
        let script = "process.stdout.write(String(zlib.gzipSync(fs.readFileSync(process.argv[1]), {level: 9}).length))";
        let size: usize =
            node(&["-e", script, &self.path(&module.file).to_string_lossy()])?.printed.parse()?;
        println!("{} programs in {} bytes, {size} compressed", module.sources.len(), module.bytes);
        let limit = LIMIT * module.sources.len();
        if size > limit {
            return Err(format!("the module has {size} bytes compressed, more than {limit}").into());
        }
        Ok(())
    }

    /// Runs a program as the page does, and then at every value of its knobs; compares with what is
    /// recorded, and printed outside the page.
    fn prints(&self, slug: &str, language: Language) -> Result<(), Failed> {
        let (programs, listing) = (self.programs()?, &self.listings.all[slug]);
        if !programs.languages(listing, &self.listings.helpers).contains(&language) {
            return Err("the page cannot run it".into());
        }
        let done = match language {
            Language::Rust => {
                let (script, module) = (script("rust.mjs"), self.path("listings.wasm"));
                let settings: Vec<_> = listing.settings().map(|setting| setting.to_string()).collect();
                let mut arguments = vec![script.as_str(), module.to_str().ok_or("no path")?, slug];
                arguments.extend(settings.iter().map(String::as_str));
                node(&arguments)?
            }
            Language::Python => self.python()?[slug].clone(),
        };
        let recorded = self.project.read(listing.transcript_path(language)).map_err(|it| it.to_string())?;
        let mut expected = recorded.text.to_string();
        // What each knob does is not recorded: it is what the same program prints outside the page.
        let harness = Harness::new(&self.project, &self.listings, &[slug].into(), Mode::Changed);
        for setting in listing.settings() {
            expected += &harness.observe_with(listing, language, &setting).map_err(|it| it.to_string())?;
        }
        let status = listing.manifest.exit.get(&language).copied().unwrap_or(0);
        let declared = listing.manifest.stderr.get(&language).cloned().unwrap_or_default();
        let reports = match language {
            Language::Python => {
                let runs = 1 + listing.settings().count();
                let expected: Vec<_> = std::iter::repeat_n(declared, runs).flatten().collect();
                done.reported == expected && done.said.is_empty()
            }
            Language::Rust => done.said.is_empty() == declared.is_empty(),
        };
        if done.printed != expected || done.status != status || !reports {
            return Err(format!("expected:\n{expected}\nin the page:\n{done:#?}").into());
        }
        Ok(())
    }

    /// Runs all Python programs, one after the other in one Pyodide: to load it takes longest.
    fn python(&self) -> Result<&BTreeMap<String, Done>, Failed> {
        let run = || {
            let programs = self.programs().map_err(|it| it.message().unwrap_or_default().to_string())?;
            let wanted = |slug: &&String| {
                self.only.as_ref().is_none_or(|only| *only == test_name(slug, Language::Python))
            };
            let slugs: Vec<_> =
                programs.python.iter().flat_map(|it| &it.slugs).filter(wanted).cloned().collect();
            let mut arguments = vec![script("python.mjs")];
            arguments.extend(
                ["pyodide", "virtual_time.py", "outcome.py"].map(|it| self.path(it).to_string_lossy().into()),
            );
            let mut runs = Vec::new();
            for slug in &slugs {
                let listing = &self.listings.all[slug];
                let program = listing.program(Language::Python).ok_or("no program")?;
                arguments.push(self.project.path(&program.source.path).to_string_lossy().into());
                arguments.extend(listing.settings().map(|setting| setting.to_string()));
                runs.push(1 + listing.settings().count());
            }
            let arguments: Vec<_> = arguments.iter().map(String::as_str).collect();
            let done = node(&arguments)?;
            let all: Vec<Done> =
                serde_json::from_str(&done.printed).map_err(|error| format!("{error}: {}", done.said))?;
            let mut all = all.into_iter();
            let together =
                runs.into_iter().map(|count| all.by_ref().take(count).fold(Done::default(), Done::and));
            Ok(slugs.into_iter().zip(together).collect())
        };
        Ok(self.python.get_or_init(run).as_ref()?)
    }
}

/// These tests again, where npm cannot install what is not there: those that need it are skipped.
fn without_a_network() -> Result<(), Failed> {
    let scratch = Scratch::whole();
    for name in ["package.json", "package-lock.json"] {
        let from = support::folder().join("page-tools").join(name);
        support::scratch::copy(&from, &scratch.path(&format!("page-tools/{name}")));
    }
    let script =
        "#!/bin/sh\n[ \"$1\" = --version ] && exit\necho 'npm error network is unreachable' >&2\nexit 1\n";
    scratch.write("tools/npm", script);
    #[cfg(unix)]
    std::fs::set_permissions(scratch.path("tools/npm"), std::os::unix::fs::PermissionsExt::from_mode(0o755))?;
    let path = std::env::var_os("PATH").unwrap_or_default();
    let paths = std::iter::once(scratch.path("tools")).chain(std::env::split_paths(&path));
    let mut tests = Command::new(std::env::current_exe()?);
    tests.args(["--list", "--ignored"]).env("PATH", std::env::join_paths(paths)?);
    tests.env("CARGO_MANIFEST_DIR", scratch.path("")).env_remove("HANDBOOK_REQUIRE_ALL");
    let output = tests.output()?;
    let skipped = String::from_utf8_lossy(&output.stdout).into_owned();
    let project = Project::at(scratch.path(""));
    let listings = Listings::read(&project).map_err(support::failed)?;
    let can = |language| {
        listings
            .all
            .values()
            .filter(|it| may_run(it, language))
            .map(move |it| test_name(&it.slug, language))
            .collect::<Vec<_>>()
    };
    for name in can(Language::Python) {
        assert!(skipped.contains(&format!("{name}: test")), "{name} is not skipped:\n{skipped}");
    }
    // Rust programs need nothing of npm.
    if target::find(&project).is_ok() && Command::new("node").arg("--version").output().is_ok() {
        let rust = can(Language::Rust);
        assert!(rust.iter().all(|name| !skipped.contains(&format!("{name}: test"))), "{skipped}");
    }
    Ok(())
}

/// A mistake in a text is reported before the module is compiled, which takes minutes.
fn errors_come_before_the_compiler() -> Result<(), Failed> {
    let scratch = Scratch::new().with_programs();
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH)?;
    // No earlier run compiled this comment, and no transcript was recorded with it.
    scratch.append("listings/src/lib.rs", &format!("\n// {}\n", now.as_nanos()));
    let output = scratch.command().arg("build").output()?;
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(!output.status.success() && said.contains("this program changed since"), "{said}");
    assert!(!said.contains("compiling the Rust programs"), "{said}");
    Ok(())
}

fn test_name(slug: &str, language: Language) -> String {
    format!("page_programs::{slug}::{}", language.key())
}

fn script(name: &str) -> String {
    support::folder().join("tests/page_programs").join(name).to_string_lossy().into_owned()
}

fn node(arguments: &[&str]) -> Result<Done, String> {
    let output = Command::new("node").arg("--no-warnings").args(arguments).output();
    let output = output.map_err(|error| error.to_string())?;
    Ok(Done {
        printed: String::from_utf8_lossy(&output.stdout).into_owned(),
        said: String::from_utf8_lossy(&output.stderr).into_owned(),
        reported: Vec::new(),
        status: output.status.code().unwrap_or(-1),
    })
}

fn succeeds(command: &mut Command) -> Result<String, Failed> {
    let output = command.output()?;
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    if output.status.success() { Ok(said) } else { Err(said.into()) }
}

fn refuses(command: &mut Command, pieces: &[&str]) -> Result<(), Failed> {
    let output = command.output()?;
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    match pieces.iter().find(|piece| !said.contains(**piece)) {
        None if output.status.code() == Some(1) => Ok(()),
        piece => Err(format!("ended with {}; does not say {piece:?}:\n{said}", output.status).into()),
    }
}

/// The book is built without, and says so, in one line for each tool; unless everything is required.
fn the_target_is_missing() -> Result<(), Failed> {
    const LINE: &str = "rustup target add wasm32-wasip1";
    let scratch = Scratch::new();
    let said = succeeds(scratch.command().arg("build"))?;
    let lines: Vec<_> = said.lines().collect();
    assert!(matches!(lines[..], [target, npm] if target.contains(LINE) && npm.contains("npm ci")), "{said}");
    assert!(!scratch.read("book/patterns/gather.html").contains("data-run"));
    assert!(!scratch.path(PROGRAMS).exists());
    refuses(scratch.command().args(["build", "--require-all"]), &["src/run", LINE])?;
    refuses(scratch.command().arg("build").env("HANDBOOK_REQUIRE_ALL", "1"), &["src/run", LINE])
}

/// A module that was compiled from another program is not offered, whoever builds the book.
fn what_changed_since_does_not_run() -> Result<(), Failed> {
    let scratch = Scratch::new();
    let listings = Listings::read(&Project::at(scratch.path(""))).map_err(support::failed)?;
    let listing = &listings.all["scratch_page"];
    let mut text = String::from(
        r#"{"rust":{"file":"listings.wasm","bytes":1,"key":"","sources":{"scratch_page":"KEY"}},"#,
    );
    text += r#""python":{"folder":"pyodide/","files":[],"slugs":["scratch_page"]}}"#;
    let runs = |key: &str| {
        let programs: Programs = serde_json::from_str(&text.replace("KEY", key)).expect("programs");
        programs.languages(listing, &listings.helpers)
    };
    assert_eq!(runs("another"), [Language::Python]);
    let now = programs::sources(listing, &listings.helpers).expect("a Rust program");
    assert_eq!(runs(&now), [Language::Python, Language::Rust]);
    Ok(())
}

/// One that does not compile for the page is an error at its line, until it says why.
fn a_listing_says_why_not() -> Result<(), Failed> {
    let scratch = Scratch::new().with_programs();
    let build = || {
        let mut command = scratch.command();
        command.arg("build");
        command
    };
    let shown = || scratch.read("book/patterns/gather.html");
    succeeds(&mut build())?;
    assert!(shown().contains("data-slug=\"scratch_page\" data-run=\"rust\""), "Pyodide is not in the copy");
    let whole = scratch.read(MAIN_RS);
    let line = whole.lines().count() + 4;
    scratch.append(
        MAIN_RS,
        "type New = tokio::runtime::Runtime;\n#[allow(dead_code)]\nfn threads() -> New {\n    New::new().unwrap()\n}\n",
    );
    // What is quickly found is reported first, before anything is compiled.
    refuses(&mut build(), &["changed since its transcript"])?;
    succeeds(scratch.command().args(["record", "scratch_page"]))?;
    let pieces = [&*format!("{MAIN_RS}:{line}"), "`new` found for struct `Runtime`", "page.rust = "];
    refuses(&mut build(), &pieces)?;
    assert!(shown().contains("data-run=\"rust\""), "the last good book stays");
    // Declared, it is left out, whether it compiles or not.
    scratch.append(MANIFEST, "page.rust = \"It needs several threads.\"\n");
    succeeds(&mut build())?;
    assert!(!shown().contains("data-slug=\"scratch_page\" data-run"));
    assert!(shown().contains("It needs several threads."));
    assert!(shown().contains("data-slug=\"scratch_one_by_one\" data-run=\"rust\""));
    Ok(())
}

/// The page is there first. What is not recorded does not run in it, and what is recorded does.
fn the_server_makes_them() -> Result<(), Failed> {
    let server = Server::start_in(Scratch::new().with_programs(), &["serve"]);
    let runs = |slug: &str| {
        let (_, page) = server.get("/patterns/gather.html");
        page.contains(&format!("data-slug=\"{slug}\" data-run=\"rust\""))
    };
    until(|| runs("scratch_page").then_some(()), "a module for the pages");
    assert_eq!(server.get("/run/listings.wasm").0, 200);
    server.scratch.change(MAIN_RS, "page", "site");
    server.scratch.change(&MAIN_RS.replace(".rs", ".py"), "page", "site");
    until(|| (!runs("scratch_page")).then_some(()), "a page with a run that is not recorded");
    assert!(runs("scratch_one_by_one"), "it did not change");
    succeeds(server.scratch.command().args(["record", "scratch_page"]))?;
    until(|| runs("scratch_page").then_some(()), "a module with what is recorded now");
    Ok(())
}
