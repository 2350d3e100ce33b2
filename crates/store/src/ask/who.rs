//! What is on record of one actor.

use onrecord_record::EntryKind;
use rusqlite::{Connection, OptionalExtension};
use schemars::JsonSchema;
use serde::Serialize;

use super::load::Loader;
use super::mark::Needles;
use super::own::{ActorRows, Counted, OwnReports, limit};
use super::search::{Counting, ListPage};
use super::total::{Count, Total};
use crate::actors::who;
use crate::error::{Error, ErrorKind};
use crate::words::folded;
use crate::{ActorId, Entry, Result, Store, Who, names};

/// Who goes by a name.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Found {
    /// Everyone whom the name may mean, the most quoted first.
    pub actors: Vec<Tally>,
    /// Others who are called nearly so.
    pub also: Vec<Who>,
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
    /// How often it was quoted. Where that is not counted to the end, the counts below are of the newest statements.
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

/// How many names a list of those spoken to or of has.
const N_NAMES: usize = 12;

impl Store {
    /// Whoever goes by `name` (or has this id); and all about whom it means, if it is one.
    ///
    /// # Errors
    /// `is_not_found` where nobody goes by it.
    pub fn who(&self, name: &str, page: ListPage, counting: Counting) -> Result<Found> {
        let failed = |error| self.failed("cannot be asked", error);
        let ids = self.called(name).map_err(failed)?;
        let mut found = match ids.as_slice() {
            [] => return Err(self.nobody(name)),
            [id] => one(&self.db, *id, page, counting).map_err(failed)?,
            several => choice(&self.db, several, counting).map_err(failed)?,
        };
        found.also = self.alike(name).map_err(failed)?;
        found.also.retain(|who| found.actors.iter().all(|tally| tally.who.id != who.id));
        Ok(found)
    }

