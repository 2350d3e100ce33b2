//! Where a store lies, and what lies beside it.

use std::path::{Path, PathBuf};

use crate::error::{Error, ErrorKind};
use crate::store::Result;

/// The path with something behind its name.
pub fn with_ending(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_os_string();
    name.push(ending);
    PathBuf::from(name)
}

/// The path without links, so that whoever comes by a link meets whoever comes by the file. Where there is no file yet,
/// its folder's.
pub fn real(path: &Path) -> PathBuf {
    if let Ok(real) = path.canonicalize() {
        return real;
    }
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    match (folder.canonicalize(), path.file_name()) {
        (Ok(folder), Some(name)) => folder.join(name),
        _ => path.to_path_buf(),
    }
}

/// Refuses what is there and is no file: to open a pipe would wait for ever, and a folder is none.
pub fn check_file(path: &Path) -> Result<()> {
    match path.metadata() {
        Ok(meta) if !meta.is_file() => {
            let what = if meta.is_dir() { "is a folder, no store" } else { "is no file, so no store" };
            Err(Error::new(ErrorKind::NoStore, path, what))
        }
        _ => Ok(()),
    }
}
