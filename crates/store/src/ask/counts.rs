//! What a query finds, counted by what it can be narrowed by.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap, HashSet};

use onrecord_record::{ActorKind, EntryKind};
use rusqlite::Connection;
use schemars::JsonSchema;
use serde::Serialize;

use super::query::Query;
use super::search::{LookedReport, LookedReports};
use super::total::Count;
use crate::actors::who;
use crate::entry::SOURCE;
use crate::{Result, Source, Store, Who};

/// Counts of reports: of all that a query finds, or of the newest of them.
#[derive(Clone, Debug, Default, PartialEq, Serialize, JsonSchema)]
pub struct Counts {
    /// How many reports were counted.
    pub reports: usize,
    /// Whether these are all there are.
    pub is_exact: bool,
    /// By month of publication, the earliest first; without those of which no date is known.
    pub months: Vec<Count>,
    /// By kind of entry, in the order of the kinds.
    pub kinds: Vec<Count>,
    /// By outlet, the most frequent first, as all lists below.
    pub publishers: Vec<Count>,
    /// By who said it, promised it or holds it, or took part.
    pub actors: Vec<CountedActor>,
    /// By what statements do.
    pub acts: Vec<Count>,
    /// By how statements are quoted.
    pub quotes: Vec<Count>,
    /// By what positions are on.
    pub issues: Vec<Count>,
    /// By article.
    pub articles: Vec<CountedArticle>,
}

/// Somebody, and how many of the reports are of what they said or did.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct CountedActor {
    /// Who.
    #[serde(flatten)]
    pub who: Who,
    /// How many.
    pub n: u64,
}

/// An article, and how many of the reports are in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct CountedArticle {
    /// Which.
    #[serde(flatten)]
    pub article: Source,
    /// How many.
    pub n: u64,
}

impl Store {
    /// Counts what `query` finds: the newest `most` reports, in lists of at most `limit`; months are all told.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn counts(&self, query: &Query, most: usize, limit: usize) -> Result<Counts> {
        let counts =
            LookedReports::of(&self.db, query, most).and_then(|looked| counts(&self.db, &looked, limit));
        counts.map_err(|error| self.failed("cannot be counted", error))
    }

    /// Counts the reports that a search looked at, likewise.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn counts_of(&self, looked: &LookedReports, limit: usize) -> Result<Counts> {
        counts(&self.db, looked, limit).map_err(|error| self.failed("cannot be counted", error))
    }
}

fn counts(db: &Connection, looked: &LookedReports, limit: usize) -> rusqlite::Result<Counts> {
    let counted = Counted { db, limit, reports: &looked.reports };
    let Places { months, publishers, articles } = counted.places()?;
    let Statements { acts, quotes } = counted.statements()?;
    Ok(Counts {
        reports: looked.reports.len(),
        is_exact: looked.is_all,
        months,
        kinds: counted.kinds(),
        publishers,
        actors: counted.actors()?,
        acts,
        quotes,
        issues: counted.issues()?,
        articles,
    })
}

/// Counts by what articles tell.
struct Places {
    months: Vec<Count>,
    publishers: Vec<Count>,
    articles: Vec<CountedArticle>,
}

/// Counts by what only statements have.
struct Statements {
    acts: Vec<Count>,
    quotes: Vec<Count>,
}

/// How many of the reports a version has, and where the first of them stands among all.
struct InVersion {
    n: u64,
    place: usize,
}

/// Reports, each looked up once: what they have in common is counted here, and only what is listed gets its name.
struct Counted<'d> {
    db: &'d Connection,
    limit: usize,
    reports: &'d [LookedReport],
}

