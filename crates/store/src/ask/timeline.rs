//! Entries in the order of their days.

use std::collections::HashSet;

use rusqlite::{Connection, Row, Rows, params_from_iter};
use schemars::JsonSchema;
use serde::Serialize;

use super::filter::EntryChoice;
use super::load::Loader;
use super::mark::Needles;
use super::query::Query;
use super::search::{Counting, ListPage, counted};
use super::sql::Sql;
use super::total::Total;
use crate::day::{self, DAY_BITS};
use crate::{Entry, Result, Store};

/// Entries, the earliest first.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Timeline {
    /// How many there are over all pages.
    pub total: Total,
    /// Whether all that was found is in order here; otherwise those that were published first are, so many as can be put
    /// in order while somebody waits.
    pub is_exact: bool,
    /// How many were passed over.
    pub offset: usize,
    /// Where the next page begins, if there is one.
    pub next: Option<usize>,
    /// One for each different entry; its copies are counted in it.
    pub moments: Vec<Moment>,
}

/// An entry on its day.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Moment {
    /// As precise as it is known: `2031`, `2031-03`, `2031-03-14`; `None` where nothing tells.
    pub day: Option<String>,
    /// Whose day that is.
    pub day_of: DayOf,
    /// The entry.
    #[serde(flatten)]
    pub entry: Entry,
}

/// What happened on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum DayOf {
    /// It was said, or happened.
    Said,
    /// Its article was published; when it was is not told.
    Published,
    /// Neither is known.
    Unknown,
}

/// So many times as many reports as are counted are put in order while somebody waits: 5,000 for pages. All that a common
/// word finds among 1,000,003 statements took 1.6 s.
const TIMES: usize = 5;

impl Store {
    /// The entries that `query` finds, in the order of the days on which they were said or happened; where that is not
    /// told, on which they were published. Of several reports of one entry the earliest stands for all.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn timeline(&self, query: &Query, page: ListPage, counting: Counting) -> Result<Timeline> {
        timeline(&self.db, query, page, counting).map_err(|error| self.failed("cannot be searched", error))
    }
}

fn timeline(
    db: &Connection,
    query: &Query,
    page: ListPage,
    counting: Counting,
) -> rusqlite::Result<Timeline> {
    let selection = EntryChoice::of(db, query)?;
    let total = counted(db, &selection, counting)?;
    let wanted = page.offset.saturating_add(page.limit).saturating_add(1);
    let (found, is_exact) = match selection.matched.is_none() && !selection.is_of_all_versions() {
        true => (by_index(db, &selection, wanted)?, true),
        false => by_sorting(db, &selection, wanted, counting)?,
    };
    let mut loader = Loader::new(db, Needles::of(query));
    let shown = found.iter().skip(page.offset).take(page.limit);
    let moments = shown.map(|id| loader.entry(*id).map(moment)).collect::<rusqlite::Result<Vec<Moment>>>()?;
    let next = (found.len() == wanted).then_some(page.offset + moments.len());
    Ok(Timeline { total, is_exact, offset: page.offset, next, moments })
}

fn moment(entry: Entry) -> Moment {
    let said = entry.when.as_ref().map(|when| when.from.clone());
    let published = entry.article.published.as_deref().and_then(|stamp| stamp.get(..10).or(Some(stamp)));
    let day_of = match (&said, &published) {
        (Some(_), _) => DayOf::Said,
        (None, Some(_)) => DayOf::Published,
        (None, None) => DayOf::Unknown,
    };
    Moment { day: said.or_else(|| published.map(str::to_string)), day_of, entry }
}

/// A row with the day that places it. What has no day comes last, and days as short as `2031-03` before their parts.
type Placed = (bool, Option<String>, i64, i64);

