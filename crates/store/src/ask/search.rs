//! Full text and fields to a list of statements.

use std::cmp::Reverse;
use std::collections::HashSet;

use onrecord_record::EntryKind;
use rusqlite::{Connection, params_from_iter};
use schemars::JsonSchema;
use serde::Serialize;

use super::filter::{EntryChoice, LONG, folded};
use super::load::Loader;
use super::mark::Needles;
use super::query::{Expr, Filter, Query, QueryPhrase};
use super::sql::Sql;
use super::total::{Count, Total};
use super::typed::{self, Newest};
use crate::actors::who;
use crate::key::{kind_of, prefix};
use crate::{ActorId, Entry, Result, Store, Who, names};

/// Which part of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ListPage {
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
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Hits {
    /// How many there are over all pages.
    pub total: Total,
    /// How many different ones of each kind; nothing where they were not counted to the end.
    pub kinds: Vec<Count>,
    /// What they are ordered by.
    pub order: Order,
    /// How many were passed over.
    pub offset: usize,
    /// Where the next page begins, if there is one.
    pub next: Option<usize>,
    /// Who is called what was typed last, the most quoted first.
    pub actors: Vec<Who>,
    /// Who has a name that is spelt nearly as one that was asked for: others perhaps, or the same in another spelling.
    pub also: Vec<Who>,
    /// One for each different entry; its copies are counted in it.
    pub hits: Vec<Entry>,
    /// The newest reports that were looked at, so that they need not be found again to be counted by what they are.
    #[serde(skip)]
    #[schemars(skip)]
    pub looked: LookedReports,
}

/// The newest reports that a query finds.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LookedReports {
    pub(crate) reports: Vec<LookedReport>,
    /// Whether there are no others.
    pub(crate) is_all: bool,
}

/// A report, by what its row says.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct LookedReport {
    pub id: i64,
    pub kind: EntryKind,
    pub same: i64,
    pub version: i64,
}

impl LookedReports {
    /// Looks at the newest reports that a query finds, at most `most`.
    pub(crate) fn of(db: &Connection, query: &Query, most: usize) -> rusqlite::Result<LookedReports> {
        let selection = EntryChoice::of(db, query)?;
        LookedReports::at(db, &newest(db, &selection, most)?, most)
    }

    /// Looks at the rows of what was found, at most `most`.
    fn at(db: &Connection, found: &Newest, most: usize) -> rusqlite::Result<LookedReports> {
        let mut query = db.prepare_cached("SELECT kind, same, version FROM _entry WHERE id = ?1")?;
        let report = |id: &i64| {
            query.query_row([id], |row| {
                let kind = kind_of(row.get_ref(0)?.as_str()?).ok_or(rusqlite::Error::InvalidQuery)?;
                Ok(LookedReport { id: *id, kind, same: row.get(1)?, version: row.get(2)? })
            })
        };
        let reports = found.ids.iter().take(most).map(report).collect::<rusqlite::Result<_>>()?;
        Ok(LookedReports { reports, is_all: found.is_all && found.ids.len() <= most })
    }

    fn total(&self) -> Total {
        Total::of(self.reports.iter().map(|one| (one.same, one.version)), self.is_all)
    }
}

/// What hits are ordered by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Order {
    /// How well they fit (BM25), the newest first among equals.
    Rank,
    /// The newest article first.
    Newest,
}

impl Counting {
    /// More reports than these are shown by date: a rank over so many says little and takes long.
    fn most_ranked(self) -> usize {
        if self == Counting::Exact { 100_000 } else { 2_000 }
    }

    /// So many are looked at to be counted.
    fn most_looked(self) -> usize {
        match self {
            Counting::Exact => 1_000,
            Counting::UpTo(most) => most,
        }
    }

    /// The same where more is weighed than is meant: fields filter what the words find.
    fn most_weighed(self) -> usize {
        if self == Counting::Exact { 100_000 } else { 500 }
    }
}

/// Words of the statement weigh more than who and how.
const RANK: &str = "bm25(1.0, 0.8)";

/// How many names are given for what was typed.
const N_NAMES: usize = 5;

impl Store {
    /// Finds statements.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn search(&self, query: &Query, page: ListPage, counting: Counting) -> Result<Hits> {
        search(&self.db, query, page, counting).map_err(|error| self.failed("cannot be searched", error))
    }

    /// Who is called nearly as the names that `query` asks for, where it finds nothing: [`Hits::also`] of an exact count.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn nearly_named(&self, query: &Query) -> Result<Vec<Who>> {
        also(&self.db, query, true).map_err(|error| self.failed("cannot be searched", error))
    }
}