impl Counted<'_> {
    fn places(&self) -> rusqlite::Result<Places> {
        let mut versions: HashMap<i64, InVersion> = HashMap::new();
        for (place, report) in self.reports.iter().enumerate() {
            versions.entry(report.version).or_insert(InVersion { n: 0, place }).n += 1;
        }
        let mut told = self.db.prepare_cached(
            "SELECT publisher, substr(published, 1, 7) FROM _version INDEXED BY _version_told WHERE id = ?1",
        )?;
        let (mut months, mut publishers) = (BTreeMap::new(), HashMap::new());
        for (version, InVersion { n, .. }) in &versions {
            let (publisher, published): (String, Option<String>) =
                told.query_row([version], |row| Ok((row.get(0)?, row.get(1)?)))?;
            if let Some(month) = published.as_deref().and_then(month) {
                *months.entry(month.to_string()).or_default() += n;
            }
            if !publisher.is_empty() {
                *publishers.entry(publisher).or_default() += n;
            }
        }
        let months = months.into_iter().map(|(name, n)| Count { name, n }).collect();
        Ok(Places { months, publishers: self.most(publishers), articles: self.articles(versions)? })
    }

    /// The articles that have most, the newest first of those that have as many.
    fn articles(&self, versions: HashMap<i64, InVersion>) -> rusqlite::Result<Vec<CountedArticle>> {
        let mut versions: Vec<(i64, InVersion)> = versions.into_iter().collect();
        // The reports stand in the order of publication, the newest first.
        versions.sort_unstable_by_key(|(_, of)| (Reverse(of.n), of.place));
        versions.truncate(self.limit);
        let sql =
            format!("SELECT {SOURCE} FROM _version v JOIN _article r ON r.id = v.article WHERE v.id = ?1");
        let mut source = self.db.prepare_cached(&sql)?;
        let mut articles: Vec<CountedArticle> = Vec::new();
        for (version, InVersion { n, .. }) in versions {
            let article = source.query_row([version], |row| Source::of(row, 0))?;
            match articles.iter_mut().find(|known| known.article.id == article.id) {
                Some(known) => known.n += n,
                None => articles.push(CountedArticle { article, n }),
            }
        }
        Ok(articles)
    }

    fn kinds(&self) -> Vec<Count> {
        let n = |kind: EntryKind| self.reports.iter().filter(|report| report.kind == kind).count() as u64;
        let all = EntryKind::ALL.iter().map(|kind| Count { name: kind.to_string(), n: n(*kind) });
        all.filter(|count| count.n > 0).collect()
    }

    fn of(&self, kind: EntryKind) -> impl Iterator<Item = i64> {
        self.reports.iter().filter(move |report| report.kind == kind).map(|report| report.id)
    }

    fn statements(&self) -> rusqlite::Result<Statements> {
        let mut query = self.db.prepare_cached("SELECT act, quote FROM _statement WHERE entry = ?1")?;
        let (mut acts, mut quotes) = (HashMap::<i64, u64>::new(), HashMap::<i64, u64>::new());
        for id in self.of(EntryKind::Statement) {
            let (act, quote) = query.query_row([id], |row| Ok((row.get(0)?, row.get(1)?)))?;
            *acts.entry(act).or_default() += 1;
            *quotes.entry(quote).or_default() += 1;
        }
        Ok(Statements { acts: self.terms(acts)?, quotes: self.terms(quotes)? })
    }

    fn issues(&self) -> rusqlite::Result<Vec<Count>> {
        let mut query = self.db.prepare_cached("SELECT issue FROM _position WHERE entry = ?1")?;
        let mut issues = HashMap::new();
        for id in self.of(EntryKind::Position) {
            *issues.entry(query.query_row([id], |row| row.get::<_, String>(0))?).or_default() += 1;
        }
        issues.remove("");
        Ok(self.most(issues))
    }

    fn actors(&self) -> rusqlite::Result<Vec<CountedActor>> {
        let mut query = self.db.prepare_cached(
            "SELECT actor FROM _party WHERE entry = ?1 AND part = (SELECT id FROM _term WHERE text = ?2)",
        )?;
        let mut rows: HashMap<i64, Vec<i64>> = HashMap::new();
        for report in self.reports {
            let part = report.kind.parts()[0].as_str();
            for actor in query.query_map((report.id, part), |row| row.get(0))? {
                rows.entry(actor?).or_default().push(report.id);
            }
        }
        // Whoever is merged counts as whom it is merged into, and once in a report.
        let mut merged = self.db.prepare_cached("SELECT coalesce(merged, id) FROM _actor WHERE id = ?1")?;
        let mut counted: HashMap<i64, HashSet<i64>> = HashMap::new();
        for (actor, reports) in rows {
            let actor = merged.query_row([actor], |row| row.get(0))?;
            counted.entry(actor).or_default().extend(reports);
        }
        let mut counted: Vec<(i64, u64)> =
            counted.into_iter().map(|(actor, reports)| (actor, reports.len() as u64)).collect();
        counted.sort_unstable_by_key(|(actor, n)| (Reverse(*n), *actor));
        self.named(&counted)
    }

    /// Those with a name, the most frequent first, by name where they are as frequent.
    fn named(&self, counted: &[(i64, u64)]) -> rusqlite::Result<Vec<CountedActor>> {
        let mut named: Vec<CountedActor> = Vec::new();
        for (actor, n) in counted {
            // All of those who are as frequent as the last that is listed are compared by name.
            if self.limit == 0 || named.get(self.limit - 1).is_some_and(|last| last.n > *n) {
                break;
            }
            let who = who(self.db, *actor)?;
            if who.kind != ActorKind::Unnamed.as_str() {
                named.push(CountedActor { who, n: *n });
            }
        }
        named.sort_by(|a, b| (Reverse(a.n), &a.who.name).cmp(&(Reverse(b.n), &b.who.name)));
        named.truncate(self.limit);
        Ok(named)
    }

    /// Codes by their numbers.
    fn terms(&self, counted: HashMap<i64, u64>) -> rusqlite::Result<Vec<Count>> {
        let mut query = self.db.prepare_cached("SELECT text FROM _term WHERE id = ?1")?;
        let named = counted.into_iter().map(|(id, n)| Ok((query.query_row([id], |row| row.get(0))?, n)));
        let mut named = named.collect::<rusqlite::Result<HashMap<String, u64>>>()?;
        named.remove("");
        Ok(self.most(named))
    }

    /// The most frequent first, by name where they are as frequent.
    fn most(&self, counted: HashMap<String, u64>) -> Vec<Count> {
        let mut counts: Vec<Count> = counted.into_iter().map(|(name, n)| Count { name, n }).collect();
        counts.sort_by(|a, b| (Reverse(a.n), &a.name).cmp(&(Reverse(b.n), &b.name)));
        counts.truncate(self.limit);
        counts
    }
}

/// The month of a day or moment, where it is one.
fn month(published: &str) -> Option<&str> {
    let month = published.get(..7)?;
    let is_month =
        month.bytes().enumerate().all(|(at, c)| if at == 4 { c == b'-' } else { c.is_ascii_digit() });
    is_month.then_some(month)
}
