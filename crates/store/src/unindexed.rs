//! What is to be put into the full-text index, until a transaction ends: all together and in the order of ids, as FTS5
//! starts a new segment of its tree whenever an id is smaller than the one before.

use rusqlite::Connection;

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
    db.prepare_cached(
        "INSERT INTO _entry_text (rowid, words, tags)
         SELECT i.id, i.words, i.tags FROM temp.unindexed u CROSS JOIN _entry_indexed i ON i.id = u.id ORDER BY u.id",
    )?
    .execute([])?;
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
