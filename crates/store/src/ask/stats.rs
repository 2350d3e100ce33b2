//! What a store holds, in numbers.

use rusqlite::Connection;
use schemars::JsonSchema;
use serde::Serialize;

use super::total::{Count, Total};
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

const ACTS: &str = "SELECT t.text, count(DISTINCT e.same) FROM _entry e JOIN _statement d ON d.entry = e.id
     JOIN _term t ON t.id = d.act WHERE e.stands = 1 GROUP BY 1 ORDER BY 2 DESC, 1";
const ENTRIES: &str =
    "SELECT CASE kind WHEN 'st' THEN 'statement' WHEN 'en' THEN 'engagement' WHEN 'co' THEN 'commitment'
                      ELSE 'position' END, count(DISTINCT same)
     FROM _entry WHERE stands = 1 GROUP BY kind ORDER BY 2 DESC, 1";
const QUOTES: &str = "SELECT t.text, count(DISTINCT e.same) FROM _entry e JOIN _statement d ON d.entry = e.id
     JOIN _term t ON t.id = d.quote WHERE e.stands = 1 GROUP BY 1 ORDER BY 2 DESC, 1";
const PUBLISHERS: &str = "SELECT v.publisher, count(*) FROM _article r JOIN _version v ON v.id = r.current
     WHERE v.publisher <> '' GROUP BY v.publisher ORDER BY 2 DESC, 1";
const SPEAKERS: &str = "SELECT a.name, q.n FROM (
       SELECT coalesce(a.merged, a.id) AS id, count(*) AS n FROM _party p JOIN _actor a ON a.id = p.actor
       JOIN _entry e ON e.id = p.entry
       WHERE p.part = (SELECT id FROM _term WHERE text = 'speaker') AND e.stands = 1 AND a.kind <> 'unnamed'
       GROUP BY 1) q
     JOIN _actor a ON a.id = q.id ORDER BY 2 DESC, 1";

fn stats(db: &Connection, limit: usize) -> rusqlite::Result<Stats> {
    let one = |sql: &str| db.query_row(sql, [], |row| row.get::<_, u64>(0));
    let day = |sql: &str| db.query_row(sql, [], |row| row.get::<_, Option<String>>(0));
    let counts = |sql: &str| -> rusqlite::Result<Vec<Count>> {
        let mut query = db.prepare(&format!("{sql} LIMIT {limit}"))?;
        query.query_map([], |row| Ok(Count { name: row.get(0)?, n: row.get(1)? }))?.collect()
    };
    let statements = db.query_row(
        "SELECT count(*), count(DISTINCT same), count(DISTINCT version) FROM _entry WHERE stands = 1 AND kind = 'st'",
        [],
        |row| {
            Ok(Total { reports: row.get(0)?, entries: row.get(1)?, articles: row.get(2)?, is_exact: true })
        },
    )?;
    Ok(Stats {
        statements,
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
        acts: counts(ACTS)?,
        entries: counts(ENTRIES)?,
        quotes: counts(QUOTES)?,
        publishers: counts(PUBLISHERS)?,
        speakers: counts(SPEAKERS)?,
    })
}
