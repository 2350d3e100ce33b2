//! The ledger: who is bound to what, to whom, until when, and how it stands by what was told later.

use std::collections::HashSet;

use jiff::civil::Date;
use onrecord_record::{EntryKind, Part, Status};
use rusqlite::{Connection, OptionalExtension, params_from_iter};
use schemars::JsonSchema;
use serde::Serialize;

use super::bearing::{Bearing, Promise};
use super::filter::EntryChoice;
use super::load::{Loader, reports};
use super::mark::Needles;
use super::query::{self, Days, Expr, Filter, Query, QueryPhrase};
use super::search::ListPage;
use super::sql::Sql;
use super::topic::Likeness;
use crate::{Entry, Result, Store};

/// Which commitments are asked for.
#[derive(Clone, Debug, Default)]
pub struct Terms {
    /// What they must be beside what follows.
    pub query: Option<Query>,
    /// By whom, by words of the name.
    pub by: Option<String>,
    /// To whom, likewise.
    pub to: Option<String>,
    /// How they stand now, one of these; any where it is empty.
    pub status: Vec<Status>,
    /// When they are due.
    pub due: Option<Days>,
    /// The day on which it is asked how they stand; that of the newest article where it is not given.
    pub as_of: Option<Date>,
    /// How many are looked at, the newest of them; 2,000 where it is not said.
    pub most: Option<usize>,
}

/// Commitments and how they stand.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Ledger {
    /// The day on which they stand so.
    pub as_of: Option<String>,
    /// How many there are over all pages.
    pub total: usize,
    /// Whether there are no more than these.
    pub is_exact: bool,
    /// How many were passed over.
    pub offset: usize,
    /// Where the next page begins, if there is one.
    pub next: Option<usize>,
    /// The newest first; of several reports of one the first.
    pub commitments: Vec<Owed>,
}

/// A commitment and how it stands.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Owed {
    /// The commitment as its first report has it.
    #[serde(flatten)]
    pub entry: Entry,
    /// How it stands now.
    pub status_now: Status,
    /// How that is known.
    pub known: Known,
    /// What was told later that bears on it, the earliest first.
    pub bearing: Vec<Bearing>,
}

/// How it is known how a commitment stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Known {
    /// The article that tells of it says so.
    Told,
    /// A later article shows it.
    Shown,
    /// Its day has passed, and nothing tells.
    Inferred,
}

/// How many commitments are looked at unless another number is asked for.
const MOST: usize = 2_000;

/// How many later entries are listed that leave open how a commitment stands.
const MOST_OPEN: usize = 5;

impl Store {
    /// The commitments that meet `terms`, and how they stand by what later articles tell.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn commitments(&self, terms: &Terms, page: ListPage, likeness: Likeness) -> Result<Ledger> {
        ledger(&self.db, terms, page, likeness).map_err(|error| self.failed("cannot be asked", error))
    }
}

fn ledger(db: &Connection, terms: &Terms, page: ListPage, likeness: Likeness) -> rusqlite::Result<Ledger> {
    let as_of = match terms.as_of {
        Some(day) => Some(day.to_string()),
        None => newest_day(db)?,
    };
    let most = terms.most.unwrap_or(MOST);
    let firsts = firsts(db, &asked(terms), most)?;
    let (is_exact, mut total, mut commitments) = (firsts.len() <= most, 0, Vec::new());
    let mut loader = Loader::new(db, terms.query.as_ref().map(Needles::of).unwrap_or_default());
    for row in firsts.into_iter().take(most) {
        if let Some(days) = &terms.due
            && !is_due(db, row, days)?
        {
            continue;
        }
        let is_on_page = total >= page.offset && commitments.len() < page.limit;
        if !terms.status.is_empty() || is_on_page {
            let owed = owed(db, &mut loader, row, as_of.as_deref(), likeness)?;
            if !terms.status.is_empty() && !terms.status.contains(&owed.status_now) {
                continue;
            }
            if is_on_page {
                commitments.push(owed);
            }
        }
        total += 1;
    }
    let shown = page.offset + commitments.len();
    let next = (shown < total && !commitments.is_empty()).then_some(shown);
    Ok(Ledger { as_of, total, is_exact, offset: page.offset, next, commitments })
}

/// The terms that the index can tell, as a query.
fn asked(terms: &Terms) -> Query {
    let named = |parts: &'static [Part], name: &str| {
        let words = query::words(name);
        (!words.is_empty()).then_some(Expr::Is(Filter::Party(
            parts,
            QueryPhrase { words, is_prefix: false, is_exact: true },
        )))
    };
    let own = terms.query.as_ref().and_then(|query| query.expr.clone());
    let by = terms.by.as_deref().and_then(|name| named(&[Part::By], name));
    let to = terms.to.as_deref().and_then(|name| named(&[Part::To], name));
    let mut all = vec![Expr::Is(Filter::Kind(EntryKind::Commitment))];
    all.extend([own, by, to].into_iter().flatten());
    let expr = if all.len() == 1 { all.pop() } else { Some(Expr::And(all)) };
    Query { expr, notes: Vec::new() }
}

