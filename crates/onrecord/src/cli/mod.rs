//! The command line: what was asked for, what to read, and where it goes.
//!
//! A command in `commands` stands on what reads (`input`), asks (`ask`) and shows (`record`); all of these on `shared`,
//! and everything that is printed on `render`.

mod ask;
mod commands;
mod input;
mod record;
mod render;
mod shared;

use std::process::ExitCode;

/// Does what the command line asks for; the exit code is 0 for done, 1 for failed, 2 for wrong usage, 3 where
/// some inputs failed.
pub fn main() -> ExitCode {
    ExitCode::from(commands::run().code())
}
