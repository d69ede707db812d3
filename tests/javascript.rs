//! The page's modules by themselves: their tests, by node, and their types, by the TypeScript
//! compiler, where these are there. The tests of the practice need packages, too.

mod support;

use libtest_mimic::{Arguments, Failed};
use std::path::Path;
use std::process::{Command, ExitCode, Stdio};

const COMPILER: &str = "page-tools/node_modules/typescript/bin/tsc";
const PROPERTIES: &str = "page-tools/node_modules/fast-check/package.json";

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    let node = node();
    let compiler = node.clone().and_then(|()| installed(COMPILER, "the TypeScript compiler"));
    let packages = node.clone().and_then(|()| installed(PROPERTIES, "fast-check"));
    let tests = vec![
        support::needing("javascript::modules".into(), &node, |()| {
            ended_well(Command::new("node").args(["--test", "tests/page/"]))
        }),
        support::needing("javascript::practice".into(), &packages, |()| {
            ended_well(Command::new("node").args(["--test", "tests/practice/"]))
        }),
        support::needing("javascript::types".into(), &compiler, |()| {
            ended_well(Command::new("node").args([COMPILER, "--project", "tsconfig.json"]))
        }),
    ];
    let missing = [&node, &compiler, &packages].map(|it| it.as_ref().err());
    let missing: Vec<_> = missing.into_iter().flatten().collect();
    support::conclude(&arguments, &missing, tests)
}

fn node() -> Result<(), String> {
    let mut asked = Command::new("node");
    let status = asked.arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status();
    match status.is_ok_and(|status| status.success()) {
        true => Ok(()),
        false => Err("node was not found; install it: apt install nodejs".into()),
    }
}

fn installed(file: &str, name: &str) -> Result<(), String> {
    match Path::new(&support::folder()).join(file).exists() {
        true => Ok(()),
        false => Err(format!("{name} was not found; install it: npm ci --prefix page-tools")),
    }
}

fn ended_well(command: &mut Command) -> Result<(), Failed> {
    let output = command.current_dir(support::folder()).output()?;
    if output.status.success() {
        return Ok(());
    }
    let said = [output.stdout, output.stderr].concat();
    Err(String::from_utf8_lossy(&said).into_owned().into())
}
