//! The settings of the book: book.toml and the environment, read as mdBook reads them.
//!
//! A setting is followed or it is an error: `rules.rs` says which.

mod rules;

use crate::problem::{Problem, Problems, Source};
use crate::project::{Project, parse_toml};
use mdbook_driver::config::{BookConfig, BuildConfig, Config, HtmlConfig, RustConfig, TextDirection};
use serde::Deserialize;
use serde_json::Value;
use std::collections::BTreeMap;
use std::ops::Range;
use std::path::{Component, Path, PathBuf};
use std::str::FromStr;
use toml::de::{DeTable, DeValue};

/// The file that most settings are in, relative to the project's root.
const FILE: &str = "book.toml";

/// How the variables begin that mdBook takes settings from.
const PREFIX: &str = "MDBOOK_";

/// The tables of book.toml.
const TABLES: [&str; 5] = ["book", "build", "rust", "output", "preprocessor"];

/// Folders of the project that a site cannot be built into: they have other files, or are watched.
const SOURCES: [&str; 8] =
    ["src", "theme", "listings", "libraries", "catalogue", "handbook", "page-tools", ".git"];

/// The settings of a book.
#[derive(Debug, Clone)]
pub struct Settings {
    config: Config,
}

impl Settings {
    /// Reads book.toml, and the environment's `MDBOOK_` variables, which come before it.
    ///
    /// # Errors
    /// For each setting that mdBook does not have, or that the book does not follow: at its line, or
    /// with the name of its variable.
    pub fn read(project: &Project) -> Result<Self, Problems> {
        let source = project.read(FILE)?;
        let mut settings = Reader::new(&source)?;
        let mut problems = Problems::new();
        for (name, value) in variables() {
            problems.keep(settings.take_variable(&name, value));
        }
        problems.or(())?;
        settings.check_missing();
        settings.check_values(project);
        settings.problems.or(Self { config: settings.config })
    }

    /// What mdBook is given.
    pub fn config(&self) -> &Config {
        &self.config
    }

    /// The folder that the site is built into, as it is set: absolute, or relative to the project's root.
    pub fn folder(&self) -> &Path {
        &self.config.build.build_dir
    }

    /// The settings of the HTML output.
    pub fn html(&self) -> HtmlConfig {
        self.config.get("output.html").ok().flatten().unwrap_or_default()
    }

    /// The styles and scripts that are named, relative to the project's root.
    ///
    /// # Errors
    /// For one that is missing.
    pub fn additional_files(&self, project: &Project) -> Result<Vec<PathBuf>, Problem> {
        let html = self.html();
        let files: Vec<_> = html.additional_css.into_iter().chain(html.additional_js).collect();
        match files.iter().find(|file| !project.path(file).is_file()) {
            None => Ok(files),
            Some(missing) => {
                let name = crate::problem::shown(missing);
                let source = project.read(FILE)?;
                let message = format!("there is no file {name}");
                Err(match source.text.find(&format!("\"{name}\"")) {
                    Some(start) => Problem::at(&source, start..start + name.len() + 2, message),
                    None => Problem::in_file(FILE, message),
                })
            }
        }
    }
}

/// The variables that mdBook reads, in order; one without a value is not Unicode.
fn variables() -> Vec<(String, Option<String>)> {
    let all = std::env::vars_os().filter_map(|(name, value)| {
        let name = name.into_string().ok()?;
        name.starts_with(PREFIX).then(|| (name, value.into_string().ok()))
    });
    let mut variables: Vec<_> = all.collect();
    variables.sort();
    variables
}

/// Where a setting was made.
#[derive(Debug, Clone)]
enum Place {
    Line(Range<usize>),
    Variable(String),
}

/// Settings while they are read.
struct Reader<'a> {
    source: &'a Source,
    config: Config,
    /// Where each setting, or the table that it is in, was made last.
    places: BTreeMap<String, Place>,
    problems: Problems,
}