    /// Who is called nearly as `name`; nobody where it is an id, which means one alone.
    fn alike(&self, name: &str) -> rusqlite::Result<Vec<Who>> {
        if name.trim().parse::<ActorId>().is_ok() {
            return Ok(Vec::new());
        }
        let near = names::alike(&self.db, &folded(name), N_MEANT, names::MANY_NAMES)?;
        near.iter().map(|id| who(&self.db, *id)).collect()
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

    /// That nobody goes by a name, and who goes by one that is nearly it.
    fn nobody(&self, name: &str) -> Error {
        let near: Vec<String> = match self.alike(name) {
            Ok(near) => near.into_iter().map(|who| who.name).collect(),
            Err(error) => return self.failed("cannot be asked", error),
        };
        let meant = match near.is_empty() {
            true => String::new(),
            false => format!("; did you mean {}?", near.join(" or ")),
        };
        Error::new(ErrorKind::NotFound, &self.path, format!("nobody here is called “{name}”{meant}"))
    }
}

/// How many names are offered beside one, or for one that is nobody's.
const N_MEANT: usize = 3;

/// How many actors a name may mean and all be told.
const MOST_MEANT: usize = 50;

/// How many offices tell one of several from the others.
const N_OFFICES: usize = 3;

/// The one who is meant, with all that is on record.
fn one(db: &Connection, actor: i64, page: ListPage, counting: Counting) -> rusqlite::Result<Found> {
    let dossier = dossier(db, actor, page, counting)?;
    let (who, quoted) = (dossier.who.clone(), dossier.quoted);
    let tally = Tally { who, roles: most_frequent(dossier.roles.clone()), quoted };
    Ok(Found { actors: vec![tally], also: Vec::new(), dossier: Some(dossier) })
}

/// Several of a name, the most quoted first. What may be counted of one is shared among them.
fn choice(db: &Connection, actors: &[i64], counting: Counting) -> rusqlite::Result<Found> {
    let most = most_of(counting).map(|most| (most / actors.len()).max(LEAST_OF_EACH));
    let tally = |id: &i64| {
        let rows = ActorRows::of(db, *id)?;
        let roles = most_frequent(offices(db, &rows, most)?);
        let quoted = OwnReports::of(db, &rows, EntryKind::Statement, most)?.total();
        Ok(Tally { who: who(db, *id)?, roles, quoted })
    };
    let mut actors = actors.iter().map(tally).collect::<rusqlite::Result<Vec<Tally>>>()?;
    actors.sort_by_cached_key(|tally| {
        (std::cmp::Reverse(tally.quoted.reports), tally.who.name.clone(), tally.who.id)
    });
    Ok(Found { actors, also: Vec::new(), dossier: None })
}

/// So many reports of each are looked at, however many share a name: enough to tell who is quoted most.
const LEAST_OF_EACH: usize = 50;

fn most_of(counting: Counting) -> Option<usize> {
    match counting {
        Counting::Exact => None,
        Counting::UpTo(most) => Some(most),
    }
}

fn most_frequent(mut roles: Vec<Office>) -> Vec<Office> {
    roles.sort_by_key(|role| std::cmp::Reverse(role.articles));
    roles.truncate(N_OFFICES);
    roles
}

fn dossier(db: &Connection, actor: i64, page: ListPage, counting: Counting) -> rusqlite::Result<Dossier> {
    let rows = ActorRows::of(db, actor)?;
    let most = most_of(counting);
    let of = |kind: EntryKind| OwnReports::of(db, &rows, kind, most);
    let said = of(EntryKind::Statement)?;
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
    let kinds = EntryKind::ALL.iter().map(|kind| {
        let n = if *kind == EntryKind::Statement { said.total() } else { of(*kind)?.total() };
        Ok(Count { name: kind.to_string(), n: n.entries })
    });
    Ok(Dossier {
        who: who(db, actor)?,
        names: names_of(db, &rows, most)?,
        roles: offices(db, &rows, most)?,
        articles: n_articles(db, &rows)?,
        quoted: said.total(),
        acts: said.acts(db)?,
        spoke_to: said.spoke_to(db, N_NAMES)?,
        spoke_of: said.spoke_of(db, actor, N_NAMES)?,
        kinds: kinds.collect::<rusqlite::Result<Vec<Count>>>()?,
        positions,
        commitments,
        engagements,
        offset: page.offset,
        next,
        statements,
    })
}

fn n_articles(db: &Connection, rows: &ActorRows) -> rusqlite::Result<u64> {
    let sql = format!(
        "SELECT count(DISTINCT p.version) FROM _appearance p CROSS JOIN _article r ON r.current = p.version WHERE p.{}",
        rows.condition()
    );
    db.prepare_cached(&sql)?.query_row([rows.value()], |row| row.get(0))
}

/// Where an actor stands in articles, as the rows of `p`: what was added last first, at most as many as the second
/// parameter says.
fn appearing(rows: &ActorRows) -> String {
    let condition = rows.condition();
    format!(
        "(SELECT version, local, name, why FROM _appearance WHERE {condition} ORDER BY version DESC LIMIT ?2) p
         CROSS JOIN _article r ON r.current = p.version"
    )
}

fn offices(db: &Connection, rows: &ActorRows, most: Option<usize>) -> rusqlite::Result<Vec<Office>> {
    let sql = format!(
        "SELECT o.title, o.of, min(substr(v.published, 1, 10)), max(substr(v.published, 1, 10)), count(DISTINCT r.id)
         FROM {} CROSS JOIN _role o ON o.version = p.version AND o.local = p.local
         CROSS JOIN _version v INDEXED BY _version_told ON v.id = p.version
         GROUP BY o.title, o.of ORDER BY 4 DESC, 5 DESC, 1, 2",
        appearing(rows)
    );
    let mut query = db.prepare_cached(&sql)?;
    let office = query.query_map((rows.value(), limit(most)), |row| {
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

fn names_of(db: &Connection, rows: &ActorRows, most: Option<usize>) -> rusqlite::Result<Vec<KnownName>> {
    let sql = format!(
        "SELECT p.name, count(DISTINCT r.id), min(t.text) FROM {} CROSS JOIN _term t ON t.id = p.why
         GROUP BY p.name ORDER BY 2 DESC, 1",
        appearing(rows)
    );
    let mut query = db.prepare_cached(&sql)?;
    let name = query.query_map((rows.value(), limit(most)), |row| {
        Ok(KnownName { name: row.get(0)?, articles: row.get(1)?, why: row.get(2)? })
    })?;
    name.collect()
}

/// The actor's own entries of a kind, the newest first, of several reports one; and where the next page begins.
fn entries(
    db: &Connection,
    rows: &ActorRows,
    kind: EntryKind,
    page: ListPage,
) -> rusqlite::Result<(Vec<Entry>, Option<usize>)> {
    let wanted = page.offset.saturating_add(page.limit);
    let ids = OwnReports::firsts(db, rows, kind, wanted.saturating_add(1))?;
    let next = (ids.len() > wanted).then_some(wanted);
    let mut loader = Loader::new(db, Needles::default());
    let shown = ids.into_iter().skip(page.offset).take(page.limit);
    Ok((shown.map(|id| loader.entry(id)).collect::<rusqlite::Result<Vec<Entry>>>()?, next))
}
