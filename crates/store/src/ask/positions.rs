//! Where the sides stand on an issue, next to one another and over time.
//!
//! Articles call one issue by many names. Two names are of one issue where their words are the same in whatever order
//! and form, where all the words that were asked for are among the other's, or where they mean nearly the same.

use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};

use onrecord_record::{EntryKind, Part, Stance};
use rusqlite::{Connection, OptionalExtension};
use schemars::JsonSchema;
use serde::Serialize;

use super::load::Loader;
use super::mark::Needles;
use super::rarest::sharing;
use super::search::ListPage;
use super::timeline::DayOf;
use super::topic::{Likeness, NEARLY, Topic};
use super::total::Count;
use crate::actors::who;
use crate::{Entry, Result, Store, Who};

/// Who stands where on an issue.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Sides {
    /// The issue, as it was asked for.
    pub issue: String,
    /// Whether all that positions are on was weighed. Of a large store only what shares words with the issue is, so that
    /// the same by other words may be missing.
    pub is_exact: bool,
    /// What articles call it, the most frequent first.
    pub wordings: Vec<Count>,
    /// How many sides there are over all pages.
    pub total: usize,
    /// How many were passed over.
    pub offset: usize,
    /// Where the next page begins, if there is one.
    pub next: Option<usize>,
    /// Those who took a stance the most often first.
    pub sides: Vec<Side>,
}

/// Where one actor stands.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Side {
    /// Whose stances these are; `None` for those of nobody who is told.
    pub holder: Option<Who>,
    /// The latest stance.
    pub stance: Stance,
    /// Whether it was another before.
    pub has_changed: bool,
    /// Every stance, the earliest first; of several reports of one the first.
    pub taken: Vec<Taken>,
}

/// A stance on its day.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Taken {
    /// As precise as it is known.
    pub day: Option<String>,
    /// Whose day that is.
    pub day_of: DayOf,
    /// The stance before it, where this one differs and both are on the very same issue.
    pub changed_from: Option<Stance>,
    /// The position.
    pub entry: Entry,
}

impl Store {
    /// Where the sides stand on what `issue` means.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn positions(&self, issue: &str, page: ListPage, likeness: Likeness) -> Result<Sides> {
        sides(&self.db, issue, page, likeness).map_err(|error| self.failed("cannot be asked", error))
    }
}

fn sides(db: &Connection, issue: &str, page: ListPage, likeness: Likeness) -> rusqlite::Result<Sides> {
    let (names, is_exact) = names(db, issue)?;
    let asked = Topic::of(issue);
    let is_meant = |name: &String| asked.is_within(&Topic::of(name)) || likeness(issue, name) >= NEARLY;
    let Meant { wordings, rows } = meant(db, names.into_iter().filter(is_meant))?;
    let mut holders = by_holder(db, &rows)?;
    let total = holders.len();
    let name = |holder: &HeldBy| holder.who.as_ref().map(|who| who.name.clone());
    holders.sort_by_cached_key(|held| (Reverse(held.rows.len()), name(held).is_none(), name(held)));
    let mut loader = Loader::new(db, Needles::default());
    let mut sides = Vec::new();
    for HeldBy { who, rows } in holders.into_iter().skip(page.offset).take(page.limit) {
        let entries =
            rows.into_iter().map(|id| loader.entry(id)).collect::<rusqlite::Result<Vec<Entry>>>()?;
        sides.extend(side(who, entries, likeness));
    }
    let shown = page.offset.saturating_add(page.limit);
    let next = (shown < total && !sides.is_empty()).then_some(shown);
    Ok(Sides { issue: issue.to_string(), is_exact, wordings, total, offset: page.offset, next, sides })
}

/// What positions are on, each once, and whether these are all: of a store that has many, those of positions that share
/// the rarest words with what is asked for.
fn names(db: &Connection, issue: &str) -> rusqlite::Result<(Vec<String>, bool)> {
    let mut query = db.prepare_cached("SELECT DISTINCT issue FROM _position LIMIT ?1")?;
    let all = query.query_map([MOST_NAMES + 1], |row| row.get(0))?;
    let all = all.collect::<rusqlite::Result<Vec<String>>>()?;
    if all.len() <= MOST_NAMES {
        return Ok((all, true));
    }
    let mut query = db.prepare_cached("SELECT issue FROM _position WHERE entry = ?1")?;
    let found = sharing(db, &Topic::of(issue), EntryKind::Position, MOST_NAMES)?;
    let names = found.iter().map(|id| query.query_row([id], |row| row.get(0)));
    let mut names = names.collect::<rusqlite::Result<Vec<String>>>()?;
    names.sort_unstable();
    names.dedup();
    Ok((names, false))
}

