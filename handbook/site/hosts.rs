//! Which files a site may have so that any host can serve it.

use crate::problem::Problem;
use std::path::Path;

/// The endings of files that every host serves with a type that browsers accept for them, or that
/// the page reads whatever their type is. Debian's nginx, for one, knows no `.mjs`.
const ENDINGS: [&str; 24] = [
    "avif", "css", "gif", "html", "ico", "jpeg", "jpg", "js", "json", "mp3", "mp4", "ogg", "pdf", "png",
    "py", "svg", "txt", "wasm", "webm", "webp", "woff", "woff2", "xml", "zip",
];

/// Files that hosts read themselves.
const FOR_HOSTS: [&str; 4] = [".nojekyll", "_headers", "_redirects", "CNAME"];

/// Cloudflare Pages takes no larger file: 25 MiB.
const LARGEST: usize = 25 << 20;

/// Why not every host serves a file of the site, if that is so.
/// `folder` is the site's.
pub fn problem(folder: &Path, path: &Path, bytes: usize) -> Option<Problem> {
    let shown = folder.join(path);
    if bytes > LARGEST {
        let message = format!("it has {bytes} bytes; Cloudflare Pages takes no more than {LARGEST}");
        return Some(Problem::in_file(shown, message).mend("make it smaller, or split it"));
    }
    let ending = path.extension().and_then(|ending| ending.to_str());
    let is_known = match ending {
        Some(ending) => ENDINGS.contains(&ending),
        None => FOR_HOSTS.iter().any(|name| path == Path::new(name)),
    };
    (!is_known).then(|| {
        Problem::in_file(shown, "not every host knows the type of this file")
            .mend(format!("give its name one of these endings: {}", ENDINGS.join(", ")))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_hosts_serve_differently_is_refused() {
        let refused = |path: &str, bytes| problem(Path::new("book"), Path::new(path), bytes).is_some();
        for path in ["index.html", "run/a.wasm", "_headers", ".nojekyll", "CNAME", "run/pyodide/a.zip"] {
            assert!(!refused(path, 1), "{path}");
        }
        for path in ["run/a.mjs", "theme/a.ts", "LICENSE", "patterns/_headers", "a.HTML"] {
            assert!(refused(path, 1), "{path}");
        }
        assert!(refused("run/a.wasm", LARGEST + 1));
    }
}
