//! What every workflow keeps to: actions are pinned to commits, and each job has only the rights it
//! needs and an end.

mod support;

use handbook::problem::Source;
use std::path::Path;

fn texts() -> Vec<Source> {
    let project = support::project();
    let files = project.files_below(".github").expect(".github");
    let is_yaml = |path: &&std::path::PathBuf| path.extension().is_some_and(|end| end == "yml");
    files.iter().filter(is_yaml).map(|path| project.read(path).expect("a text")).collect()
}

#[test]
fn every_action_is_pinned_to_a_commit_with_its_version_beside_it() {
    for text in texts() {
        for (index, line) in text.text.lines().enumerate() {
            let Some((_, action)) = line.split_once("uses: ") else {
                continue;
            };
            let pinned = action.split_once('@').and_then(|(_, pin)| pin.split_once(" # v")).is_some_and(
                |(commit, version)| {
                    commit.len() == 40
                        && commit.bytes().all(|b| b.is_ascii_hexdigit())
                        && version.split('.').filter(|part| part.parse::<u32>().is_ok()).count() == 3
                },
            );
            assert!(
                pinned || action.starts_with("./.github/"),
                "{}:{}: {action}",
                text.path.display(),
                index + 1
            );
        }
    }
}

#[test]
fn every_job_says_what_it_may_do_and_how_long() {
    let is_workflow = |text: &Source| text.path.starts_with(Path::new(".github/workflows"));
    let workflows: Vec<_> = texts().into_iter().filter(is_workflow).collect();
    assert_eq!(workflows.len(), 3);
    for workflow in workflows {
        let path = workflow.path.display();
        for needed in ["\npermissions: {}\n", "\nconcurrency:\n"] {
            assert!(workflow.text.contains(needed), "{path} has no {needed:?}");
        }
        let (_, jobs) = workflow.text.split_once("\njobs:\n").expect("jobs");
        for job in jobs.split("\n\n  ").map(str::trim_start) {
            // A comment of the next job stands with the one before.
            let name = job.lines().find(|line| !line.starts_with('#')).unwrap_or_default();
            for needed in ["    permissions:", "    timeout-minutes: ", "    runs-on: "] {
                assert!(job.contains(needed), "{path}: {name} has no {}", needed.trim());
            }
        }
    }
}

/// No container can be made here, so this tests only what can be read.
#[test]
fn the_container_for_editors_has_what_the_two_commands_need() {
    let project = support::project();
    let text = project.read(".devcontainer/devcontainer.json").expect("the container's file");
    let about: serde_json::Value = serde_json::from_str(&text.text).expect("JSON");
    let file = about["build"]["dockerfile"].as_str().expect("a Dockerfile");
    let image = project.read(Path::new(".devcontainer").join(file)).expect("the Dockerfile").text;
    let port = about["forwardPorts"][0].as_u64();
    assert_eq!(port, Some(handbook::site::serve::DEFAULT_PORT.into()), "the port of `cargo run`");
    let cargo = project.read("Cargo.toml").expect("Cargo.toml").text;
    let version = cargo.split_once("rust-version = \"").and_then(|(_, rest)| rest.split('"').next());
    let from = image.lines().find_map(|line| line.strip_prefix("FROM rust:")).expect("an image with Rust");
    assert_eq!(from.split('-').next(), version, "the version of Rust that Cargo.toml asks for");
    for tool in ["python3", "npm", "chromium-driver", "nginx-light", "wasm32-wasip1"] {
        assert!(image.contains(tool), "{tool} is not installed");
    }
    let command = about["postCreateCommand"].as_str().expect("a command");
    let mut words = command.split(' ');
    let asked = std::process::Command::new(words.next().expect("a program"))
        .args(words.next())
        .arg("--help")
        .output()
        .expect("it exists");
    assert!(asked.status.success(), "{command}");
}
