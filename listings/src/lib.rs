//! The helper of the Rust listings: `log!` prints a line behind the time, and
//! `thread::sleep` blocks like the one in `std`, but on tokio's paused clock.
//!
//! A copy from the page holds the anchored parts that it uses in place of `use listings::…`.

// ANCHOR: log
/// When the first line was logged: the zero of every stamp.
pub static STARTED: std::sync::OnceLock<tokio::time::Instant> =
    std::sync::OnceLock::new();

/// Prints `[ 300ms] orders: done`: the time since the first line, a lane, an event.
#[macro_export]
macro_rules! log {
    ($($line:tt)*) => {{
        let line = format!($($line)*);
        let started = $crate::STARTED.get_or_init(tokio::time::Instant::now);
        println!("[{:>4}ms] {line}", started.elapsed().as_millis());
    }};
}
// ANCHOR_END: log

// ANCHOR: thread
/// `std::thread`, as far as the listings use it.
pub mod thread {
    use std::time::Duration;
    use tokio::time::Instant;

    /// Holds the thread for `duration`, as `std::thread::sleep` does. Where tokio's
    /// clock is paused, real time does not count: there it moves that clock instead,
    /// and no other task has a turn.
    pub fn sleep(duration: Duration) {
        let before = Instant::now();
        std::thread::sleep(Duration::from_millis(1));
        if Instant::now() == before {
            let advance = tokio::time::advance(duration);
            let _ = futures::FutureExt::now_or_never(advance);
        } else {
            std::thread::sleep(duration);
        }
    }
}
// ANCHOR_END: thread
