//! What is on record of one actor.

use std::collections::HashSet;

use onrecord_record::EntryKind;
use rusqlite::{Connection, OptionalExtension, Row};
use schemars::JsonSchema;
use serde::Serialize;

use super::load::{Loader, is_first_part};
use super::mark::Needles;
use super::search::ListPage;
use super::total::{Count, Total};
use crate::actors::who;
use crate::error::{Error, ErrorKind};
use crate::key::prefix;
use crate::words::folded;
use crate::{ActorId, Entry, Result, Store, Who, names};

/// Who goes by a name.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Found {
    /// Everyone whom the name may mean, the most quoted first.
    pub actors: Vec<Tally>,
    /// All about the one whom it means, if it is one.
    pub dossier: Option<Dossier>,
}

/// An actor with what tells it from others of its name.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Tally {
    /// Who it is.
    #[serde(flatten)]
    pub who: Who,
    /// Offices and descriptions, the most frequent first.
    pub roles: Vec<Office>,
    /// How often it was quoted.
    pub quoted: Total,
}

/// An office or description over all articles.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Office {
    /// The title, as stated.
    pub title: String,
    /// Of what body.
    pub of: String,
    /// The first day of publication that states it.
    pub first: Option<String>,
    /// The last.
    pub last: Option<String>,
    /// How many articles state it.
    pub articles: u64,
}

/// A name over all articles.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct KnownName {
    /// The name, as articles have it.
    pub name: String,
    /// How many articles have it so.
    pub articles: u64,
    /// Why these articles' actor is taken for this one.
    pub why: String,
}

/// What is on record of one actor.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Dossier {
    /// Who it is.
    #[serde(flatten)]
    pub who: Who,
    /// The names that articles give.
    pub names: Vec<KnownName>,
    /// Offices and descriptions, the latest first.
    pub roles: Vec<Office>,
    /// How many articles name it.
    pub articles: u64,
    /// How often it was quoted.
    pub quoted: Total,
    /// Its statements by what was done by them.
    pub acts: Vec<Count>,
    /// Whom it spoke to.
    pub spoke_to: Vec<Counted>,
    /// Who is named in what it said.
    pub spoke_of: Vec<Counted>,
    /// How many entries of each kind it has a part in: different ones.
    pub kinds: Vec<Count>,
    /// Where it stands, the latest first.
    pub positions: Vec<Entry>,
    /// What it promised, the latest first.
    pub commitments: Vec<Entry>,
    /// Whom it met, the latest first.
    pub engagements: Vec<Entry>,
    /// How many were passed over, of each kind.
    pub offset: usize,
    /// Where the next page begins, if there is one.
    pub next: Option<usize>,
    /// What it said, the newest first.
    pub statements: Vec<Entry>,
}

/// An actor and how many statements it is counted in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Counted {
    /// Who.
    #[serde(flatten)]
    pub who: Who,
    /// In how many statements.
    pub statements: u64,
}

/// How many names a list of those spoken to or of has.
const N_NAMES: usize = 12;

impl Store {
    /// Whoever goes by `name` (or has this id); and all about whom it means, if it is one.
    ///
    /// # Errors
    /// `is_not_found` where nobody goes by it.
    pub fn who(&self, name: &str, page: ListPage) -> Result<Found> {
        let failed = |error| self.failed("cannot be asked", error);
        let ids = self.called(name).map_err(failed)?;
        if ids.is_empty() {
            let near = names::alike(&self.db, &folded(name), N_MEANT).map_err(failed)?;
            let near = near.iter().map(|id| who(&self.db, *id)).collect::<rusqlite::Result<Vec<Who>>>();
            let near: Vec<String> = near.map_err(failed)?.into_iter().map(|who| who.name).collect();
            let meant = if near.is_empty() {
                String::new()
            } else {
                format!("; did you mean {}?", near.join(" or "))
            };
            let what = format!("nobody here is called “{name}”{meant}");
            return Err(Error::new(ErrorKind::NotFound, &self.path, what));
        }
        let tallies = ids.iter().map(|id| tally(&self.db, *id)).collect::<rusqlite::Result<Vec<Tally>>>();
        let mut actors: Vec<(Tally, i64)> =
            tallies.map_err(failed)?.into_iter().zip(ids.iter().copied()).collect();
        actors.sort_by(|(a, _), (b, _)| {
            let key = |tally: &Tally| {
                (std::cmp::Reverse(tally.quoted.reports), tally.who.name.clone(), tally.who.id)
            };
            key(a).cmp(&key(b))
        });
        let dossier = match actors.as_slice() {
            [(_, id)] => Some(dossier(&self.db, *id, page).map_err(failed)?),
            _ => None,
        };
        Ok(Found { actors: actors.into_iter().map(|(tally, _)| tally).collect(), dossier })
    }

