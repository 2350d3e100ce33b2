//! Rows of actors, with the names that they are found by. Whoever makes, renames or removes an actor does it here.

use onrecord_record::ActorKind;
use rusqlite::{Connection, OptionalExtension, params};

use crate::by_hand::by_hand;
use crate::entry::Who;
use crate::key::ActorId;
use crate::seal::{self, Sealed};
use crate::words::{folded, words};

/// The actor of this key.
pub fn by_key(db: &Connection, key: i64) -> rusqlite::Result<Option<i64>> {
    db.prepare_cached("SELECT id FROM _actor WHERE key = ?1")?.query_row([key], |row| row.get(0)).optional()
}

/// An actor by its row.
pub fn who(db: &Connection, actor: i64) -> rusqlite::Result<Who> {
    let mut query = db.prepare_cached("SELECT key, name, kind FROM _actor WHERE id = ?1")?;
    query.query_row([actor], |row| Ok(Who { id: ActorId(row.get(0)?), name: row.get(1)?, kind: row.get(2)? }))
}

/// Makes an actor. Whoever is never merged has no folded name.
pub fn make(db: &Connection, key: i64, kind: ActorKind, name: &str, folded: &str) -> rusqlite::Result<i64> {
    db.prepare_cached("INSERT INTO _actor (key, kind, name, folded, last) VALUES (?1, ?2, ?3, ?4, ?5)")?
        .execute(params![key, kind.as_str(), name, folded, last(folded)])?;
    let id = db.last_insert_rowid();
    put_names_of(db, id)?;
    seal::note(db, Sealed::Actor, id)?;
    Ok(id)
}

/// Makes an actor that a person's correction names: gone again when that is taken back.
pub fn make_by_hand(db: &Connection, key: i64, name: &str) -> rusqlite::Result<i64> {
    let id = make(db, key, ActorKind::Person, name, &folded(name))?;
    db.execute("UPDATE _actor SET by_hand = 1 WHERE id = ?1", [id])?;
    Ok(id)
}

/// Gives an actor another name, as articles have it; the name that a person gave stays.
pub fn rename(db: &Connection, id: i64, name: &str, folded: &str) -> rusqlite::Result<()> {
    forget_names(db, id)?;
    db.prepare_cached(
        "UPDATE _actor SET name = iif(read_name IS NULL, ?2, name), read_name = iif(read_name IS NULL, NULL, ?2),
           folded = ?3, last = ?4 WHERE id = ?1",
    )?
    .execute(params![id, name, folded, last(folded)])?;
    seal::note(db, Sealed::Actor, id)?;
    put_names_of(db, id)
}

/// Gives an actor the name and the kind that people say, or those that were read where nobody says any.
pub fn called_by_hand(db: &Connection, id: i64, key: i64) -> rusqlite::Result<()> {
    let (name, kind) = by_hand(db, key)?;
    forget_names(db, id)?;
    db.prepare_cached(
        "UPDATE _actor SET name = coalesce(?2, read_name, name), read_name = iif(?2 IS NULL, NULL, coalesce(read_name, name)),
           kind = coalesce(?3, read_kind, kind), read_kind = iif(?3 IS NULL, NULL, coalesce(read_kind, kind))
         WHERE id = ?1",
    )?
    .execute(params![id, name, kind])?;
    seal::note(db, Sealed::Actor, id)?;
    put_names_of(db, id)
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

/// Makes every actor found by its name as names are compared now.
pub fn name_all(db: &Connection) -> rusqlite::Result<()> {
    db.execute("DELETE FROM _name", [])?;
    let mut query = db.prepare("SELECT id, folded FROM _actor ORDER BY id")?;
    let all = query.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    for (id, before) in all.collect::<rusqlite::Result<Vec<(i64, String)>>>()? {
        let folded = words(&before).join(" ");
        if folded != before {
            db.prepare_cached("UPDATE _actor SET folded = ?2, last = ?3 WHERE id = ?1")?.execute(params![
                id,
                folded,
                last(&folded)
            ])?;
        }
        put_names_of(db, id)?;
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

/// What an actor is found by: each ending of each name once, and whether it is the whole of the name.
pub fn found_by(db: &Connection, id: i64) -> rusqlite::Result<Vec<(String, bool)>> {
    let mut all: Vec<(String, bool)> = Vec::new();
    for name in names_of(db, id)? {
        for (idx, ending) in endings(&name).enumerate() {
            if all.iter().all(|(known, _)| known != ending) {
                all.push((ending.to_string(), idx == 0));
            }
        }
    }
    Ok(all)
}

/// Before the name changes, which tells what it is found by.
fn forget_names(db: &Connection, id: i64) -> rusqlite::Result<()> {
    for name in names_of(db, id)? {
        for ending in endings(&name) {
            db.prepare_cached("DELETE FROM _name WHERE ending = ?1 AND actor = ?2")?
                .execute(params![ending, id])?;
        }
    }
    Ok(())
}

fn put_names_of(db: &Connection, id: i64) -> rusqlite::Result<()> {
    for (ending, is_whole) in found_by(db, id)? {
        db.prepare_cached("INSERT OR IGNORE INTO _name (ending, actor, is_whole) VALUES (?1, ?2, ?3)")?
            .execute(params![ending, id, is_whole])?;
    }
    Ok(())
}

/// The names of an actor as they are compared: as articles have it, and as a person gave it.
fn names_of(db: &Connection, id: i64) -> rusqlite::Result<Vec<String>> {
    let sql = "SELECT folded, iif(read_name IS NULL, NULL, name) FROM _actor WHERE id = ?1";
    let found = db.prepare_cached(sql)?.query_row([id], |row| Ok((row.get(0)?, row.get(1)?))).optional()?;
    let Some((read, by_hand)): Option<(String, Option<String>)> = found else { return Ok(Vec::new()) };
    let by_hand = by_hand.map(|name| folded(&name));
    Ok([by_hand, Some(read)].into_iter().flatten().filter(|name| !name.is_empty()).collect())
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
