//! Finds a compiler that has the page's target.

use super::Failure;
use crate::harness::toolchain::rustc;
use crate::project::Project;
use std::ffi::OsString;
use std::process::{Command, Stdio};

/// The target: WebAssembly with the few system calls that the page answers.
pub const TARGET: &str = "wasm32-wasip1";

/// The variable that names a compiler with the target; an empty one says that there is none.
pub const VARIABLE: &str = "HANDBOOK_WASM_RUSTC";

/// A compiler that has it.
#[derive(Debug, Clone)]
pub struct Target {
    /// The compiler.
    pub rustc: OsString,
    /// What it says of itself.
    pub version: String,
}

/// Looks at the named compiler, or else at the one that cargo would call.
///
/// # Errors
/// If it lacks the target: one line that says so and how to install it.
pub fn find(project: &Project) -> Result<Target, Failure> {
    let named = std::env::var_os(VARIABLE);
    let rustc = named.clone().unwrap_or_else(rustc);
    let ask = |arguments: &[&str]| {
        let mut command = Command::new(&rustc);
        command.args(arguments).current_dir(project.root()).stdin(Stdio::null());
        let output = command.output().ok().filter(|output| output.status.success())?;
        Some(String::from_utf8_lossy(&output.stdout).trim().to_string())
    };
    let has_std = |folder: &String| {
        let names = std::fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.file_name());
        names.into_iter().any(|name| name.to_string_lossy().starts_with("libstd-"))
    };
    let found = || {
        ask(&["--print", "target-libdir", "--target", TARGET]).filter(has_std)?;
        Some(Target { rustc: rustc.clone(), version: ask(&["-vV"])? })
    };
    found().ok_or_else(|| {
        Failure::Missing(match named {
            Some(named) if !named.is_empty() => {
                format!("programs do not run in the pages: {VARIABLE}={} has no {TARGET}", named.display())
            }
            _ => format!(
                "programs do not run in the pages: the target {TARGET} is missing; install it: rustup target add {TARGET}"
            ),
        })
    })
}
