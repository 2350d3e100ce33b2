//! What is least sure of what nobody has looked at yet.

use std::collections::HashSet;

use rusqlite::{Connection, params_from_iter};
use schemars::JsonSchema;
use serde::Serialize;

use super::filter::EntryChoice;
use super::load::Loader;
use super::mark::Needles;
use super::query::Query;
use super::search::{Counting, ListPage};
use super::sql::Sql;
use crate::{Entry, Result, Store};

/// Entries to be reviewed.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Unsure {
    /// How many there are over all pages: different ones that nobody corrected or reviewed.
    pub total: usize,
    /// Whether there are no more than these.
    pub is_exact: bool,
    /// How many of those that were looked at somebody did.
    pub done: usize,
    /// How many were passed over.
    pub offset: usize,
    /// Where the next page begins, if there is one. What was decided meanwhile is no longer counted.
    pub next: Option<usize>,
    /// The least sure first; of several reports one.
    pub entries: Vec<Entry>,
}

impl Store {
    /// What the query finds and nobody corrected or reviewed yet, the least sure first.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn unsure(&self, query: &Query, page: ListPage, counting: Counting) -> Result<Unsure> {
        unsure(&self.db, query, page, counting).map_err(|error| self.failed("cannot be asked", error))
    }
}

fn unsure(db: &Connection, query: &Query, page: ListPage, counting: Counting) -> rusqlite::Result<Unsure> {
    let Sql { text, values } = EntryChoice::of(db, query)?.rows();
    let decided = decided(db)?;
    // Without a query, the order is that of an index, which has all that is asked for: no more is read than is counted.
    let mut statement =
        db.prepare_cached(&format!("SELECT e.id, e.same {text} ORDER BY e.confidence, e.id"))?;
    let mut rows = statement.query(params_from_iter(values))?;
    let most = match counting {
        Counting::Exact => usize::MAX,
        Counting::UpTo(most) => most.max(page.offset.saturating_add(page.limit).saturating_add(1)),
    };
    let (mut left, mut is_exact) = (Vec::new(), true);
    let (mut seen, mut done) = (HashSet::new(), HashSet::new());
    while let Some(row) = rows.next()? {
        let (id, same): (i64, i64) = (row.get(0)?, row.get(1)?);
        // What somebody decided of one report holds for those who read the others.
        if decided.contains(&same) {
            done.insert(same);
        } else if seen.insert(same) {
            left.push(id);
        }
        if left.len() > most {
            (is_exact, _) = (false, left.pop());
            break;
        }
    }
    let mut loader = Loader::new(db, Needles::of(query));
    let shown = left.iter().skip(page.offset).take(page.limit);
    let entries = shown.map(|id| loader.entry(*id)).collect::<rusqlite::Result<Vec<Entry>>>()?;
    let behind = page.offset + entries.len();
    Ok(Unsure {
        total: left.len(),
        is_exact,
        done: done.len(),
        offset: page.offset,
        next: (behind < left.len()).then_some(behind),
        entries,
    })
}

/// The entries of which a person corrected or reviewed a report, by itself or with its article.
fn decided(db: &Connection) -> rusqlite::Result<HashSet<i64>> {
    let sql = "SELECT e.same FROM (SELECT DISTINCT target FROM _correction WHERE undone IS NULL) c
         CROSS JOIN _entry e ON e.key = c.target
       UNION SELECT e.same FROM _correction c CROSS JOIN _article r ON r.key = c.target
         CROSS JOIN _version v ON v.article = r.id CROSS JOIN _entry e ON e.version = v.id
         WHERE c.kind = 'article' AND c.what = 'reviewed' AND c.undone IS NULL AND c.value = v.id || ' ' || v.made_by";
    db.prepare_cached(sql)?.query_map([], |row| row.get(0))?.collect()
}
