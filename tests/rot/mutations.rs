//! Every way in which page and program can come apart, over all listings and chapters.

use crate::content;
use handbook::harness::fragments::{self, Fragment};
use handbook::listing::lock;
use handbook::listing::member::Member;
use handbook::listing::source::Program;
use handbook::listing::{Language, Listing, Listings};
use handbook::markdown::chapter::Chapter;
use handbook::markdown::directives::Kind;
use handbook::markdown::fences::Test;
use handbook::markdown::{self, headings};
use handbook::problem::{Problems, Source, shown};
use handbook::project::{CHAPTERS, Project};
use regex::Regex;

/// What is done to a file or a folder of the copy.
#[derive(Debug)]
pub enum Edit {
    /// A file gets this text.
    Write(String, String),
    /// A file or a folder goes.
    Remove(String),
    /// A file or a folder gets another name.
    Rename(String, String),
    /// A folder gets a twin.
    Copy(String, String),
    /// A listing is recorded, as a contributor would do who wants the error to go away.
    Record(String),
}

/// Where an edit must be found, and a piece of what must be said.
#[derive(Debug)]
pub struct Place {
    /// The path, relative to the root.
    pub path: String,
    /// The line; none where a whole file or folder is meant.
    pub line: Option<usize>,
    /// A piece of the message.
    pub says: String,
}

/// What must come of an edit.
#[derive(Debug)]
pub enum Expect {
    /// These problems; none where the edit is harmless.
    Problems(Vec<Place>),
    /// That the program's change is told, and, if it prints something else now, the first line of
    /// the transcript at this path that differs.
    FirstDifference(String),
    /// That the program is stopped, and named.
    Hang,
    /// That nothing counts as unchanged any more.
    NewKey,
}

/// An edit of the book.
#[derive(Debug)]
pub struct Mutation {
    /// What kind of rot it is.
    pub kind: &'static str,
    /// What is edited.
    pub subject: String,
    /// The edits that it takes.
    pub edits: Vec<Edit>,
    /// The listings and chapters that must be verified to see it.
    pub concerned: Vec<String>,
    /// Whether it shows on the built site only.
    pub on_the_site: bool,
    /// What must come of it.
    pub expect: Expect,
}

impl Mutation {
    /// The files and folders that it changes.
    pub fn touched(&self) -> Vec<String> {
        let mut touched = Vec::new();
        for edit in &self.edits {
            match edit {
                Edit::Write(path, _) | Edit::Remove(path) | Edit::Copy(_, path) => touched.push(path.clone()),
                Edit::Rename(from, to) => touched.extend([from.clone(), to.clone()]),
                Edit::Record(slug) => {
                    touched.extend(Member::ALL.map(|member| shown(&member.folder_of(slug))));
                    touched.push(lock::PATH.to_string());
                }
            }
        }
        touched
    }

    /// What was expected, in words.
    pub fn expectation(&self) -> String {
        format!("{:?}", self.expect)
    }

    pub fn new(kind: &'static str, subject: impl Into<String>, edits: Vec<Edit>, expect: Expect) -> Self {
        Self { kind, subject: subject.into(), edits, concerned: Vec::new(), on_the_site: false, expect }
    }

    fn concerning(mut self, name: impl Into<String>) -> Self {
        self.concerned.push(name.into());
        self
    }

    fn on_the_site(mut self) -> Self {
        self.on_the_site = true;
        self
    }
}

pub fn at(path: impl Into<String>, line: impl Into<Option<usize>>, says: impl Into<String>) -> Expect {
    Expect::Problems(vec![Place { path: path.into(), line: line.into(), says: says.into() }])
}

fn folder(listing: &Listing) -> String {
    shown(&listing.folder())
}

