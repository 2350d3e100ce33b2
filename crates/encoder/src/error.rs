use std::fmt;

/// The result of loading.
pub type Result<T> = std::result::Result<T, Error>;

/// Why a model could not be loaded.
#[derive(Debug)]
pub struct Error {
    what: Box<str>,
    kind: ErrorKind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum ErrorKind {
    Mismatch,
    Malformed,
}

impl Error {
    pub(crate) fn mismatch(what: impl Into<Box<str>>) -> Error {
        Error { what: what.into(), kind: ErrorKind::Mismatch }
    }

    pub(crate) fn malformed(what: impl Into<Box<str>>) -> Error {
        Error { what: what.into(), kind: ErrorKind::Malformed }
    }

    /// Whether weights and manifest, or weights and network, disagree.
    pub fn is_mismatch(&self) -> bool {
        self.kind == ErrorKind::Mismatch
    }

    /// Whether a file is not of the format that it should have.
    pub fn is_malformed(&self) -> bool {
        self.kind == ErrorKind::Malformed
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "load model: {}", self.what)
    }
}

impl std::error::Error for Error {}
