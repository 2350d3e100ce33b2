//! What a store holds, in numbers.

use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};
use std::hash::Hash;

use rusqlite::Connection;
use schemars::JsonSchema;
use serde::Serialize;

use super::total::{Count, Total};
use crate::key::kind_of;
use crate::{Result, Store};

/// What a store holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Stats {
    /// Statements that stand.
    pub statements: Total,
    /// Articles.
    pub articles: u64,
    /// The stories that these are: copies of one text count once.
    pub stories: u64,
    /// All versions of the articles.
    pub versions: u64,
    /// Pages, each kept once.
    pub pages: u64,
    /// Their bytes.
    pub page_bytes: u64,
    /// The bytes that the pages take in the store.
    pub packed_bytes: u64,
    /// The bytes of the articles' texts, all versions.
    pub text_bytes: u64,
    /// The file's bytes, its log left out.
    pub file_bytes: u64,
    /// The first day of publication.
    pub first: Option<String>,
    /// The last.
    pub last: Option<String>,
    /// What people changed and did not take back.
    pub corrections: u64,
    /// Actors by kind.
    pub actors: Vec<Count>,
    /// Statements by what was done by them.
    pub acts: Vec<Count>,
    /// Entries by kind.
    pub entries: Vec<Count>,
    /// Statements by how they are quoted.
    pub quotes: Vec<Count>,
    /// Articles by outlet, the most frequent first.
    pub publishers: Vec<Count>,
    /// Who is quoted most, in reports.
    pub speakers: Vec<Count>,
}

impl Store {
    /// Counts what is there; the longest lists are cut at `limit`.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn stats(&self, limit: usize) -> Result<Stats> {
        stats(&self.db, limit).map_err(|error| self.failed("cannot be counted", error))
    }
}

impl Stats {
    /// The same with its longest lists cut.
    pub fn cut_at(mut self, limit: usize) -> Stats {
        let lists = [&mut self.actors, &mut self.acts, &mut self.entries, &mut self.quotes];
        for list in lists.into_iter().chain([&mut self.publishers, &mut self.speakers]) {
            list.truncate(limit);
        }
        self
    }
}

const PUBLISHERS: &str = "SELECT v.publisher, count(*) FROM _article r JOIN _version v ON v.id = r.current
     WHERE v.publisher <> '' GROUP BY v.publisher ORDER BY 2 DESC, 1";

/// Entries that stand, counted in one pass over the store: a pass for each of these counts takes too long.
#[derive(Default)]
struct Standing {
    statements: Total,
    kinds: Different<String>,
    acts: Different<i64>,
    quotes: Different<i64>,
    /// What does not stand, which is little.
    others: HashSet<i64>,
}

/// Different entries by something: of several reports with the same of it, one.
struct Different<K> {
    n: HashMap<K, u64>,
    seen: HashSet<(K, i64)>,
}

impl<K> Default for Different<K> {
    fn default() -> Different<K> {
        Different { n: HashMap::new(), seen: HashSet::new() }
    }
}

impl<K: Clone + Eq + Hash> Different<K> {
    /// Counts a report of the entry `same`. Only of those that have several need it be known which were seen.
    fn see(&mut self, key: K, same: i64, has_several: bool) -> bool {
        let is_new = !has_several || self.seen.insert((key.clone(), same));
        *self.n.entry(key).or_default() += u64::from(is_new);
        is_new
    }
}

fn standing(db: &Connection) -> rusqlite::Result<Standing> {
    let mut query = db.prepare("SELECT DISTINCT same FROM _entry WHERE same <> id")?;
    let several: HashSet<i64> = query.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    let mut query = db.prepare(
        "SELECT e.id, e.kind, e.same, e.version, e.stands, d.act, d.quote
         FROM _entry e LEFT JOIN _statement d ON d.entry = e.id",
    )?;
    let (mut all, mut versions) = (Standing::default(), HashSet::new());
    all.statements.is_exact = true;
    let mut rows = query.query([])?;
    while let Some(row) = rows.next()? {
        if !row.get::<_, bool>(4)? {
            all.others.insert(row.get(0)?);
            continue;
        }
        let kind: String = row.get(1)?;
        let same: i64 = row.get(2)?;
        let has_several = several.contains(&same);
        let is_new = all.kinds.see(kind, same, has_several);
        if let (Some(act), Some(quote)) = (row.get(5)?, row.get(6)?) {
            all.acts.see(act, same, has_several);
            all.quotes.see(quote, same, has_several);
            versions.insert(row.get::<_, i64>(3)?);
            all.statements.reports += 1;
            all.statements.entries += u64::from(is_new);
        }
    }
    all.statements.articles = versions.len() as u64;
    Ok(all)
}

