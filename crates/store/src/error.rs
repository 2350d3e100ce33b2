use std::fmt;
use std::path::{Path, PathBuf};

/// What kept a store from doing what it was asked to.
#[derive(Debug)]
pub struct Error {
    kind: ErrorKind,
    path: PathBuf,
    what: String,
    cause: Option<Box<dyn std::error::Error + Send + Sync>>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ErrorKind {
    Missing,
    NoStore,
    Newer,
    Older,
    Locked,
    Full,
    ReadOnly,
    Damaged,
    NotFound,
    Unfit,
    TooLong,
    Other,
}

impl Error {
    pub(crate) fn new(kind: ErrorKind, path: &Path, what: impl Into<String>) -> Error {
        Error { kind, path: path.to_path_buf(), what: what.into(), cause: None }
    }

    /// What SQLite says, told apart by what can be done about it.
    pub(crate) fn sqlite(path: &Path, doing: &str, error: rusqlite::Error) -> Error {
        use rusqlite::ErrorCode as Code;
        let kind = match error.sqlite_error_code() {
            Some(Code::NotADatabase) => ErrorKind::NoStore,
            Some(Code::DatabaseCorrupt) => ErrorKind::Damaged,
            Some(Code::DiskFull) => ErrorKind::Full,
            Some(Code::ReadOnly | Code::PermissionDenied) => ErrorKind::ReadOnly,
            Some(Code::DatabaseBusy | Code::DatabaseLocked) => ErrorKind::Locked,
            Some(Code::OperationInterrupted) => ErrorKind::TooLong,
            _ => ErrorKind::Other,
        };
        Error { kind, path: path.to_path_buf(), what: doing.to_string(), cause: Some(Box::new(error)) }
    }

    pub(crate) fn because(self, cause: impl std::error::Error + Send + Sync + 'static) -> Error {
        Error { cause: Some(Box::new(cause)), ..self }
    }

    /// The store that is meant.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Whether there is no such file.
    pub fn is_missing(&self) -> bool {
        self.kind == ErrorKind::Missing
    }

    /// Whether the file is something else than a store.
    pub fn is_no_store(&self) -> bool {
        self.kind == ErrorKind::NoStore
    }

    /// Whether a later onrecord made the store.
    pub fn is_newer(&self) -> bool {
        self.kind == ErrorKind::Newer
    }

    /// Whether an earlier onrecord made the store, and it cannot be written to, so that it cannot be brought up to date.
    pub fn is_older(&self) -> bool {
        self.kind == ErrorKind::Older
    }

    /// Whether another process writes to it.
    pub fn is_locked(&self) -> bool {
        self.kind == ErrorKind::Locked
    }

    /// Whether the disk is full.
    pub fn is_full(&self) -> bool {
        self.kind == ErrorKind::Full
    }

    /// Whether it cannot be written to.
    pub fn is_read_only(&self) -> bool {
        self.kind == ErrorKind::ReadOnly
    }

    /// Whether bytes of it are not what was written.
    pub fn is_damaged(&self) -> bool {
        self.kind == ErrorKind::Damaged
    }

    /// Whether what was asked for is not in the store.
    pub fn is_not_found(&self) -> bool {
        self.kind == ErrorKind::NotFound
    }

    /// Whether what was asked for makes no sense: an act that there is not, an actor merged with itself.
    pub fn is_unfit(&self) -> bool {
        self.kind == ErrorKind::Unfit
    }

    /// Whether it took longer than whoever asked would wait: see [`Store::answer_by`](crate::Store::answer_by).
    pub fn is_too_long(&self) -> bool {
        self.kind == ErrorKind::TooLong
    }

    /// What went wrong, without the store's path: for those who are not to know it.
    pub fn what(&self) -> String {
        match &self.cause {
            Some(cause) => format!("{}: {cause}", self.what),
            None => self.what.clone(),
        }
    }

    /// A way out, where one is known.
    pub fn hint(&self) -> Option<&'static str> {
        match self.kind {
            ErrorKind::Missing => Some("`onrecord add INPUT...` makes a store; --store PATH names another"),
            ErrorKind::NoStore => Some("--store PATH names the file that `onrecord add` made"),
            ErrorKind::Newer => Some("install the latest onrecord; nothing was changed"),
            ErrorKind::Older => {
                Some("copy it to where you may write, and name the copy: --store PATH; nothing in it is lost")
            }
            ErrorKind::Locked => Some("wait until it is done; reading is possible meanwhile"),
            ErrorKind::Full => Some("make room, then do the same again: what was acknowledged is safe"),
            ErrorKind::ReadOnly => Some("choose a place that you may write to: --store PATH"),
            ErrorKind::Damaged => Some(
                "`onrecord check` tells what is left; `onrecord add` into a new store rebuilds it from the pages",
            ),
            ErrorKind::TooLong => Some("ask for less: fewer words, a narrower time, a smaller page"),
            ErrorKind::NotFound | ErrorKind::Unfit | ErrorKind::Other => None,
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.path.display(), self.what)?;
        match &self.cause {
            Some(cause) => write!(f, ": {cause}"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.cause.as_ref().map(|cause| &**cause as &(dyn std::error::Error + 'static))
    }
}
