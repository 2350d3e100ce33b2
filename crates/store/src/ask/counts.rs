//! What a query finds, counted by what it can be narrowed by.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};

use onrecord_record::EntryKind;
use rusqlite::{Connection, params_from_iter};
use schemars::JsonSchema;
use serde::Serialize;

use super::filter::EntryChoice;
use super::load::is_first_part;
use super::query::Query;
use super::sql::Sql;
use super::total::Count;
use crate::entry::SOURCE;
use crate::key::kind_of;
use crate::{ActorId, Result, Source, Store, Who};

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
        counts(&self.db, query, most, limit).map_err(|error| self.failed("cannot be counted", error))
    }
}

/// The reports that are counted, as the rows of `e`; their ids are the parameter, a list in JSON.
const COUNTED: &str = "FROM json_each(?1) j JOIN _entry e ON e.id = j.value";

fn counts(db: &Connection, query: &Query, most: usize, limit: usize) -> rusqlite::Result<Counts> {
    let ids = newest(db, query, most + 1)?;
    let n_counted = ids.len().min(most);
    let counted = Counted { db, ids: serde_json::json!(ids[..n_counted]).to_string(), limit };
    let Places { months, publishers, articles } = counted.places()?;
    Ok(Counts {
        reports: n_counted,
        is_exact: ids.len() <= most,
        months,
        kinds: counted.kinds()?,
        publishers,
        actors: counted.actors()?,
        acts: counted.of("t.text", "JOIN _statement d ON d.entry = e.id JOIN _term t ON t.id = d.act")?,
        quotes: counted.of("t.text", "JOIN _statement d ON d.entry = e.id JOIN _term t ON t.id = d.quote")?,
        issues: counted.of("d.issue", "JOIN _position d ON d.entry = e.id")?,
        articles,
    })
}

/// Counts by what articles tell.
struct Places {
    months: Vec<Count>,
    publishers: Vec<Count>,
    articles: Vec<CountedArticle>,
}

fn newest(db: &Connection, query: &Query, most: usize) -> rusqlite::Result<Vec<i64>> {
    let selection = EntryChoice::of(db, query)?;
    let (Sql { text, values }, id) = selection.ids();
    let limit = i64::try_from(most).unwrap_or(i64::MAX);
    let mut query = db.prepare_cached(&format!("SELECT {id} {text} ORDER BY {id} DESC LIMIT {limit}"))?;
    query.query_map(params_from_iter(values), |row| row.get(0))?.collect()
}

struct Counted<'d> {
    db: &'d Connection,
    ids: String,
    limit: usize,
}

impl Counted<'_> {
    /// By one column of what is joined to the reports, the most frequent first.
    fn of(&self, column: &str, joined: &str) -> rusqlite::Result<Vec<Count>> {
        let sql = format!(
            "SELECT {column}, count(*) {COUNTED} {joined} WHERE {column} <> '' GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT {}",
            self.limit
        );
        self.counts(&sql)
    }

    /// By what articles tell: each article is looked up once, as its row is large.
    fn places(&self) -> rusqlite::Result<Places> {
        let sql = format!(
            "SELECT {SOURCE}, r.id, count(*) {COUNTED} JOIN _version v ON v.id = e.version
             JOIN _article r ON r.id = v.article GROUP BY e.version"
        );
        let mut query = self.db.prepare_cached(&sql)?;
        let mut rows = query.query([&self.ids])?;
        let (mut months, mut publishers) = (BTreeMap::new(), HashMap::new());
        let mut articles: HashMap<i64, CountedArticle> = HashMap::new();
        while let Some(row) = rows.next()? {
            let (article, id, n) = (Source::of(row, 0)?, row.get(5)?, row.get::<_, u64>(6)?);
            if let Some(month) = article.published.as_deref().and_then(month) {
                *months.entry(month.to_string()).or_default() += n;
            }
            if !article.publisher.is_empty() {
                *publishers.entry(article.publisher.clone()).or_default() += n;
            }
            articles.entry(id).or_insert(CountedArticle { article, n: 0 }).n += n;
        }
        let count = |(name, n): (String, u64)| Count { name, n };
        let mut publishers: Vec<Count> = publishers.into_iter().map(count).collect();
        publishers.sort_by(|a, b| (Reverse(a.n), &a.name).cmp(&(Reverse(b.n), &b.name)));
        publishers.truncate(self.limit);
        let mut articles: Vec<(i64, CountedArticle)> = articles.into_iter().collect();
        articles.sort_by(|(a, one), (b, other)| {
            let newest = other.article.published.cmp(&one.article.published);
            other.n.cmp(&one.n).then(newest).then(a.cmp(b))
        });
        articles.truncate(self.limit);
        let articles = articles.into_iter().map(|(_, one)| one).collect();
        Ok(Places { months: months.into_iter().map(count).collect(), publishers, articles })
    }

    fn kinds(&self) -> rusqlite::Result<Vec<Count>> {
        let found = self.counts(&format!("SELECT e.kind, count(*) {COUNTED} GROUP BY 1"))?;
        let of = |kind: &EntryKind| {
            let known = found.iter().find(|known| kind_of(&known.name) == Some(*kind))?;
            Some(Count { name: kind.to_string(), n: known.n })
        };
        Ok(EntryKind::ALL.iter().filter_map(of).collect())
    }

    fn actors(&self) -> rusqlite::Result<Vec<CountedActor>> {
        let sql = format!(
            "SELECT coalesce(m.key, a.key), coalesce(m.name, a.name), coalesce(m.kind, a.kind), count(DISTINCT e.id)
             {COUNTED} JOIN _party p ON p.entry = e.id JOIN _term t ON t.id = p.part
             JOIN _actor a ON a.id = p.actor LEFT JOIN _actor m ON m.id = a.merged
             WHERE {} AND coalesce(m.kind, a.kind) <> 'unnamed'
             GROUP BY 1 ORDER BY 4 DESC, 2 LIMIT {}",
            is_first_part(),
            self.limit
        );
        let mut query = self.db.prepare_cached(&sql)?;
        let actor = query.query_map([&self.ids], |row| {
            let who = Who { id: ActorId(row.get(0)?), name: row.get(1)?, kind: row.get(2)? };
            Ok(CountedActor { who, n: row.get(3)? })
        })?;
        actor.collect()
    }

    fn counts(&self, sql: &str) -> rusqlite::Result<Vec<Count>> {
        let mut query = self.db.prepare_cached(sql)?;
        query.query_map([&self.ids], |row| Ok(Count { name: row.get(0)?, n: row.get(1)? }))?.collect()
    }
}

/// The month of a day or moment, where it is one.
fn month(published: &str) -> Option<&str> {
    let month = published.get(..7)?;
    let is_month =
        month.bytes().enumerate().all(|(at, c)| if at == 4 { c == b'-' } else { c.is_ascii_digit() });
    is_month.then_some(month)
}
