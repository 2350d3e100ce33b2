//! Rows of actors, with the names that they are found by. Whoever makes, renames or removes an actor does it here.

use onrecord_record::ActorKind;
use rusqlite::{Connection, OptionalExtension, params};

use crate::seal::{self, Sealed};
use crate::words::folded;

/// The actor of this key.
pub fn by_key(db: &Connection, key: i64) -> rusqlite::Result<Option<i64>> {
    db.prepare_cached("SELECT id FROM _actor WHERE key = ?1")?.query_row([key], |row| row.get(0)).optional()
}

/// Makes an actor. Whoever is never merged has no folded name.
pub fn make(db: &Connection, key: i64, kind: ActorKind, name: &str, folded: &str) -> rusqlite::Result<i64> {
    db.prepare_cached("INSERT INTO _actor (key, kind, name, folded, last) VALUES (?1, ?2, ?3, ?4, ?5)")?
        .execute(params![key, kind.as_str(), name, folded, last(folded)])?;
    let id = db.last_insert_rowid();
    put_names(db, id, folded)?;
    seal::note(db, Sealed::Actor, id)?;
    Ok(id)
}

/// Makes an actor that a person's correction names: gone again when that is taken back.
pub fn make_by_hand(db: &Connection, key: i64, name: &str) -> rusqlite::Result<i64> {
    let id = make(db, key, ActorKind::Person, name, &folded(name))?;
    db.execute("UPDATE _actor SET by_hand = 1 WHERE id = ?1", [id])?;
    Ok(id)
}

/// Gives an actor another name.
pub fn rename(db: &Connection, id: i64, name: &str, folded: &str) -> rusqlite::Result<()> {
    forget_names(db, id)?;
    db.prepare_cached("UPDATE _actor SET name = ?2, folded = ?3, last = ?4 WHERE id = ?1")?
        .execute(params![id, name, folded, last(folded)])?;
    seal::note(db, Sealed::Actor, id)?;
    put_names(db, id, folded)
}

/// Hides an actor from whoever looks for a name, before [`remove`].
pub fn hide(db: &Connection, id: i64) -> rusqlite::Result<()> {
    forget_names(db, id)?;
    db.execute("UPDATE _actor SET folded = '', last = '', key = -id WHERE id = ?1", [id]).map(drop)
}

/// Removes an actor that nothing refers to.
pub fn remove(db: &Connection, id: i64) -> rusqlite::Result<()> {
    forget_names(db, id)?;
    seal::note(db, Sealed::Actor, id)?;
    db.execute("DELETE FROM _actor WHERE id = ?1", [id]).map(drop)
}

/// Makes every actor found by its name: for a store in which nobody is yet.
pub fn name_all(db: &Connection) -> rusqlite::Result<()> {
    let mut query = db.prepare("SELECT id, folded FROM _actor WHERE folded <> '' ORDER BY id")?;
    let mut rows = query.query([])?;
    while let Some(row) = rows.next()? {
        put_names(db, row.get(0)?, row.get_ref(1)?.as_str()?)?;
    }
    Ok(())
}

fn last(folded: &str) -> &str {
    folded.rsplit(' ').next().unwrap_or_default()
}

/// How many words of a name it is found by: who is called longer is found by the first of them.
const MOST_WORDS: usize = 8;

/// What a name is found by: itself, and what is left of it behind each of its words.
pub fn endings(folded: &str) -> impl Iterator<Item = &str> {
    let starts = folded.match_indices(' ').map(|(at, _)| at + 1);
    let all = std::iter::once(0).chain(starts).map(|at| &folded[at..]);
    all.filter(|ending| !ending.is_empty()).take(MOST_WORDS)
}

fn put_names(db: &Connection, id: i64, folded: &str) -> rusqlite::Result<()> {
    for (idx, ending) in endings(folded).enumerate() {
        db.prepare_cached("INSERT OR IGNORE INTO _name (ending, actor, is_whole) VALUES (?1, ?2, ?3)")?
            .execute(params![ending, id, idx == 0])?;
    }
    Ok(())
}

/// Before the name changes, which tells what it is found by.
fn forget_names(db: &Connection, id: i64) -> rusqlite::Result<()> {
    let sql = "SELECT folded FROM _actor WHERE id = ?1";
    let folded: Option<String> = db.prepare_cached(sql)?.query_row([id], |row| row.get(0)).optional()?;
    for ending in endings(&folded.unwrap_or_default()) {
        db.prepare_cached("DELETE FROM _name WHERE ending = ?1 AND actor = ?2")?
            .execute(params![ending, id])?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_found_by_each_of_its_words() {
        let all: Vec<&str> = endings("nora byrne lund").collect();
        assert_eq!(all, ["nora byrne lund", "byrne lund", "lund"]);
        assert_eq!(endings("").count(), 0);
    }
}
