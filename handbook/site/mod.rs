//! The site: built from the chapters, checked as built, served on loopback.

pub mod build;
pub mod check;
pub mod content;
mod html;
pub mod serve;

/// Where the site is built, relative to the project's root.
pub const FOLDER: &str = "book";

/// What every page may load: its own files and nothing else. `theme/head.hbs` says the same
/// in each page, for hosts that send no headers.
pub const POLICY: &str = "default-src 'none'; base-uri 'self'; connect-src 'self'; font-src 'self'; \
form-action 'none'; frame-src 'self'; img-src 'self' data:; manifest-src 'self'; \
script-src 'self' 'wasm-unsafe-eval'; style-src 'self' 'unsafe-inline'; worker-src 'self'";
