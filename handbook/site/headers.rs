//! What every answer says beside the file: sent by our server, and by hosts that read a header file.

/// What every page may load: its own files and nothing else. `theme/head.hbs` says the same
/// in each page, for hosts that send no headers.
pub const POLICY: &str = "default-src 'none'; base-uri 'self'; connect-src 'self'; font-src 'self'; \
form-action 'none'; frame-src 'self'; img-src 'self' data:; manifest-src 'self'; \
script-src 'self' 'wasm-unsafe-eval'; style-src 'self' 'unsafe-inline'; worker-src 'self'";

/// Each header with its value. Everything is asked for again, the service worker first of all:
/// files keep their names, and the next build may change them.
pub const HEADERS: [(&str, &str); 4] = [
    ("content-security-policy", POLICY),
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "no-referrer"),
    ("cache-control", "no-cache"),
];

/// The header file, relative to the project's root. mdBook copies it into the site.
pub const FILE: &str = "src/_headers";

/// What stands in it, as Netlify and Cloudflare Pages read it.
pub fn file() -> String {
    let lines: String = HEADERS.iter().map(|(name, value)| format!("  {name}: {value}\n")).collect();
    format!("# From handbook/site/headers.rs, for hosts that read such a file.\n/*\n{lines}")
}