impl<'a> Reader<'a> {
    /// Reads book.toml.
    fn new(source: &'a Source) -> Result<Self, Problems> {
        let parsed = DeTable::parse(&source.text).map_err(|error| {
            let span = error.span().unwrap_or(0..0);
            Problem::at(source, span, error.message())
        })?;
        let (config, places, problems) = (Config::default(), BTreeMap::new(), Problems::new());
        let mut reader = Self { source, config, places, problems };
        reader.check_table("", parsed.get_ref());
        std::mem::take(&mut reader.problems).or(())?;
        // mdBook reads an output's table only when it renders, and then knows no lines.
        parse_toml::<Typed>(source, 0..source.text.len())?;
        let wrong = |error| Problem::in_file(FILE, format!("{error:#}"));
        reader.config = Config::from_str(&source.text).map_err(wrong)?;
        Ok(reader)
    }

    fn html(&self) -> HtmlConfig {
        self.config.get("output.html").ok().flatten().unwrap_or_default()
    }

    /// A problem with a setting, where that was made.
    fn problem(&self, path: &str, message: String) -> Problem {
        let of =
            |name: &str| path.strip_prefix(name).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'));
        let made = self.places.iter().filter(|(name, _)| of(name)).max_by_key(|(name, _)| name.len());
        match made {
            Some((_, Place::Line(span))) => Problem::at(self.source, span.clone(), message),
            Some((_, Place::Variable(name))) => {
                Problem::in_file(name, format!("environment variable: {message}"))
            }
            None => Problem::in_file(&self.source.path, message),
        }
    }

    /// Checks each setting of a table of book.toml.
    fn check_table(&mut self, prefix: &str, table: &DeTable<'_>) {
        for (key, value) in table {
            let path = format!("{prefix}{}", key.get_ref());
            let line = self.source.line(self.source.line_of(key.span().start));
            let span = key.span().start..line.end.max(key.span().end);
            self.places.insert(path.clone(), Place::Line(span));
            match value.get_ref() {
                DeValue::Table(table) if rules::is_table(&path) => {
                    self.check_table(&format!("{path}."), table)
                }
                value => self.check_setting(&path, &plain(value)),
            }
        }
    }

    /// Takes in a variable of the environment, by mdBook's rules.
    fn take_variable(&mut self, name: &str, value: Option<String>) -> Result<(), Problems> {
        let path = name.trim_start_matches(PREFIX).to_lowercase().replace("__", ".").replace('_', "-");
        let table = path.split('.').next().unwrap_or_default();
        // Other programs have such variables, too: MDBOOK_VERSION, but none with two underscores.
        if !TABLES.contains(&table) && !path.contains('.') {
            return Ok(());
        }
        self.places.retain(|known, _| !known.starts_with(&format!("{path}.")));
        self.places.insert(path.clone(), Place::Variable(name.into()));
        let value = value.ok_or_else(|| self.problem(&path, "its value is not Unicode".into()))?;
        let value = serde_json::from_str(&value).unwrap_or(Value::String(value));
        self.check_json(&path, &value);
        std::mem::take(&mut self.problems).or(())?;
        let set = self.config.set(&path, value);
        let set = set.and_then(|()| self.config.get::<HtmlConfig>("output.html").map(|_| ()));
        Ok(set.map_err(|error| self.problem(&path, format!("{error:#}")))?)
    }

    /// Checks each setting of a variable.
    fn check_json(&mut self, path: &str, value: &Value) {
        match value {
            Value::Object(table) if rules::is_table(path) => {
                table.iter().for_each(|(name, value)| self.check_json(&format!("{path}.{name}"), value));
            }
            _ => self.check_setting(path, value),
        }
    }

    fn check_setting(&mut self, path: &str, value: &Value) {
        if let Some((message, advice)) = rules::wrong(path, value) {
            self.problems.push(self.problem(path, message).mend(advice));
        }
    }

    /// Finds each setting that has to be made and is not.
    fn check_missing(&mut self) {
        let all = serde_json::json!({ "build": self.config.build, "output": { "html": self.html() } });
        for (path, wanted, why) in rules::required() {
            let found = path.split('.').try_fold(&all, |table, name| table.get(name));
            if found.is_none_or(|found| !wanted.is(found)) {
                let (table, name) = path.rsplit_once('.').unwrap_or_default();
                let problem = self.problem(path, format!("`{path}` must be {wanted}: {why}"));
                self.problems.push(problem.mend(format!("write `{name} = {wanted}` in [{table}]")));
            }
        }
    }

