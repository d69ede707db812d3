//! The page's modules by themselves: their tests, by node, and their types, by the TypeScript
//! compiler, where these are there.

mod support;

use libtest_mimic::{Arguments, Failed};
use std::path::Path;
use std::process::{Command, ExitCode, Stdio};

const COMPILER: &str = "page-tools/node_modules/typescript/bin/tsc";

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    let node = node();
    let compiler = node.clone().and_then(|()| compiler());
    let tests = vec![
        support::needing("javascript::modules".into(), &node, |()| {
            ended_well(Command::new("node").args(["--test", "tests/page/"]))
        }),
        support::needing("javascript::types".into(), &compiler, |()| {
            ended_well(Command::new("node").args([COMPILER, "--project", "tsconfig.json"]))
        }),
    ];
    let missing: Vec<_> = [node.as_ref().err(), compiler.as_ref().err()].into_iter().flatten().collect();
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

fn compiler() -> Result<(), String> {
    match Path::new(&support::folder()).join(COMPILER).exists() {
        true => Ok(()),
        false => Err("the TypeScript compiler was not found; install it: npm ci --prefix page-tools".into()),
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
