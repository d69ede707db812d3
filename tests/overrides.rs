//! mdBook's own files, beside those that replace them.

mod support;

use handbook::listing::lock::hash;
use handbook::site::overrides::{ON_PURPOSE, READ_BY_MDBOOK};
use regex::Regex;
use serde_json::Value;
use std::collections::BTreeSet;
use std::path::PathBuf;
use std::process::Command;

/// Hashes of mdBook's files that ours were made from. A test says what to do when one changes.
const MADE_FROM: [(&str, &str); 5] = [
    ("templates/index.hbs", "c56c3f0dfa261b211d72cb98522f71926e8b578476243884b9cec841f98f1467"),
    ("templates/head.hbs", "a204f102893ae0a000c51ce74c95c412e5a65d8839b3115986f13dfb3b739870"),
    ("templates/toc.html.hbs", "36860a37f3114e44a6ccf0c475bc4a76053081805709b0645b7f3bcbdff2031f"),
    ("templates/toc.js.hbs", "86e27ca3b0665c87e54f2a57affcc74cb93d335bbd92d60c50ec39eba88904a5"),
    ("fonts/fonts.css", "12617dd4fef972ecfad5219f3be1ab2ebce229e30bbea3eceee81577021d182c"),
];

/// The folder of the crate that writes mdBook's pages, in the version of the lock file.
fn mdbook() -> PathBuf {
    let mut metadata = Command::new(env!("CARGO"));
    metadata.args(["metadata", "--format-version", "1", "--locked"]).current_dir(support::folder());
    let output = metadata.output().expect("cargo metadata");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let metadata: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let packages = metadata["packages"].as_array().expect("packages");
    let package = packages.iter().find(|package| package["name"] == "mdbook-html").expect("mdbook-html");
    let manifest = PathBuf::from(package["manifest_path"].as_str().expect("a path"));
    manifest.parent().expect("a folder").to_path_buf()
}

#[test]
fn what_ours_were_made_from_has_not_changed() {
    let folder = mdbook().join("front-end");
    let mut changed = Vec::new();
    for (file, recorded) in MADE_FROM {
        let text =
            std::fs::read_to_string(folder.join(file)).unwrap_or_else(|error| panic!("{file}: {error}"));
        let now = hash([("mdbook", &*text)]);
        if now != recorded {
            changed.push(format!(
                "{} is another one than theme/ was made from: take over what changed, then write {now} \
                 in tests/overrides.rs",
                folder.join(file).display()
            ));
        }
    }
    assert!(changed.is_empty(), "{}", changed.join("\n"));
    let ours: BTreeSet<_> = ON_PURPOSE.iter().map(|(name, _)| *name).collect();
    let compared = MADE_FROM.iter().map(|(file, _)| file.trim_start_matches("templates/"));
    assert_eq!(ours, compared.collect(), "each file that is replaced is compared");
}

#[test]
fn every_name_that_mdbook_looks_for_is_known() {
    let source = std::fs::read_to_string(mdbook().join("src/theme/mod.rs")).expect("mdBook's loader");
    let source = &source[..source.find("copy_theme").expect("the end of the loader")];
    let joined = Regex::new(r#"(theme_dir|fonts_dir)\s*\.join\("([^"]+)"\)"#).expect("a pattern");
    let names: BTreeSet<_> = joined
        .captures_iter(source)
        .map(
            |found| {
                if &found[1] == "fonts_dir" { format!("fonts/{}", &found[2]) } else { found[2].to_string() }
            },
        )
        .filter(|name| name != "fonts")
        .collect();
    assert_eq!(names, READ_BY_MDBOOK.iter().map(ToString::to_string).collect());
}
