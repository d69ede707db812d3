//! Processes that we start, with all that those start: each is the first of a process group, so
//! that the whole group can be ended. Without groups, as on Windows, it is ended by itself.

use std::collections::BTreeSet;
use std::io::{Error, ErrorKind, Result};
use std::ops::{Deref, DerefMut};
use std::process::{Child, Command, Output, Stdio};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// The groups that run; none once they were ended, since nothing more may be started then.
static RUNNING: Mutex<Option<BTreeSet<u32>>> = Mutex::new(Some(BTreeSet::new()));

fn running() -> MutexGuard<'static, Option<BTreeSet<u32>>> {
    RUNNING.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A process with its group. Both are ended when it is dropped.
#[derive(Debug)]
pub struct Group {
    child: Child,
    reaped: bool,
}

/// Starts a process in a group of its own.
///
/// # Errors
/// If it cannot be started, or [`end_all`] was called.
pub fn spawn(command: &mut Command) -> Result<Group> {
    #[cfg(unix)]
    std::os::unix::process::CommandExt::process_group(command, 0);
    // Held while it starts: no group may be missed by `end_all`.
    let mut running = running();
    let Some(running) = running.as_mut() else {
        return Err(Error::new(ErrorKind::Interrupted, "we are about to end"));
    };
    let child = command.spawn()?;
    running.insert(child.id());
    Ok(Group { child, reaped: false })
}

/// Runs a process without input and returns what it wrote.
///
/// # Errors
/// As [`spawn`], and if its output cannot be read.
pub fn output(command: &mut Command) -> Result<Output> {
    let mut group = spawn(command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()))?;
    let (mut out, mut err) = (group.child.stdout.take(), group.child.stderr.take());
    let stderr = std::thread::spawn(move || err.as_mut().map_or(Ok(Vec::new()), read_all));
    let stdout = out.as_mut().map_or(Ok(Vec::new()), read_all)?;
    let stderr = stderr.join().unwrap_or_else(|_| Ok(Vec::new()))?;
    let status = group.wait()?;
    Ok(Output { status, stdout, stderr })
}

fn read_all(pipe: &mut impl std::io::Read) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    pipe.read_to_end(&mut bytes).map(|_| bytes)
}

/// Ends every group, and lets no other be started. For when we end ourselves.
pub fn end_all() {
    running().take().unwrap_or_default().into_iter().for_each(kill);
}

#[cfg(unix)]
fn kill(group: u32) {
    use rustix::process::{Pid, Signal, kill_process_group};
    // It may have ended by itself.
    let _ = i32::try_from(group).ok().and_then(Pid::from_raw).map(|id| kill_process_group(id, Signal::KILL));
}

#[cfg(not(unix))]
fn kill(_: u32) {}

impl Group {
    /// Ends the process and all that it started.
    pub fn end(&mut self) {
        if !self.reaped {
            kill(self.child.id());
            // It may have ended by itself; either way it has to be reaped.
            let _ = self.child.kill();
            let _ = self.wait();
        }
    }

    /// Waits until the process ends by itself.
    ///
    /// # Errors
    /// If it cannot be waited for.
    pub fn wait(&mut self) -> Result<std::process::ExitStatus> {
        let status = self.child.wait()?;
        self.forget();
        Ok(status)
    }

    /// Notes that the process was waited for: its number may soon be another's.
    pub fn forget(&mut self) {
        self.reaped = true;
        running().iter_mut().for_each(|running| {
            running.remove(&self.child.id());
        });
    }
}

impl Deref for Group {
    type Target = Child;

    fn deref(&self) -> &Child {
        &self.child
    }
}

impl DerefMut for Group {
    fn deref_mut(&mut self) -> &mut Child {
        &mut self.child
    }
}

impl Drop for Group {
    fn drop(&mut self) {
        self.end();
    }
}

/// Calls `stop` each time that we are asked to end: by Ctrl-C, by `kill`, or by a terminal that is
/// closed. Where this cannot be heard, nothing is called, and the system ends us.
pub fn when_asked_to_end(mut stop: impl FnMut() + Send + 'static) {
    std::thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
        if let Ok(runtime) = runtime {
            runtime.block_on(async {
                while asked_to_end().await.is_ok() {
                    stop();
                }
            });
        }
    });
}

#[cfg(unix)]
async fn asked_to_end() -> Result<()> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut terminate = signal(SignalKind::terminate())?;
    let mut hangup = signal(SignalKind::hangup())?;
    tokio::select! {
        interrupted = tokio::signal::ctrl_c() => interrupted,
        _ = terminate.recv() => Ok(()),
        _ = hangup.recv() => Ok(()),
    }
}

#[cfg(not(unix))]
async fn asked_to_end() -> Result<()> {
    tokio::signal::ctrl_c().await
}
