//! Knobs: numbers that a program reads from its environment, so that the page, and who copies
//! the program, can vary them. What is declared is held against what the programs read.

use super::Language;
use super::source::Program;
use crate::nearest::suggestion;
use crate::problem::{Problem, Problems, Source};
use regex::Regex;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::fmt;
use std::ops::Range;
use std::sync::LazyLock;

/// The knobs of a listing, by the names of their variables.
pub type Knobs = BTreeMap<String, Knob>;

/// A number that can be varied.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Knob {
    /// What the program takes where nothing is set.
    pub default: u32,
    /// The least value.
    pub least: u32,
    /// The largest value.
    pub most: u32,
    /// From one value to the next.
    #[serde(default = "one")]
    pub step: u32,
    /// The unit behind the number, if it has one.
    pub unit: Option<String>,
    /// What the number is, in a few words.
    pub meaning: String,
}

fn one() -> u32 {
    1
}

/// Each value is run in each language, each time the listing is verified.
const MOST_VALUES: u32 = 20;

/// How the names of variables begin that mean something to the system or to a runtime.
const TAKEN: [&str; 11] =
    ["CARGO", "HANDBOOK", "HOME", "LANG", "LC_", "PATH", "PYTHON", "RUST", "SYSTEMROOT", "TMP", "TEMP"];

impl Knob {
    /// Every value that it may have, in order.
    pub fn values(&self) -> impl Iterator<Item = u32> + use<> {
        (self.least..=self.most).step_by(self.step.max(1) as usize)
    }

    /// What is wrong with its range, and how it is mended.
    fn flaw(&self) -> Option<(String, String)> {
        let Self { default, least, most, step, .. } = *self;
        let values = || format!("{least}, {}, … up to {most}", least.saturating_add(step));
        if least >= most {
            return Some((format!("no range: from {least} to {most}"), "`least` is less than `most`".into()));
        }
        if step == 0 || (most - least) % step != 0 {
            let mend = "from `least` to `most` it is a whole number of steps";
            return Some((format!("steps of {step} do not lead from {least} to {most}"), mend.into()));
        }
        if (most - least) / step >= MOST_VALUES {
            let mend = "each is run in each language: take a larger `step`";
            return Some((format!("more than {MOST_VALUES} values"), mend.into()));
        }
        (!self.values().any(|value| value == default))
            .then(|| (format!("the default, {default}, is not in the range"), format!("it has {}", values())))
    }
}

/// One knob at one value; the others are not set.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Setting {
    /// The knob.
    pub name: String,
    /// Its value.
    pub value: u32,
}

impl Setting {
    /// The environment variable that sets it.
    pub fn variable(&self) -> (String, String) {
        (self.name.clone(), self.value.to_string())
    }
}

impl fmt::Display for Setting {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}={}", self.name, self.value)
    }
}

/// The line of a manifest that declares a knob.
pub fn place(name: &str, manifest: &Source) -> Range<usize> {
    let from = manifest.text.find("knobs").unwrap_or(0);
    let at = manifest.text[from..].find(name).map_or(0, |at| from + at);
    manifest.line(manifest.line_of(at))
}

/// Holds what a manifest declares against what its programs read.
///
/// # Errors
/// At each knob whose range is none, or that a program does not read; at each place of a program
/// that reads something else from its environment, but for the address of its peer.
pub fn check<'a>(
    knobs: &Knobs,
    peer: Option<&str>,
    manifest: &Source,
    programs: impl Iterator<Item = &'a Program>,
) -> Result<(), Problems> {
    let mut problems = Problems::new();
    for (name, knob) in knobs {
        let at = |message: String| Problem::at(manifest, place(name, manifest), message);
        if !well_named(name) {
            let mend = "capital letters, digits and _, and not as CARGO_, PYTHON or PATH begin";
            problems.push(at(format!("`{name}` cannot be the variable of a knob")).mend(mend));
        }
        if let Some((flaw, mend)) = knob.flaw() {
            problems.push(at(format!("`{name}`: {flaw}")).mend(mend));
        }
    }
    for program in programs {
        problems.keep(check_program(knobs, peer, manifest, program));
    }
    problems.or(())
}

fn well_named(name: &str) -> bool {
    let letters = |byte: u8| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'_';
    name.starts_with(|first: char| first.is_ascii_uppercase())
        && name.bytes().all(letters)
        && !TAKEN.iter().any(|taken| name.starts_with(taken))
}

