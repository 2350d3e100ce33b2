//! How a command ends.

use super::interrupt;

/// What the shell is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Exit {
    Done,
    /// Why is said already.
    Failed,
    /// The arguments are wrong, as is said already.
    WrongUsage,
    /// The arguments are wrong in a way that only the command knows; what is wrong is still to be said.
    Misused(String),
    /// Some inputs failed, the rest was read.
    SomeFailed,
    Interrupted,
}

impl Exit {
    pub fn code(&self) -> u8 {
        match self {
            Exit::Done => 0,
            Exit::Failed => 1,
            Exit::WrongUsage | Exit::Misused(_) => 2,
            Exit::SomeFailed => 3,
            Exit::Interrupted => interrupt::EXIT_CODE,
        }
    }
}