/// The first report of each commitment that is meant, the newest first; of more than are looked at, those that were
/// reported last.
fn firsts(db: &Connection, query: &Query, most: usize) -> rusqlite::Result<Vec<i64>> {
    let selection = EntryChoice::of(db, query)?;
    let Sql { text, values } = selection.rows();
    let id = selection.id();
    let mut query = db.prepare_cached(&format!("SELECT e.same {text} ORDER BY {id} DESC"))?;
    let mut rows = query.query(params_from_iter(values))?;
    let (mut seen, mut firsts) = (HashSet::new(), Vec::<i64>::new());
    while let Some(row) = rows.next()? {
        let same = row.get(0)?;
        if firsts.len() > most {
            break;
        }
        if seen.insert(same) {
            firsts.extend(reports(db, same)?.first());
        }
    }
    firsts.sort_unstable_by(|a, b| b.cmp(a));
    Ok(firsts)
}

fn owed(
    db: &Connection,
    loader: &mut Loader,
    row: i64,
    as_of: Option<&str>,
    likeness: Likeness,
) -> rusqlite::Result<Owed> {
    let entry = loader.entry(row)?;
    let mut bearing = Promise::new(db, row, &entry)?.bearings(db, loader, likeness)?;
    if let Some(as_of) = as_of {
        // What is told later than the day that is asked about is not known on it.
        bearing.retain(|one| {
            one.entry.article.published.as_deref().is_none_or(|day| day.get(..10) <= Some(as_of))
        });
    }
    let mut n_open = 0;
    bearing.retain(|one| {
        n_open += usize::from(one.shows.is_none());
        one.shows.is_some() || n_open <= MOST_OPEN
    });
    let (status_now, known) = stands(&entry, &bearing, as_of);
    Ok(Owed { entry, status_now, known, bearing })
}

/// How a commitment stands by its own article and what was told later.
fn stands(entry: &Entry, bearing: &[Bearing], as_of: Option<&str>) -> (Status, Known) {
    let told = entry.commitment().map_or(Status::Made, |of| of.status);
    let shown: Vec<Status> = bearing.iter().filter_map(|one| one.shows).collect();
    let now = shown.iter().fold(told, |before, later| after(before, *later));
    let due = entry.commitment().and_then(|of| of.due_on.as_ref());
    let is_open = matches!(now, Status::Made | Status::Reaffirmed | Status::UnderWay | Status::PartlyKept);
    let is_past =
        due.zip(as_of).is_some_and(|(due, as_of)| last_day(&due.to).is_some_and(|day| *day < *as_of));
    match (is_open && is_past, shown.is_empty()) {
        (true, _) => (Status::Lapsed, Known::Inferred),
        (false, true) => (now, Known::Told),
        (false, false) => (now, Known::Shown),
    }
}

/// How it stands after something more is told. What contradicts is a dispute; a promise given again changes nothing of
/// what became of it.
fn after(before: Status, later: Status) -> Status {
    use Status::{Broken, Disputed, Kept, Made, Reaffirmed, UnderWay};
    match (before, later) {
        (Kept, Broken | Disputed) | (Broken | Disputed, Kept) => Disputed,
        (before, Reaffirmed) if before != Made => before,
        (Kept, UnderWay) => Kept,
        (_, later) => later,
    }
}

/// The last day of a day, a month or a year, as it is compared.
fn last_day(day: &str) -> Option<String> {
    query::bound(day, true).map(|day| day.to_string())
}

fn is_due(db: &Connection, row: i64, days: &Days) -> rusqlite::Result<bool> {
    let mut query = db.prepare_cached("SELECT due_from, due_to FROM _commitment WHERE entry = ?1")?;
    let (from, to): (Option<String>, Option<String>) =
        query.query_row([row], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let Some(from) = from else { return Ok(false) };
    let to = last_day(to.as_deref().unwrap_or(&from)).unwrap_or_default();
    let starts_in_time = days.to.is_none_or(|last| *from <= *last.to_string());
    let ends_late_enough = days.from.is_none_or(|first| *to >= *first.to_string());
    Ok(starts_in_time && ends_late_enough)
}

/// The day of the newest article.
fn newest_day(db: &Connection) -> rusqlite::Result<Option<String>> {
    let sql = "SELECT substr(v.published, 1, 10) FROM _version v CROSS JOIN _article r ON r.current = v.id
       WHERE v.day > 0 ORDER BY v.day DESC LIMIT 1";
    db.prepare_cached(sql)?.query_row([], |row| row.get(0)).optional()
}
