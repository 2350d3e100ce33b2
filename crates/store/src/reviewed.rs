//! Articles that somebody looked at as a whole: everything that they put on record is there, and it is right.

use rusqlite::{Connection, OptionalExtension};
use schemars::JsonSchema;
use serde::Serialize;

use crate::corrections::{Correction, New, one};
use crate::error::{Error, ErrorKind};
use crate::key::ArticleId;
use crate::written::REVIEWED;
use crate::{Result, Writer};

/// That somebody reviewed an article.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Reviewed {
    /// The number of the correction that says so, to take it back by.
    pub correction: i64,
    /// Who.
    pub by: String,
    /// When, in UTC.
    pub made: String,
    /// Whether it is still the version and the reading that were looked at. What people correct later does not matter.
    pub is_current: bool,
}

impl Writer {
    /// Says that somebody looked at all that an article puts on record. [`undo`](Writer::undo) takes it back.
    ///
    /// # Errors
    /// `is_not_found` where there is no such article.
    pub fn review(&mut self, article: ArticleId, by: &str, note: &str) -> Result<Correction> {
        let sql =
            "SELECT v.id, v.made_by FROM _article r JOIN _version v ON v.id = r.current WHERE r.key = ?1";
        let found = self.store.db.query_row(sql, [article.0], |row| Ok((row.get(0)?, row.get(1)?)));
        let found =
            found.optional().map_err(|error| self.store.failed("an article cannot be read", error))?;
        let Some((version, made_by)): Option<(i64, String)> = found else {
            let what = format!("there is no article {article} here");
            return Err(Error::new(ErrorKind::NotFound, &self.store.path, what));
        };
        self.change("an article cannot be marked", |db| {
            let new = New {
                by,
                what: REVIEWED,
                kind: "article",
                target: article.0,
                article: article.0,
                value: &format!("{version} {made_by}"),
                machine: "",
                note,
            };
            let id = new.replace(db)?;
            one(db, id)
        })
    }
}

/// Whether an article was reviewed.
pub fn reviewed(db: &Connection, article_key: i64) -> rusqlite::Result<Option<Reviewed>> {
    let mut query = db.prepare_cached(
        "SELECT c.id, c.by, c.made, c.value = r.current || ' ' || v.made_by
         FROM _correction c JOIN _article r ON r.key = c.target JOIN _version v ON v.id = r.current
         WHERE c.target = ?1 AND c.kind = 'article' AND c.what = 'reviewed' AND c.undone IS NULL
         ORDER BY c.id DESC LIMIT 1",
    )?;
    let found = query.query_row([article_key], |row| {
        Ok(Reviewed { correction: row.get(0)?, by: row.get(1)?, made: row.get(2)?, is_current: row.get(3)? })
    });
    found.optional()
}