/// Every mutation of this book.
pub fn all(project: &Project) -> Result<Vec<Mutation>, Problems> {
    let listings = Listings::read(project)?;
    let chapters = markdown::chapters(project)?;
    let mut all = Vec::new();
    for listing in listings.all.values() {
        let faults = faults_of(listing, &listings);
        match listing.manifest.mutation.is_some() || !faults.is_empty() {
            true => of_faults(listing, &faults, &mut all),
            false => of_programs(listing, project, &mut all),
        }
        of_knobs(listing, project, &mut all);
        of_transcripts(listing, project, &mut all);
        of_folders(listing, &listings, project, &mut all);
    }
    for chapter in &chapters {
        of_chapter(chapter, &mut all);
        content::of_chapter(chapter, &mut all);
        harmless(chapter, &mut all);
    }
    for fragment in fragments::fragments(project)? {
        of_fragment(&fragment, &mut all);
    }
    of_catalogue(project, &mut all)?;
    content::of_catalogue(project, &mut all)?;
    of_lock_file(project, &mut all)?;
    Ok(all)
}

/// The listings whose programs are made of this one's.
fn faults_of<'a>(listing: &Listing, listings: &'a Listings) -> Vec<&'a Listing> {
    let of = |other: &&Listing| other.manifest.mutation.as_ref().is_some_and(|it| it.of == listing.slug);
    listings.all.values().filter(of).collect()
}

/// A program that is made of a correct one, and a correct one that others are made of: whichever is
/// edited, the two come apart.
fn of_faults(listing: &Listing, faults: &[&Listing], all: &mut Vec<Mutation>) {
    for language in listing.languages() {
        let Some(program) = listing.program(language) else { continue };
        let comment = match language {
            Language::Rust => "// Later.",
            Language::Python => "# Later.",
        };
        let edited = format!("{}{comment}\n", program.source.text);
        let lines = |made: &Program| made.source.text.lines().count();
        let place = |made: &Program, line| Place {
            path: shown(&made.source.path),
            line: Some(line),
            says: "not what its mutation makes of".into(),
        };
        // What is too much is told where it stands, and what is missing at the end.
        let made = faults.iter().filter_map(|fault| fault.program(language));
        let (kind, places) = match listing.manifest.mutation {
            Some(_) => ("a fault edited by hand", vec![place(program, lines(program) + 1)]),
            None => (
                "a correct program edited, its faults not",
                made.map(|made| place(made, lines(made))).collect(),
            ),
        };
        let expect = Expect::Problems(places);
        let edits = vec![Edit::Write(shown(&program.source.path), edited)];
        all.push(Mutation::new(kind, &listing.slug, edits, expect));
    }
}

fn of_programs(listing: &Listing, project: &Project, all: &mut Vec<Mutation>) {
    for language in listing.languages() {
        let Some(program) = listing.program(language) else {
            continue;
        };
        let (path, text) = (shown(&program.source.path), &program.source.text);
        let transcript = shown(&listing.transcript_path(language));
        let recorded = project.read(&transcript).map(|source| source.text).unwrap_or_default();
        let (word, delay, endless) = match language {
            Language::Rust => ("a printed word, Rust", "a delay, Rust", "a program that hangs, Rust"),
            Language::Python => ("a printed word, Python", "a delay, Python", "a program that hangs, Python"),
        };
        // A trap's line that its manifest names is missed there first.
        let named = listing.manifest.trap.as_ref().and_then(|trap| trap.line.get(&language));
        let missed = |changed: &str| {
            let gone = named.into_iter().flatten().any(|piece| !changed.contains(piece.as_str()));
            gone.then(|| at(format!("{}/listing.toml", folder(listing)), None, "which line is wrong"))
        };
        if let Some((changed, line)) = other_word(text, &recorded, language) {
            let expect = at(&transcript, line, "no longer prints this transcript");
            let expect = missed(&changed).unwrap_or(expect);
            let edits = vec![Edit::Write(path.clone(), changed)];
            all.push(Mutation::new(word, &listing.slug, edits, expect).concerning(&listing.slug));
        }
        for changed in other_delays(text) {
            let expect = missed(&changed).unwrap_or(Expect::FirstDifference(transcript.clone()));
            let edits = vec![Edit::Write(path.clone(), changed)];
            let changed = Mutation::new(delay, &listing.slug, edits, expect);
            // On the real clock it would take that long.
            all.push(if listing.stamped() { changed.concerning(&listing.slug) } else { changed });
        }
        // Each takes its time limit: every tenth listing will do.
        let hung = hanging(text, language)
            .filter(|_| listing.slug.bytes().map(usize::from).sum::<usize>() % 10 == 0);
        if let Some(changed) = hung {
            let edits = vec![Edit::Write(path, changed)];
            all.push(Mutation::new(endless, &listing.slug, edits, Expect::Hang).concerning(&listing.slug));
        }
    }
}

