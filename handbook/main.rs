//! The handbook's command: `cargo run` builds the book and serves it.

use clap::{CommandFactory, Parser};
use handbook::children;
use handbook::cli::{Cli, Command, Question};
use handbook::harness::home::Home;
use handbook::harness::{self, Mode};
use handbook::listing::member::Member;
use handbook::listing::{Language, Listings, peers};
use handbook::live;
use handbook::new;
use handbook::preprocess::Handbook;
use handbook::problem::{Problem, Problems};
use handbook::programs;
use handbook::project::{PROGRAMS, Project};
use handbook::site::{self, build};
use handbook::verify::report::{self, Form};
use handbook::verify::{self, Verifier, matrix};
use mdbook_preprocessor::Preprocessor;
use std::process::ExitCode;

/// The exit status where Ctrl-C or another signal ended a command, as shells have it.
const INTERRUPTED: i32 = 130;

fn main() -> ExitCode {
    match run(Cli::parse()) {
        Ok(code) => code,
        Err(problems) => {
            eprintln!("{problems}");
            ExitCode::FAILURE
        }
    }
}

fn run(cli: Cli) -> Result<ExitCode, Problems> {
    if let Some(Command::Completions { shell }) = cli.command {
        clap_complete::generate(shell, &mut Cli::command(), "handbook", &mut std::io::stdout());
        return Ok(ExitCode::SUCCESS);
    }
    let project = match cli.root {
        Some(root) => Project::at(root),
        None => Project::around(
            &std::env::current_dir().map_err(|error| Problem::in_file(".", error.to_string()))?,
        )?,
    };
    let command = cli.command.unwrap_or(Command::Serve { port: None, hostname: None });
    if !matches!(command, Command::Serve { .. }) {
        // What we started does not hear of Ctrl-C by itself.
        children::when_asked_to_end(|| {
            children::end_all();
            std::process::exit(INTERRUPTED);
        });
    }
    match command {
        Command::Serve { port, hostname } => live::serve(&project, hostname.as_deref(), port)?,
        Command::Build { require_all } => {
            // A mistake in a text must not wait for the compiler.
            if programs::takes_long(&project) {
                build::verify(&project)?;
            }
            let mut problems = Problems::new();
            problems.keep(prepare(&project, require_all || harness::all_required()));
            // All that is wrong is told at once, and the last good book stays.
            let all_right = problems.is_empty();
            problems.keep(if all_right { build::build(&project) } else { build::verify(&project) });
            problems.or(())?;
            let folder = site::folder(&project).unwrap_or_default();
            println!("built {}", project.path(folder).join("index.html").display());
        }
        Command::Check { names, full, json, matrix: true, .. } => {
            let flags = [full.then_some("--full"), json.then_some("--json")];
            let flags: Vec<_> = flags.into_iter().flatten().collect();
            matrix::run(&project, &names, &flags, harness::all_required())?;
        }
        Command::Check { names, full, json, language, matrix: false } => {
            let form = if json { Form::Json } else { Form::Text };
            let mode = if full { Mode::Full } else { Mode::of_environment() };
            check(&project, &names, language.as_deref(), mode, form)?;
        }
        Command::Record { slugs, dry_run } => record(&project, &slugs, dry_run)?,
        Command::New { slug, library } => {
            let member = if library { Member::Libraries } else { Member::Listings };
            println!("{}", new::new(&project, member, &slug)?);
        }
        Command::Run { slug, language } => run_listing(&project, &slug, language.as_deref())?,
        Command::Peer { name } => serve_peer(&project, &name)?,
        Command::Completions { .. } => {}
        Command::Preprocess { question: Some(Question::Supports { renderer }) } => {
            let supported = Handbook::default().supports_renderer(&renderer).unwrap_or(false);
            return Ok(ExitCode::from(u8::from(!supported)));
        }
        Command::Preprocess { question: None } => preprocess()?,
    }
    Ok(ExitCode::SUCCESS)
}

/// Makes what runs the programs in the pages. What is missing for that is told, or refused.
fn prepare(project: &Project, all_required: bool) -> Result<(), Problems> {
    let mut problems = Problems::new();
    for line in programs::prepare(project)? {
        match all_required {
            true => problems.push(Problem::in_file(PROGRAMS, line)),
            false => eprintln!("{line}"),
        }
    }
    problems.or(())
}

fn check(
    project: &Project,
    names: &[String],
    language: Option<&str>,
    mode: Mode,
    form: Form,
) -> Result<(), Problems> {
    let listings = Listings::read(project)?;
    let mut checks = verify::of_named(project, &listings, names)?;
    if let Some(language) = language.and_then(Language::from_key) {
        checks.retain(|check| check.is_of(language));
    }
    let verifier = Verifier::new(project, &listings, &checks, mode);
    report::run(&verifier, &checks, form, harness::all_required()).or(())
}

/// Runs a listing in one language, or in all that it is written in.
fn run_listing(project: &Project, slug: &str, language: Option<&str>) -> Result<(), Problems> {
    let listings = Listings::read(project)?;
    let listing = listings.named(slug)?;
    let home = Home::new(project, &listings);
    let mut problems = Problems::new();
    match language.and_then(Language::from_key) {
        Some(language) => home.run(listing, language)?,
        None => {
            for language in listing.languages() {
                println!("{}:", language.name());
                problems.keep(home.run(listing, language));
            }
        }
    }
    problems.or(())
}

/// Serves until it is stopped.
fn serve_peer(project: &Project, name: &str) -> Result<(), Problems> {
    let listings = Listings::read(project)?;
    let peer = listings.peers.named(name)?;
    let mut running = Home::new(project, &listings).start(peer, Language::Python)?;
    println!("{}={}", peer.variable(), running.address);
    running.wait().map_err(|error| Problem::in_file(peers::FOLDER, error.to_string()).into())
}

fn record(project: &Project, slugs: &[String], dry: bool) -> Result<(), Problems> {
    let mut changed = Vec::new();
    let recorded = harness::record(project, slugs, dry, |slug, changes| {
        if !changes.is_empty() {
            changed.push(slug.to_string());
        }
        changes.iter().for_each(|change| println!("{change}"));
    });
    let done = if dry { "would change" } else { "changed" };
    match changed.as_slice() {
        [] => println!("no listing {done}"),
        [one] => println!("1 listing {done}: {one}"),
        several => println!("{} listings {done}: {}", several.len(), several.join(", ")),
    }
    recorded
}

/// mdBook's protocol: a book on standard input, the expanded book on standard output.
fn preprocess() -> Result<(), Problems> {
    let wrong =
        |error: String| Problem::in_file("standard input", format!("this is no book from mdBook: {error}"));
    let (context, book) =
        mdbook_preprocessor::parse_input(std::io::stdin()).map_err(|error| wrong(format!("{error:#}")))?;
    let book =
        Handbook::default().run(&context, book).map_err(|error| match error.downcast::<Problems>() {
            Ok(problems) => problems,
            Err(error) => wrong(format!("{error:#}")).into(),
        })?;
    serde_json::to_writer(std::io::stdout(), &book).map_err(|error| wrong(error.to_string()).into())
}
