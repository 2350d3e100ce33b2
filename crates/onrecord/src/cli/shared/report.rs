//! Messages and progress, to standard error.

use std::io::{self, IsTerminal, Write};

use anstyle::{AnsiColor, Style};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::color::Color;
use super::exit::Exit;
use super::failure::Failure;
use crate::cli::render::sanitize::sanitize;

const ERROR: Style = AnsiColor::Red.on_default().bold();
const HINT: Style = AnsiColor::Cyan.on_default();

/// How many inputs make a progress bar worth its line.
const MANY: usize = 8;

/// Tells people what happens while records go elsewhere.
#[derive(Debug)]
pub struct Report {
    bar: ProgressBar,
    color: bool,
}

impl Report {
    /// Without a bar.
    pub fn quiet(color: Color) -> Report {
        Report { bar: ProgressBar::hidden(), color: color.of_errors() }
    }

    /// With a bar where there is much to wait for and no other sign of progress on the terminal.
    pub fn new(n_inputs: usize, color: Color) -> Report {
        if io::stdout().is_terminal() {
            return Report::quiet(color);
        }
        Report::with_bar(n_inputs, "{bar:30.cyan/dim} {human_pos} of {human_len} inputs, {eta} left", color)
    }

    /// With a bar over `n_all` of something, where that is more than a moment's work and people watch; what is said
    /// by [`say`](Report::say) stands beside it.
    pub fn long(n_all: usize, color: Color) -> Report {
        Report::with_bar(n_all, "{bar:30.cyan/dim} {human_pos} of {human_len}{msg}, {eta} left", color)
    }

    fn with_bar(n_all: usize, look: &str, color: Color) -> Report {
        if n_all < MANY || !io::stderr().is_terminal() {
            return Report::quiet(color);
        }
        let bar = ProgressBar::with_draw_target(Some(n_all as u64), ProgressDrawTarget::stderr_with_hz(8));
        bar.set_style(ProgressStyle::with_template(look).unwrap_or_else(|_| ProgressStyle::default_bar()));
        Report { bar, color: color.of_errors() }
    }

    /// How far it is, with a few words.
    pub fn say(&self, n_done: usize, words: &str) {
        self.bar.set_position(n_done as u64);
        self.bar.set_message(words.to_string());
    }

    /// How many of how many are done, where that is learnt on the way.
    pub fn of(&self, n_done: usize, n_all: usize) {
        self.bar.set_length(n_all as u64);
        self.bar.set_position(n_done as u64);
    }

    pub fn input_done(&self) {
        self.bar.inc(1);
    }

    /// Tells what ended the command.
    pub fn failed(&self, failure: &Failure) -> Exit {
        self.failure(failure);
        Exit::Failed
    }

    /// `error: what`, and `hint: …` where there is a way out.
    pub fn failure(&self, failure: &Failure) {
        self.error(&failure.what);
        if let Some(hint) = &failure.hint {
            self.hint(hint);
        }
    }

    pub fn error(&self, text: &str) {
        self.line("error", ERROR, text);
    }

    pub fn hint(&self, text: &str) {
        self.line("hint", HINT, text);
    }

    pub fn note(&self, text: &str) {
        self.line("note", HINT, text);
    }

    pub fn finish(&self) {
        self.bar.finish_and_clear();
    }

    fn line(&self, label: &str, style: Style, text: &str) {
        let text = sanitize(text);
        let line = match self.color {
            true => format!("{style}{label}:{style:#} {text}\n"),
            false => format!("{label}: {text}\n"),
        };
        // When nobody can be told, there is nobody to tell.
        self.bar.suspend(|| {
            let _ = io::stderr().write_all(line.as_bytes());
        });
    }
}
