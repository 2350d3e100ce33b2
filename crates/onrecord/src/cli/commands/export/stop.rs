//! Why an export ends before its end.

use std::io;

use crate::cli::shared::failure::Failure;

/// Why an export ended before its end.
pub enum Stop {
    /// Somebody asked it to.
    Interrupted,
    /// The place cannot be written to.
    Place(io::Error),
    /// Anything else.
    Failed(Failure),
}

impl From<io::Error> for Stop {
    fn from(error: io::Error) -> Stop {
        Stop::Place(error)
    }
}

impl From<Failure> for Stop {
    fn from(failure: Failure) -> Stop {
        Stop::Failed(failure)
    }
}

impl From<onrecord_store::Error> for Stop {
    fn from(error: onrecord_store::Error) -> Stop {
        Stop::Failed(error.into())
    }
}
