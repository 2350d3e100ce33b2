//! What a query finds, counted by what it can be narrowed by.

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
    Ok(Counts {
        reports: n_counted,
        is_exact: ids.len() <= most,
        months: counted.months()?,
        kinds: counted.kinds()?,
        publishers: counted.of("v.publisher", "JOIN _version v ON v.id = e.version")?,
        actors: counted.actors()?,
        acts: counted.of("t.text", "JOIN _statement d ON d.entry = e.id JOIN _term t ON t.id = d.act")?,
        quotes: counted.of("t.text", "JOIN _statement d ON d.entry = e.id JOIN _term t ON t.id = d.quote")?,
        issues: counted.of("d.issue", "JOIN _position d ON d.entry = e.id")?,
        articles: counted.articles()?,
    })
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

    fn months(&self) -> rusqlite::Result<Vec<Count>> {
        let sql = format!(
            "SELECT substr(v.published, 1, 7), count(*) {COUNTED} JOIN _version v ON v.id = e.version
             WHERE v.published GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]*' GROUP BY 1 ORDER BY 1"
        );
        self.counts(&sql)
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

    fn articles(&self) -> rusqlite::Result<Vec<CountedArticle>> {
        let sql = format!(
            "SELECT {SOURCE}, count(*) {COUNTED} JOIN _version v ON v.id = e.version JOIN _article r ON r.id = v.article
             GROUP BY r.id ORDER BY 6 DESC, v.published DESC, r.id LIMIT {}",
            self.limit
        );
        let mut query = self.db.prepare_cached(&sql)?;
        let article = query.query_map([&self.ids], |row| {
            Ok(CountedArticle { article: Source::of(row, 0)?, n: row.get(5)? })
        })?;
        article.collect()
    }

    fn counts(&self, sql: &str) -> rusqlite::Result<Vec<Count>> {
        let mut query = self.db.prepare_cached(sql)?;
        query.query_map([&self.ids], |row| Ok(Count { name: row.get(0)?, n: row.get(1)? }))?.collect()
    }
}
