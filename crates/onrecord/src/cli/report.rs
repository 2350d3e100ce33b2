//! Messages and progress, to standard error.

use std::io::{self, IsTerminal, Write};

use anstyle::{AnsiColor, Style};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::failure::Failure;
use super::show::sanitize::sanitize;

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
    pub fn quiet(color: bool) -> Report {
        Report { bar: ProgressBar::hidden(), color }
    }

    /// With a bar where there is much to wait for and no other sign of progress on the terminal.
    pub fn new(n_inputs: usize, color: bool) -> Report {
        if n_inputs < MANY || !io::stderr().is_terminal() || io::stdout().is_terminal() {
            return Report::quiet(color);
        }
        let bar = ProgressBar::with_draw_target(Some(n_inputs as u64), ProgressDrawTarget::stderr_with_hz(8));
        let look = "{bar:30.cyan/dim} {human_pos} of {human_len} inputs, {eta} left";
        bar.set_style(ProgressStyle::with_template(look).unwrap_or_else(|_| ProgressStyle::default_bar()));
        Report { bar, color }
    }

    pub fn input_done(&self) {
        self.bar.inc(1);
    }

    /// `error: what`, and `hint: …` where there is a way out.
    pub fn failure(&self, failure: &Failure) {
        self.line("error", ERROR, &failure.what);
        if let Some(hint) = &failure.hint {
            self.line("hint", HINT, hint);
        }
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