fn search(db: &Connection, query: &Query, page: ListPage, counting: Counting) -> rusqlite::Result<Hits> {
    let selection = EntryChoice::of(db, query)?;
    // The newest, as many as can be ranked or counted; all of them where they are to be counted exactly.
    let can_rank = selection.has_word && (selection.matched.is_some() || selection.ranked.is_some());
    let most = match counting {
        Counting::Exact => usize::MAX,
        Counting::UpTo(n) if can_rank && selection.is_index_enough() => n.max(counting.most_ranked()),
        Counting::UpTo(n) => n,
    };
    let typed = match counting {
        Counting::Exact => None,
        Counting::UpTo(_) => typed::newest(db, query, page.offset.saturating_add(page.limit) + 1)?,
    };
    let is_enough = |typed: &Newest| typed.is_all || typed.ids.len() > page.offset + page.limit;
    let found = match typed.filter(is_enough) {
        Some(typed) => typed,
        None => newest(db, &selection, most)?,
    };
    let looked = LookedReports::at(db, &found, counting.most_looked())?;
    let total = match counting {
        Counting::Exact => counted(db, &selection, counting)?,
        Counting::UpTo(_) => looked.total(),
    };
    let Newest { ids: newest, is_all } = found;
    let ranked = match can_rank && is_all && newest.len() <= counting.most_ranked() {
        true => ranked(db, &selection, &newest, counting.most_weighed())?,
        false => None,
    };
    let order = if ranked.is_some() { Order::Rank } else { Order::Newest };
    let (mut ids, mut is_more) =
        page_of(db, ranked.as_ref().unwrap_or(&newest).iter().map(|id| Ok(*id)), page)?;
    if !is_more && !is_all {
        // Further on than was looked.
        let (Sql { text, values }, id) = selection.ids();
        let mut query = db.prepare_cached(&format!("SELECT {id} {text} ORDER BY {id} DESC"))?;
        (ids, is_more) = page_of(db, query.query_map(params_from_iter(values), |row| row.get(0))?, page)?;
    }
    let needles = Needles::of(query);
    let mut loader = Loader::new(db, needles);
    let hits = ids.into_iter().map(|id| loader.entry(id)).collect::<rusqlite::Result<Vec<Entry>>>()?;
    let next = is_more.then_some(page.offset + hits.len());
    let kinds = if counting == Counting::Exact { kinds(db, &selection)? } else { Vec::new() };
    let also = if counting == Counting::Exact { also(db, query, total.entries == 0)? } else { Vec::new() };
    Ok(Hits { total, kinds, order, offset: page.offset, next, actors: names(db, query)?, also, hits, looked })
}

/// The rows that are meant, the newest first, and one more where there are more than `most`.
fn newest(db: &Connection, selection: &EntryChoice, most: usize) -> rusqlite::Result<Newest> {
    let (Sql { text, values }, id) = selection.ids();
    let limit = i64::try_from(most.saturating_add(1)).unwrap_or(i64::MAX);
    let mut query = db.prepare_cached(&format!("SELECT {id} {text} ORDER BY {id} DESC LIMIT {limit}"))?;
    let ids = query.query_map(params_from_iter(values), |row| row.get(0))?;
    let ids = ids.collect::<rusqlite::Result<Vec<i64>>>()?;
    Ok(Newest { is_all: ids.len() <= most, ids })
}

/// The same rows, those that fit best first; `None` where too many would have to be weighed.
fn ranked(
    db: &Connection,
    selection: &EntryChoice,
    newest: &[i64],
    most_weighed: usize,
) -> rusqlite::Result<Option<Vec<i64>>> {
    const ASKED: &str = "FROM _entry_text WHERE _entry_text MATCH ?1";
    let Some(matched) = selection.ranked.as_ref().or(selection.matched.as_ref()) else { return Ok(None) };
    if selection.ranked.is_some() || !selection.conditions.is_empty() {
        let sql = format!("SELECT count(*) FROM (SELECT rowid {ASKED} LIMIT {})", most_weighed + 1);
        let n: usize = db.prepare_cached(&sql)?.query_row([matched], |row| row.get(0))?;
        if n > most_weighed {
            return Ok(None);
        }
    }
    let is_meant: HashSet<i64> = newest.iter().copied().collect();
    let sql = format!("SELECT rowid {ASKED} AND rank MATCH '{RANK}' ORDER BY rank, rowid DESC");
    let mut query = db.prepare_cached(&sql)?;
    let mut ids = query.query_map([matched], |row| row.get(0))?.collect::<rusqlite::Result<Vec<i64>>>()?;
    ids.retain(|id| is_meant.contains(id));
    // What was found by its headline may have none of the words.
    let is_ranked: HashSet<i64> = ids.iter().copied().collect();
    ids.extend(newest.iter().filter(|id| !is_ranked.contains(id)));
    Ok(Some(ids))
}

/// How many there are, as far as they are to be counted, the newest first.
pub(crate) fn counted(
    db: &Connection,
    selection: &EntryChoice,
    counting: Counting,
) -> rusqlite::Result<Total> {
    match counting {
        Counting::Exact => total(db, selection),
        Counting::UpTo(n) => Ok(LookedReports::at(db, &newest(db, selection, n)?, n)?.total()),
    }
}

