//! Writes the entries of a version: what the machine read, changed by what people corrected.

use std::collections::HashMap;

use onrecord_record::{Part, Record};
use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension, params, params_from_iter};

use crate::day::DAY_BITS;
use crate::key::prefix;
use crate::kinds::KINDS;
use crate::kinds::kind::Kind;
use crate::row::Row;
use crate::seal::{self, Sealed};
use crate::spent::{AddingPart as Work, on};
use crate::standing::standing;
use crate::term::term;
use crate::text::Texts;
use crate::{followed, identity, kinds, read, same, unindexed};

/// The version that rows are of.
pub struct VersionPlace {
    pub version: i64,
    pub article_key: i64,
    pub day: i64,
    pub is_current: bool,
}

/// What is in the file of one row.
struct Old {
    id: i64,
    kind: String,
    stands: bool,
    /// Its own words.
    words: String,
}

/// Writes the entries of one version: what is there and still holds keeps its place, the rest goes. Gives how many
/// statements stand.
pub fn put(
    db: &Connection,
    place: &VersionPlace,
    record: &Record,
    actors: &HashMap<String, i64>,
) -> rusqlite::Result<usize> {
    let mut rows = standing(db, place.article_key, record, actors)?.rows;
    if followed::follow(db, place.version, place.article_key, &rows)? {
        rows = standing(db, place.article_key, record, actors)?.rows;
    }
    let mut old = old_rows(db, place.version)?;
    let mut texts = Texts::default();
    for row in &rows {
        let before = old.remove(&(prefix(row.id.kind).to_string(), row.id.key));
        put_row(db, place, row, before, &mut texts)?;
    }
    for gone in old.into_values() {
        remove(db, &gone)?;
    }
    seal::note(db, Sealed::Same, place.version)?;
    let is_statement = |row: &&Row| row.id.kind == onrecord_record::EntryKind::Statement;
    Ok(rows.iter().filter(is_statement).filter(|row| !row.is_rejected).count())
}

/// Writes a version's entries anew from its record, corrections and merges.
pub fn again(db: &Connection, version: i64, is_current: bool) -> rusqlite::Result<()> {
    let record = read::record(db, version)?;
    let actors = identity::linked(db, version)?;
    put(db, &place(db, version, is_current)?, &record, &actors)?;
    Ok(())
}

/// What the entries of a version need to know of it.
pub fn place(db: &Connection, version: i64, is_current: bool) -> rusqlite::Result<VersionPlace> {
    let mut query = db.prepare_cached(
        "SELECT r.key, v.day FROM _version v JOIN _article r ON r.id = v.article WHERE v.id = ?1",
    )?;
    query.query_row([version], |row| {
        Ok(VersionPlace { version, article_key: row.get(0)?, day: row.get(1)?, is_current })
    })
}

/// By kind and key.
fn old_rows(db: &Connection, version: i64) -> rusqlite::Result<HashMap<(String, i64), Old>> {
    let mut query = db.prepare_cached(
        "SELECT e.kind, e.key, e.id, e.stands, e.words, e.start, e.\"end\" FROM _entry e WHERE e.version = ?1",
    )?;
    let mut texts = Texts::default();
    let rows = query.query_map([version], |row| {
        let kind: String = row.get(0)?;
        let words = match row.get(4)? {
            Some(words) => words,
            None => texts.slice(db, version, row.get(5)?, row.get(6)?)?.to_string(),
        };
        Ok(((kind.clone(), row.get(1)?), Old { id: row.get(2)?, kind, stands: row.get(3)?, words }))
    })?;
    rows.collect()
}

fn put_row(
    db: &Connection,
    place: &VersionPlace,
    row: &Row,
    old: Option<Old>,
    texts: &mut Texts,
) -> rusqlite::Result<()> {
    let stands = place.is_current && !row.is_rejected;
    let id = match &old {
        Some(old) => {
            if old.stands {
                unindexed::remove(db, old.id)?;
                // Copies are found by the words that it has in the file.
                if stands && old.words != row.words {
                    same::leave(db, old.id)?;
                }
            }
            forget(db, old)?;
            old.id
        }
        None => next_id(db, place.day)?,
    };
    put_entry(db, id, place, row, stands)?;
    put_details(db, id, row)?;
    put_parties(db, id, row)?;
    put_evidence(db, id, row)?;
    if stands {
        unindexed::note(db, id)?;
    }
    let is_other = |old: &Old| old.words != row.words;
    match (stands, old.as_ref().is_some_and(|old| old.stands)) {
        (true, true) if old.as_ref().is_some_and(is_other) => {
            on(Work::Same, || same::join(db, id, row, place.version, texts))
        }
        (true, false) => on(Work::Same, || same::join(db, id, row, place.version, texts)),
        (false, true) => same::leave(db, id),
        _ => Ok(()),
    }
}

