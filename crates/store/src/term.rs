//! Codes and words that stand in many rows, once each.

use rusqlite::{Connection, OptionalExtension};

/// The number of words that stand in many rows.
pub fn term(db: &Connection, text: &str) -> rusqlite::Result<i64> {
    let known =
        db.prepare_cached("SELECT id FROM _term WHERE text = ?1")?.query_row([text], |row| row.get(0));
    if let Some(known) = known.optional()? {
        return Ok(known);
    }
    db.prepare_cached("INSERT INTO _term (text) VALUES (?1)")?.execute([text])?;
    Ok(db.last_insert_rowid())
}
