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

use std::ffi::OsString;
use std::process::ExitCode;

/// Does what the program's arguments ask for; the exit code is 0 for done, 1 for failed, 2 for wrong usage, 3 where
/// some inputs failed.
pub fn main() -> ExitCode {
    ExitCode::from(main_with(std::env::args_os()))
}

/// The same with arguments of the caller's, the program's name first; gives the exit code. Help and wrong usage end
/// the process, as they do in [`main`].
pub fn main_with(arguments: impl IntoIterator<Item = OsString>) -> u8 {
    commands::run(arguments).code()
}