fn check_program(
    knobs: &Knobs,
    peer: Option<&str>,
    manifest: &Source,
    program: &Program,
) -> Result<(), Problems> {
    let (language, source) = (program.language, &program.source);
    let mut problems = Problems::new();
    let reads = reads(language, &source.text);
    for read in &reads {
        let at = |message: String| Problem::at(source, read.place.clone(), message);
        match &read.knob {
            None if peer.is_some() && read.variable.as_deref() == peer => {}
            None => {
                let mend = format!("read each knob as in: {}", form(language, "LIMIT", 2));
                problems.push(at("this uses the environment otherwise than for a knob".into()).mend(mend));
            }
            Some((name, default)) => match knobs.get(name) {
                None => {
                    let near = suggestion(name, knobs.keys().map(String::as_str));
                    let mend = match knobs.is_empty() {
                        true => format!("declare it in its listing.toml: [knobs.{name}]"),
                        false => format!("declare it in its listing.toml, [knobs.{name}]; or {near}"),
                    };
                    problems.push(at(format!("`{name}` is read, and not declared as a knob")).mend(mend));
                }
                Some(knob) if *default != Some(knob.default) => {
                    let message = format!("the default of `{name}` is {} in listing.toml", knob.default);
                    problems.push(at(message).mend(format!("{}, or change it there", knob.default)));
                }
                Some(_) => {}
            },
        }
    }
    let missing = peer.filter(|peer| !reads.iter().any(|it| it.variable.as_deref() == Some(peer)));
    if let Some(variable) = missing {
        let message = format!("the {} program does not read `{variable}`", language.name());
        let place = manifest.text.find("peer").unwrap_or(0);
        let form = match language {
            Language::Python => format!("os.environ[\"{variable}\"]"),
            Language::Rust => format!("env::var(\"{variable}\")"),
        };
        problems.push(Problem::on_line(manifest, manifest.line_of(place), message).mend(form));
    }
    for (name, knob) in knobs {
        let read = |it: &Read| it.knob.as_ref().is_some_and(|(read, _)| read == name);
        if !reads.iter().any(read) {
            let message = format!("the {} program does not read `{name}`", language.name());
            let problem = Problem::at(manifest, place(name, manifest), message);
            problems.push(problem.mend(form(language, name, knob.default)));
        }
    }
    problems.or(())
}

/// How a program reads a knob.
fn form(language: Language, name: &str, default: u32) -> String {
    match language {
        Language::Python => format!("int(os.getenv(\"{name}\", {default}))"),
        Language::Rust => format!("env::var(\"{name}\").map_or({default}, |it| it.parse().unwrap())"),
    }
}

/// A place where a program uses its environment.
struct Read {
    place: Range<usize>,
    /// The name and the default, where it reads a knob.
    knob: Option<(String, Option<u32>)>,
    /// The name, where it reads one variable that is no knob.
    variable: Option<String>,
}