    /// The rows of actors that `name` means: by id, else by name.
    fn called(&self, name: &str) -> rusqlite::Result<Vec<i64>> {
        if let Ok(ActorId(key)) = name.trim().parse() {
            let sql = "SELECT coalesce(merged, id) FROM _actor WHERE key = ?1";
            let found = self.db.prepare_cached(sql)?.query_row([key], |row| row.get(0)).optional()?;
            return Ok(found.into_iter().collect());
        }
        let found = names::meant(&self.db, &folded(name), MOST_MEANT)?;
        Ok(found.into_iter().map(|one| one.id).collect())
    }
}

/// How many names are offered for one that is nobody's.
const N_MEANT: usize = 3;

/// How many actors a name may mean and all be told.
const MOST_MEANT: usize = 50;

/// The actor and those who were merged into it, for SQL's `IN`: numbers only.
fn rows_of(db: &Connection, actor: i64) -> rusqlite::Result<String> {
    let mut query = db.prepare_cached("SELECT id FROM _actor WHERE id = ?1 OR merged = ?1")?;
    let ids =
        query.query_map([actor], |row| row.get::<_, i64>(0))?.collect::<rusqlite::Result<Vec<i64>>>()?;
    Ok(ids.iter().map(i64::to_string).collect::<Vec<_>>().join(","))
}

fn tally(db: &Connection, actor: i64) -> rusqlite::Result<Tally> {
    let rows = rows_of(db, actor)?;
    let mut roles = offices(db, &rows)?;
    roles.sort_by_key(|role| std::cmp::Reverse(role.articles));
    roles.truncate(3);
    Ok(Tally { who: who(db, actor)?, roles, quoted: quoted(db, &rows)? })
}

fn quoted(db: &Connection, rows: &str) -> rusqlite::Result<Total> {
    let sql = format!(
        "SELECT count(*), count(DISTINCT e.same), count(DISTINCT e.version) FROM _entry e
         WHERE e.stands = 1 AND e.id IN ({})",
        in_part(rows, EntryKind::Statement)
    );
    db.prepare(&sql)?.query_row([], |row| {
        Ok(Total { reports: row.get(0)?, entries: row.get(1)?, articles: row.get(2)?, is_exact: true })
    })
}

fn offices(db: &Connection, rows: &str) -> rusqlite::Result<Vec<Office>> {
    let sql = format!(
        "SELECT o.title, o.of, min(substr(v.published, 1, 10)), max(substr(v.published, 1, 10)),
           count(DISTINCT v.article)
         FROM _appearance p JOIN _role o ON o.version = p.version AND o.local = p.local
         JOIN _version v ON v.id = p.version JOIN _article r ON r.id = v.article AND r.current = v.id
         WHERE p.actor IN ({rows}) GROUP BY o.title, o.of ORDER BY 4 DESC, 5 DESC, 1, 2"
    );
    let mut query = db.prepare(&sql)?;
    let office = query.query_map([], |row| {
        Ok(Office {
            title: row.get(0)?,
            of: row.get(1)?,
            first: row.get(2)?,
            last: row.get(3)?,
            articles: row.get(4)?,
        })
    })?;
    office.collect()
}

/// The entries of a kind that are an actor's own: what it said, whom it met, what it promised, where it stands.
fn in_part(rows: &str, kind: EntryKind) -> String {
    let part = crate::kinds::of(kind).parts()[0];
    format!(
        "SELECT p.entry FROM _party p WHERE p.actor IN ({rows}) AND p.part = (SELECT id FROM _term WHERE text = '{part}')"
    )
}

fn dossier(db: &Connection, actor: i64, page: ListPage) -> rusqlite::Result<Dossier> {
    let rows = rows_of(db, actor)?;
    let articles = format!(
        "SELECT count(*) FROM _article r WHERE r.current IN (
           SELECT version FROM _appearance WHERE actor IN ({rows}))"
    );
    let mut next = None;
    let mut own = |kind: EntryKind| -> rusqlite::Result<Vec<Entry>> {
        let (entries, more) = entries(db, &rows, kind, page)?;
        next = next.or(more);
        Ok(entries)
    };
    let statements = own(EntryKind::Statement)?;
    let positions = own(EntryKind::Position)?;
    let commitments = own(EntryKind::Commitment)?;
    let engagements = own(EntryKind::Engagement)?;
    Ok(Dossier {
        who: who(db, actor)?,
        names: names_of(db, &rows)?,
        roles: offices(db, &rows)?,
        articles: db.query_row(&articles, [], |row| row.get(0))?,
        quoted: quoted(db, &rows)?,
        acts: acts(db, &rows)?,
        spoke_to: spoke_to(db, &rows)?,
        spoke_of: spoke_of(db, &rows, actor)?,
        kinds: kinds_of(db, &rows)?,
        positions,
        commitments,
        engagements,
        offset: page.offset,
        next,
        statements,
    })
}

