//! Adding a statement that the machine missed.

use onrecord_record::{EntryKind, Record, Span, joined};
use rusqlite::OptionalExtension;

use crate::corrections::{Correction, New, one};
use crate::error::{Error, ErrorKind};
use crate::key::{ArticleId, EntryId};
use crate::located::located;
use crate::written::ADDED;
use crate::{Piece, Result, Writer, read, relinked, row};

impl Writer {
    /// Adds a statement that the machine missed: the pieces of the article that were said. Who said it, and how, is then
    /// said by [`correct`](Writer::correct); its id is the correction's target.
    ///
    /// # Errors
    /// `is_not_found` where there is no such article, `is_unfit` where a piece does not stand in it or the statement is on
    /// record already.
    pub fn add_statement(
        &mut self,
        article: ArticleId,
        pieces: &[Piece],
        by: &str,
        note: &str,
    ) -> Result<(EntryId, Correction)> {
        let unfit = |what: String| Error::new(ErrorKind::Unfit, &self.store.path, what);
        let record = self.current(article)?;
        let spans = located(&record.article.text, pieces, 0);
        let spans = spans.ok_or_else(|| unfit(no_words(pieces)))?;
        let id = row::id(EntryKind::Statement, &format!("{:016x}", article.0), &joined(&spans), 0);
        let sql = "SELECT EXISTS (SELECT 1 FROM _entry WHERE key = ?1 AND kind = 'st' AND stands = 1)";
        let is_known = self.store.db.query_row(sql, [id.key], |row| row.get(0));
        if is_known.map_err(|error| self.store.failed("an entry cannot be read", error))? {
            return Err(unfit(format!("these words are on record already: {id}")));
        }
        let exact = |span: Span| Piece { text: span.text, near: Some(span.start) };
        let pieces: Vec<Piece> = spans.into_iter().map(exact).collect();
        let value = serde_json::to_string(&pieces).expect("pieces are plain data");
        self.change("a statement cannot be added", |db| {
            let new = New {
                by,
                what: ADDED,
                kind: EntryKind::Statement.as_str(),
                target: id.key,
                article: article.0,
                value: &value,
                machine: "",
                note,
            };
            let number = new.put(db)?;
            relinked::of_article(db, article.0)?;
            Ok((id, one(db, number)?))
        })
    }

    /// The machine's reading of the version of an article that counts.
    pub(crate) fn current(&self, article: ArticleId) -> Result<Record> {
        let db = &self.store.db;
        let of = || {
            let sql = "SELECT current FROM _article WHERE key = ?1";
            let version: Option<i64> = db.query_row(sql, [article.0], |row| row.get(0)).optional()?;
            version.map(|version| read::record(db, version)).transpose()
        };
        let found = of().map_err(|error| self.store.lacking("an article cannot be read", error))?;
        let missing = || {
            Error::new(ErrorKind::NotFound, &self.store.path, format!("there is no article {article} here"))
        };
        found.ok_or_else(missing)
    }
}

/// That pieces do not stand in an article.
pub fn no_words(pieces: &[Piece]) -> String {
    let told: Vec<String> = pieces.iter().map(|piece| format!("“{}”", piece.text)).collect();
    format!("the article has no {}: give its own words, in its order", told.join(" … "))
}
