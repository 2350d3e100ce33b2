//! What is least sure of what nobody has looked at yet.

use std::collections::HashSet;

use rusqlite::{Connection, params_from_iter};
use schemars::JsonSchema;
use serde::Serialize;

use super::filter::EntryChoice;
use super::load::Loader;
use super::mark::Needles;
use super::query::Query;
use super::search::ListPage;
use super::sql::Sql;
use crate::{Entry, Result, Store};

/// Entries to be reviewed.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Unsure {
    /// How many there are over all pages: different ones that nobody corrected or reviewed.
    pub total: usize,
    /// How many of those that the query means somebody did.
    pub done: usize,
    /// How many were passed over.
    pub offset: usize,
    /// Where the next page begins, if there is one. What was decided meanwhile is no longer counted.
    pub next: Option<usize>,
    /// The least sure first; of several reports one.
    pub entries: Vec<Entry>,
}

/// The rows of what a person corrected or reviewed, by itself or with its article.
const DONE: &str = "SELECT id FROM _entry WHERE key IN (SELECT target FROM _correction WHERE undone IS NULL)
   UNION SELECT e.id FROM _correction c JOIN _article r ON r.key = c.target JOIN _version v ON v.article = r.id
     JOIN _entry e ON e.version = v.id
     WHERE c.kind = 'article' AND c.what = 'reviewed' AND c.undone IS NULL AND c.value = v.id || ' ' || v.made_by";

impl Store {
    /// What the query finds and nobody corrected or reviewed yet, the least sure first.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn unsure(&self, query: &Query, page: ListPage) -> Result<Unsure> {
        unsure(&self.db, query, page).map_err(|error| self.failed("cannot be asked", error))
    }
}

fn unsure(db: &Connection, query: &Query, page: ListPage) -> rusqlite::Result<Unsure> {
    let Sql { text, values } = EntryChoice::of(db, query)?.rows();
    let decided: HashSet<i64> =
        db.prepare_cached(DONE)?.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    // Without a query, the order is that of an index, which has all that is asked for.
    let mut statement = db.prepare(&format!("SELECT e.id, e.same {text} ORDER BY e.confidence, e.id"))?;
    let mut rows = statement.query(params_from_iter(values))?;
    let (mut left, mut done) = (Vec::new(), HashSet::new());
    let mut seen: HashSet<i64> = HashSet::new();
    while let Some(row) = rows.next()? {
        let (id, same): (i64, i64) = (row.get(0)?, row.get(1)?);
        if decided.contains(&id) {
            done.insert(same);
        } else if seen.insert(same) {
            left.push((id, same));
        }
    }
    // What somebody decided of one report holds for those who read the others.
    left.retain(|(_, same)| !done.contains(same));
    let mut loader = Loader::new(db, Needles::of(query));
    let shown = left.iter().skip(page.offset).take(page.limit);
    let entries = shown.map(|(id, _)| loader.entry(*id)).collect::<rusqlite::Result<Vec<Entry>>>()?;
    let behind = page.offset + entries.len();
    Ok(Unsure {
        total: left.len(),
        done: done.len(),
        offset: page.offset,
        next: (behind < left.len()).then_some(behind),
        entries,
    })
}
