//! Files that are replaced as a whole: a reader sees the old text or the new one, never a part.

use std::fs;
use std::io::{Result, Write};
use std::path::Path;

/// Writes a file, or replaces it, at once. A link stays a link, and a file keeps its permissions.
///
/// # Errors
/// If the file's folder cannot be written to. The old file is then still there.
pub fn replace(path: &Path, bytes: &[u8]) -> Result<()> {
    // The file that a link leads to.
    let path = path.canonicalize().unwrap_or_else(|_| path.to_path_buf());
    let folder = path.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(folder)?;
    let mut builder = tempfile::Builder::new();
    // The end of the name marks it as a leftover, should we be killed before it is renamed.
    builder.prefix(".").suffix(".tmp");
    let permissions = fs::metadata(&path).map(|about| about.permissions()).ok().or_else(usual);
    let mut file = match permissions {
        Some(permissions) => builder.permissions(permissions).tempfile_in(folder)?,
        None => builder.tempfile_in(folder)?,
    };
    file.write_all(bytes)?;
    file.persist(&path)?;
    Ok(())
}

/// What a new file may be used for by others: as the system's mask allows.
#[cfg(unix)]
fn usual() -> Option<fs::Permissions> {
    Some(std::os::unix::fs::PermissionsExt::from_mode(0o666))
}

#[cfg(not(unix))]
fn usual() -> Option<fs::Permissions> {
    None
}