/// Every place where a program uses its environment. In a comment or a string, too: what cannot be
/// told apart from a use should not stand there.
fn reads(language: Language, text: &str) -> Vec<Read> {
    static PYTHON: LazyLock<[Regex; 3]> = LazyLock::new(|| {
        [
            pattern(r"\b(?:environb?|getenvb?|putenv)\b"),
            pattern(r#"^getenv\("(\w+)", (\d+)\)"#),
            pattern(r#"^environ\["(\w+)"\]"#),
        ]
    });
    static RUST: LazyLock<[Regex; 3]> = LazyLock::new(|| {
        [
            pattern(r"\benv::(?:\{[^}]*\b)?(?:set_|remove_)?vars?(?:_os)?\b|\b(?:option_)?env!"),
            pattern(r#"^env::var\("(\w+)"\)\s*\.map_or\((\d+),"#),
            pattern(r#"^env::var\("(\w+)"\)"#),
        ]
    });
    let [any, knob, variable] = match language {
        Language::Python => &*PYTHON,
        Language::Rust => &*RUST,
    };
    any.find_iter(text)
        .map(|found| {
            let from = &text[found.start()..];
            let read = knob.captures(from);
            let variable = variable.captures(from).filter(|_| read.is_none()).map(|it| it[1].to_string());
            let knob = read.as_ref().map(|read| (read[1].to_string(), read[2].parse().ok()));
            let length = read.map_or(found.len(), |read| read[0].len());
            Read { place: found.start()..found.start() + length, knob, variable }
        })
        .collect()
}

fn pattern(text: &str) -> Regex {
    Regex::new(text).expect("a pattern of this file is one")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn knob(default: u32, least: u32, most: u32, step: u32) -> Knob {
        Knob { default, least, most, step, unit: None, meaning: "downloads at once".into() }
    }

    #[test]
    fn a_range_holds_its_default_and_few_values() {
        for (knob, flaw) in [
            (knob(2, 1, 6, 1), None),
            (knob(250, 50, 570, 40), None),
            (knob(2, 1, 20, 1), None),
            (knob(2, 1, 21, 1), Some("more than 20 values")),
            (knob(0, 1, 6, 1), Some("the default, 0, is not in the range")),
            (knob(60, 50, 570, 40), Some("the default, 60, is not in the range")),
            (knob(50, 50, 560, 40), Some("steps of 40 do not lead from 50 to 560")),
            (knob(1, 1, 6, 0), Some("steps of 0")),
            (knob(1, 1, 1, 1), Some("no range")),
            (knob(1, 6, 1, 1), Some("no range")),
            (knob(1, 0, u32::MAX, 1), Some("more than 20 values")),
        ] {
            let found = knob.flaw().map(|(message, _)| message);
            match (&found, flaw) {
                (None, None) => {}
                (Some(found), Some(flaw)) if found.contains(flaw) => {}
                _ => panic!("{knob:?}: {found:?}"),
            }
        }
        assert_eq!(knob(3, 1, 7, 2).values().collect::<Vec<_>>(), [1, 3, 5, 7]);
    }

    #[test]
    fn a_variable_has_a_name_of_its_own() {
        for (name, well) in [
            ("LIMIT", true),
            ("TIMEOUT_MS", true),
            ("X2", true),
            ("limit", false),
            ("2X", false),
            ("", false),
            ("PYTHONPATH", false),
            ("RUST_BACKTRACE", false),
            ("TMPDIR", false),
            ("HANDBOOK_PROGRAM", false),
        ] {
            assert_eq!(well_named(name), well, "{name}");
        }
    }

    #[test]
    fn every_use_of_the_environment_is_seen() {
        let seen = |language, text| {
            let reads = reads(language, text).into_iter();
            reads.map(|read| (read.knob, text[read.place].to_string())).collect::<Vec<_>>()
        };
        let limit = |place: &str| vec![(Some(("LIMIT".to_string(), Some(2))), place.to_string())];
        let other = |place: &str| vec![(None, place.to_string())];
        let python = |text| seen(Language::Python, text);
        assert_eq!(python("x = int(os.getenv(\"LIMIT\", 2)) / 1000"), limit("getenv(\"LIMIT\", 2)"));
        assert_eq!(python("x = os.environ[\"LIMIT\"]"), other("environ"));
        assert_eq!(python("x = os.getenv(name, 2)"), other("getenv"));
        assert_eq!(python("from os import environb"), other("environb"));
        assert_eq!(python("environment = getenvy()"), []);
        let rust = |text| seen(Language::Rust, text);
        let read = "env::var(\"LIMIT\").map_or(2,";
        assert_eq!(
            rust("let x: u32 = env::var(\"LIMIT\").map_or(2, |it| it.parse().unwrap());"),
            limit(read)
        );
        assert_eq!(rust("std::env::var(\"LIMIT\")\n        .map_or(2, f)").len(), 1);
        assert_eq!(rust("use std::env;"), []);
        assert_eq!(rust("use std::env::var;"), other("env::var"));
        assert_eq!(rust("use std::env::{args, var};"), other("env::{args, var"));
        assert_eq!(rust("env::args().nth(1), env::current_exe(), env::variety"), []);
        assert_eq!(rust("env!(\"HOME\"), option_env!(\"X\")").len(), 2);
        assert_eq!(rust("env::vars()"), other("env::vars"));
    }

    #[test]
    fn a_variable_that_is_no_knob_is_told_apart() {
        let seen = |language, text| reads(language, text).into_iter().filter_map(|it| it.variable).collect();
        let python = |text| -> Vec<String> { seen(Language::Python, text) };
        let rust = |text| -> Vec<String> { seen(Language::Rust, text) };
        assert_eq!(python("shop = os.environ[\"SHOP_URL\"]"), ["SHOP_URL"]);
        assert_eq!(rust("let shop = std::env::var(\"SHOP_URL\").unwrap();"), ["SHOP_URL"]);
        assert!(python("os.environ[name], os.getenv(\"LIMIT\", 2)").is_empty());
        assert!(rust("env::var(name), env::var(\"LIMIT\").map_or(2, f)").is_empty());
    }
}
