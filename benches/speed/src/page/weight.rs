//! What a page weighs: all that a browser asks for until it is read, compressed.

use super::browser::{Browser, Tools};
use super::{WIDTH, median};
use flate2::Compression;
use flate2::write::GzEncoder;
use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};

/// What is told apart.
const KINDS: [&str; 4] = ["html", "css", "js", "woff2"];

/// Bytes of each kind, compressed.
type Weight = BTreeMap<String, usize>;

/// Prints the weight of each page in both books, and of the one in the middle.
pub async fn report(tools: &Tools, pages: &[PathBuf], ours: &Path, plain: &Path) {
    let (ours, plain) = (all(tools, pages, ours).await, all(tools, pages, &plain.join("book")).await);
    println!("\nBytes of a page before anything in it is run, gzip, beside plain mdBook 0.5");
    println!("{:38} {:>16} {:>16} {:>16} {:>16}", "", "all", "JavaScript", "plain, all", "plain, JavaScript");
    for (page, (ours, plain)) in pages.iter().zip(ours.iter().zip(&plain)) {
        let columns = [ours, plain].map(|weight| [total(weight), of_kind(weight, "js")]);
        let [[all, scripts], [plain_all, plain_scripts]] = columns;
        println!("{:38} {all:>16} {scripts:>16} {plain_all:>16} {plain_scripts:>16}", page.display());
    }
    println!("\nThe median of each, and as a part of the plain page's");
    let row = |name: &str, of: &dyn Fn(&Weight) -> usize| {
        let middle = |weights: &[Weight]| median(weights.iter().map(|weight| of(weight) as f64).collect());
        let (ours, plain) = (middle(&ours), middle(&plain));
        println!("{name:38} {ours:>16} {plain:>16} {:>16.2}", ours / plain);
    };
    for kind in KINDS {
        row(kind, &|weight| of_kind(weight, kind));
    }
    row("all", &total);
}

async fn all(tools: &Tools, pages: &[PathBuf], folder: &Path) -> Vec<Weight> {
    let browser = Browser::open(tools, folder, WIDTH).await;
    let mut weights = Vec::new();
    for page in pages {
        browser.visit(&page.display().to_string().replace('\\', "/")).await;
        let asked = browser.run("return performance.getEntriesByType('resource').map(({ name }) => new URL(name).pathname.slice(1))").await;
        let asked = asked.as_array().expect("a list").iter().filter_map(|name| name.as_str());
        let mut files: Vec<PathBuf> = asked.map(PathBuf::from).chain([page.clone()]).collect();
        files.sort();
        files.dedup();
        let mut weight = Weight::new();
        for file in files {
            let bytes = std::fs::read(folder.join(&file)).expect("a file that was asked for");
            let kind = file.extension().unwrap_or_default().to_string_lossy().into_owned();
            *weight.entry(kind).or_default() += compressed(&bytes);
        }
        weights.push(weight);
    }
    browser.close().await;
    weights
}

fn compressed(bytes: &[u8]) -> usize {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).and_then(|()| encoder.finish()).expect("memory is written").len()
}

fn of_kind(weight: &Weight, kind: &str) -> usize {
    weight.get(kind).copied().unwrap_or_default()
}

/// Without icons, which a browser asks for when it likes.
fn total(weight: &Weight) -> usize {
    KINDS.iter().map(|kind| of_kind(weight, kind)).sum()
}
