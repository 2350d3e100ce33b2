//! The text of the article that was read last, sliced by code points: entries of one version stand together.

use onrecord_record::Span;
use rusqlite::Connection;

/// One version's text at a time.
#[derive(Default)]
pub struct Texts {
    version: Option<i64>,
    text: String,
    /// Where each code point begins, and where the last ends.
    places: Vec<usize>,
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
        Ok(self.text.get(self.byte(start)..self.byte(end)).unwrap_or_default())
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
        Ok(Span { start, end, byte_start: self.byte(start), byte_end: self.byte(end), text })
    }

    fn byte(&self, n: usize) -> usize {
        self.places.get(n).copied().unwrap_or(self.text.len())
    }

    fn load(&mut self, db: &Connection, version: i64) -> rusqlite::Result<()> {
        if self.version != Some(version) {
            self.version = None;
            let mut query = db.prepare_cached("SELECT text FROM _version WHERE id = ?1")?;
            self.text = query.query_row([version], |row| row.get(0))?;
            self.places.clear();
            self.places.extend(self.text.char_indices().map(|(at, _)| at).chain([self.text.len()]));
            self.version = Some(version);
        }
        Ok(())
    }
}
