//! Where an export goes. A file or folder gets its name when it is whole, so that nothing half is left behind.

use std::fs::{self, File};
use std::io::{self, BufWriter, IsTerminal, Read, Write};
use std::path::{Path, PathBuf};

use tempfile::{Builder, NamedTempFile, TempDir, TempPath};

use super::terminal::ForTerminal;
use crate::cli::shared::failure::Failure;

/// What entries are written to.
pub type Target = BufWriter<Box<dyn Write + Send>>;

/// Standard output, a device, or a file that is not there yet.
pub enum FileTarget {
    Direct,
    /// A file beside the one that is meant.
    Beside(TempPath, PathBuf),
}

impl FileTarget {
    /// Standard output without a path. With one, a file that is no export of ours is written over only by `force`.
    pub fn begin(path: Option<&Path>, force: bool) -> Result<(FileTarget, Target), Failure> {
        let out = |write: Box<dyn Write + Send>| BufWriter::with_capacity(1 << 16, write);
        let Some(path) = path else { return Ok((FileTarget::Direct, out(to_stdout()))) };
        let name = path.display().to_string();
        // A link's target is written, not the link replaced.
        let path = path.canonicalize().unwrap_or_else(|_| path.to_path_buf());
        if path.is_dir() {
            return Err(Failure::new(&name, "is a folder").hint("--output names the file to write"));
        }
        let failed = |error| Failure::io(&name, "cannot be written", &error);
        if path.exists() && !path.is_file() {
            return Ok((FileTarget::Direct, out(Box::new(File::create(path).map_err(failed)?))));
        }
        may_be_replaced(&path, &name, force)?;
        let (file, beside) = like_any_file(folder_of(&path)).map_err(failed)?.into_parts();
        Ok((FileTarget::Beside(beside, path), out(Box::new(file))))
    }

    /// Passes on what is left, and gives the file its name.
    pub fn finish(self, mut out: Target) -> io::Result<()> {
        out.flush()?;
        drop(out);
        if let FileTarget::Beside(beside, path) = self {
            File::open(&beside)?.sync_all()?;
            beside.persist(path).map_err(|error| error.error)?;
        }
        Ok(())
    }
}

/// A folder that is not there yet, or empty.
pub struct FolderTarget {
    beside: TempDir,
}

impl FolderTarget {
    pub fn begin(path: &Path) -> Result<FolderTarget, Failure> {
        let name = path.display().to_string();
        let failed = |error| Failure::io(&name, "cannot be written", &error);
        let is_taken = match fs::read_dir(path) {
            Ok(mut entries) => entries.next().is_some(),
            Err(_) => path.exists(),
        };
        if is_taken {
            return Err(Failure::new(&name, "is there already").hint("--output names a folder to be made"));
        }
        let beside = Builder::new().prefix(".onrecord-").tempdir_in(folder_of(path)).map_err(failed)?;
        Ok(FolderTarget { beside })
    }

    /// Writes a file of the folder, and the folders above it.
    pub fn put(&self, name: &str, text: &str) -> io::Result<()> {
        let path = self.beside.path().join(name);
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)?;
        }
        fs::write(path, text)
    }

    /// Gives the folder its name.
    pub fn finish(self, path: &Path) -> io::Result<()> {
        if path.exists() {
            // It was empty when this began; if it is not any more, this fails.
            fs::remove_dir(path)?;
        }
        open_to_others(self.beside.path())?;
        fs::rename(self.beside.path(), path)?;
        // It is not there any more to be cleared away.
        let _ = self.beside.keep();
        Ok(())
    }
}

/// Standard output; a terminal is shown what could act on it.
fn to_stdout() -> Box<dyn Write + Send> {
    match io::stdout().is_terminal() {
        true => Box::new(ForTerminal::new(io::stdout())),
        false => Box::new(io::stdout()),
    }
}

/// What a store begins with.
const STORE: &[u8] = b"SQLite format 3\0";

/// What our exports begin with: JSON Lines, annotations and JSON-LD, CSV with and without a mark, Parquet.
const EXPORTS: [&[u8]; 5] = [b"{\"schema_version\":", b"{\"@context\":", b"id,", b"\xef\xbb\xbfid,", b"PAR1"];

/// Refuses to write over a store, and over any other file that is no export of ours unless it must be.
fn may_be_replaced(path: &Path, name: &str, force: bool) -> Result<(), Failure> {
    let mut start = Vec::new();
    let read = File::open(path).and_then(|file| file.take(64).read_to_end(&mut start));
    // Whether it is there and can be written will be seen.
    if read.is_err() || start.is_empty() {
        return Ok(());
    }
    if start.starts_with(STORE) {
        return Err(Failure::new(name, "is a store, or another database, and is not written over")
            .hint("--output names another file"));
    }
    if force || EXPORTS.iter().any(|export| start.starts_with(export)) {
        return Ok(());
    }
    Err(Failure::new(name, "is there already and is no export of onrecord's")
        .hint("name another file, or write over it by --force"))
}

fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Temporary files are their owner's alone; this one is to stay, with the permissions that the user's files have.
#[cfg(unix)]
fn like_any_file(folder: &Path) -> io::Result<NamedTempFile> {
    use std::os::unix::fs::PermissionsExt;
    let permissions = fs::Permissions::from_mode(0o666);
    Builder::new().prefix(".onrecord-").permissions(permissions).tempfile_in(folder)
}

#[cfg(not(unix))]
fn like_any_file(folder: &Path) -> io::Result<NamedTempFile> {
    Builder::new().prefix(".onrecord-").tempfile_in(folder)
}

/// The same for a folder, which has the permissions of one that was just made in it.
fn open_to_others(folder: &Path) -> io::Result<()> {
    let probe = folder.join(".probe");
    fs::create_dir(&probe)?;
    let permissions = fs::metadata(&probe)?.permissions();
    fs::remove_dir(&probe)?;
    fs::set_permissions(folder, permissions)
}
