//! What people said instead of what the machine read, put into rows.

use std::str::FromStr;

use onrecord_record::Part;
use rusqlite::{Connection, OptionalExtension};

use crate::kinds;
use crate::row::Row;

/// What a correction of an entry that is none says.
pub const NOT_ON_RECORD: &str = "not_on_record";

/// Puts what people said in the place of what the machine read.
pub fn apply(db: &Connection, rows: &mut [Row]) -> rusqlite::Result<()> {
    let is_any: bool = db
        .prepare_cached("SELECT EXISTS (SELECT 1 FROM _correction WHERE undone IS NULL)")?
        .query_row([], |row| row.get(0))?;
    if !is_any {
        return Ok(());
    }
    for row in rows {
        let mut query = db.prepare_cached(
            "SELECT what, value FROM _correction WHERE target = ?1 AND kind = ?2 AND undone IS NULL ORDER BY id",
        )?;
        let found =
            query.query_map((row.id.key, row.id.kind.as_str()), |row| Ok((row.get(0)?, row.get(1)?)))?;
        for (what, value) in found.collect::<rusqlite::Result<Vec<(String, String)>>>()? {
            correct(db, row, &what, &value)?;
        }
    }
    Ok(())
}

fn correct(db: &Connection, row: &mut Row, what: &str, value: &str) -> rusqlite::Result<()> {
    let kind = kinds::of(row.id.kind);
    if what == NOT_ON_RECORD {
        row.is_rejected = true;
    } else if let Some(idx) = kind.columns.iter().position(|column| column.name == what) {
        row.values[idx] = Some(value.to_string());
    } else if let Ok(part) = Part::from_str(what) {
        let actors = effective(db, &keys(value))?;
        row.parties.retain(|(other, _)| *other != part);
        let place = |part: Part| kind.parts().iter().position(|other| *other == part);
        let at = row.parties.iter().take_while(|(other, _)| place(*other) < place(part)).count();
        row.parties.splice(at..at, actors.into_iter().map(|actor| (part, actor)));
    }
    Ok(())
}

/// Keys of actors, as a correction keeps them.
pub fn keys(json: &str) -> Vec<i64> {
    serde_json::from_str(json).unwrap_or_default()
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