/// The program with another letter in one of its printed lines, and the first transcript line
/// that shows it.
fn other_word(text: &str, recorded: &str, language: Language) -> Option<(String, usize)> {
    let call = match language {
        Language::Rust => r#"log!\(\s*"((?:[^"\\{}]|\{[^{}"]*\})*)""#,
        Language::Python => r#"log\(\s*f?"((?:[^"\\{}]|\{[^{}"]*\})*)""#,
    };
    let call = Regex::new(call).expect("a pattern");
    let hole = Regex::new(r"\{[^{}]*\}").expect("a pattern");
    let literals: Vec<_> = call.captures_iter(text).filter_map(|found| found.get(1)).collect();
    let lines: Vec<&str> =
        recorded.lines().map(|line| line.split_once("ms] ").map_or(line, |(_, said)| said)).collect();
    let shape = |literal: &str| {
        let pieces: Vec<_> = hole.split(literal).map(regex::escape).collect();
        Regex::new(&format!("^{}$", pieces.join(".+"))).expect("a pattern")
    };
    for literal in &literals {
        let shape_of_it = shape(literal.as_str());
        let Some(line) = lines.iter().position(|line| shape_of_it.is_match(line)) else {
            continue;
        };
        let printed_by = literals.iter().filter(|other| shape(other.as_str()).is_match(lines[line])).count();
        // Its last letter outside the holes.
        let masked = hole.replace_all(literal.as_str(), |hole: &regex::Captures| "{".repeat(hole[0].len()));
        let letter = masked.rfind(|letter: char| letter.is_ascii_lowercase());
        if let (1, Some(letter)) = (printed_by, letter) {
            let place = literal.start() + letter;
            let other = if &text[place..=place] == "q" { "x" } else { "q" };
            return Some((format!("{}{other}{}", &text[..place], &text[place + 1..]), line + 1));
        }
    }
    None
}

/// The program with one of its delays made longer, for each of them.
fn other_delays(text: &str) -> Vec<String> {
    let delay = Regex::new(r"(?:from_millis|from_secs|sleep|fetch\([^()]*,)\(?\s*(\d+(?:\.\d+)?)\)")
        .expect("a pattern");
    let longer = |found: regex::Match| format!("{}9{}", &text[..found.start()], &text[found.start()..]);
    let fits = |text: &String| text.lines().all(|line| line.chars().count() <= 80);
    delay.captures_iter(text).filter_map(|found| found.get(1)).map(longer).filter(fits).collect()
}

/// The program with a loop without an end, and no line more than it may have.
fn hanging(text: &str, language: Language) -> Option<String> {
    let (before, after) = match language {
        Language::Rust => ("fn main() {\n", "fn main() { loop {}\n"),
        Language::Python => ("\nasyncio.run(", "\nwhile True: pass  # asyncio.run("),
    };
    text.contains(before).then(|| text.replacen(before, after, 1))
}