/// How many there are, to the last.
fn total(db: &Connection, selection: &EntryChoice) -> rusqlite::Result<Total> {
    let Sql { text, values } = selection.rows();
    let sql = format!(
        "SELECT count(*), count(DISTINCT same), count(DISTINCT version) FROM (SELECT e.same, e.version {text})"
    );
    db.prepare_cached(&sql)?.query_row(params_from_iter(values), |row| {
        Ok(Total { reports: row.get(0)?, entries: row.get(1)?, articles: row.get(2)?, is_exact: true })
    })
}

/// How many different ones of each kind there are.
fn kinds(db: &Connection, selection: &EntryChoice) -> rusqlite::Result<Vec<Count>> {
    let Sql { text, values } = selection.rows();
    let sql = format!("SELECT kind, count(DISTINCT same) FROM (SELECT e.kind, e.same {text}) GROUP BY kind");
    let mut query = db.prepare_cached(&sql)?;
    let found = query.query_map(params_from_iter(values), |row| Ok((row.get(0)?, row.get(1)?)))?;
    let found = found.collect::<rusqlite::Result<Vec<(String, u64)>>>()?;
    let of = |kind: &EntryKind| {
        let n = found.iter().find(|(known, _)| known == prefix(*kind))?.1;
        Some(Count { name: kind.to_string(), n })
    };
    Ok(EntryKind::ALL.iter().filter_map(of).collect())
}

/// One page of `ids`, one for each statement, and whether there is another page.
fn page_of(
    db: &Connection,
    ids: impl Iterator<Item = rusqlite::Result<i64>>,
    page: ListPage,
) -> rusqlite::Result<(Vec<i64>, bool)> {
    let mut same_of = db.prepare_cached("SELECT same FROM _entry WHERE id = ?1")?;
    let (mut seen, mut shown) = (HashSet::new(), Vec::new());
    for id in ids {
        let id = id?;
        let same: i64 = same_of.query_row([id], |row| row.get(0))?;
        if !seen.insert(same) {
            continue;
        }
        if shown.len() == page.limit {
            return Ok((shown, true));
        }
        if seen.len() > page.offset {
            shown.push(id);
        }
    }
    Ok((shown, false))
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

/// Who is called nearly as the names that are asked for: those of fields, and of words those that are somebody's name, or
/// all of them where nothing is found.
fn also(db: &Connection, query: &Query, is_nothing: bool) -> rusqlite::Result<Vec<Who>> {
    let mut asked = Vec::new();
    if let Some(expr) = &query.expr {
        asked_names(expr, &mut asked);
    }
    let mut ids = Vec::new();
    for (phrase, is_field) in asked {
        let name = folded(phrase);
        let is_name = || names::having(db, &name, false, 1).map(|found| !found.is_empty());
        if !phrase.is_prefix && (is_field || is_nothing || is_name()?) {
            let most_compared = if is_field { names::MANY_NAMES } else { names::FEW_NAMES };
            ids.extend(names::alike(db, &name, N_NAMES, most_compared)?);
        }
    }
    ids.truncate(N_NAMES);
    ids.into_iter().map(|id| who(db, id)).collect()
}

/// What is asked for by name, or may be; what is ruled out is not.
fn asked_names<'q>(expr: &'q Expr, asked: &mut Vec<(&'q QueryPhrase, bool)>) {
    match expr {
        Expr::Phrase(phrase) => asked.push((phrase, false)),
        Expr::Is(Filter::Party(_, phrase) | Filter::Actor(phrase)) => asked.push((phrase, true)),
        Expr::And(parts) | Expr::Or(parts) => parts.iter().for_each(|part| asked_names(part, asked)),
        Expr::Near { .. } | Expr::Is(_) | Expr::Not(_) => {}
    }
}

/// How many names are weighed against each other.
const N_CANDIDATES: usize = 64;

fn names_like(db: &Connection, phrase: &QueryPhrase) -> rusqlite::Result<Vec<Who>> {
    let name = folded(phrase);
    if !phrase.is_prefix && name.chars().count() < LONG {
        return Ok(Vec::new());
    }
    let mut query = db.prepare_cached(
        "SELECT a.key, a.name, a.kind, (SELECT count(*) FROM (
           SELECT 1 FROM _party p WHERE p.actor = a.id AND p.part = (SELECT id FROM _term WHERE text = 'speaker') LIMIT 200))
         FROM _actor a WHERE a.id = ?1",
    )?;
    let mut found = Vec::new();
    for one in names::having(db, &name, phrase.is_prefix, N_CANDIDATES)? {
        found.push(query.query_row([one.id], |row| {
            Ok((
                Reverse(row.get::<_, u64>(3)?),
                Who { id: ActorId(row.get(0)?), name: row.get(1)?, kind: row.get(2)? },
            ))
        })?);
    }
    found.sort_by(|(a, one), (b, other)| (a, &one.name, one.id).cmp(&(b, &other.name, other.id)));
    Ok(found.into_iter().take(N_NAMES).map(|(_, who)| who).collect())
}
