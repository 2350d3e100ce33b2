//! Writes anew what hangs on a correction that was made or taken back.

use std::collections::HashMap;

use rusqlite::{Connection, params};

use crate::key::{EntryId, prefix};
use crate::seal::{self, Sealed};
use crate::{actors, identity, read, reading};

/// The versions that have an entry.
pub fn of_entry(db: &Connection, entry: EntryId) -> rusqlite::Result<()> {
    let mut query = db.prepare("SELECT DISTINCT version FROM _entry WHERE key = ?1 AND kind = ?2")?;
    let versions = query.query_map((entry.key, prefix(entry.kind)), |row| row.get(0))?;
    let versions: Vec<i64> = versions.collect::<rusqlite::Result<_>>()?;
    versions.into_iter().try_for_each(|version| write_again(db, version))
}

/// The versions of an article, their actors as they are known.
pub fn of_article(db: &Connection, article_key: i64) -> rusqlite::Result<()> {
    versions(db, article_key)?.into_iter().try_for_each(|version| write_again(db, version))
}

fn versions(db: &Connection, article_key: i64) -> rusqlite::Result<Vec<i64>> {
    let mut query =
        db.prepare("SELECT v.id FROM _version v JOIN _article r ON r.id = v.article WHERE r.key = ?1")?;
    query.query_map([article_key], |row| row.get(0))?.collect()
}

/// An actor of this key, by what is said of it now: its name, its kind, its offices wherever it appears.
pub fn of_actor(db: &Connection, key: i64) -> rusqlite::Result<()> {
    let Some(actor) = actors::by_key(db, key)? else { return Ok(()) };
    actors::called_by_hand(db, actor, key)?;
    let mut query = db.prepare(
        "SELECT DISTINCT p.version FROM _appearance p JOIN _actor a ON a.id = p.actor WHERE a.id = ?1 OR a.merged = ?1",
    )?;
    let versions = query.query_map([actor], |row| row.get::<_, i64>(0))?;
    let versions = versions.collect::<rusqlite::Result<Vec<_>>>()?;
    versions.into_iter().try_for_each(|version| identity::roles_anew(db, version))
}

/// A version, from its record, its actors as they are known.
pub fn write_again(db: &Connection, version: i64) -> rusqlite::Result<()> {
    let is_current: bool = db.query_row(
        "SELECT r.current = v.id FROM _version v JOIN _article r ON r.id = v.article WHERE v.id = ?1",
        [version],
        |row| row.get(0),
    )?;
    reading::again(db, version, is_current)
}

/// The versions of an article, its actors found anew.
pub fn article(db: &Connection, article_key: i64) -> rusqlite::Result<()> {
    versions(db, article_key)?.into_iter().try_for_each(|found| version(db, found, article_key))
}

fn version(db: &Connection, version: i64, article_key: i64) -> rusqlite::Result<()> {
    let record = read::record(db, version)?;
    identity::link(db, version, article_key, &record)?;
    write_again(db, version)
}

/// Takes away those of these actors whom people made by corrections and whom no correction names any more. Where articles
/// were taken to tell of one, they are read as if it had never been.
pub fn without_unused(db: &Connection, keys: &[i64]) -> rusqlite::Result<()> {
    for key in keys {
        let sql = "SELECT a.id FROM _actor a WHERE a.key = ?1 AND a.by_hand = 1
               AND NOT EXISTS (SELECT 1 FROM _actor o WHERE o.merged = a.id)
               AND NOT EXISTS (
                 SELECT 1 FROM _correction c WHERE c.undone IS NULL
                   AND (c.kind = 'actor' AND c.target = a.key OR instr(c.value, CAST(a.key AS TEXT)) > 0))";
        let mut query = db.prepare_cached(sql)?;
        let unused = query.query_map([key], |row| row.get(0))?.collect::<rusqlite::Result<Vec<i64>>>()?;
        for actor in unused {
            let mut query = db.prepare_cached(
                "SELECT DISTINCT v.id, r.key FROM _appearance p JOIN _version v ON v.id = p.version
                 JOIN _article r ON r.id = v.article WHERE p.actor = ?1 ORDER BY v.id",
            )?;
            let versions = query.query_map([actor], |row| Ok((row.get(0)?, row.get(1)?)))?;
            let versions = versions.collect::<rusqlite::Result<Vec<(i64, i64)>>>()?;
            actors::hide(db, actor)?;
            versions.into_iter().try_for_each(|(found, article)| version(db, found, article))?;
            actors::remove(db, actor)?;
        }
    }
    Ok(())
}

/// Sets `_actor.merged` from the merges that hold, and writes anew what is by those it changes for.
pub fn merged_anew(db: &Connection) -> rusqlite::Result<()> {
    let before = merged(db)?;
    let after = as_merges_say(db)?;
    let mut changed: Vec<i64> = before.keys().chain(after.keys()).copied().collect();
    changed.retain(|actor| before.get(actor) != after.get(actor));
    changed.sort_unstable();
    changed.dedup();
    let mut versions = Vec::new();
    for actor in &changed {
        db.execute("UPDATE _actor SET merged = ?2 WHERE id = ?1", params![actor, after.get(actor)])?;
        seal::note(db, Sealed::Actor, *actor)?;
        let mut query = db.prepare_cached("SELECT DISTINCT version FROM _appearance WHERE actor = ?1")?;
        let found = query.query_map([actor], |row| row.get::<_, i64>(0))?;
        versions.extend(found.collect::<rusqlite::Result<Vec<_>>>()?);
    }
    if !changed.is_empty() {
        // Whoever was put in place by a correction may be merged too.
        let by_hand = "SELECT DISTINCT e.version FROM _correction c JOIN _entry e ON e.key = c.target
             WHERE c.value LIKE '[%' AND c.undone IS NULL";
        let mut query = db.prepare_cached(by_hand)?;
        let found = query.query_map([], |row| row.get::<_, i64>(0))?;
        versions.extend(found.collect::<rusqlite::Result<Vec<_>>>()?);
    }
    versions.sort_unstable();
    versions.dedup();
    versions.into_iter().try_for_each(|version| write_again(db, version))
}

/// Who is merged into whom, by the rows.
fn merged(db: &Connection) -> rusqlite::Result<HashMap<i64, i64>> {
    let mut query = db.prepare("SELECT id, merged FROM _actor WHERE merged IS NOT NULL")?;
    query.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect()
}

/// The same by the merges that hold, each to the end of its chain.
fn as_merges_say(db: &Connection) -> rusqlite::Result<HashMap<i64, i64>> {
    let mut query = db.prepare(
        "SELECT a.id, b.id FROM _correction c JOIN _actor a ON a.key = c.target
         JOIN _actor b ON b.key = CAST(c.value AS INTEGER) WHERE c.what = 'merge' AND c.undone IS NULL ORDER BY c.id",
    )?;
    let pairs: Vec<(i64, i64)> =
        query.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<rusqlite::Result<_>>()?;
    let mut into: HashMap<i64, i64> = HashMap::new();
    let root = |into: &HashMap<i64, i64>, mut actor: i64| {
        while let Some(next) = into.get(&actor) {
            actor = *next;
        }
        actor
    };
    for (one, other) in pairs {
        let (one, other) = (root(&into, one), root(&into, other));
        if one != other {
            into.insert(one, other);
        }
    }
    Ok(into.keys().map(|actor| (*actor, root(&into, *actor))).collect())
}
