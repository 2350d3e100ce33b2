//! Where the sides stand on an issue, next to one another and over time.
//!
//! Articles call one issue by many names. Two names are of one issue where their words are the same in whatever order
//! and form, where all the words that were asked for are among the other's, or where they mean nearly the same.

use std::collections::{HashMap, HashSet};

use onrecord_record::{Part, Stance};
use rusqlite::Connection;
use schemars::JsonSchema;
use serde::Serialize;

use super::load::Loader;
use super::mark::Needles;
use super::search::ListPage;
use super::timeline::DayOf;
use super::topic::{Likeness, NEARLY, Topic};
use super::total::Count;
use crate::{Entry, Result, Store, Who};

/// Who stands where on an issue.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Sides {
    /// The issue, as it was asked for.
    pub issue: String,
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
    let wordings = wordings(db, issue, likeness)?;
    let mut sides: Vec<Side> = Vec::new();
    for (holder, entries) in by_holder(db, &wordings)? {
        sides.extend(side(holder, entries, likeness));
    }
    let name = |side: &Side| side.holder.as_ref().map(|who| who.name.clone());
    sides.sort_by_key(|side| (std::cmp::Reverse(side.taken.len()), name(side).is_none(), name(side)));
    let total = sides.len();
    let sides: Vec<Side> = sides.into_iter().skip(page.offset).take(page.limit).collect();
    let shown = page.offset + sides.len();
    let next = (shown < total && !sides.is_empty()).then_some(shown);
    Ok(Sides { issue: issue.to_string(), wordings, total, offset: page.offset, next, sides })
}

/// What articles call the issue.
fn wordings(db: &Connection, issue: &str, likeness: Likeness) -> rusqlite::Result<Vec<Count>> {
    let asked = Topic::of(issue);
    let mut query = db.prepare_cached(
        "SELECT d.issue, count(DISTINCT e.same) FROM _position d JOIN _entry e ON e.id = d.entry
         WHERE e.stands = 1 GROUP BY d.issue ORDER BY 2 DESC, 1",
    )?;
    let all = query.query_map([], |row| Ok(Count { name: row.get(0)?, n: row.get(1)? }))?;
    let mut wordings = all.collect::<rusqlite::Result<Vec<Count>>>()?;
    wordings.retain(|wording| {
        asked.is_within(&Topic::of(&wording.name)) || likeness(issue, &wording.name) >= NEARLY
    });
    Ok(wordings)
}

/// The positions on these wordings, each once, by who holds them.
fn by_holder(db: &Connection, wordings: &[Count]) -> rusqlite::Result<Vec<(Option<Who>, Vec<Entry>)>> {
    let meant: HashSet<&str> = wordings.iter().map(|wording| wording.name.as_str()).collect();
    let mut query = db.prepare_cached(
        "SELECT e.id, e.same, d.issue FROM _position d JOIN _entry e ON e.id = d.entry WHERE e.stands = 1 ORDER BY e.id",
    )?;
    let mut rows = query.query([])?;
    let mut loader = Loader::new(db, Needles::default());
    let (mut seen, mut sides) = (HashSet::new(), Vec::<(Option<Who>, Vec<Entry>)>::new());
    let mut place_of = HashMap::new();
    while let Some(row) = rows.next()? {
        let issue: String = row.get(2)?;
        if !meant.contains(issue.as_str()) || !seen.insert(row.get::<_, i64>(1)?) {
            continue;
        }
        let entry = loader.entry(row.get(0)?)?;
        let holder = entry.actors(Part::Holder).first().cloned();
        let place = *place_of.entry(holder.as_ref().map(|who| who.id)).or_insert(sides.len());
        match sides.get_mut(place) {
            Some((_, entries)) => entries.push(entry),
            None => sides.push((holder, vec![entry])),
        }
    }
    Ok(sides)
}

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
