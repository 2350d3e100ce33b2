//! Full text and fields to a list of statements.

use std::collections::HashSet;

use rusqlite::{Connection, params, params_from_iter};
use serde::Serialize;

use super::filter::{LONG, Selection, Sql, folded};
use super::hit::{Hit, Who, hit};
use super::mark::Needles;
use super::query::{Expr, Phrase, Query};
use crate::{ActorId, Result, Store};

/// Which part of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Page {
    /// How many entries, at most.
    pub limit: usize,
    /// How many to pass over first.
    pub offset: usize,
}

/// How far to count what is not shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Counting {
    /// To the end.
    Exact,
    /// To so many reports: enough while somebody types.
    UpTo(usize),
}

/// What a search found.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Hits {
    /// How many there are over all pages.
    pub total: Total,
    /// What they are ordered by.
    pub order: Order,
    /// How many were passed over.
    pub offset: usize,
    /// Where the next page begins, if there is one.
    pub next: Option<usize>,
    /// Who is called what was typed last, the most quoted first.
    pub actors: Vec<Who>,
    /// One for each statement; its copies are counted in it.
    pub hits: Vec<Hit>,
}

/// How many statements were found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Total {
    /// Different ones.
    pub statements: u64,
    /// With all their copies.
    pub reports: u64,
    /// The articles that have them.
    pub articles: u64,
    /// Whether there are no more than these.
    pub is_exact: bool,
}

/// What hits are ordered by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Order {
    /// How well they fit (BM25), the newest first among equals.
    Rank,
    /// The newest article first.
    Newest,
}

/// More reports than these are shown by date: a rank over so many says little and takes long.
const MOST_RANKED: usize = 100_000;

/// The same while somebody types.
const MOST_RANKED_AT_ONCE: usize = 5_000;

/// Words of the statement weigh most; then who and how, then the headline.
const RANK: &str = "bm25(1.0, 0.3, 0.8)";

/// How many names are given for what was typed.
const N_NAMES: usize = 5;

impl Store {
    /// Finds statements.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn search(&self, query: &Query, page: Page, counting: Counting) -> Result<Hits> {
        search(&self.db, query, page, counting).map_err(|error| self.failed("cannot be searched", error))
    }

    /// The numbers of all the rows that `query` finds, copies included, for [`Store::chosen`]: as many as
    /// [`Total::reports`] tells.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn matching(&self, query: &Query) -> Result<Vec<i64>> {
        let matching = || {
            let (Sql { text, values }, id) = Selection::of(&self.db, query)?.ids();
            let mut query = self.db.prepare(&format!("SELECT {id} {text}"))?;
            query
                .query_map(params_from_iter(values), |row| row.get(0))?
                .collect::<rusqlite::Result<Vec<i64>>>()
        };
        matching().map_err(|error| self.failed("cannot be searched", error))
    }
}

fn search(db: &Connection, query: &Query, page: Page, counting: Counting) -> rusqlite::Result<Hits> {
    let selection = Selection::of(db, query)?;
    let total = total(db, &selection, counting)?;
    let is_ranked =
        selection.has_word && selection.matched.is_some() && is_few(db, &selection, counting, &total)?;
    let order = if is_ranked { Order::Rank } else { Order::Newest };
    let (ids, is_more) = page_of(db, &selection, order, page)?;
    let needles = Needles::of(query);
    let hits = ids.into_iter().map(|id| hit(db, id, &needles)).collect::<rusqlite::Result<Vec<Hit>>>()?;
    let next = is_more.then_some(page.offset + hits.len());
    Ok(Hits { total, order, offset: page.offset, next, actors: names(db, query)?, hits })
}

pub(crate) fn total(db: &Connection, selection: &Selection, counting: Counting) -> rusqlite::Result<Total> {
    let Sql { text, values } = selection.rows();
    let most = match counting {
        Counting::Exact => i64::MAX,
        Counting::UpTo(n) => n.saturating_add(1).try_into().unwrap_or(i64::MAX),
    };
    let sql = format!(
        "SELECT count(*), count(DISTINCT same), count(DISTINCT version)
         FROM (SELECT s.same, s.version {text} LIMIT {most})"
    );
    db.prepare_cached(&sql)?.query_row(params_from_iter(values), |row| {
        let reports: u64 = row.get(0)?;
        let is_exact = i64::try_from(reports).is_ok_and(|n| n < most);
        Ok(Total { statements: row.get(1)?, reports, articles: row.get(2)?, is_exact })
    })
}

