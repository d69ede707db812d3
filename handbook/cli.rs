//! The command line.

use clap::{Parser, Subcommand};
use clap_complete::Shell;
use std::path::PathBuf;

const EXAMPLES: &str = "\
Examples:
  cargo run                              build the book and serve it
  cargo run -- new gather_timeout        begin a listing of this name
  cargo run -- run gather_page           run it in real time
  cargo run -- record gather_timeout     write down what it prints
  cargo run -- record --dry-run          show what recording would change
  cargo run -- check                     verify everything

Exit status:
  0  all right
  1  something is wrong with the book; what, where and the mend are printed
  2  the command line is wrong";

const NEW_EXAMPLE: &str = "\
Example:
  cargo run -- new gather_timeout

Writes listings/src/bin/gather_timeout/ with main.py, main.rs and listing.toml, records their
transcript, and prints the line that shows the listing in a chapter. If anything goes wrong,
nothing is left of it.";

const RUN_EXAMPLES: &str = "\
Examples:
  cargo run -- run gather_page                    both programs
  cargo run -- run gather_page --language rust    one of them";

const PEER_EXAMPLE: &str = "\
Example:
  cargo run -- peer shop

Prints the variable that a copy of a program needs, and serves until it is stopped.";

const CHECK_EXAMPLES: &str = "\
Examples:
  cargo run -- check                     everything: programs, fragments, pages
  cargo run -- check gather_page         a listing
  cargo run -- check patterns/gather     a chapter, with the listings in it
  cargo run -- check --full              everything, and nothing is taken from an earlier run
  cargo run -- check --matrix            the Python programs, on each version of Python";

const RECORD_EXAMPLES: &str = "\
Examples:
  cargo run -- record                    all listings
  cargo run -- record gather_page        one of them
  cargo run -- record --dry-run          show what would change, write nothing";

const COMPLETIONS_EXAMPLE: &str = "\
Example:
  cargo run -- completions bash

Prints a script for a command named handbook; load it as your shell loads completions.";

/// Builds the async handbook, runs its programs and serves its pages.
#[derive(Debug, Parser)]
#[command(name = "handbook", bin_name = "cargo run --", version, after_help = EXAMPLES)]
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
        #[arg(short, long)]
        port: Option<u16>,
        /// The address to listen on, such as 0.0.0.0 in a container [default: 127.0.0.1]
        ///
        /// At any other address than this machine's own the server can be reached by others. Each of
        /// them needs the token that is printed.
        #[arg(short = 'n', long, visible_aliases = ["host", "listen"], value_name = "ADDRESS")]
        hostname: Option<String>,
    },
    /// Build the book into book/
    Build {
        /// Fail where something is missing that makes programs run in the pages
        #[arg(long)]
        require_all: bool,
    },
    /// Begin a listing: a small program in both languages, recorded
    #[command(after_help = NEW_EXAMPLE)]
    New {
        /// Its name: small letters, digits and _
        slug: String,
        /// Begin it in libraries/, whose programs may use more crates
        #[arg(long)]
        library: bool,
    },
    /// Run a listing in real time, with its output as it comes
    ///
    /// Installs the packages that it needs, and starts the server that it talks to.
    #[command(after_help = RUN_EXAMPLES)]
    Run {
        /// The listing
        slug: String,
        /// In this language alone [default: one after the other]
        #[arg(long, value_parser = ["python", "rust"])]
        language: Option<String>,
    },
    /// Start a server that listings talk to, and tell its address
    #[command(after_help = PEER_EXAMPLE)]
    Peer {
        /// The server: a name in libraries/peers/
        name: String,
    },
    /// Verify listings, chapters, or the whole book
    ///
    /// Runs the programs whose last run may no longer hold, compares what they print with their
    /// transcripts, and tests the fragments of the chapters. The tests do the same and more.
    #[command(after_help = CHECK_EXAMPLES)]
    Check {
        /// Listings by name, chapters by path [default: everything]
        names: Vec<String>,
        /// Compile and run every program, even where nothing has changed
        #[arg(long)]
        full: bool,
        /// Write a JSON object for each check, and one for all of them
        #[arg(long)]
        json: bool,
        /// Run the programs of this language alone
        #[arg(long, value_parser = ["python", "rust"])]
        language: Option<String>,
        /// Run the Python programs on each version from 3.11 to 3.14 that this machine has
        #[arg(long, conflicts_with = "language")]
        matrix: bool,
    },
    /// Run listings and write what they print as their transcripts
    #[command(after_help = RECORD_EXAMPLES)]
    Record {
        /// The listings [default: all of them]
        slugs: Vec<String>,
        /// Show what would change, and write nothing
        #[arg(long)]
        dry_run: bool,
    },
    /// Print completions for a shell
    #[command(after_help = COMPLETIONS_EXAMPLE)]
    Completions {
        /// The shell
        shell: Shell,
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
