//! The text of the article that was read last, sliced by code points: entries of one version stand together.

use onrecord_record::Span;
use rusqlite::Connection;

/// One version's text at a time.
#[derive(Default)]
pub struct Texts {
    version: Option<i64>,
    text: String,
    /// A code point whose byte is known, which what is asked for next is often near to.
    known: KnownPlace,
}

/// A place in a text: as many code points before it, and as many bytes.
#[derive(Clone, Copy, Default)]
struct KnownPlace {
    n_chars: usize,
    n_bytes: usize,
}

impl Texts {
    /// What stands from one code point to another.
    pub fn slice(
        &mut self,
        db: &Connection,
        version: i64,
        start: usize,
        end: usize,
    ) -> rusqlite::Result<&str> {
        self.load(db, version)?;
        let (from, to) = (self.byte(start), self.byte(end));
        Ok(self.text.get(from..to).unwrap_or_default())
    }

    /// The same as a span, which has its bytes too.
    pub fn span(
        &mut self,
        db: &Connection,
        version: i64,
        start: usize,
        end: usize,
    ) -> rusqlite::Result<Span> {
        let text = self.slice(db, version, start, end)?.to_string();
        let byte_start = self.byte(start);
        Ok(Span { start, end, byte_start, byte_end: self.byte(end), text })
    }

    /// Where a code point begins; behind the last, the end of the text.
    fn byte(&mut self, n: usize) -> usize {
        if n < self.known.n_chars {
            self.known = KnownPlace::default();
        }
        let KnownPlace { n_chars, n_bytes } = self.known;
        let at = n_bytes + behind(&self.text.as_bytes()[n_bytes..], n - n_chars);
        if at < self.text.len() {
            self.known = KnownPlace { n_chars: n, n_bytes: at };
        }
        at
    }

    fn load(&mut self, db: &Connection, version: i64) -> rusqlite::Result<()> {
        if self.version != Some(version) {
            self.version = None;
            let mut query = db.prepare_cached("SELECT text FROM _version WHERE id = ?1")?;
            self.text = query.query_row([version], |row| row.get(0))?;
            self.known = KnownPlace::default();
            self.version = Some(version);
        }
        Ok(())
    }
}

/// How many bytes the first `n` characters take; all where there are no more.
fn behind(text: &[u8], n: usize) -> usize {
    // Whole pieces are counted quickly, byte by byte of the piece in which it ends.
    const PIECE: usize = 64;
    let begins = |byte: &u8| byte & 0b1100_0000 != 0b1000_0000;
    let (mut left, mut at) = (n, 0);
    for piece in text.chunks(PIECE) {
        let n_begun = piece.iter().filter(|byte| begins(byte)).count();
        if n_begun > left {
            break;
        }
        left -= n_begun;
        at += piece.len();
    }
    for byte in &text[at..] {
        if begins(byte) {
            if left == 0 {
                return at;
            }
            left -= 1;
        }
        at += 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_points_are_found_in_any_order() {
        let text = "“Élan”, said Łucja: ".repeat(40);
        let places: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
        let mut texts = Texts { text: text.clone(), ..Texts::default() };
        for n in (0..places.len()).chain((0..places.len()).rev()).chain([3, 500, 4, 5, 499]) {
            assert_eq!(texts.byte(n), places[n], "{n}");
        }
        assert_eq!((texts.byte(10_000), texts.byte(1)), (text.len(), 3));
        assert_eq!(Texts::default().byte(7), 0);
    }
}
