//! Entries that mean nearly the same as one.

use std::collections::HashSet;

use rusqlite::{Connection, OptionalExtension};
use schemars::JsonSchema;
use serde::Serialize;

use super::load::Loader;
use super::mark::Needles;
use super::rarest::sharing;
use super::search::ListPage;
use super::topic::{Likeness, NEARLY, Topic, words_of};
use crate::error::{Error, ErrorKind};
use crate::key::prefix;
use crate::{Entry, EntryId, Result, Store};

/// What is like an entry.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Likenesses {
    /// The one that was asked about.
    pub of: Entry,
    /// How many are like it.
    pub total: usize,
    /// How many were passed over.
    pub offset: usize,
    /// Where the next page begins, if there is one.
    pub next: Option<usize>,
    /// The most alike first; of several reports of one the first that was found.
    pub alike: Vec<Likened>,
}

/// An entry, and how nearly it means the same.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Likened {
    /// 0 to 1; nearly the same from 0.7 on.
    pub likeness: f64,
    /// The entry.
    #[serde(flatten)]
    pub entry: Entry,
}

/// How many entries are weighed: those of the index that share the rarest words.
const MOST: usize = 500;

impl Store {
    /// The entries of the same kind that mean nearly the same as the one with this id. Of all that share a word with it
    /// the index gives those that share the rarest; these are weighed by `likeness`.
    ///
    /// # Errors
    /// `is_not_found`.
    pub fn like(&self, id: &str, page: ListPage, likeness: Likeness) -> Result<Likenesses> {
        let failed = |error| self.failed("cannot be asked", error);
        let missing =
            || Error::new(ErrorKind::NotFound, &self.path, format!("there is no entry {} here", id.trim()));
        let id: EntryId = id.trim().parse().map_err(|_| missing())?;
        let row = standing_row(&self.db, id).map_err(failed)?.ok_or_else(missing)?;
        like(&self.db, row, id, page, likeness).map_err(failed)
    }
}

/// The row of an entry of this id: that which stands, else the latest.
pub(super) fn standing_row(db: &Connection, id: EntryId) -> rusqlite::Result<Option<i64>> {
    let mut query = db.prepare_cached(
        "SELECT id FROM _entry WHERE key = ?1 AND kind = ?2 ORDER BY stands DESC, version DESC LIMIT 1",
    )?;
    query.query_row((id.key, prefix(id.kind)), |row| row.get(0)).optional()
}

fn like(
    db: &Connection,
    row: i64,
    id: EntryId,
    page: ListPage,
    likeness: Likeness,
) -> rusqlite::Result<Likenesses> {
    let mut loader = Loader::new(db, Needles::default());
    let of = loader.entry(row)?;
    let mut found = Vec::new();
    let mut seen = HashSet::from([same_of(db, row)?]);
    for other in sharing(db, &Topic::of(&of.words), id.kind, MOST)? {
        if !seen.insert(same_of(db, other)?) {
            continue;
        }
        let likeness = likeness(&of.words, &words_of(db, other)?);
        if likeness >= NEARLY {
            found.push((likeness, other));
        }
    }
    found.sort_by(|(a, one), (b, other)| b.total_cmp(a).then(other.cmp(one)));
    let total = found.len();
    let mut alike = Vec::new();
    for (likeness, other) in found.into_iter().skip(page.offset).take(page.limit) {
        let likeness = (f64::from(likeness) * 100.0).round() / 100.0;
        alike.push(Likened { likeness, entry: loader.entry(other)? });
    }
    let shown = page.offset + alike.len();
    let next = (shown < total && !alike.is_empty()).then_some(shown);
    Ok(Likenesses { of, total, offset: page.offset, next, alike })
}

fn same_of(db: &Connection, row: i64) -> rusqlite::Result<i64> {
    db.prepare_cached("SELECT same FROM _entry WHERE id = ?1")?.query_row([row], |row| row.get(0))
}
