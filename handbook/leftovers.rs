//! Files that an editor, a tool or the system keeps beside those that people write. This is the
//! only list of them: what reads a folder of the project leaves them out.

/// Whether a file or a folder with this name is such a file.
pub fn is_leftover(name: &str) -> bool {
    const WHOLE: [&str; 12] = [
        // Vim's probe for the rights of a folder.
        "4913",
        // macOS and Windows.
        ".DS_Store",
        ".Spotlight-V100",
        ".Trashes",
        ".fseventsd",
        "Thumbs.db",
        "ehthumbs.db",
        "desktop.ini",
        // Caches of Python and its tools.
        "__pycache__",
        ".mypy_cache",
        ".pytest_cache",
        ".ruff_cache",
    ];
    // Emacs' lock, GNOME's and Office's copies, macOS' attributes, files that were deleted while open.
    const BEGINNINGS: [&str; 6] = [".#", ".goutputstream-", "~$", "._", ".nfs0", ".fuse_hidden"];
    // Backups; what a merge or a patch left; what is renamed once it is whole.
    const ENDS: [&str; 6] = ["~", ".bak", ".orig", ".rej", ".tmp", ".kate-swp"];
    WHOLE.iter().any(|whole| whole.eq_ignore_ascii_case(name))
        || BEGINNINGS.iter().any(|beginning| name.starts_with(beginning))
        || ENDS.iter().any(|end| name.ends_with(end))
        // JetBrains writes `list.md___jb_tmp___` and then renames it.
        || name.contains("___jb_")
        // Emacs saves `#list.md#`, LibreOffice locks `.~lock.list.md#`.
        || (name.ends_with('#') && (name.starts_with('#') || name.starts_with(".~lock.")))
        // Vim's swap files: `.list.md.swp`, then `.swo`, `.swn`; `.swx` is a probe.
        || name.rsplit_once('.').is_some_and(|(rest, end)| {
            rest.starts_with('.') && end.len() == 3 && end.starts_with("sw")
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_editors_leave_is_not_what_people_write() {
        for name in [
            ".gather.md.swp",
            ".gather.md.swx",
            "gather.md~",
            "gather.md.~1~",
            ".gather.md.un~",
            ".#gather.md",
            "#gather.md#",
            ".~lock.gather.md#",
            "4913",
            "gather.md___jb_tmp___",
            "gather.md___jb_old___",
            "___jb_tmp___",
            "gather.md.orig",
            "gather.md.rej",
            "gather.md.tmp",
            ".DS_Store",
            "Thumbs.db",
            "._gather.md",
            "__pycache__",
        ] {
            assert!(is_leftover(name), "{name}");
        }
        for name in
            ["gather.md", "main.rs", ".nojekyll", "_headers", "patterns.toml", "answer.swf", "log.py", "a.sw"]
        {
            assert!(!is_leftover(name), "{name}");
        }
    }
}
