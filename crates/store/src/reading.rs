//! From a record to rows: what the machine read, changed by what people corrected, and the two written side by side.

use std::collections::HashMap;

use onrecord_record::{EntryKind, Record, Span, Statement, joined};
use rusqlite::{Connection, OptionalExtension, params};
use serde::Serialize;

use crate::correct::{self, Standing};
use crate::key::{EntryId, key};
use crate::same;
use crate::spent::{Part as Work, on};
use crate::words::folded;

/// One statement as it is kept.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    pub key: EntryId,
    pub local: String,
    pub content: String,
    /// Whether the words stand apart.
    pub is_in_pieces: bool,
    /// Code points of the article's text, from the first piece to the last.
    pub start: usize,
    pub end: usize,
    pub source: Option<String>,
    pub cue: Option<String>,
    pub quote: String,
    pub act: String,
    pub modality: String,
    pub channel: Option<String>,
    pub said_from: Option<String>,
    pub said_to: Option<String>,
    pub parent: Option<String>,
    pub confidence: f64,
    /// Whether a person said that it is none.
    pub is_rejected: bool,
    pub parties: Vec<Party>,
    /// Actors that are named in its words.
    pub about: Vec<i64>,
}

/// An actor's part in a statement.
#[derive(Clone, Debug, PartialEq)]
pub struct Party {
    pub part: &'static str,
    pub actor: i64,
}

pub const PARTS: [&str; 3] = ["speaker", "addressee", "via"];

/// The version that rows are of.
pub struct Place {
    pub version: i64,
    pub article_key: i64,
    pub day: i64,
    pub is_current: bool,
}

/// The name by which a value is serialized.
pub fn name_of(value: &impl Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(name)) => name,
        other => unreachable!("a plain enum is a string in JSON, not {other:?}"),
    }
}

/// The statements of `record` as rows; `actors` tells who its actors are, by their ids within the record.
pub fn rows(article_key: i64, record: &Record, actors: &HashMap<String, i64>) -> Vec<Row> {
    let article = format!("{article_key:016x}");
    let mut n_seen: HashMap<String, usize> = HashMap::new();
    let row = |statement: &Statement| {
        let content = joined(&statement.content);
        // The same words may stand in an article twice; the first is the first in every version.
        let n_before = n_seen.entry(content.clone()).or_default();
        let ordinal = n_before.to_string();
        *n_before += 1;
        let of = |part: &'static str, ids: &[String]| {
            let known = ids.iter().filter_map(|id| actors.get(id));
            known.map(move |actor| Party { part, actor: *actor }).collect::<Vec<_>>()
        };
        let (first, last) = (statement.content.first(), statement.content.last());
        let said = statement.said.as_ref();
        Row {
            key: EntryId::new(EntryKind::Statement, key(&[&article, &content, &ordinal])),
            local: statement.id.clone(),
            start: first.map_or(0, |span| span.start),
            end: last.map_or(0, |span| span.end),
            source: statement.source.as_ref().map(|mention| mention.span.text.clone()),
            cue: statement.cue.as_ref().map(|mention| mention.span.text.clone()),
            quote: name_of(&statement.quote),
            act: name_of(&statement.act),
            modality: name_of(&statement.modality),
            channel: statement.channel.clone(),
            said_from: said.map(|said| said.from.clone()),
            said_to: said.map(|said| said.to.clone()),
            parent: statement.parent.clone(),
            confidence: statement.confidence,
            is_rejected: false,
            parties: [
                of("speaker", &statement.speakers),
                of("addressee", &statement.addressees),
                of("via", &statement.via),
            ]
            .concat(),
            about: about(record, statement, actors),
            is_in_pieces: statement.content.len() > 1,
            content,
        }
    };
    record.statements.iter().map(row).collect()
}

/// The named actors that the words of `statement` refer to.
fn about(record: &Record, statement: &Statement, actors: &HashMap<String, i64>) -> Vec<i64> {
    let is_inside = |mention: &Span| {
        let holds = |piece: &Span| piece.start <= mention.start && mention.end <= piece.end;
        statement.content.iter().any(holds)
    };
    let named = record.actors.iter().filter(|actor| !folded(&actor.name).is_empty());
    let meant = named.filter(|actor| actor.mentions.iter().any(is_inside));
    let mut about: Vec<i64> = meant.filter_map(|actor| actors.get(&actor.id).copied()).collect();
    about.sort_unstable();
    about.dedup();
    about
}

