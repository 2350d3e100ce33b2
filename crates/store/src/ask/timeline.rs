//! Entries in the order of their days.

use std::collections::HashSet;

use rusqlite::{Connection, params_from_iter};
use schemars::JsonSchema;
use serde::Serialize;

use super::filter::EntryChoice;
use super::load::Loader;
use super::mark::Needles;
use super::query::Query;
use super::search::{ListPage, total};
use super::sql::Sql;
use super::total::Total;
use crate::{Entry, Result, Store};

/// Entries, the earliest first.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Timeline {
    /// How many there are over all pages.
    pub total: Total,
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

impl Store {
    /// The entries that `query` finds, in the order of the days on which they were said or happened; where that is not
    /// told, on which they were published. Of several reports of one entry the earliest stands for all.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn timeline(&self, query: &Query, page: ListPage) -> Result<Timeline> {
        timeline(&self.db, query, page).map_err(|error| self.failed("cannot be searched", error))
    }
}

fn timeline(db: &Connection, query: &Query, page: ListPage) -> rusqlite::Result<Timeline> {
    let selection = EntryChoice::of(db, query)?;
    let total = total(db, &selection)?;
    let Sql { text, values } = selection.rows();
    let text = text.replacen(" WHERE ", " JOIN _version v ON v.id = e.version WHERE ", 1);
    let mut query_rows = db.prepare_cached(&format!(
        "SELECT e.id, e.same, e.when_from, substr(v.published, 1, 10) {text}
         ORDER BY coalesce(e.when_from, substr(v.published, 1, 10)) IS NULL,
           coalesce(e.when_from, substr(v.published, 1, 10)), e.id"
    ))?;
    let mut rows = query_rows.query(params_from_iter(values))?;
    let mut loader = Loader::new(db, Needles::of(query));
    let (mut seen, mut moments, mut next) = (HashSet::new(), Vec::new(), None);
    while let Some(row) = rows.next()? {
        if !seen.insert(row.get::<_, i64>(1)?) {
            continue;
        }
        if moments.len() == page.limit {
            next = Some(page.offset + moments.len());
            break;
        }
        if seen.len() <= page.offset {
            continue;
        }
        let (said, published): (Option<String>, Option<String>) = (row.get(2)?, row.get(3)?);
        let day_of = match (&said, &published) {
            (Some(_), _) => DayOf::Said,
            (None, Some(_)) => DayOf::Published,
            (None, None) => DayOf::Unknown,
        };
        moments.push(Moment { day: said.or(published), day_of, entry: loader.entry(row.get(0)?)? });
    }
    Ok(Timeline { total, offset: page.offset, next, moments })
}
