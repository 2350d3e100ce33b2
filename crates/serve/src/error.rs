//! What keeps a server from serving.

use std::fmt;

/// What keeps a server from serving.
#[derive(Debug)]
pub enum Error {
    /// The store cannot be opened.
    Store(onrecord_store::Error),
    /// The system does not let it.
    Io {
        /// What was being done.
        doing: String,
        /// What the system says.
        error: std::io::Error,
    },
}

impl Error {
    pub(crate) fn io(doing: &str, error: std::io::Error) -> Error {
        Error::Io { doing: doing.to_string(), error }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Error::Store(error) => error.fmt(f),
            Error::Io { doing, error } => write!(f, "{doing}: {error}"),
        }
    }
}

impl std::error::Error for Error {}
