//! Where somebody sits who is asked.

use std::io;

use console::{Key, Term};

/// Shows and asks.
pub trait Desk {
    /// Shows lines.
    fn show(&mut self, text: &str) -> io::Result<()>;

    /// Waits for a key.
    fn key(&mut self) -> io::Result<Key>;

    /// Asks for a line; nothing where nothing is wanted after all.
    fn line(&mut self, asked: &str) -> io::Result<String>;
}

/// A terminal, as plain as it may be: lines are printed one below the other.
pub struct Terminal(Term);

impl Default for Terminal {
    fn default() -> Terminal {
        Terminal(Term::stdout())
    }
}

impl Desk for Terminal {
    fn show(&mut self, text: &str) -> io::Result<()> {
        self.0.write_str(text)
    }

    fn key(&mut self) -> io::Result<Key> {
        self.0.read_key()
    }

    fn line(&mut self, asked: &str) -> io::Result<String> {
        self.0.write_str(&format!("{asked}: "))?;
        Ok(self.0.read_line()?.trim().to_string())
    }
}
