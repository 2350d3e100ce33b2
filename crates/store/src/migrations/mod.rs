//! The formats of the file, one after the other: `0001.sql` makes the first, each later file turns the one before into
//! its own. `user_version` is the number of the format. Files of formats that were released never change.
//!
//! Rows of entries say nothing that the kept records, the corrections and the merges do not say, so a format that
//! changes their tables has them written anew by the code of today instead of telling in SQL how: the hook of the last
//! such format does it for all formats before.

use rusqlite::{Connection, Transaction, TransactionBehavior, params};
use rusqlite_migration::{HookResult, M, Migrations};

use crate::packed::DICTIONARY;
use crate::words::{folded, words};
use crate::{actors, reading, same, seal, unindexed};

/// The format that this program writes.
pub const FORMAT: i64 = 4;

fn formats() -> Migrations<'static> {
    Migrations::new(vec![
        M::up_with_hook(include_str!("0001.sql"), dictionary),
        M::up(include_str!("0002.sql")).foreign_key_check(),
        M::up_with_hook(include_str!("0003.sql"), entries_anew).foreign_key_check(),
        M::up(include_str!("0004.sql")),
    ])
}

/// Brings an empty file, or a store of an earlier format, up to [`FORMAT`], in one transaction: whatever ends it leaves
/// the file as it was.
pub fn upgrade(db: &mut Connection) -> rusqlite::Result<()> {
    // Tables that others refer to are made anew; what they refer to is checked at the end.
    db.pragma_update(None, "foreign_keys", false)?;
    db.set_transaction_behavior(TransactionBehavior::Immediate);
    let done = formats().to_latest(db);
    db.set_transaction_behavior(TransactionBehavior::Deferred);
    done.map_err(cause)
}

fn dictionary(db: &Transaction) -> HookResult {
    db.execute("INSERT INTO dictionary (id, bytes) VALUES (1, ?1)", [DICTIONARY])?;
    Ok(())
}

fn entries_anew(db: &Transaction) -> HookResult {
    fold_anew(db)?;
    unindexed::begin(db)?;
    seal::begin(db)?;
    seal::note_everything(db)?;
    // The index is empty: it gets what stands at the end, and nothing has to be taken out of it before.
    db.execute("INSERT OR IGNORE INTO temp.unindexed SELECT id FROM _entry WHERE stands = 1", [])?;
    let mut query = db.prepare(
        "SELECT v.id, r.current = v.id FROM _version v JOIN _article r ON r.id = v.article ORDER BY v.id",
    )?;
    let versions = query.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    for (version, is_current) in versions.collect::<rusqlite::Result<Vec<(i64, bool)>>>()? {
        reading::again(db, version, is_current)?;
    }
    same::hashed_anew(db)?;
    unindexed::index(db)?;
    seal::seal(db)?;
    Ok(())
}

/// Compares names as they are compared now.
fn fold_anew(db: &Transaction) -> rusqlite::Result<()> {
    actors::name_all(db)?;
    let mut query = db.prepare("SELECT id, name FROM _publisher")?;
    let publishers = query.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    for (id, name) in publishers.collect::<rusqlite::Result<Vec<(i64, String)>>>()? {
        db.execute("UPDATE _publisher SET folded = ?2 WHERE id = ?1", params![id, folded(&name)])?;
    }
    // What tells which of an article's actors was split off.
    let mut query = db.prepare("SELECT id, machine FROM _correction WHERE what = 'split'")?;
    let split = query.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    for (id, name) in split.collect::<rusqlite::Result<Vec<(i64, String)>>>()? {
        let name = words(&name).join(" ");
        db.execute("UPDATE _correction SET machine = ?2 WHERE id = ?1", params![id, name])?;
    }
    Ok(())
}

/// What SQLite says is worth more than which migration it says it of.
fn cause(error: rusqlite_migration::Error) -> rusqlite::Error {
    match error {
        rusqlite_migration::Error::RusqliteError { err, .. } => err,
        other => rusqlite::Error::ToSqlConversionFailure(Box::new(other)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::SPELT;

    #[test]
    fn every_format_is_made_of_the_one_before() {
        let mut db = Connection::open_in_memory().unwrap();
        upgrade(&mut db).unwrap();
        let format: i64 = db.query_row("PRAGMA user_version", [], |row| row.get(0)).unwrap();
        assert_eq!(format, FORMAT);
        assert!(formats().validate().is_ok());
    }

    /// The views spell as [`spelt`](crate::words::spelt) does.
    #[test]
    fn the_index_has_letters_as_people_type_them() {
        let mut db = Connection::open_in_memory().unwrap();
        upgrade(&mut db).unwrap();
        for view in ["_entry_words", "_headline_words"] {
            let sql: String = db
                .query_row("SELECT sql FROM sqlite_schema WHERE name = ?1", [view], |row| row.get(0))
                .unwrap();
            assert_eq!(
                sql.matches("replace(").count()
                    - sql.matches("replace(p.").count()
                    - sql.matches("replace(s.").count(),
                SPELT.len(),
                "{view}"
            );
            for (letter, instead) in SPELT {
                assert!(sql.contains(&format!("'{letter}', '{}')", instead.replace('\'', "''"))), "{letter}");
            }
        }
    }
}
