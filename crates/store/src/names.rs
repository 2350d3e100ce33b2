//! One look-up of names for all who ask: queries, dossiers, corrections, suggestions.
//!
//! A name is found by each of its words and by what begins there: `byrne lund`, `lund` and `nora byrne*` all find Nora
//! Byrne-Lund. Words are compared as `words` has them, without case, accents and punctuation. Whoever has no name is
//! found by the words of the description, where nobody has them in a name.

use rusqlite::{Connection, params};

/// Somebody whom words may mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Named {
    /// The row of the actor, or of the one it is merged into.
    pub id: i64,
    /// Whether the words are the whole name, not a part of it.
    pub is_whole: bool,
    /// Whether it is a person, who goes by parts of the name; a body goes by all of it.
    pub is_person: bool,
    /// Whether it is known as a writer only.
    pub is_author: bool,
}

/// Everyone who has these words in a row in the name, each once; with `is_prefix` the last word may go on. At most
/// `most`, those who are called so entirely first.
pub fn having(db: &Connection, folded: &str, is_prefix: bool, most: usize) -> rusqlite::Result<Vec<Named>> {
    if folded.is_empty() {
        return Ok(Vec::new());
    }
    // Endings are ordered by bytes, and no byte of UTF-8 is above the last character's.
    let from = if is_prefix { folded.to_string() } else { format!("{folded} ") };
    let behind = format!("{from}{}", char::MAX);
    let mut query = db.prepare_cached(
        "WITH found(actor, is_whole) AS (
           SELECT actor, is_whole FROM _name WHERE ending = ?1
           UNION ALL SELECT * FROM (SELECT actor, 0 FROM _name WHERE ending >= ?2 AND ending < ?3 LIMIT ?4))
         SELECT coalesce(a.merged, a.id), max(f.is_whole), max(a.kind = 'person'), min(a.kind = 'author')
         FROM found f JOIN _actor a ON a.id = f.actor GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT ?4",
    )?;
    let most = i64::try_from(most).unwrap_or(i64::MAX);
    let found = query.query_map(params![folded, from, behind, most], |row| {
        Ok(Named { id: row.get(0)?, is_whole: row.get(1)?, is_person: row.get(2)?, is_author: row.get(3)? })
    })?;
    found.collect()
}

/// Those without a name whose description has these words in a row. They are in no index, and there are many.
pub fn described(db: &Connection, folded: &str, is_prefix: bool, most: usize) -> rusqlite::Result<Vec<i64>> {
    if folded.is_empty() {
        return Ok(Vec::new());
    }
    let mut query = db.prepare_cached(
        "SELECT DISTINCT coalesce(merged, id) FROM _actor
         WHERE folded = '' AND ' ' || lower(name) || ' ' LIKE ?1 LIMIT ?2",
    )?;
    let most = i64::try_from(most).unwrap_or(i64::MAX);
    query.query_map(params![like(folded, is_prefix), most], |row| row.get(0))?.collect()
}

/// A pattern for a name with a blank before and behind it. Folded words hold no `%` and no `_`.
pub fn like(folded: &str, is_prefix: bool) -> String {
    format!("% {folded}{}%", if is_prefix { "" } else { " " })
}

/// Whom a name that a person gave means: those called so entirely, else those who have it as whole words, else those
/// who have a word that begins so, else those who are described so.
pub fn meant(db: &Connection, folded: &str, most: usize) -> rusqlite::Result<Vec<Named>> {
    let mut found = having(db, folded, false, most)?;
    if found.iter().any(|one| one.is_whole && !one.is_author) {
        found.retain(|one| one.is_whole && !one.is_author);
    }
    if found.is_empty() {
        found = having(db, folded, true, most)?;
    }
    if found.is_empty() {
        let other = |id| Named { id, is_whole: false, is_person: false, is_author: false };
        for is_prefix in [false, true] {
            let ids = described(db, folded, is_prefix, most)?;
            if !ids.is_empty() {
                return Ok(ids.into_iter().map(other).collect());
            }
        }
    }
    Ok(found)
}