/// How many different entries of each kind are the actor's own.
fn kinds_of(db: &Connection, rows: &str) -> rusqlite::Result<Vec<Count>> {
    let sql = format!(
        "SELECT e.kind, count(DISTINCT e.same) FROM _party p JOIN _term t ON t.id = p.part JOIN _entry e ON e.id = p.entry
         WHERE p.actor IN ({rows}) AND e.stands = 1 AND {} GROUP BY e.kind",
        is_first_part()
    );
    let mut query = db.prepare(&sql)?;
    let found = query.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let found = found.collect::<rusqlite::Result<Vec<(String, u64)>>>()?;
    let count = |kind: &EntryKind| {
        let n = found.iter().find(|(known, _)| known == prefix(*kind)).map_or(0, |(_, n)| *n);
        Count { name: kind.to_string(), n }
    };
    Ok(EntryKind::ALL.iter().map(count).collect())
}

fn names_of(db: &Connection, rows: &str) -> rusqlite::Result<Vec<KnownName>> {
    let sql = format!(
        "SELECT p.name, count(DISTINCT r.id), min(t.text) FROM _appearance p JOIN _term t ON t.id = p.why JOIN _article r ON r.current = p.version
         WHERE p.actor IN ({rows}) GROUP BY p.name ORDER BY 2 DESC, 1"
    );
    let mut query = db.prepare(&sql)?;
    let name = query
        .query_map([], |row| Ok(KnownName { name: row.get(0)?, articles: row.get(1)?, why: row.get(2)? }))?;
    name.collect()
}

fn acts(db: &Connection, rows: &str) -> rusqlite::Result<Vec<Count>> {
    let sql = format!(
        "SELECT t.text, count(DISTINCT e.same) FROM _entry e JOIN _statement d ON d.entry = e.id JOIN _term t ON t.id = d.act
         WHERE e.stands = 1 AND e.id IN ({}) GROUP BY t.text ORDER BY 2 DESC, 1",
        in_part(rows, EntryKind::Statement)
    );
    let mut query = db.prepare(&sql)?;
    query.query_map([], |row| Ok(Count { name: row.get(0)?, n: row.get(1)? }))?.collect()
}

/// Those without a name are counted by what they are called: "reporters" of two articles may be others, but it is what
/// is known.
fn spoke_to(db: &Connection, rows: &str) -> rusqlite::Result<Vec<Counted>> {
    let sql = format!(
        "SELECT min(coalesce(m.key, a.key)), coalesce(m.name, a.name), coalesce(m.kind, a.kind),
           count(DISTINCT e.same)
         FROM _entry e JOIN _party t ON t.entry = e.id AND t.part = (SELECT id FROM _term WHERE text = 'addressee')
         JOIN _actor a ON a.id = t.actor LEFT JOIN _actor m ON m.id = a.merged
         WHERE e.stands = 1 AND e.id IN ({})
         GROUP BY iif(a.kind = 'unnamed', a.name, coalesce(m.key, a.key)) ORDER BY 4 DESC, 2, 1 LIMIT {N_NAMES}",
        in_part(rows, EntryKind::Statement)
    );
    let mut query = db.prepare(&sql)?;
    query.query_map([], counted)?.collect()
}

/// Who is named in what the actor said.
fn spoke_of(db: &Connection, rows: &str, actor: i64) -> rusqlite::Result<Vec<Counted>> {
    let sql = format!(
        "SELECT coalesce(m.key, a.key), coalesce(m.name, a.name), coalesce(m.kind, a.kind), count(DISTINCT e.same)
         FROM _entry e JOIN _about b ON b.entry = e.id
         JOIN _actor a ON a.id = b.actor LEFT JOIN _actor m ON m.id = a.merged
         WHERE e.stands = 1 AND e.id IN ({}) AND coalesce(m.id, a.id) <> ?1
         GROUP BY coalesce(m.id, a.id) ORDER BY 4 DESC, 2, 1 LIMIT {N_NAMES}",
        in_part(rows, EntryKind::Statement)
    );
    let mut query = db.prepare(&sql)?;
    query.query_map([actor], counted)?.collect()
}

fn counted(row: &Row<'_>) -> rusqlite::Result<Counted> {
    let who = Who { id: ActorId(row.get(0)?), name: row.get(1)?, kind: row.get(2)? };
    Ok(Counted { who, statements: row.get(3)? })
}

/// The actor's own entries of a kind, the newest first, of several reports one; and where the next page begins.
fn entries(
    db: &Connection,
    rows: &str,
    kind: EntryKind,
    page: ListPage,
) -> rusqlite::Result<(Vec<Entry>, Option<usize>)> {
    let sql = format!(
        "SELECT e.id, e.same FROM _entry e WHERE e.stands = 1 AND e.kind = ?1 AND e.id IN ({}) ORDER BY e.id DESC",
        in_part(rows, kind)
    );
    let mut query = db.prepare(&sql)?;
    let mut found = query.query([prefix(kind)])?;
    let mut loader = Loader::new(db, Needles::default());
    let (mut seen, mut shown) = (HashSet::new(), Vec::new());
    while let Some(row) = found.next()? {
        if !seen.insert(row.get::<_, i64>(1)?) {
            continue;
        }
        if shown.len() == page.limit {
            return Ok((shown, Some(page.offset + page.limit)));
        }
        if seen.len() > page.offset {
            shown.push(loader.entry(row.get(0)?)?);
        }
    }
    Ok((shown, None))
}