/// Whether so few reports are found that they can be ranked.
fn is_few(
    db: &Connection,
    selection: &Selection,
    counting: Counting,
    total: &Total,
) -> rusqlite::Result<bool> {
    if counting == Counting::Exact || total.is_exact {
        return Ok(total.reports as usize <= MOST_RANKED);
    }
    let (Sql { text, values }, id) = selection.ids();
    let sql = format!("SELECT count(*) FROM (SELECT {id} {text} LIMIT {})", MOST_RANKED_AT_ONCE + 1);
    let n: usize = db.prepare_cached(&sql)?.query_row(params_from_iter(values), |row| row.get(0))?;
    Ok(n <= MOST_RANKED_AT_ONCE)
}

/// The ids of one page, one for each statement, and whether there is another page.
fn page_of(
    db: &Connection,
    selection: &Selection,
    order: Order,
    page: Page,
) -> rusqlite::Result<(Vec<i64>, bool)> {
    let (Sql { text, values }, id) = selection.ids();
    let sql = match order {
        Order::Rank => format!("SELECT {id} {text} AND rank MATCH '{RANK}' ORDER BY rank, {id} DESC"),
        Order::Newest => format!("SELECT {id} {text} ORDER BY {id} DESC"),
    };
    let mut query = db.prepare_cached(&sql)?;
    let mut rows = query.query(params_from_iter(values))?;
    let mut same_of = db.prepare_cached("SELECT same FROM statement WHERE id = ?1")?;
    let (mut seen, mut ids) = (HashSet::new(), Vec::new());
    while let Some(row) = rows.next()? {
        let id: i64 = row.get(0)?;
        let same: i64 = same_of.query_row([id], |row| row.get(0))?;
        if !seen.insert(same) {
            continue;
        }
        if ids.len() == page.limit {
            return Ok((ids, true));
        }
        if seen.len() > page.offset {
            ids.push(id);
        }
    }
    Ok((ids, false))
}

/// Who is called as the query's last words begin: asked for alone, or behind other words.
fn names(db: &Connection, query: &Query) -> rusqlite::Result<Vec<Who>> {
    let last = match &query.expr {
        Some(Expr::Phrase(phrase)) => phrase,
        Some(Expr::And(parts)) => match parts.last() {
            Some(Expr::Phrase(phrase)) => phrase,
            _ => return Ok(Vec::new()),
        },
        _ => return Ok(Vec::new()),
    };
    names_like(db, last)
}

/// How many names are weighed against each other.
const N_CANDIDATES: i64 = 64;

fn names_like(db: &Connection, phrase: &Phrase) -> rusqlite::Result<Vec<Who>> {
    let name = folded(phrase);
    if name.is_empty() || !phrase.is_prefix && name.chars().count() < LONG {
        return Ok(Vec::new());
    }
    let whole_words = if phrase.is_prefix { name.clone() } else { format!("{name} ") };
    // Names are ordered by bytes, and no byte of UTF-8 is above the last character's.
    let (behind, whole_behind) = (format!("{name}{}", char::MAX), format!("{whole_words}{}", char::MAX));
    let last_behind = if phrase.is_prefix { behind } else { format!("{name}\0") };
    let mut query = db.prepare_cached(
        "WITH found(id) AS (
           SELECT * FROM (SELECT id FROM actor WHERE folded >= ?1 AND folded < ?2 AND folded <> '' LIMIT ?5)
           UNION SELECT * FROM (SELECT id FROM actor WHERE folded = ?3 AND folded <> '')
           UNION SELECT * FROM (SELECT id FROM actor WHERE last >= ?3 AND last < ?4 AND folded <> '' LIMIT ?5)),
         one(id) AS (SELECT DISTINCT coalesce(a.merged, a.id) FROM found f JOIN actor a ON a.id = f.id)
         SELECT a.key, a.name, a.kind FROM one o JOIN actor a ON a.id = o.id
         ORDER BY (SELECT count(*) FROM (
             SELECT 1 FROM party p WHERE p.actor = a.id AND p.part = 'speaker' LIMIT 200)) DESC, a.name, a.key
         LIMIT ?6",
    )?;
    let found = query
        .query_map(params![whole_words, whole_behind, name, last_behind, N_CANDIDATES, N_NAMES], |row| {
            Ok(Who { id: ActorId(row.get(0)?), name: row.get(1)?, kind: row.get(2)? })
        })?;
    found.collect()
}