fn of_knobs(listing: &Listing, project: &Project, all: &mut Vec<Mutation>) {
    let manifest = format!("{}/listing.toml", folder(listing));
    let Ok(declared) = project.read(&manifest) else {
        return;
    };
    let line_of =
        |text: &str, piece: &str| text.lines().position(|line| line.contains(piece)).map(|at| at + 1);
    for (name, knob) in &listing.manifest.knobs {
        let header = format!("[knobs.{name}]");
        let here = line_of(&declared.text, &header);
        let place = |path: &str, line, says: &str| Place { path: path.into(), line, says: says.into() };
        let mut push = |kind, path: &str, text: String, places| {
            let edits = vec![Edit::Write(path.into(), text)];
            all.push(Mutation::new(kind, &listing.slug, edits, Expect::Problems(places)));
        };
        for program in listing.languages().filter_map(|language| listing.program(language)) {
            let (path, text) = (shown(&program.source.path), &program.source.text);
            let quoted = format!("\"{name}\"");
            let line = line_of(text, &quoted);
            let read = Regex::new(&format!(r#"({quoted}\D+){}\b"#, knob.default)).expect("a pattern");
            let other = read.replace(text, format!("${{1}}{}", knob.default + 1)).into_owned();
            push("a knob's default in a program", &path, other, vec![place(&path, line, "the default of")]);
            let other = text.replace(&quoted, &format!("\"{name}_2\""));
            let places = vec![
                place(&path, line, "is read, and not declared as a knob"),
                place(&manifest, here, "does not read"),
            ];
            push("a knob's name in a program", &path, other, places);
        }
        let other = |key: &str, from: u32, to: u32| {
            let (before, after) = declared.text.split_once(&header).unwrap_or_default();
            let (from, to) = (format!("{key} = {from}\n"), format!("{key} = {to}\n"));
            format!("{before}{header}{}", after.replacen(&from, &to, 1))
        };
        let flaw = vec![place(&manifest, here, &format!("`{name}`: "))];
        let without_default = match knob.default < knob.most {
            true => other("least", knob.least, knob.default + knob.step),
            false => other("most", knob.most, knob.default - knob.step),
        };
        push("a knob's range", &manifest, without_default, flaw);
        let text = other("most", knob.most, knob.most + 1000 * knob.step);
        push("a knob's range", &manifest, text, vec![place(&manifest, here, "more than 20 values")]);
        let text = declared.text.replace(&header, &format!("[knobs.{name}_2]"));
        push("a knob's name", &manifest, text, vec![place(&manifest, here, "does not read")]);
    }
}

fn of_transcripts(listing: &Listing, project: &Project, all: &mut Vec<Mutation>) {
    let slug = &listing.slug;
    for path in listing.transcript_paths() {
        let Ok(source) = project.read(&path) else {
            continue;
        };
        let path = shown(&path);
        let mut push = |kind, edit, expect| {
            all.push(Mutation::new(kind, slug, vec![edit], expect).concerning(slug));
        };
        let lines: Vec<&str> = source.text.split_inclusive('\n').collect();
        let stamp = |line: &str| line.split_once("ms] ").map(|(stamp, _)| stamp.to_string());
        let unlike = (1..lines.len()).rev().find(|index| lines[*index] != lines[index - 1]);
        if let Some(index) = unlike {
            let mut swapped = lines.clone();
            swapped.swap(index - 1, index);
            let same_time = stamp(lines[index]) == stamp(lines[index - 1]);
            // The lines are compared only if they can be lines of one transcript.
            let (line, says) = match (same_time, index) {
                (true, _) => (index, "no longer prints this transcript"),
                (false, 1) => (1, "must be stamped 0 ms"),
                (false, _) => (index + 1, "before the one of the line above"),
            };
            push(
                "two transcript lines swapped",
                Edit::Write(path.clone(), swapped.concat()),
                at(&path, line, says),
            );
        }
        if lines.len() > 1 {
            let expect = at(&path, lines.len() - 1, "no longer prints this transcript");
            push(
                "the last transcript line dropped",
                Edit::Write(path.clone(), lines[..lines.len() - 1].concat()),
                expect,
            );
        }
        push("a transcript deleted", Edit::Remove(path.clone()), at(&path, None, "this file is missing"));
    }
}

fn of_folders(listing: &Listing, listings: &Listings, project: &Project, all: &mut Vec<Mutation>) {
    let slug = &listing.slug;
    let mut push = |kind, edits, expect| all.push(Mutation::new(kind, slug, edits, expect));
    let mend = listings.all.values().find(|other| other.manifest.mends.as_ref() == Some(slug));
    let of_name = |slug: &str| shown(&listing.member.folder_of(slug));
    let renamed = of_name(&format!("{slug}_2"));
    let expect = match mend {
        Some(mend) => {
            let path = format!("{}/listing.toml", folder(mend));
            let text = project.read(&path).map(|source| source.text).unwrap_or_default();
            let line = text.lines().position(|line| line.starts_with("mends")).map(|index| index + 1);
            at(path, line, format!("no trap is named `{slug}`"))
        }
        None => match faults_of(listing, listings).first() {
            Some(fault) => {
                let says = format!("no correct listing is named `{slug}`");
                at(format!("{}/listing.toml", folder(fault)), None, says)
            }
            None => at(renamed.clone(), None, "this listing was never recorded"),
        },
    };
    push("a listing renamed", vec![Edit::Rename(folder(listing), renamed)], expect);
    if listing.program(Language::Python).is_some() {
        let path = format!("{}/main.py", folder(listing));
        push("main.py deleted", vec![Edit::Remove(path.clone())], at(path, None, "this file is missing"));
    }
    if listing.manifest.trap.is_none() {
        let twin = format!("{slug}_unused");
        let edits = vec![Edit::Copy(folder(listing), of_name(&twin)), Edit::Record(twin.clone())];
        push("an unused listing", edits, at(of_name(&twin), None, "no chapter shows this listing"));
    }
    let declares = |listing: &Listing| {
        let it = &listing.manifest;
        it.differs.is_some()
            || it.only.is_some()
            || !it.exit.is_empty()
            || !it.stderr.is_empty()
            || it.real.is_some()
            || !it.knobs.is_empty()
    };
    if let Some(mend) = mend.filter(|mend| !declares(mend) && !declares(listing)) {
        let mut edits = Vec::new();
        for language in listing.languages() {
            let program = |listing: &Listing| listing.program(language).map(|it| it.source.clone());
            if let (Some(wrong), Some(right)) = (program(listing), program(mend)) {
                edits.push(Edit::Write(shown(&wrong.path), right.text.to_string()));
            }
        }
        // Before its run is looked at, the line that was to blame is missed.
        let path = format!("{}/listing.toml", folder(listing));
        let text = project.read(&path).map(|source| source.text).unwrap_or_default();
        let line = text.lines().position(|line| line.starts_with("line.")).map(|index| index + 1);
        push("a trap that no longer fails", edits, at(path, line, "it is not known which line is wrong"));
    }
}

fn of_chapter(chapter: &Chapter, all: &mut Vec<Mutation>) {
    let path = shown(&chapter.path);
    let text = &*chapter.text;
    let lines = text.lines().count();
    let mut push = |kind, changed: String, expect| {
        let subject = format!("{path} {expect:?}");
        all.push(Mutation::new(kind, subject, vec![Edit::Write(path.clone(), changed)], expect));
    };
    for directive in &chapter.directives {
        let line = chapter.line_of(directive.span.start);
        let insert = |place: usize| format!("{}q{}", &text[..place], &text[place..]);
        push(
            "a directive misspelt",
            insert(directive.span.start + 5),
            at(&path, line, "no directive is named"),
        );
        if let (Kind::Listing | Kind::Part, Some((_, place))) = (&directive.kind, directive.arguments.first())
        {
            push("a slug misspelt", insert(place.start + 1), at(&path, line, "no listing is named"));
        }
        if let (Kind::Listing, Some((slug, _))) = (&directive.kind, directive.arguments.first()) {
            let part = format!("{text}\n{{{{#part {slug} nowhere}}}}\n");
            push("an anchor misspelt", part, at(&path, lines + 2, "has the anchor `nowhere`"));
        }
    }
    push(
        "an untested fence",
        format!("{text}\n```\nx = 1\n```\n"),
        at(&path, lines + 2, "a fence without a tag"),
    );
    for (kind, paragraph, says) in [
        ("a figure out of nowhere, in code", "It waits with `sleep(86399)`.", "shows where 86399 comes from"),
        ("a knob that is not there", "Try `NO_KNOB_MS=40`.", "has a knob `NO_KNOB_MS`"),
        ("an image that is missing", "![A diagram](nowhere.svg)", "there is no such image"),
        ("a line of a run, typed", "It ends with `[86399ms] page: done`.", "prints this line"),
    ] {
        push(kind, format!("{text}\n{paragraph}\n"), at(&path, lines + 2, says));
    }
    if let Some(heading) = chapter.headings.last() {
        let again = format!("{text}\n{} {}\n", "#".repeat(heading.level), heading.text);
        push("a heading twice", again, at(&path, lines + 2, "has the same id"));
    }
    for (target, span) in headings::links(chapter) {
        if target.contains(':') || !target.contains(".md") {
            continue;
        }
        let line = chapter.line_of(span.start);
        let instead = |other: &str| {
            let link = text[span.clone()].replace(&format!("({target})"), &format!("({other})"));
            format!("{}{link}{}", &text[..span.start], &text[span.end..])
        };
        let nowhere = target.replacen(".md", "-2.md", 1);
        let mut push = |kind, changed, expect: Expect| {
            let edits = vec![Edit::Write(path.clone(), changed)];
            all.push(Mutation::new(kind, format!("{path} {expect:?}"), edits, expect).on_the_site());
        };
        push("a broken link", instead(&nowhere), at(&path, line, "this link leads nowhere"));
        let no_place = format!("{}#nowhere-at-all", target.split('#').next().unwrap_or_default());
        push("a broken anchor", instead(&no_place), at(&path, line, "no such place"));
    }
}

fn of_fragment(fragment: &Fragment, all: &mut Vec<Mutation>) {
    let (path, text, line) = (shown(&fragment.source.path), &*fragment.source.text, fragment.line);
    let is_chapter = path.starts_with(CHAPTERS);
    let start = fragment.source.line(line).start;
    let (before, fence) = text.split_at(start);
    let Some(opening) = fence.lines().next() else {
        return;
    };
    let mut push = |kind, line: usize, changed: Option<String>, says: &str| {
        let Some(changed) = changed.filter(|changed| changed != text) else {
            return;
        };
        let edits = vec![Edit::Write(path.clone(), changed)];
        let mutation = Mutation::new(kind, format!("{path}:{line}"), edits, at(&path, line, says));
        all.push(if is_chapter { mutation.concerning(&path) } else { mutation });
    };
    let with = |fence: String| Some(format!("{before}{fence}"));
    if is_chapter {
        push("a fence tag misspelt", line, with(fence.replacen("```", "```q", 1)), "is no fence tag");
    }
    // What follows is changed inside of this fence only.
    let (code, rest) = fence.split_at(fence.find("\n```").map_or(fence.len(), |end| end + 1));
    let change = |from: &str, to: &str| {
        code.contains(from).then(|| format!("{before}{}{rest}", code.replacen(from, to, 1)))
    };
    match &fragment.test {
        Test::CompileFail(error) => {
            let compiles = format!("{opening}\nfn main() {{}}\n{rest}");
            push("compile_fail that compiles", line, with(compiles), "compiles, but should fail");
            push("compile_fail for another reason", line, change(error, "E0001"), "not with E0001 alone");
        }
        Test::Python => {
            push("a wrong assertion, Python", line, change("\nassert ", "\nassert not "), "this fragment");
        }
        Test::PythonRaises(name) => {
            push(
                "another exception",
                line,
                change(&format!(",raises,{name}"), ",raises,LookupError"),
                "not LookupError",
            );
        }
        Test::Rust | Test::RustStatements => {
            push(
                "a wrong assertion, Rust",
                line,
                change("assert_eq!(", "assert_ne!("),
                "this fragment ended with",
            );
            push(
                "a wrong assertion, Rust",
                line,
                change("assert!(", "assert!(false); assert!("),
                "this fragment ended with",
            );
        }
        // What is wrong inside of a question is told at its own line, here the first.
        Test::Predict => {
            push(
                "a question about nothing",
                line + 1,
                change("\nlisting = \"", "\nlisting = \"q"),
                "no listing is named",
            );
            let because = code.lines().position(|line| line.starts_with("because = \"")).unwrap_or(0);
            push(
                "a figure of a question",
                line + because,
                change("\nbecause = \"", "\nbecause = \"After 86399 ms: "),
                "where 86399 comes from",
            );
        }
        Test::Console => {}
    }
}

fn of_catalogue(project: &Project, all: &mut Vec<Mutation>) -> Result<(), Problems> {
    let path = "catalogue/patterns.toml";
    let source = project.read(path)?;
    for (index, line) in source.text.lines().enumerate() {
        let Some(id) = line.strip_prefix("id = \"").and_then(|rest| rest.strip_suffix('"')) else {
            continue;
        };
        let with = source.text.replacen(line, &format!("{line}\ncolour = \"red\""), 1);
        let edits = vec![Edit::Write(path.into(), with)];
        all.push(Mutation::new(
            "an unknown key in the catalogue",
            id,
            edits,
            at(path, index + 2, "unknown field `colour`"),
        ));
        let (Some((claims, claim)), Some(start)) =
            (content::first_claim_of(project, id)?, source.text.find(line))
        else {
            continue;
        };
        let start = source.text[..start].rfind("[[pattern]]").unwrap_or(0);
        let end =
            source.text[start + 1..].find("[[pattern]]").map_or(source.text.len(), |end| start + 1 + end);
        let without = format!("{}{}", &source.text[..start], &source.text[end..]);
        let expect = at(claims, claim, format!("there is no item `{id}`"));
        all.push(Mutation::new(
            "an id gone from the catalogue",
            id,
            vec![Edit::Write(path.into(), without)],
            expect,
        ));
    }
    Ok(())
}

/// A dependency with another version.
fn of_lock_file(project: &Project, all: &mut Vec<Mutation>) -> Result<(), Problems> {
    let lock = project.read("Cargo.lock")?.text;
    for name in ["async-stream", "axum", "futures", "reqwest", "sqlx", "tokio", "tokio-stream", "tokio-util"]
    {
        let package = format!("name = \"{name}\"\nversion = \"");
        let edits =
            vec![Edit::Write("Cargo.lock".into(), lock.replacen(&package, &format!("{package}9"), 1))];
        all.push(Mutation::new("a dependency bumped", name, edits, Expect::NewKey));
    }
    Ok(())
}

fn harmless(chapter: &Source, all: &mut Vec<Mutation>) {
    let (path, text) = (shown(&chapter.path), &*chapter.text);
    let first = text.find("\n\n").unwrap_or(0);
    let (title, rest) = text.split_at(first);
    for (what, changed) in [
        ("a sentence more", format!("{title}\n\nA sentence more.{rest}")),
        ("a comment", format!("{title}\n\n<!-- {{{{#listing nothing}}}} -->{rest}")),
        ("more empty lines", text.replace("\n\n", "\n\n\n")),
        ("spaces at the end", format!("{}\n\n   \n", text.trim_end())),
        ("no newline at the end", text.trim_end().to_string()),
    ] {
        let edits = vec![Edit::Write(path.clone(), changed)];
        let mutation = Mutation::new("harmless", format!("{path}: {what}"), edits, Expect::Problems(vec![]));
        all.push(mutation.concerning(&path).on_the_site());
    }
}
