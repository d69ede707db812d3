//! The tool of the async handbook.
//!
//! Data flows one way: [`listing`]s and the [`catalogue`] are read, the
//! [`harness`] runs the programs and records or compares their transcripts,
//! [`preprocess`] expands the chapters' directives into [`page`] parts from
//! those transcripts, mdBook renders, and [`site`] checks and serves the result.
//! [`verify`] holds all of it together: the tests and the `check` command do its checks.
//! The harness knows nothing of HTML; the preprocessor never runs a program. While the book is
//! written, [`live`] builds again what is saved, and runs what is not recorded yet.

pub mod catalogue;
pub mod checks;
pub mod children;
pub mod cli;
pub mod deck;
pub mod files;
pub mod grammar;
pub mod harness;
pub mod leftovers;
pub mod listing;
pub mod live;
pub mod markdown;
pub mod nearest;
pub mod new;
pub mod page;
pub mod preprocess;
pub mod problem;
pub mod programs;
pub mod project;
pub mod raises;
pub mod search;
pub mod site;
pub mod verify;
