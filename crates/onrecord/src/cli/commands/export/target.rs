//! Where an export goes. A file or folder gets its name when it is whole, so that nothing half is left behind.

use std::fs::{self, File};
use std::io::{self, BufWriter, IsTerminal, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use onrecord_answer::columns::exports;
use onrecord_export::{Column, EVENTS};
use onrecord_store::ArticleId;
use tempfile::{Builder, NamedTempFile, TempDir, TempPath};

use super::stop::Stop;
use super::terminal::ForTerminal;
use crate::cli::shared::failure::Failure;
use crate::cli::shared::interrupt::Interrupt;

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
    pub fn begin(
        path: Option<&Path>,
        force: bool,
        interrupt: &Interrupt,
    ) -> Result<(FileTarget, Target), Stop> {
        let out = |write: Box<dyn Write + Send>| BufWriter::with_capacity(1 << 16, write);
        let Some(path) = path else { return Ok((FileTarget::Direct, out(to_stdout()))) };
        let name = path.display().to_string();
        // A link's target is written, not the link replaced.
        let path = led_to(path);
        if path.is_dir() {
            return Err(Failure::new(&name, "is a folder").hint("--output names the file to write").into());
        }
        if path.exists() && !path.is_file() {
            // A pipe opens as soon as somebody reads from it, which may be never.
            let open = move || File::create(path).map_err(|error| unwritten(&name, &error));
            let device = interrupt.unless_asked(open).ok_or(Stop::Interrupted)??;
            return Ok((FileTarget::Direct, out(Box::new(device))));
        }
        let failed = |error| unwritten(&name, &error);
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

/// What a path leads to through links, also where nothing is there yet.
fn led_to(path: &Path) -> PathBuf {
    let mut path = path.to_path_buf();
    for _ in 0..MOST_LINKS {
        if let Ok(whole) = path.canonicalize() {
            return whole;
        }
        let Ok(link) = path.read_link() else { break };
        path = folder_of(&path).join(link);
    }
    path
}

/// As many links behind each other are followed, as on Linux.
const MOST_LINKS: usize = 40;

fn unwritten(name: &str, error: &io::Error) -> Failure {
    Failure::io(name, "cannot be written", error)
}

/// A folder that is not there yet, or empty, or one that an export made before.
pub struct FolderTarget {
    beside: TempDir,
}

impl FolderTarget {
    /// A folder with anything in it is replaced only by `force`, and only where all of it is an export of ours.
    pub fn begin(path: &Path, force: bool) -> Result<FolderTarget, Failure> {
        let name = path.display().to_string();
        let failed = |error| unwritten(&name, &error);
        let is_taken = match fs::read_dir(path) {
            Ok(mut entries) => entries.next().is_some(),
            Err(_) => path.exists(),
        };
        if is_taken && !is_exported_folder(path) {
            return Err(Failure::new(&name, "is there already").hint("--output names a folder to be made"));
        }
        if is_taken && !force {
            let hint =
                "name another folder, or make this export anew by --force: what was changed in it is lost";
            return Err(Failure::new(&name, "is there already, an export").hint(hint));
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
        open_to_others(self.beside.path())?;
        // The export before goes when the new one is whole.
        let before = Builder::new().prefix(".onrecord-").tempdir_in(folder_of(path))?;
        if is_exported_folder(path) {
            fs::rename(path, before.path().join("export"))?;
        } else if path.exists() {
            // It was empty when this began; if it is not any more, this fails.
            fs::remove_dir(path)?;
        }
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

/// Refuses to write over a store, and over any other file that is no export of ours unless it must be.
fn may_be_replaced(path: &Path, name: &str, force: bool) -> Result<(), Failure> {
    let (start, end) = match ends_of(path) {
        Ok(ends) if !ends.0.is_empty() => ends,
        // Whether it is there and can be written will be seen.
        _ => return Ok(()),
    };
    if start.starts_with(STORE) {
        return Err(Failure::new(name, "is a store, or another database, and is not written over")
            .hint("--output names another file"));
    }
    if force || is_export(&start, &end) {
        return Ok(());
    }
    Err(Failure::new(name, "is there already and is no export of onrecord's")
        .hint("name another file, or write over it by --force"))
}

/// So much of a file is looked at from its start, and from its end.
const LOOKED_AT: u64 = 1 << 14;

/// The first bytes of a file, and the last.
fn ends_of(path: &Path) -> io::Result<(Vec<u8>, Vec<u8>)> {
    let mut file = File::open(path)?;
    let (mut start, mut end) = (Vec::new(), Vec::new());
    (&file).take(LOOKED_AT).read_to_end(&mut start)?;
    let length = file.metadata()?.len();
    file.seek(SeekFrom::Start(length.saturating_sub(LOOKED_AT)))?;
    file.take(LOOKED_AT).read_to_end(&mut end)?;
    Ok((start, end))
}

/// Whether a folder holds what a folder of ours holds, and nothing else.
fn is_exported_folder(path: &Path) -> bool {
    const OF_ARTICLES: [&str; 3] = ["txt", "ann", "json"];
    let is_ours = |entry: io::Result<fs::DirEntry>| {
        let Ok((path, name, kind)) = entry.and_then(|e| Ok((e.path(), e.file_name(), e.file_type()?))) else {
            return false;
        };
        let name = name.to_str().unwrap_or("");
        let is_of_article = name.split_once('.').is_some_and(|(stem, extension)| {
            stem.parse::<ArticleId>().is_ok() && OF_ARTICLES.contains(&extension)
        });
        match name {
            "annotation.conf" | "reviewed.jsonl" => kind.is_file(),
            "articles" | "record" => kind.is_dir() && is_exported_folder(&path),
            _ => kind.is_file() && is_of_article,
        }
    };
    fs::read_dir(path).is_ok_and(|entries| {
        let mut entries = entries.peekable();
        entries.peek().is_some() && entries.all(is_ours)
    })
}

/// Whether a file says that it is an export of ours: by our own names, since others too write JSON-LD, Parquet, and CSV
/// whose first column is `id`.
fn is_export(start: &[u8], end: &[u8]) -> bool {
    let has = |bytes: &[u8], words: &str| bytes.windows(words.len()).any(|window| window == words.as_bytes());
    let line = start.split(|&byte| byte == b'\n').next().unwrap_or_default();
    let line = line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(line);
    let header = line.strip_suffix(b"\r").unwrap_or(line);
    line.starts_with(b"{\"schema_version\":\"")
        || line.starts_with(b"{\"@context\":") && has(line, "{\"onrecord\":\"")
        || start.starts_with(b"PAR1") && has(end, "onrecord.schema_version")
        || headers().iter().any(|ours| ours.as_bytes() == header)
}

/// The first line of each of our tables as CSV.
fn headers() -> [String; 7] {
    fn of<R>(columns: &[Column<R>]) -> String {
        columns.iter().map(|column| column.name).collect::<Vec<_>>().join(",")
    }
    [
        of(&exports::STATEMENTS),
        of(&exports::ENGAGEMENTS),
        of(&exports::COMMITMENTS),
        of(&exports::POSITIONS),
        of(&exports::ARTICLES),
        of(&exports::ACTORS),
        of(&EVENTS),
    ]
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
