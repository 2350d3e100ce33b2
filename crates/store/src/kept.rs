//! From tables back to the rows that were written, to compare them with what they should be.

use onrecord_record::Part;
use rusqlite::Connection;

use crate::ask::load::values;
use crate::entry::Of;
use crate::key::{EntryId, kind_of};
use crate::kinds;
use crate::row::{EntryDays, Row};

/// An entry as the tables have it.
pub struct KeptEntry {
    pub row: Row,
    /// The number of its row.
    pub id: i64,
    pub stands: bool,
}

/// The entries of a version; `slice` gives the words of its text between two code points.
pub fn kept<'t>(
    db: &Connection,
    version: i64,
    slice: &dyn Fn(usize, usize) -> Option<&'t str>,
) -> rusqlite::Result<Vec<KeptEntry>> {
    let mut query = db.prepare_cached(
        "SELECT id, kind, key, local, start, \"end\", words, when_from, when_to, when_stated, confidence, stands
         FROM _entry WHERE version = ?1 ORDER BY id",
    )?;
    let mut rows = query.query([version])?;
    let mut all = Vec::new();
    while let Some(row) = rows.next()? {
        let id: i64 = row.get(0)?;
        let kind = kind_of(&row.get::<_, String>(1)?).ok_or(rusqlite::Error::InvalidQuery)?;
        let (start, end) = (row.get(4)?, row.get(5)?);
        let words: Option<String> = row.get(6)?;
        let (from, to): (Option<String>, Option<String>) = (row.get(7)?, row.get(8)?);
        let is_stated = row.get::<_, Option<bool>>(9)? == Some(true);
        let kept = Row {
            id: EntryId::new(kind, row.get(2)?),
            local: row.get(3)?,
            is_whole: words.is_none(),
            words: words.unwrap_or_else(|| slice(start, end).unwrap_or_default().to_string()),
            start,
            end,
            when: from.map(|from| EntryDays { to: to.unwrap_or_else(|| from.clone()), from, is_stated }),
            confidence: row.get(10)?,
            values: values(db, id, kinds::of(kind))?,
            evidence: evidence(db, id)?,
            parties: parties(db, id, kinds::of(kind).parts())?,
            about: about(db, id)?,
            is_rejected: false,
        };
        all.push(KeptEntry { row: kept, id, stands: row.get(11)? });
    }
    Ok(all)
}

fn evidence(db: &Connection, id: i64) -> rusqlite::Result<Vec<(Of, usize, usize)>> {
    let mut query = db.prepare_cached(
        "SELECT t.text, x.start, x.\"end\" FROM _evidence x JOIN _term t ON t.id = x.of WHERE x.entry = ?1 ORDER BY x.nth",
    )?;
    let mut rows = query.query([id])?;
    let mut all = Vec::new();
    while let Some(row) = rows.next()? {
        let name: String = row.get(0)?;
        let of = Of::ALL.into_iter().find(|of| of.as_str() == name).ok_or(rusqlite::Error::InvalidQuery)?;
        all.push((of, row.get(1)?, row.get(2)?));
    }
    Ok(all)
}

/// In the order of the kind's parts.
fn parties(db: &Connection, id: i64, parts: &[Part]) -> rusqlite::Result<Vec<(Part, i64)>> {
    let mut query = db.prepare_cached(
        "SELECT t.text, p.actor FROM _party p JOIN _term t ON t.id = p.part WHERE p.entry = ?1 ORDER BY p.part, p.place",
    )?;
    let mut rows = query.query([id])?;
    let mut all: Vec<(Part, i64)> = Vec::new();
    while let Some(row) = rows.next()? {
        let name: String = row.get(0)?;
        let part = name.parse().map_err(|_| rusqlite::Error::InvalidQuery)?;
        all.push((part, row.get(1)?));
    }
    all.sort_by_key(|(part, _)| parts.iter().position(|other| other == part));
    Ok(all)
}

fn about(db: &Connection, id: i64) -> rusqlite::Result<Vec<i64>> {
    let mut query = db.prepare_cached("SELECT actor FROM _about WHERE entry = ?1 ORDER BY actor")?;
    query.query_map([id], |row| row.get(0))?.collect()
}