/// What is in the file of one row.
struct Old {
    id: i64,
    stands: bool,
}

/// Writes the statements of one version: what is there and still holds keeps its place, the rest goes.
pub fn put(
    db: &Connection,
    place: &Place,
    record: &Record,
    actors: &HashMap<String, i64>,
) -> rusqlite::Result<usize> {
    let mut rows = rows(place.article_key, record, actors);
    correct::apply(db, &mut rows)?;
    let mut old = old_rows(db, place.version)?;
    for row in &rows {
        let before = old.remove(&row.key.key);
        put_row(db, place, row, before)?;
    }
    for gone in old.into_values() {
        remove(db, &gone)?;
    }
    Ok(rows.iter().filter(|row| !row.is_rejected).count())
}

fn old_rows(db: &Connection, version: i64) -> rusqlite::Result<HashMap<i64, Old>> {
    let mut query = db.prepare_cached("SELECT key, id, stands FROM statement_data WHERE version = ?1")?;
    let rows =
        query.query_map([version], |row| Ok((row.get(0)?, Old { id: row.get(1)?, stands: row.get(2)? })))?;
    rows.collect()
}

fn put_row(db: &Connection, place: &Place, row: &Row, old: Option<Old>) -> rusqlite::Result<()> {
    let stands = place.is_current && !row.is_rejected;
    let id = match &old {
        Some(old) => {
            unindex(db, old)?;
            forget_actors(db, old.id)?;
            old.id
        }
        None => next_id(db, place.day)?,
    };
    db.prepare_cached(
        "INSERT INTO statement_data (id, key, version, local, start, \"end\", pieces, source, cue, quote, act, modality,
           channel, said_from, said_to, parent, confidence, same, stands)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?1, ?18)
         ON CONFLICT (id) DO UPDATE SET local = excluded.local, start = excluded.start, \"end\" = excluded.\"end\",
           pieces = excluded.pieces, source = excluded.source, cue = excluded.cue, quote = excluded.quote, act = excluded.act,
           modality = excluded.modality, channel = excluded.channel, said_from = excluded.said_from,
           said_to = excluded.said_to, parent = excluded.parent, confidence = excluded.confidence,
           stands = excluded.stands",
    )?
    .execute(params![
        id,
        row.key.key,
        place.version,
        row.local,
        row.start,
        row.end,
        row.is_in_pieces.then_some(&row.content),
        row.source,
        row.cue.as_deref().map(|cue| term(db, cue)).transpose()?,
        term(db, &row.quote)?,
        term(db, &row.act)?,
        term(db, &row.modality)?,
        row.channel,
        row.said_from,
        row.said_to,
        row.parent,
        row.confidence,
        stands,
    ])?;
    let mut places: HashMap<&str, i64> = HashMap::new();
    for Party { part, actor } in &row.parties {
        let at = places.entry(part).or_default();
        db.prepare_cached("INSERT INTO party (statement, part, place, actor) VALUES (?1, ?2, ?3, ?4)")?
            .execute(params![id, part, *at, actor])?;
        *at += 1;
    }
    for actor in &row.about {
        db.prepare_cached("INSERT INTO about (statement, actor) VALUES (?1, ?2)")?.execute([id, *actor])?;
    }
    if stands {
        db.prepare_cached("INSERT INTO temp.unindexed (id) VALUES (?1)")?.execute([id])?;
    }
    match (stands, old.is_some_and(|old| old.stands)) {
        (true, false) => on(Work::Same, || same::join(db, id, row)),
        (false, true) => same::leave(db, id),
        _ => Ok(()),
    }
}

/// The number of words that stand in many rows.
pub fn term(db: &Connection, text: &str) -> rusqlite::Result<i64> {
    let known = db.prepare_cached("SELECT id FROM term WHERE text = ?1")?.query_row([text], |row| row.get(0));
    if let Some(known) = known.optional()? {
        return Ok(known);
    }
    db.prepare_cached("INSERT INTO term (text) VALUES (?1)")?.execute([text])?;
    Ok(db.last_insert_rowid())
}

