//! What a list shows beside an entry: the paragraph that it stands in, and the office of whoever it is of.

use rusqlite::{Connection, params};
use schemars::JsonSchema;
use serde::Serialize;

use super::load::is_first_part;
use crate::key::prefix;
use crate::{ActorId, Entry, Result, Store};

/// What stands beside an entry in its article.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Beside {
    /// The paragraph of its own words, or as much of it as is near them; empty where no version has them.
    pub paragraph: String,
    /// Where the paragraph begins: a byte of the article's text, as the spans of the entry's evidence count them.
    pub byte_start: usize,
    /// The offices of those it is of, as this article states them: one for each actor at most.
    pub offices: Vec<OfficeHeld>,
}

/// An office as one article states it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct OfficeHeld {
    /// Whose.
    pub actor: ActorId,
    /// The title, as stated.
    pub title: String,
    /// Of what body.
    pub of: String,
}

/// How much of a long paragraph is given on either side, in bytes.
const REACH: usize = 1000;

impl Store {
    /// What stands beside `entry` in its article.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn beside(&self, entry: &Entry) -> Result<Beside> {
        beside(&self.db, entry).map_err(|error| self.failed("cannot be asked", error))
    }
}

fn beside(db: &Connection, entry: &Entry) -> rusqlite::Result<Beside> {
    let Some((row, text)) = own_version(db, entry)? else { return Ok(Beside::default()) };
    let own = entry.evidence.iter().filter(|one| one.is_own()).map(|one| one.span.bytes());
    let Some(own) = own.reduce(|all, next| all.start.min(next.start)..all.end.max(next.end)) else {
        return Ok(Beside::default());
    };
    let offices = offices(db, row)?;
    let (Some(before), Some(behind)) = (text.get(..own.start), text.get(own.end..)) else {
        return Ok(Beside { offices, ..Beside::default() });
    };
    let start = before.rfind("\n\n").map_or(0, |at| at + 2).max(own.start.saturating_sub(REACH));
    let end = behind.find("\n\n").map_or(text.len(), |at| own.end + at).min(own.end + REACH);
    let (start, end) = (text.ceil_char_boundary(start), text.floor_char_boundary(end));
    Ok(Beside { paragraph: text[start..end].to_string(), byte_start: start, offices })
}

/// The row of an entry and the text of its version: the newest that has its words where the entry says they stand. The
/// same entry may be in several versions, in other places.
fn own_version(db: &Connection, entry: &Entry) -> rusqlite::Result<Option<(i64, String)>> {
    let mut query = db.prepare_cached(
        "SELECT e.id, v.text FROM _entry e JOIN _version v ON v.id = e.version
         WHERE e.key = ?1 AND e.kind = ?2 ORDER BY e.stands DESC, e.version DESC",
    )?;
    let mut rows = query.query(params![entry.id.key, prefix(entry.id.kind)])?;
    while let Some(row) = rows.next()? {
        let text: String = row.get(1)?;
        let mut own = entry.evidence.iter().filter(|one| one.is_own());
        if own.all(|one| text.get(one.span.bytes()) == Some(one.span.text.as_str())) {
            return Ok(Some((row.get(0)?, text)));
        }
    }
    Ok(None)
}

/// The office of each who is the first part of the entry in this row: the one that its article states first.
fn offices(db: &Connection, row: i64) -> rusqlite::Result<Vec<OfficeHeld>> {
    let sql = format!(
        "SELECT coalesce(m.key, a.key), o.title, o.of FROM _entry e JOIN _party p ON p.entry = e.id JOIN _term t ON t.id = p.part
         JOIN _actor a ON a.id = p.actor LEFT JOIN _actor m ON m.id = a.merged
         JOIN _appearance s ON s.version = e.version AND s.actor = p.actor
         JOIN _role o ON o.version = s.version AND o.local = s.local
         WHERE e.id = ?1 AND {} AND a.kind <> 'unnamed' ORDER BY p.place, o.start",
        is_first_part()
    );
    let mut query = db.prepare_cached(&sql)?;
    let held = query.query_map([row], |row| {
        Ok(OfficeHeld { actor: ActorId(row.get(0)?), title: row.get(1)?, of: row.get(2)? })
    })?;
    let mut held = held.collect::<rusqlite::Result<Vec<OfficeHeld>>>()?;
    held.dedup_by(|next, kept| next.actor == kept.actor);
    Ok(held)
}
