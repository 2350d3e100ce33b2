//! Exports on a terminal: what could act on it is shown, not sent.

use std::io::{self, Write};

use crate::cli::render::sanitize::sanitize_lines;

/// Passes on whole lines, made safe; into files and pipes exports go as they are.
#[derive(Debug)]
pub struct ForTerminal<W: Write> {
    out: W,
    /// What came behind the last line break.
    pending: Vec<u8>,
}

impl<W: Write> ForTerminal<W> {
    pub fn new(out: W) -> ForTerminal<W> {
        ForTerminal { out, pending: Vec::new() }
    }

    fn pass_on(&mut self, n_bytes: usize) -> io::Result<()> {
        let bytes: Vec<u8> = self.pending.drain(..n_bytes).collect();
        let text = String::from_utf8_lossy(&bytes).replace("\r\n", "\n");
        self.out.write_all(sanitize_lines(&text).as_bytes())
    }
}

impl<W: Write> Write for ForTerminal<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.pending.extend_from_slice(bytes);
        if let Some(last) = self.pending.iter().rposition(|byte| *byte == b'\n') {
            self.pass_on(last + 1)?;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.pass_on(self.pending.len())?;
        self.out.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn control_characters_are_shown_wherever_writes_are_cut() {
        let text = "id,content\r\n1,\"a\x1b[2Jé\u{202e}\"\r\n2,b";
        for cut in 0..text.len() {
            let mut shown = ForTerminal::new(Vec::new());
            shown.write_all(&text.as_bytes()[..cut]).unwrap();
            shown.write_all(&text.as_bytes()[cut..]).unwrap();
            shown.flush().unwrap();
            let shown = String::from_utf8(shown.out).unwrap();
            assert_eq!(shown, "id,content\n1,\"a␛[2Jé<U+202E>\"\n2,b", "cut at {cut}");
        }
    }
}