/// A free id among those of the day: ids grow with the day of publication.
fn next_id(db: &Connection, day: i64) -> rusqlite::Result<i64> {
    let (first, behind) = (day << 24, (day + 1) << 24);
    let last: Option<i64> = db
        .prepare_cached("SELECT max(id) FROM statement_data WHERE id >= ?1 AND id < ?2")?
        .query_row([first, behind], |row| row.get(0))
        .optional()?
        .flatten();
    Ok(last.map_or(first + 1, |last| last + 1))
}

fn unindex(db: &Connection, old: &Old) -> rusqlite::Result<()> {
    if !old.stands {
        return Ok(());
    }
    if db.prepare_cached("DELETE FROM temp.unindexed WHERE id = ?1")?.execute([old.id])? == 0 {
        db.prepare_cached(
            "INSERT INTO statement_text (statement_text, rowid, content, tags)
             SELECT 'delete', id, content, tags FROM statement_indexed WHERE id = ?1",
        )?
        .execute([old.id])?;
    }
    Ok(())
}

/// Where [`put`] notes what is to be indexed, until [`index`].
pub const UNINDEXED: &str = "CREATE TEMP TABLE unindexed (id INTEGER PRIMARY KEY)";

/// Puts what stands now into the index: all together and in the order of ids, as FTS5 starts a new segment of its
/// tree whenever an id is smaller than the one before.
pub fn index(db: &Connection) -> rusqlite::Result<()> {
    db.prepare_cached(
        "INSERT INTO statement_text (rowid, content, tags)
         SELECT i.id, i.content, i.tags FROM temp.unindexed u CROSS JOIN statement_indexed i ON i.id = u.id
         ORDER BY u.id",
    )?
    .execute([])?;
    db.prepare_cached("DELETE FROM temp.unindexed")?.execute([])?;
    Ok(())
}

/// Puts the headline of a version into the index as it begins to count.
pub fn index_headline(db: &Connection, version: i64) -> rusqlite::Result<()> {
    let sql = "INSERT INTO headline_text (rowid, title) SELECT id, title FROM version WHERE id = ?1";
    db.prepare_cached(sql)?.execute([version]).map(drop)
}

/// Takes the headline of a version that counts out of the index, before it changes.
pub fn unindex_headline(db: &Connection, version: i64) -> rusqlite::Result<()> {
    let sql = "INSERT INTO headline_text (headline_text, rowid, title)
         SELECT 'delete', id, title FROM version WHERE id = ?1";
    db.prepare_cached(sql)?.execute([version]).map(drop)
}

fn remove(db: &Connection, old: &Old) -> rusqlite::Result<()> {
    unindex(db, old)?;
    if old.stands {
        same::leave(db, old.id)?;
    }
    forget_actors(db, old.id)?;
    db.prepare_cached("DELETE FROM statement_data WHERE id = ?1")?.execute([old.id])?;
    Ok(())
}

fn forget_actors(db: &Connection, id: i64) -> rusqlite::Result<()> {
    db.prepare_cached("DELETE FROM party WHERE statement = ?1")?.execute([id])?;
    db.prepare_cached("DELETE FROM about WHERE statement = ?1")?.execute([id])?;
    Ok(())
}

/// What of a row people can change, for [`correct`].
impl Row {
    /// Puts `standing` in the place of what the machine read.
    pub fn correct(&mut self, standing: &Standing) {
        match standing {
            Standing::Act(act) => self.act.clone_from(act),
            Standing::Quote(quote) => self.quote.clone_from(quote),
            Standing::NoStatement => self.is_rejected = true,
            Standing::Party(part, actors) => {
                self.parties.retain(|party| party.part != *part);
                let place = PARTS.iter().position(|other| other == part).unwrap_or(0);
                let before = |party: &Party| PARTS[..place].contains(&party.part);
                let at = self.parties.iter().take_while(|party| before(party)).count();
                let new = actors.iter().map(|actor| Party { part, actor: *actor });
                self.parties.splice(at..at, new);
            }
        }
    }
}