/// The first of those that the full-text index finds, and whether all of them were looked at. The index gives them in
/// the order of publication.
fn by_sorting(
    db: &Connection,
    selection: &EntryChoice,
    wanted: usize,
    counting: Counting,
) -> rusqlite::Result<(Vec<i64>, bool)> {
    let Sql { text, values } = selection.rows();
    let most = match (counting, selection.is_of_all_versions()) {
        (Counting::UpTo(n), false) => n.saturating_mul(TIMES),
        _ => usize::MAX,
    };
    let part = match most {
        usize::MAX => String::new(),
        most => format!("ORDER BY {} LIMIT {}", selection.id(), most.saturating_add(1)),
    };
    let mut query = db.prepare_cached(&format!("SELECT e.id, e.same, e.when_from {text} {part}"))?;
    let mut rows = query.query(params_from_iter(values))?;
    let mut all = Vec::new();
    while let Some(row) = rows.next()? {
        all.push(placed(db, row)?);
    }
    let is_exact = all.len() <= most;
    all.truncate(most);
    all.sort_unstable();
    Ok((firsts(all.into_iter().map(Ok), wanted)?, is_exact))
}

/// The first of all that meets conditions on columns: what is dated has an index by its day, and the ids of the rest grow
/// with the day of publication. Both are read as far as they are wanted.
fn by_index(db: &Connection, selection: &EntryChoice, wanted: usize) -> rusqlite::Result<Vec<i64>> {
    let Sql { text, values } = selection.rows();
    let of = |rest: &str| db.prepare_cached(&format!("SELECT e.id, e.same, e.when_from {text} {rest}"));
    let known = 1_i64 << DAY_BITS;
    let mut dated = of("AND e.when_from IS NOT NULL ORDER BY e.when_from, e.id")?;
    let mut undated = of(&format!("AND e.when_from IS NULL AND e.id >= {known} ORDER BY e.id"))?;
    let mut unknown = of(&format!("AND e.when_from IS NULL AND e.id < {known}"))?;
    let mut dated = dated.query(params_from_iter(values.clone()))?;
    let mut undated = undated.query(params_from_iter(values.clone()))?;
    let mut unknown = unknown.query(params_from_iter(values))?;
    // Few: pages without a date, or with one that is no day.
    let mut others = Vec::new();
    while let Some(row) = unknown.next()? {
        others.push(placed(db, row)?);
    }
    others.sort_unstable();
    let mut others = others.into_iter();
    let mut heads = [next(db, &mut dated)?, next(db, &mut undated)?, others.next()];
    let merged = std::iter::from_fn(|| {
        let first = (0..heads.len()).filter(|at| heads[*at].is_some()).min_by_key(|at| heads[*at].clone())?;
        let after = match first {
            0 => next(db, &mut dated),
            1 => next(db, &mut undated),
            _ => Ok(others.next()),
        };
        match after {
            Ok(after) => std::mem::replace(&mut heads[first], after).map(Ok),
            Err(error) => Some(Err(error)),
        }
    });
    firsts(merged, wanted)
}

/// Different entries, in order.
fn firsts(rows: impl Iterator<Item = rusqlite::Result<Placed>>, wanted: usize) -> rusqlite::Result<Vec<i64>> {
    let (mut seen, mut found) = (HashSet::new(), Vec::new());
    for row in rows {
        let (.., id, same) = row?;
        if seen.insert(same) {
            found.push(id);
        }
        if found.len() == wanted {
            break;
        }
    }
    Ok(found)
}

fn next(db: &Connection, rows: &mut Rows<'_>) -> rusqlite::Result<Option<Placed>> {
    rows.next()?.map(|row| placed(db, row)).transpose()
}

fn placed(db: &Connection, row: &Row<'_>) -> rusqlite::Result<Placed> {
    let (id, same): (i64, i64) = (row.get(0)?, row.get(1)?);
    let day = match row.get::<_, Option<String>>(2)?.or_else(|| day::of_entry(id)) {
        Some(day) => Some(day),
        None => published(db, id)?,
    };
    Ok((day.is_none(), day, id, same))
}

/// What stands for a day on a page whose date is none.
fn published(db: &Connection, id: i64) -> rusqlite::Result<Option<String>> {
    let sql =
        "SELECT substr(v.published, 1, 10) FROM _entry e JOIN _version v ON v.id = e.version WHERE e.id = ?1";
    db.prepare_cached(sql)?.query_row([id], |row| row.get(0))
}
