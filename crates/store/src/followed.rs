//! Corrections of entries that a later model reads in other words: they follow to the entry that stands in the same place.

use std::collections::HashSet;

use rusqlite::{Connection, params};

use crate::key::prefix;
use crate::row::Row;
use crate::seal::{self, Sealed};

/// An entry that was corrected and is not read in these words any more.
struct Lost {
    kind: String,
    key: i64,
    start: usize,
    end: usize,
}

/// Gives the corrections of entries that are not among `rows` any more to the new entry of the same kind that has at least
/// half of their place, and they half of its; says whether there were any. The rest is kept without an entry.
pub fn follow(db: &Connection, version: i64, article: i64, rows: &[Row]) -> rusqlite::Result<bool> {
    let (lost, mut taken) = lost(db, version, article, rows)?;
    let mut has_followed = false;
    for one in lost {
        let is_free = |row: &&Row| row.id.kind.as_str() == one.kind && !taken.contains(&row.id.key);
        let best = rows.iter().filter(is_free).max_by_key(|row| shared(&one, row));
        let Some(row) = best.filter(|row| is_same_place(&one, row)) else { continue };
        let key = row.id.key;
        db.execute(
            "UPDATE _correction SET target = ?1 WHERE article = ?2 AND kind = ?3 AND target = ?4",
            params![key, article, one.kind, one.key],
        )?;
        seal::note_all(db, Sealed::Correction, "SELECT id FROM _correction WHERE target = ?1", key)?;
        taken.insert(key);
        has_followed = true;
    }
    Ok(has_followed)
}

/// The corrected entries that went, and the keys of those that had been there before, which have corrections of their own.
fn lost(
    db: &Connection,
    version: i64,
    article: i64,
    rows: &[Row],
) -> rusqlite::Result<(Vec<Lost>, HashSet<i64>)> {
    let mut query = db.prepare_cached(
        "SELECT DISTINCT c.kind, c.target, e.start, e.\"end\" FROM _correction c
         JOIN _entry e ON e.version = ?1 AND e.key = c.target AND e.kind = substr(c.kind, 1, 2)
         WHERE c.article = ?2 AND c.article <> 0 AND c.undone IS NULL",
    )?;
    let corrected = query.query_map((version, article), |row| {
        Ok(Lost { kind: row.get(0)?, key: row.get(1)?, start: row.get(2)?, end: row.get(3)? })
    })?;
    let is_read =
        |one: &Lost| rows.iter().any(|row| row.id.key == one.key && prefix(row.id.kind) == &one.kind[..2]);
    let mut lost = corrected.collect::<rusqlite::Result<Vec<Lost>>>()?;
    lost.retain(|one| one.kind.len() > 2 && !is_read(one));
    if lost.is_empty() {
        return Ok((lost, HashSet::new()));
    }
    let mut query = db.prepare_cached("SELECT key FROM _entry WHERE version = ?1")?;
    let before = query.query_map([version], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    Ok((lost, before))
}

/// How many characters of the text an entry and a row share.
fn shared(one: &Lost, row: &Row) -> usize {
    one.end.min(row.end).saturating_sub(one.start.max(row.start))
}

fn is_same_place(one: &Lost, row: &Row) -> bool {
    let longest = (one.end - one.start.min(one.end)).max(row.end - row.start.min(row.end));
    let n_shared = shared(one, row);
    n_shared > 0 && n_shared * 2 >= longest
}