/// What is meant: what articles call it, the most frequent first, and the positions on it.
struct Meant {
    wordings: Vec<Count>,
    rows: Vec<i64>,
}

/// The positions of these names that stand, of several reports of one the first.
fn meant(db: &Connection, names: impl Iterator<Item = String>) -> rusqlite::Result<Meant> {
    let mut query = db.prepare_cached(
        "SELECT e.id, e.same FROM _position d CROSS JOIN _entry e ON e.id = d.entry
         WHERE d.issue = ?1 AND e.stands = 1",
    )?;
    let (mut wordings, mut all) = (Vec::new(), Vec::new());
    for name in names {
        let rows = query.query_map([&name], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let rows = rows.collect::<rusqlite::Result<Vec<(i64, i64)>>>()?;
        let n = rows.iter().map(|(_, same)| same).collect::<HashSet<&i64>>().len() as u64;
        if n > 0 {
            wordings.push(Count { name, n });
        }
        all.extend(rows);
    }
    wordings.sort_by(|a, b| (Reverse(a.n), &a.name).cmp(&(Reverse(b.n), &b.name)));
    all.sort_unstable();
    let mut seen = HashSet::new();
    let rows = all.into_iter().filter(|(_, same)| seen.insert(*same)).map(|(id, _)| id).collect();
    Ok(Meant { wordings, rows })
}

/// Whose positions these are.
struct HeldBy {
    who: Option<Who>,
    rows: Vec<i64>,
}

/// Positions by who holds them; whoever is merged counts as whom it is merged into.
fn by_holder(db: &Connection, rows: &[i64]) -> rusqlite::Result<Vec<HeldBy>> {
    let mut query = db.prepare_cached(
        "SELECT coalesce(a.merged, a.id) FROM _party p JOIN _actor a ON a.id = p.actor
         WHERE p.entry = ?1 AND p.part = (SELECT id FROM _term WHERE text = ?2) ORDER BY p.place LIMIT 1",
    )?;
    let mut held: HashMap<Option<i64>, Vec<i64>> = HashMap::new();
    for row in rows {
        let holder = query.query_row((row, Part::Holder.as_str()), |row| row.get(0)).optional()?;
        held.entry(holder).or_default().push(*row);
    }
    let named = held
        .into_iter()
        .map(|(holder, rows)| Ok(HeldBy { who: holder.map(|holder| who(db, holder)).transpose()?, rows }));
    named.collect()
}

/// So many names are weighed each by itself; of more, those that share words with what is asked for.
const MOST_NAMES: usize = 2_000;

/// One actor's stances in the order of their days.
fn side(holder: Option<Who>, entries: Vec<Entry>, likeness: Likeness) -> Option<Side> {
    let mut taken: Vec<Taken> = entries.into_iter().map(taken).collect();
    // An unknown day comes last; entries of one day stay in the order of publication.
    taken.sort_by(|a, b| (a.day.is_none(), &a.day).cmp(&(b.day.is_none(), &b.day)));
    let mut last: Option<(Stance, String)> = None;
    for one in &mut taken {
        let Some(of) = one.entry.position() else { continue };
        if let Some((before, issue)) = &last
            && *before != of.stance
            && is_one_issue(issue, &of.issue, likeness)
        {
            one.changed_from = Some(*before);
        }
        last = Some((of.stance, of.issue.clone()));
    }
    let (stance, _) = last?;
    // Nobody changes a stance that is not known to be anybody's.
    if holder.is_none() {
        taken.iter_mut().for_each(|one| one.changed_from = None);
    }
    let has_changed = taken.iter().any(|one| one.changed_from.is_some());
    Some(Side { holder, stance, has_changed, taken })
}

/// Whether two names are of the very same issue: "the dam" and "a vote on the dam" are not.
fn is_one_issue(one: &str, other: &str, likeness: Likeness) -> bool {
    Topic::of(one).is_same(&Topic::of(other)) || likeness(one, other) >= NEARLY
}

fn taken(entry: Entry) -> Taken {
    let stated = entry.when.as_ref().map(|when| when.from.clone());
    let published = entry.article.published.as_deref().and_then(|stamp| stamp.get(..10)).map(str::to_string);
    let day_of = match (&stated, &published) {
        (Some(_), _) => DayOf::Said,
        (None, Some(_)) => DayOf::Published,
        (None, None) => DayOf::Unknown,
    };
    Taken { day: stated.or(published), day_of, changed_from: None, entry }
}
