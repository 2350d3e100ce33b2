//! What the terminal is like, and output to it.

use std::io::{self, IsTerminal, Write};

use super::color::Color;
use super::exit::Exit;
use super::failure::{Failure, io_cause};
use super::report::Report;

/// How wide to print: as asked, else the terminal's width as far as lines of that length are easy to read.
pub fn columns(asked: Option<u16>) -> usize {
    asked.map_or_else(|| window(None).min(READABLE), usize::from)
}

/// How wide to print what is one line each: as asked, else as wide as the terminal is.
pub fn window(asked: Option<u16>) -> usize {
    let wide = || match terminal_size::terminal_size().filter(|_| io::stdout().is_terminal()) {
        Some((width, _)) => width.0.max(20),
        None => 80,
    };
    usize::from(asked.unwrap_or_else(wide))
}

/// Lines longer than this are hard to read.
const READABLE: usize = 100;

/// Prints what was made at once.
pub fn print(text: &(impl AsRef<[u8]> + ?Sized), color: Color) -> Exit {
    let mut out = io::stdout().lock();
    match out.write_all(text.as_ref()).and_then(|()| out.flush()) {
        Ok(()) => Exit::Done,
        Err(error) => stopped(&error, &Report::quiet(color)),
    }
}

/// A reader that has seen enough (`| head`) is no error; a full disk is one.
pub fn stopped(error: &io::Error, report: &Report) -> Exit {
    if error.kind() == io::ErrorKind::BrokenPipe {
        return Exit::Done;
    }
    let mut failure = Failure::new("standard output", format!("cannot be written: {}", io_cause(error)));
    if error.kind() == io::ErrorKind::StorageFull {
        failure = failure.hint("make room, or write elsewhere");
    }
    report.failed(&failure)
}
