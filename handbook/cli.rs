//! The command line.

use clap::{Parser, Subcommand};
use std::path::PathBuf;

/// Builds the async handbook, runs its programs and serves its pages.
#[derive(Debug, Parser)]
#[command(name = "handbook", bin_name = "cargo run --", version)]
pub struct Cli {
    /// The handbook's folder [default: this one, or the nearest above it with a book.toml]
    #[arg(long, global = true, value_name = "FOLDER")]
    pub root: Option<PathBuf>,
    /// What to do [default: serve]
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Build the book, serve it on loopback, and build again what is saved
    Serve {
        /// The port [default: 3000, or the next free one]
        #[arg(long)]
        port: Option<u16>,
    },
    /// Build the book into book/
    Build,
    /// Verify listings, chapters, or the whole book
    ///
    /// Runs the programs whose last run may no longer hold, compares what they print with their
    /// transcripts, and tests the fragments of the chapters. The tests do the same and more.
    Check {
        /// Listings by name, chapters by path [default: everything]
        names: Vec<String>,
        /// Compile and run every program, even where nothing has changed
        #[arg(long)]
        full: bool,
        /// Write a JSON object for each check, and one for all of them
        #[arg(long)]
        json: bool,
    },
    /// Run listings and write what they print as their transcripts
    Record {
        /// The listings [default: all of them]
        slugs: Vec<String>,
    },
    /// Expand the chapters; mdBook calls this
    #[command(hide = true)]
    Preprocess {
        /// mdBook's question, instead of a book on standard input
        #[command(subcommand)]
        question: Option<Question>,
    },
}

/// What mdBook may ask a preprocessor.
#[derive(Debug, Subcommand)]
pub enum Question {
    /// Whether the preprocessor supports a renderer; the exit status answers
    Supports {
        /// The renderer's name
        renderer: String,
    },
}
