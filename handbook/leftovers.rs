//! Files that an editor or the system keeps beside those that it has open: nobody wrote them.

use std::path::Path;

/// Whether a file with this name is such a file.
pub fn is_leftover(name: &str) -> bool {
    // Vim, Emacs, nano and Kate; Vim's probe for a folder's rights; JetBrains, GNOME, macOS, Windows.
    let swap = name.rsplit_once('.').is_some_and(|(_, end)| {
        end == "kate-swp" || (end.len() == 3 && end.starts_with("sw") && name.starts_with('.'))
    });
    swap || name.ends_with('~')
        || name.starts_with(".#")
        || (name.starts_with('#') && name.ends_with('#'))
        || name.starts_with("___jb_")
        || name.starts_with(".goutputstream-")
        || matches!(name, "4913" | ".DS_Store" | "Thumbs.db")
}

/// Removes them below a folder, into which mdBook copies all that lies beside the chapters.
///
/// # Errors
/// If the folder cannot be read or a file in it cannot be removed.
pub fn sweep(folder: &Path) -> std::io::Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            sweep(&entry.path())?;
        } else if is_leftover(&entry.file_name().to_string_lossy()) {
            std::fs::remove_file(entry.path())?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_editors_leave_is_told_from_what_people_write() {
        for name in [".gather.md.swp", "gather.md~", ".#gather.md", "#gather.md#", "4913", "___jb_tmp___"] {
            assert!(is_leftover(name), "{name}");
        }
        for name in ["gather.md", "main.rs", ".nojekyll", "patterns.toml", "answer.swf", "log.py"] {
            assert!(!is_leftover(name), "{name}");
        }
    }
}
