//! Whether to colour.

use std::io;

use anstream::{AutoStream, ColorChoice};
use clap::ValueEnum;

/// When to colour what is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Color {
    Auto,
    Always,
    Never,
}

impl Color {
    /// Whether to colour messages.
    pub fn of_errors(self) -> bool {
        self.is_for(&io::stderr())
    }

    /// Whether to colour data.
    pub fn of_output(self) -> bool {
        self.is_for(&io::stdout())
    }

    /// As asked, else on a terminal unless `NO_COLOR` or `TERM=dumb` says no.
    fn is_for(self, stream: &impl anstream::stream::RawStream) -> bool {
        match self {
            Color::Always => true,
            Color::Never => false,
            Color::Auto => AutoStream::choice(stream) != ColorChoice::Never,
        }
    }
}
