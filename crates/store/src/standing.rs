//! What people said instead of what the machine read, put into rows.

use std::borrow::Cow;
use std::collections::HashMap;
use std::str::FromStr;

use onrecord_record::{EntryKind, Part, Record};
use rusqlite::{Connection, OptionalExtension};

use crate::located::located;
use crate::named::NamedPlaces;
use crate::row::{self, EntryDays, Row};
use crate::written::{NOT_ON_RECORD, WHEN, WORDS, keys, pieces};
use crate::{Piece, added, kinds};

/// The entries of a version as they count now: what the machine read and people added, each in the machine's words and as
/// people changed it.
pub struct StandingEntries<'r> {
    /// The machine's record, with what people added.
    pub record: Cow<'r, Record>,
    /// Its entries as they were read.
    pub read: Vec<Row>,
    /// The same as they count.
    pub rows: Vec<Row>,
}

/// Puts what people said in the place of what the machine read. `actors` are rows of actors by ids within the record.
pub fn standing<'r>(
    db: &Connection,
    article_key: i64,
    record: &'r Record,
    actors: &HashMap<String, i64>,
) -> rusqlite::Result<StandingEntries<'r>> {
    let is_any: bool = db
        .prepare_cached("SELECT EXISTS (SELECT 1 FROM _correction WHERE undone IS NULL)")?
        .query_row([], |row| row.get(0))?;
    let record = if is_any { added::with_added(db, article_key, record)? } else { Cow::Borrowed(record) };
    let named = NamedPlaces::new(&record, actors);
    let read = row::rows(article_key, &record, actors, &named);
    let mut rows = read.clone();
    if is_any {
        let reading = Reading { db, record: &record, named: &named };
        rows.iter_mut().try_for_each(|row| reading.correct_all(row))?;
    }
    Ok(StandingEntries { record, read, rows })
}

struct Reading<'a> {
    db: &'a Connection,
    record: &'a Record,
    named: &'a NamedPlaces,
}

impl Reading<'_> {
    fn correct_all(&self, row: &mut Row) -> rusqlite::Result<()> {
        let mut query = self.db.prepare_cached(
            "SELECT what, value FROM _correction WHERE target = ?1 AND kind = ?2 AND undone IS NULL ORDER BY id",
        )?;
        let found =
            query.query_map((row.id.key, row.id.kind.as_str()), |row| Ok((row.get(0)?, row.get(1)?)))?;
        for (what, value) in found.collect::<rusqlite::Result<Vec<(String, String)>>>()? {
            self.correct(row, &what, &value)?;
        }
        Ok(())
    }

    fn correct(&self, row: &mut Row, what: &str, value: &str) -> rusqlite::Result<()> {
        let kind = kinds::of(row.id.kind);
        match what {
            NOT_ON_RECORD => row.is_rejected = true,
            WORDS => self.reword(row, &pieces(value)),
            WHEN => row.redate(days(value)),
            _ => {
                if let Some(idx) = kind.columns.iter().position(|column| column.name == what) {
                    row.values[idx] = Some(value.to_string()).filter(|value| !value.is_empty());
                    forget_days(row, what);
                } else if let Ok(part) = Part::from_str(what) {
                    let actors = effective(self.db, &keys(value))?;
                    row.parties.retain(|(other, _)| *other != part);
                    let place = |part: Part| kind.parts().iter().position(|other| *other == part);
                    let at = row.parties.iter().take_while(|(other, _)| place(*other) < place(part)).count();
                    row.parties.splice(at..at, actors.into_iter().map(|actor| (part, actor)));
                }
            }
        }
        Ok(())
    }

    /// Gives a row other words, where this version of the article has them.
    fn reword(&self, row: &mut Row, pieces: &[Piece]) {
        if let Some(spans) = located(&self.record.article.text, pieces, row.start) {
            let own: Vec<_> = spans.iter().collect();
            row.about = self.named.within(&own);
            row.reword(&own);
        }
    }
}

/// The days of words that a person changed are not those of the words before.
fn forget_days(row: &mut Row, what: &str) {
    if (row.id.kind, what) == (EntryKind::Commitment, "due") {
        for (column, value) in kinds::of(row.id.kind).columns.iter().zip(&mut row.values) {
            if column.name.starts_with("due_") {
                *value = None;
            }
        }
    }
}

/// Days, as a correction keeps them: the first and the last with two points between; nothing where there are none.
pub fn days(value: &str) -> Option<EntryDays> {
    let (from, to) = value.split_once("..").unwrap_or((value, value));
    let is_any = !from.is_empty() && !to.is_empty();
    // A day that a person gives is that of this very thing.
    is_any.then(|| EntryDays { from: from.to_string(), to: to.to_string(), is_stated: true })
}

/// The rows of actors of these keys, or of those whom they are merged into.
fn effective(db: &Connection, keys: &[i64]) -> rusqlite::Result<Vec<i64>> {
    let mut actors = Vec::new();
    for key in keys {
        let mut query = db.prepare_cached("SELECT coalesce(merged, id) FROM _actor WHERE key = ?1")?;
        actors.extend(query.query_row([key], |row| row.get::<_, i64>(0)).optional()?);
    }
    Ok(actors)
}
