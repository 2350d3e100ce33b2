//! What is to be put into the full-text index, until a transaction ends: all together and in the order of ids, as FTS5
//! starts a new segment of its tree whenever an id is smaller than the one before.

use rusqlite::{Connection, params};

use crate::text::Texts;
use crate::words::spelt;

/// Makes the list, for this connection alone.
pub fn begin(db: &Connection) -> rusqlite::Result<()> {
    db.execute_batch("CREATE TEMP TABLE IF NOT EXISTS unindexed (id INTEGER PRIMARY KEY)")
}

/// Notes an entry that stands.
pub fn note(db: &Connection, id: i64) -> rusqlite::Result<()> {
    db.prepare_cached("INSERT INTO temp.unindexed (id) VALUES (?1)")?.execute([id]).map(drop)
}

/// Takes an entry that stands out of the index, or off the list, before it changes.
pub fn remove(db: &Connection, id: i64) -> rusqlite::Result<()> {
    if db.prepare_cached("DELETE FROM temp.unindexed WHERE id = ?1")?.execute([id])? == 0 {
        db.prepare_cached(
            "INSERT INTO _entry_text (_entry_text, rowid, words, tags)
             SELECT 'delete', id, words, tags FROM _entry_indexed WHERE id = ?1",
        )?
        .execute([id])?;
    }
    Ok(())
}

/// Puts what is on the list into the index.
pub fn index(db: &Connection) -> rusqlite::Result<()> {
    let mut query = db.prepare_cached(
        "SELECT e.id, e.version, e.start, e.\"end\", e.words,
           CASE e.kind WHEN 'po' THEN (SELECT d.issue FROM _position d WHERE d.entry = e.id) END, i.tags
         FROM temp.unindexed u CROSS JOIN _entry e ON e.id = u.id CROSS JOIN _entry_words i ON i.id = u.id ORDER BY u.id",
    )?;
    let mut insert = db.prepare_cached("INSERT INTO _entry_text (rowid, words, tags) VALUES (?1, ?2, ?3)")?;
    let mut texts = Texts::default();
    let mut rows = query.query([])?;
    while let Some(row) = rows.next()? {
        let (words, issue): (Option<String>, Option<String>) = (row.get(4)?, row.get(5)?);
        // The view says the same, and counts a long text's letters from its start for each of its entries.
        let words = match words {
            Some(words) => words,
            None => texts.slice(db, row.get(1)?, row.get(2)?, row.get(3)?)?.to_string(),
        };
        let words = issue.map(|issue| format!("{issue} … ")).unwrap_or_default() + &words;
        insert.execute(params![row.get::<_, i64>(0)?, spelt(&words), row.get::<_, String>(6)?])?;
    }
    drop(rows);
    db.prepare_cached("DELETE FROM temp.unindexed")?.execute([])?;
    Ok(())
}

/// Puts the headline of a version into its index as it begins to count.
pub fn index_headline(db: &Connection, version: i64) -> rusqlite::Result<()> {
    let sql = "INSERT INTO _headline_text (rowid, title) SELECT id, title FROM _headline_words WHERE id = ?1";
    db.prepare_cached(sql)?.execute([version]).map(drop)
}

/// Takes the headline of a version that counts out of its index, before it changes.
pub fn remove_headline(db: &Connection, version: i64) -> rusqlite::Result<()> {
    let sql = "INSERT INTO _headline_text (_headline_text, rowid, title)
         SELECT 'delete', id, title FROM _headline_words WHERE id = ?1";
    db.prepare_cached(sql)?.execute([version]).map(drop)
}
