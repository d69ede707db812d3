//! The crates that the listings name, with as much of each as there is for the page.

use crate::listing::member::Member;
use crate::problem::{Problem, Source};
use crate::project::Project;
use serde::Deserialize;
use toml::{Table, Value};

/// What these crates' feature `full` is in the page, where are no files, no sockets and no threads.
const FULL: [(&str, &[&str]); 3] = [
    ("tokio", &["io-util", "macros", "rt", "sync", "time"]),
    ("tokio-stream", &["io-util", "sync", "time"]),
    ("tokio-util", &["codec", "compat", "io-util", "join-map", "rt", "time"]),
];

#[derive(Deserialize)]
struct Manifest {
    dependencies: Table,
}

/// The dependencies, as a manifest writes them.
///
/// # Errors
/// If the listings' manifest cannot be read.
pub fn dependencies(project: &Project) -> Result<String, Problem> {
    let source = project.read(Member::Listings.manifest())?;
    let (manifest, _): (Manifest, Source) = project.read_toml(Member::Listings.manifest())?;
    let mut dependencies = manifest.dependencies;
    for (name, parts) in FULL {
        let features = dependencies.get_mut(name).and_then(|it| it.get_mut("features"));
        let Some(features) = features.and_then(Value::as_array_mut) else { continue };
        let before = features.len();
        features.retain(|feature| feature.as_str() != Some("full"));
        if features.len() < before {
            features.extend(parts.iter().map(|part| Value::from(*part)));
        }
    }
    let table = Table::from_iter([("dependencies".to_string(), Value::Table(dependencies))]);
    toml::to_string(&table).map_err(|error| Problem::on_line(&source, 1, error.to_string()))
}