    /// Checks what a rule for a single setting cannot say, and reads an address as its path.
    fn check_values(&mut self, project: &Project) {
        let html = self.html();
        let mut wrong = Vec::new();
        if self.config.book.realized_text_direction() != TextDirection::LeftToRight {
            wrong.push(("book.language", rules::LEFT_TO_RIGHT.into(), "write a language that is"));
        }
        if let Some(message) = unusable(project, &self.config.build.build_dir) {
            wrong.push(("build.build-dir", message, "name a folder for the site alone, such as `book`"));
        }
        if let Some(url) = &html.site_url {
            match path_of(url) {
                Some(path) => drop(self.config.set("output.html.site-url", path)),
                None => wrong.push((
                    "output.html.site-url",
                    format!("`{url}` is not the address of a folder"),
                    "begin and end it with a slash: `/handbook/`",
                )),
            }
        }
        if html.edit_url_template.is_some_and(|template| !template.contains("{path}")) {
            let message = "the address has no `{path}`".into();
            wrong.push((
                "output.html.edit-url-template",
                message,
                "write `{path}` where the chapter's path belongs",
            ));
        }
        for from in html.redirect.keys().filter(|from| !is_page(from)) {
            let message = format!("`{from}` is not the address of a page");
            wrong.push(("output.html.redirect", message, "begin it with a slash: \"/old/page.html\""));
        }
        for (path, message, advice) in wrong {
            self.problems.push(self.problem(path, message).mend(advice));
        }
    }
}

/// book.toml with its types, so that a wrong one is an error at its line.
#[derive(Deserialize)]
struct Typed {
    #[serde(default, rename = "book")]
    _book: BookConfig,
    #[serde(default, rename = "build")]
    _build: BuildConfig,
    #[serde(default, rename = "rust")]
    _rust: RustConfig,
    #[serde(default, rename = "output")]
    _output: Outputs,
    #[serde(default, rename = "preprocessor")]
    _preprocessor: Preprocessors,
}

#[derive(Default, Deserialize)]
struct Outputs {
    #[serde(default, rename = "html")]
    _html: HtmlConfig,
}

#[derive(Default, Deserialize)]
struct Preprocessors {
    #[serde(default, rename = "handbook")]
    _handbook: Option<Preprocessor>,
}

#[derive(Deserialize)]
struct Preprocessor {
    #[serde(rename = "command")]
    _command: String,
}

/// A value as a rule compares it.
fn plain(value: &DeValue<'_>) -> Value {
    match value {
        DeValue::String(text) => Value::String(text.to_string()),
        DeValue::Boolean(flag) => Value::Bool(*flag),
        _ => Value::Null,
    }
}

/// Whether a redirect can lead from here.
fn is_page(address: &str) -> bool {
    let page = address.split('#').next().unwrap_or_default();
    let Some(path) = page.strip_prefix('/') else { return false };
    page.ends_with(".html") && Path::new(path).components().all(|part| matches!(part, Component::Normal(_)))
}

/// Why a site cannot be built into a folder.
fn unusable(project: &Project, folder: &Path) -> Option<String> {
    let root = resolved(project.root());
    let folder = resolved(&project.path(folder));
    if root.starts_with(&folder) {
        return Some("the site would be mixed with the project".into());
    }
    let source = SOURCES.iter().find(|name| folder.starts_with(resolved(&root.join(name))))?;
    Some(format!("the site would be mixed with `{source}`"))
}

/// A path without links and dots, as far as it exists.
fn resolved(path: &Path) -> PathBuf {
    let path = std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf());
    let mut plain = PathBuf::new();
    for component in path.components() {
        match component {
            Component::ParentDir => drop(plain.pop()),
            Component::CurDir => {}
            other => plain.push(other),
        }
        if let Ok(found) = plain.canonicalize() {
            plain = found;
        }
    }
    plain
}

/// The path of the folder that a site is published at: of a whole address, its path.
fn path_of(url: &str) -> Option<String> {
    let path = match url.split_once("://") {
        Some(("http" | "https", rest)) => &rest[rest.find('/')?..],
        Some(_) => return None,
        None => url,
    };
    let is_folder = path.starts_with('/') && path.ends_with('/') && !path.contains("//");
    is_folder.then(|| path.to_string())
}
