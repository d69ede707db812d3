//! What a command costs.

use nix::sys::resource::{Usage, UsageWho, getrusage};
use nix::sys::time::TimeValLike;
use std::fmt;
use std::process::{Command, Stdio};
use std::time::Instant;

/// What a command took, its children included.
#[derive(Debug, Clone, Copy)]
pub struct Cost {
    /// Seconds of all cores, in user and system mode.
    pub cpu: f64,
    /// Seconds from start to end.
    pub wall: f64,
}

impl Cost {
    /// As a fraction of another.
    pub fn part_of(&self, other: &Self) -> String {
        if self.cpu * 10.0 > other.cpu {
            format!("{:.2}", self.cpu / other.cpu)
        } else {
            // What is too quick to be seen counts as the clock's own step.
            format!("1/{:.0}", other.cpu / self.cpu.max(0.001))
        }
    }
}

impl fmt::Display for Cost {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:.2} ({:.2})", self.cpu, self.wall)
    }
}

/// Runs a command to its end and says what it cost, and what it printed.
///
/// # Panics
/// If it fails: a run that fails has no cost.
pub fn cost(command: &mut Command) -> (Cost, String) {
    let (before, started) = (of_children(), Instant::now());
    let output = command.stdin(Stdio::null()).output().expect("the command starts");
    let cost = Cost { cpu: of_children() - before, wall: started.elapsed().as_secs_f64() };
    let said = [&output.stdout, &output.stderr].map(|bytes| String::from_utf8_lossy(bytes)).concat();
    assert!(output.status.success(), "{command:?} ended with {}:\n{said}", output.status);
    (cost, said)
}

fn of_children() -> f64 {
    let usage: Usage = getrusage(UsageWho::RUSAGE_CHILDREN).expect("the system knows");
    let micros = usage.user_time().num_microseconds() + usage.system_time().num_microseconds();
    micros as f64 / 1e6
}

/// What the children cost that are started meanwhile and have ended by then.
pub fn during(work: impl FnOnce()) -> Cost {
    let (before, started) = (of_children(), Instant::now());
    work();
    Cost { cpu: of_children() - before, wall: started.elapsed().as_secs_f64() }
}