/// Who is quoted most, in reports; whoever is merged counts as whom it is merged into.
fn speakers(db: &Connection, others: &HashSet<i64>, limit: usize) -> rusqlite::Result<Vec<Count>> {
    let mut query = db.prepare(
        "SELECT actor, entry FROM _party WHERE part = (SELECT id FROM _term WHERE text = 'speaker') ORDER BY actor",
    )?;
    let mut quoted: HashMap<i64, u64> = HashMap::new();
    let mut rows = query.query([])?;
    while let Some(row) = rows.next()? {
        if !others.contains(&row.get(1)?) {
            *quoted.entry(row.get(0)?).or_default() += 1;
        }
    }
    let mut query = db.prepare(
        "SELECT a.id, e.id, e.name FROM _actor a JOIN _actor e ON e.id = coalesce(a.merged, a.id)
         WHERE a.kind <> 'unnamed'",
    )?;
    let mut named: HashMap<i64, Count> = HashMap::new();
    let mut rows = query.query([])?;
    while let Some(row) = rows.next()? {
        if let Some(n) = quoted.get(&row.get(0)?) {
            let count = named.entry(row.get(1)?);
            count.or_insert(Count { name: row.get(2)?, n: 0 }).n += n;
        }
    }
    Ok(most(named.into_values(), limit))
}

/// The most frequent, by name where they are as frequent.
fn most(counts: impl Iterator<Item = Count>, limit: usize) -> Vec<Count> {
    let mut counts: Vec<Count> = counts.collect();
    counts.sort_by(|a, b| (Reverse(a.n), &a.name).cmp(&(Reverse(b.n), &b.name)));
    counts.truncate(limit);
    counts
}

/// Codes by their numbers.
fn named(db: &Connection, counted: &Different<i64>, limit: usize) -> rusqlite::Result<Vec<Count>> {
    let mut query = db.prepare_cached("SELECT text FROM _term WHERE id = ?1")?;
    let counts = counted.n.iter().map(|(id, n)| {
        let name = query.query_row([id], |row| row.get(0))?;
        Ok(Count { name, n: *n })
    });
    Ok(most(counts.collect::<rusqlite::Result<Vec<Count>>>()?.into_iter(), limit))
}

/// Kinds of entries by their names.
fn kinds(counted: &Different<String>, limit: usize) -> Vec<Count> {
    let count = |(prefix, n): (&String, &u64)| {
        let name = kind_of(prefix).map_or_else(|| prefix.clone(), |kind| kind.to_string());
        Count { name, n: *n }
    };
    most(counted.n.iter().map(count), limit)
}

fn stats(db: &Connection, limit: usize) -> rusqlite::Result<Stats> {
    let one = |sql: &str| db.query_row(sql, [], |row| row.get::<_, u64>(0));
    let day = |sql: &str| db.query_row(sql, [], |row| row.get::<_, Option<String>>(0));
    let counts = |sql: &str| -> rusqlite::Result<Vec<Count>> {
        let mut query = db.prepare(&format!("{sql} LIMIT {limit}"))?;
        query.query_map([], |row| Ok(Count { name: row.get(0)?, n: row.get(1)? }))?.collect()
    };
    let standing = standing(db)?;
    Ok(Stats {
        statements: standing.statements,
        articles: one("SELECT count(*) FROM _article WHERE current IS NOT NULL")?,
        stories: one("SELECT count(DISTINCT story) FROM _article WHERE current IS NOT NULL")?,
        versions: one("SELECT count(*) FROM _version")?,
        pages: one("SELECT count(*) FROM _page")?,
        page_bytes: one("SELECT coalesce(sum(size), 0) FROM _page")?,
        packed_bytes: one("SELECT coalesce(sum(length(packed)), 0) FROM _page")?,
        text_bytes: one("SELECT coalesce(sum(octet_length(text)), 0) FROM _version")?,
        file_bytes: one("SELECT page_count * page_size FROM pragma_page_count, pragma_page_size")?,
        first: day("SELECT substr(min(published), 1, 10) FROM _version WHERE day > 0")?,
        last: day("SELECT substr(max(published), 1, 10) FROM _version WHERE day > 0")?,
        corrections: one("SELECT count(*) FROM _correction WHERE undone IS NULL")?,
        actors: counts(
            "SELECT kind, count(*) FROM _actor WHERE merged IS NULL GROUP BY kind ORDER BY 2 DESC, 1",
        )?,
        acts: named(db, &standing.acts, limit)?,
        entries: kinds(&standing.kinds, limit),
        quotes: named(db, &standing.quotes, limit)?,
        publishers: counts(PUBLISHERS)?,
        speakers: speakers(db, &standing.others, limit)?,
    })
}
