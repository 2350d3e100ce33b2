//! What people should look at: the entries that the reading is least sure of, and nobody has decided about.

use rusqlite::{Connection, params_from_iter};
use schemars::JsonSchema;
use serde::Serialize;

use super::filter::{Selection, Sql};
use super::load::Loader;
use super::mark::Needles;
use super::query::Query;
use super::search::Page;
use crate::{Entry, Result, Store};

/// Entries to be looked at.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Unsure {
    /// How many there are over all pages; copies count once.
    pub total: usize,
    /// How many were passed over.
    pub offset: usize,
    /// Where the next page begins, if there is one.
    pub next: Option<usize>,
    /// The least sure first; of several reports of one the first.
    pub entries: Vec<Entry>,
}

impl Store {
    /// The entries that `query` finds and nobody has corrected, the least sure first.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn unsure(&self, query: &Query, page: Page) -> Result<Unsure> {
        unsure(&self.db, query, page).map_err(|error| self.failed("cannot be asked", error))
    }
}

/// Nobody has said anything of the entry that still holds.
const UNDECIDED: &str =
    "NOT EXISTS (SELECT 1 FROM _correction c WHERE c.target = e.key AND c.undone IS NULL)";

fn unsure(db: &Connection, query: &Query, page: Page) -> rusqlite::Result<Unsure> {
    let Sql { text, values } = Selection::of(db, query)?.rows();
    let sql = format!("SELECT count(DISTINCT e.same) {text} AND {UNDECIDED}");
    let total: usize = db.prepare_cached(&sql)?.query_row(params_from_iter(&values), |row| row.get(0))?;
    let sql = format!(
        "SELECT min(e.id), min(e.confidence) {text} AND {UNDECIDED} GROUP BY e.same ORDER BY 2, 1 LIMIT {} OFFSET {}",
        page.limit, page.offset
    );
    let mut query_rows = db.prepare_cached(&sql)?;
    let ids = query_rows.query_map(params_from_iter(&values), |row| row.get(0))?;
    let ids = ids.collect::<rusqlite::Result<Vec<i64>>>()?;
    let mut loader = Loader::new(db, Needles::of(query));
    let entries = ids.into_iter().map(|id| loader.entry(id)).collect::<rusqlite::Result<Vec<Entry>>>()?;
    let shown = page.offset + entries.len();
    let next = (shown < total && !entries.is_empty()).then_some(shown);
    Ok(Unsure { total, offset: page.offset, next, entries })
}