fn put_entry(
    db: &Connection,
    id: i64,
    place: &VersionPlace,
    row: &Row,
    stands: bool,
) -> rusqlite::Result<()> {
    let when = row.when.as_ref();
    db.prepare_cached(
        "INSERT INTO _entry (id, kind, key, version, local, start, \"end\", words, when_from, when_to, when_stated,
           confidence, same, stands)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?1, ?13)
         ON CONFLICT (id) DO UPDATE SET local = excluded.local, start = excluded.start, \"end\" = excluded.\"end\",
           words = excluded.words, when_from = excluded.when_from, when_to = excluded.when_to,
           when_stated = excluded.when_stated, confidence = excluded.confidence, stands = excluded.stands",
    )?
    .execute(params![
        id,
        prefix(row.id.kind),
        row.id.key,
        place.version,
        row.local,
        row.start,
        row.end,
        (!row.is_whole).then_some(&row.words),
        when.map(|when| &when.from),
        when.filter(|when| when.to != when.from).map(|when| &when.to),
        when.map(|when| when.is_stated),
        row.confidence,
        stands,
    ])
    .map(drop)
}

/// Puts what only its kind has into the kind's table.
fn put_details(db: &Connection, id: i64, row: &Row) -> rusqlite::Result<()> {
    let kind = kinds::of(row.id.kind);
    if kind.columns.is_empty() {
        return Ok(());
    }
    let mut values = vec![Value::Integer(id)];
    for (column, value) in kind.columns.iter().zip(&row.values) {
        values.push(match (value, column.codes) {
            (None, _) => Value::Null,
            (Some(code), Some(_)) => Value::Integer(term(db, code)?),
            (Some(text), None) => Value::Text(text.clone()),
        });
    }
    let names: Vec<&str> = kind.columns.iter().map(|column| column.name).collect();
    let marks = vec!["?"; values.len()].join(", ");
    let sql = format!("INSERT INTO {} (entry, {}) VALUES ({marks})", kind.table, names.join(", "));
    db.prepare_cached(&sql)?.execute(params_from_iter(values)).map(drop)
}

fn put_parties(db: &Connection, id: i64, row: &Row) -> rusqlite::Result<()> {
    let mut places: HashMap<Part, i64> = HashMap::new();
    for (part, actor) in &row.parties {
        let place = places.entry(*part).or_default();
        db.prepare_cached("INSERT INTO _party (entry, part, place, actor) VALUES (?1, ?2, ?3, ?4)")?
            .execute(params![id, term(db, part.as_str())?, *place, actor])?;
        *place += 1;
    }
    for actor in &row.about {
        db.prepare_cached("INSERT INTO _about (entry, actor) VALUES (?1, ?2)")?.execute([id, *actor])?;
    }
    Ok(())
}

fn put_evidence(db: &Connection, id: i64, row: &Row) -> rusqlite::Result<()> {
    for (nth, (of, start, end)) in row.evidence.iter().enumerate() {
        db.prepare_cached(
            "INSERT INTO _evidence (entry, of, nth, start, \"end\") VALUES (?1, ?2, ?3, ?4, ?5)",
        )?
        .execute(params![id, term(db, of.as_str())?, nth, start, end])?;
    }
    Ok(())
}

/// A free id among those of the day.
fn next_id(db: &Connection, day: i64) -> rusqlite::Result<i64> {
    let (first, behind) = (day << DAY_BITS, (day + 1) << DAY_BITS);
    let last: Option<i64> = db
        .prepare_cached("SELECT max(id) FROM _entry WHERE id >= ?1 AND id < ?2")?
        .query_row([first, behind], |row| row.get(0))
        .optional()?
        .flatten();
    Ok(last.map_or(first + 1, |last| last + 1))
}

fn remove(db: &Connection, old: &Old) -> rusqlite::Result<()> {
    if old.stands {
        unindexed::remove(db, old.id)?;
        same::leave(db, old.id)?;
    }
    forget(db, old)?;
    db.prepare_cached("DELETE FROM _entry WHERE id = ?1")?.execute([old.id]).map(drop)
}

/// Removes what hangs on an entry.
fn forget(db: &Connection, old: &Old) -> rusqlite::Result<()> {
    let is_of_kind = |kind: &&Kind| prefix(kind.kind) == old.kind && !kind.columns.is_empty();
    let table = KINDS.iter().find(is_of_kind).map(|kind| kind.table);
    for table in ["_party", "_about", "_evidence"].into_iter().chain(table) {
        db.prepare_cached(&format!("DELETE FROM {table} WHERE entry = ?1"))?.execute([old.id])?;
    }
    Ok(())
}
