//! What the store holds as rows of tables: entries of each kind, articles, actors; of everything or of what was chosen,
//! at one moment, one row at a time.

use std::collections::HashMap;
use std::ops::ControlFlow;

use onrecord_record::EntryKind;
use rusqlite::{Connection, Row, params_from_iter};

use crate::ask::filter;
use crate::ask::load::Loader;
use crate::ask::mark::Needles;
use crate::ask::query::Query;
use crate::ask::sql::Sql;
use crate::corrected::Corrected;
use crate::key::{ActorId, ArticleId, EntryId, kind_of, prefix};
use crate::{Entry, Result, Store};

/// Entries with their articles and actors, at one moment of the store, whatever a writer does meanwhile.
///
/// Order is the same every time: entries and articles by day of publication, the oldest first, then in the order
/// of adding; actors in the order in which they were first met.
#[derive(Debug)]
pub struct Selection<'s> {
    store: &'s Store,
    is_all: bool,
    has_begun: bool,
}

/// An article in the version that counts.
#[derive(Clone, Debug, PartialEq)]
pub struct ArticleRow {
    /// Its id.
    pub id: ArticleId,
    /// The headline.
    pub title: String,
    /// The line under it.
    pub standfirst: String,
    /// Who wrote it.
    pub bylines: Vec<String>,
    /// The outlet.
    pub publisher: String,
    /// News agencies that it is credited to.
    pub agency: Vec<String>,
    /// When it was published, as the page states it.
    pub published: Option<String>,
    /// When it was last changed, likewise.
    pub modified: Option<String>,
    /// BCP 47 tag.
    pub language: String,
    /// The address, or where the page came from.
    pub address: String,
    /// The article that this one shares its text with: the first of all copies, or itself.
    pub story: ArticleId,
    /// How many versions of it there are.
    pub n_versions: u64,
    /// How many statements stand in it.
    pub n_statements: u64,
    /// SHA-256 of the page's bytes.
    pub sha256: String,
    /// When it was added, UTC.
    pub added: String,
    /// The program and the model that read it.
    pub made_by: String,
    /// The text that all spans slice.
    pub text: String,
}

/// An actor over all articles; the counts are over the whole store.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ActorRow {
    /// Its id.
    pub id: ActorId,
    /// The name; for unnamed sources their description.
    pub name: String,
    /// person, organisation, country, group, document, unnamed, author.
    pub kind: String,
    /// Every name that articles have for it.
    pub names: Vec<String>,
    /// Its offices and descriptions.
    pub roles: Vec<String>,
    /// How many statements it made.
    pub n_statements: u64,
    /// How many articles name it, in the versions that count.
    pub n_articles: u64,
    /// The first day of publication of those articles, as their pages state it.
    pub first: Option<String>,
    /// The last.
    pub last: Option<String>,
    /// Whom people merged into it.
    pub merged: Vec<ActorId>,
}

impl Store {
    /// Every entry that stands, every article and every actor.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn all(&self) -> Result<Selection<'_>> {
        self.select(None)
    }

    /// The entries that `query` finds, as many as [`search`](Store::search) counts, with their articles and actors;
    /// a query for everything is [`all`](Store::all).
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn found(&self, query: &Query) -> Result<Selection<'_>> {
        if query.expr.is_none() {
            return self.all();
        }
        self.select(Some(&|db| {
            let (Sql { text, values }, id) = filter::EntryChoice::of(db, query)?.ids();
            let sql = format!("INSERT INTO temp.chosen SELECT {id} {text}");
            db.prepare(&sql)?.execute(params_from_iter(values)).map(drop)
        }))
    }

    /// The entries by the numbers of their rows, with their articles and actors; what does not stand is left out.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn chosen(&self, ids: &[i64]) -> Result<Selection<'_>> {
        self.select(Some(&|db| {
            let sql =
                "INSERT OR IGNORE INTO temp.chosen SELECT id FROM main._entry WHERE id = ?1 AND stands = 1";
            let mut insert = db.prepare(sql)?;
            ids.iter().try_for_each(|id| insert.execute([id]).map(drop))
        }))
    }

    fn select(&self, choose: Option<&Choose>) -> Result<Selection<'_>> {
        let selection =
            Selection { store: self, is_all: choose.is_none(), has_begun: self.db.is_autocommit() };
        let begin = || {
            if selection.has_begun {
                self.db.execute_batch("BEGIN")?;
            }
            let Some(choose) = choose else { return Ok(()) };
            // Beside the store: in memory or, where it is long, in a file that goes with the connection.
            self.db.execute_batch(
                "CREATE TEMP TABLE IF NOT EXISTS chosen (id INTEGER PRIMARY KEY); DELETE FROM temp.chosen;",
            )?;
            choose(&self.db)
        };
        begin().map_err(|error| self.failed("entries cannot be chosen", error))?;
        Ok(selection)
    }
}

/// Fills the table `temp.chosen`.
type Choose<'c> = dyn Fn(&Connection) -> rusqlite::Result<()> + 'c;

impl Drop for Selection<'_> {
    fn drop(&mut self) {
        if self.has_begun {
            // It was only read: there is nothing to lose.
            let _ = self.store.db.execute_batch("ROLLBACK");
        }
    }
}

impl Selection<'_> {
    /// Where the store is.
    pub fn path(&self) -> &std::path::Path {
        self.store.path()
    }

    /// How many reports of entries of a kind it has: as many as [`each_entry`](Selection::each_entry) tells of.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn n_reports(&self, kind: EntryKind) -> Result<u64> {
        self.count(&format!("SELECT count(*) {}", self.entries(kind)))
    }

    /// How many different entries these report: copies of one count once.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn n_entries(&self, kind: EntryKind) -> Result<u64> {
        self.count(&format!("SELECT count(DISTINCT e.same) {}", self.entries(kind)))
    }

    /// How many articles it has: all, or those of its entries.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn n_articles(&self) -> Result<u64> {
        self.count(&format!("SELECT count(*) {}", self.versions()))
    }

    /// How many actors it has: all, or those who have a part in its entries.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn n_actors(&self) -> Result<u64> {
        self.count(&format!("SELECT count(*) FROM ({})", self.actors()))
    }

    /// Hands every entry of a kind to `see` until it breaks.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn each_entry<B>(
        &self,
        kind: EntryKind,
        mut see: impl FnMut(Entry) -> ControlFlow<B>,
    ) -> Result<Option<B>> {
        let mut loader = Loader::new(&self.store.db, Needles::default());
        let sql = format!("SELECT e.id {}", self.entries(kind));
        self.each(&sql, "its entries cannot be listed", |row| Ok(see(loader.entry(row.get(0)?)?)))
    }

    /// Hands every article to `see` until it breaks.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn each_article<B>(&self, mut see: impl FnMut(ArticleRow) -> ControlFlow<B>) -> Result<Option<B>> {
        let db = &self.store.db;
        self.each_version(|version| Ok(see(article(db, version)?)))
    }

    /// Hands every actor to `see` until it breaks.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn each_actor<B>(&self, mut see: impl FnMut(ActorRow) -> ControlFlow<B>) -> Result<Option<B>> {
        let db = &self.store.db;
        let merged = self.store.list(
            "its actors cannot be listed",
            "SELECT merged, id FROM _actor WHERE merged IS NOT NULL ORDER BY id",
            [],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )?;
        let mut of: HashMap<i64, Vec<i64>> = HashMap::new();
        merged.into_iter().for_each(|(root, id): (i64, i64)| of.entry(root).or_default().push(id));
        let sql = format!("{} ORDER BY 1", self.actors());
        self.each(&sql, "its actors cannot be listed", |row| {
            let id = row.get(0)?;
            Ok(see(actor(db, id, of.get(&id).map_or(&[], Vec::as_slice))?))
        })
    }

    /// Hands every article's record to `see`, with what people corrected and with the ids of those of its entries
    /// that are chosen, until it breaks.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn each_record<B>(
        &self,
        mut see: impl FnMut(Corrected, Vec<EntryId>) -> ControlFlow<B>,
    ) -> Result<Option<B>> {
        let db = &self.store.db;
        self.each_version(|version| {
            let corrected = crate::corrected::corrected(db, version)?;
            let chosen = match self.is_all {
                true => corrected.entries.clone(),
                false => chosen_of(db, version)?,
            };
            Ok(see(corrected, chosen))
        })
    }

    fn each_version<B>(
        &self,
        mut see: impl FnMut(i64) -> rusqlite::Result<ControlFlow<B>>,
    ) -> Result<Option<B>> {
        // Only numbers are sorted, not the texts.
        let sql = format!("SELECT v.id {} ORDER BY v.day, v.id", self.versions());
        self.each(&sql, "its articles cannot be listed", |row| see(row.get(0)?))
    }

    fn each<B>(
        &self,
        sql: &str,
        doing: &str,
        mut see: impl FnMut(&Row) -> rusqlite::Result<ControlFlow<B>>,
    ) -> Result<Option<B>> {
        let mut all = || {
            let mut query = self.store.db.prepare(sql)?;
            let mut rows = query.query([])?;
            while let Some(row) = rows.next()? {
                if let ControlFlow::Break(end) = see(row)? {
                    return Ok(Some(end));
                }
            }
            Ok(None)
        };
        all().map_err(|error| self.store.failed(doing, error))
    }

    fn count(&self, sql: &str) -> Result<u64> {
        let count = self.store.db.query_row(sql, [], |row| row.get(0));
        count.map_err(|error| self.store.failed("entries cannot be counted", error))
    }

    /// `FROM … WHERE … ORDER BY`.
    fn entries(&self, kind: EntryKind) -> String {
        let kind = prefix(kind);
        match self.is_all {
            true => format!("FROM _entry e WHERE e.stands = 1 AND e.kind = '{kind}' ORDER BY e.id"),
            false => format!(
                "FROM temp.chosen h CROSS JOIN _entry e ON e.id = h.id WHERE e.kind = '{kind}' ORDER BY h.id"
            ),
        }
    }

    fn versions(&self) -> &'static str {
        match self.is_all {
            true => "FROM _article r JOIN _version v ON v.id = r.current",
            false => {
                "FROM _version v WHERE v.id IN
                   (SELECT e.version FROM temp.chosen h JOIN _entry e ON e.id = h.id)"
            }
        }
    }

    fn actors(&self) -> &'static str {
        match self.is_all {
            true => "SELECT id FROM _actor WHERE merged IS NULL",
            false => {
                "SELECT DISTINCT coalesce(a.merged, a.id) FROM temp.chosen h JOIN _party p ON p.entry = h.id
                 JOIN _actor a ON a.id = p.actor"
            }
        }
    }
}

/// The entries of a version that are chosen.
fn chosen_of(db: &Connection, version: i64) -> rusqlite::Result<Vec<EntryId>> {
    let mut query = db.prepare_cached(
        "SELECT e.kind, e.key FROM _entry e WHERE e.version = ?1 AND e.id IN (SELECT id FROM temp.chosen)",
    )?;
    let found = query.query_map([version], |row| Ok((row.get::<_, String>(0)?, row.get(1)?)))?;
    let found = found.collect::<rusqlite::Result<Vec<(String, i64)>>>()?;
    let id = |(kind, key): (String, i64)| Some(EntryId::new(kind_of(&kind)?, key));
    Ok(found.into_iter().filter_map(id).collect())
}

fn article(db: &Connection, version: i64) -> rusqlite::Result<ArticleRow> {
    let mut query = db.prepare_cached(
        "SELECT r.key, v.title, v.standfirst, v.bylines, v.publisher, v.agency, v.published, v.modified, v.language,
           r.address, (SELECT f.key FROM _article f WHERE f.id = r.story),
           (SELECT count(*) FROM _version o WHERE o.article = r.id),
           (SELECT count(*) FROM _entry e WHERE e.version = v.id AND e.stands = 1 AND e.kind = 'st'),
           p.sha256, v.added, v.made_by, v.text
         FROM _version v JOIN _article r ON r.id = v.article JOIN _page p ON p.id = v.page WHERE v.id = ?1",
    )?;
    query.query_row([version], |row| {
        Ok(ArticleRow {
            id: ArticleId(row.get(0)?),
            title: row.get(1)?,
            standfirst: row.get(2)?,
            bylines: split(row.get(3)?),
            publisher: row.get(4)?,
            agency: split(row.get(5)?),
            published: row.get(6)?,
            modified: row.get(7)?,
            language: row.get(8)?,
            address: row.get(9)?,
            story: ArticleId(row.get(10)?),
            n_versions: row.get(11)?,
            n_statements: row.get(12)?,
            sha256: row.get(13)?,
            added: row.get(14)?,
            made_by: row.get(15)?,
            text: row.get(16)?,
        })
    })
}

fn split(joined: String) -> Vec<String> {
    joined.split('|').filter(|one| !one.is_empty()).map(str::to_string).collect()
}

/// An actor and those whom people merged into it.
fn actor(db: &Connection, id: i64, merged: &[i64]) -> rusqlite::Result<ActorRow> {
    let mut query = db.prepare_cached("SELECT key, name, kind FROM _actor WHERE id = ?1")?;
    let mut all = query.query_row([id], |row| {
        Ok(ActorRow {
            id: ActorId(row.get(0)?),
            name: row.get(1)?,
            kind: row.get(2)?,
            names: Vec::new(),
            roles: Vec::new(),
            n_statements: 0,
            n_articles: 0,
            first: None,
            last: None,
            merged: Vec::new(),
        })
    })?;
    for one in merged {
        let mut query = db.prepare_cached("SELECT key FROM _actor WHERE id = ?1")?;
        all.merged.push(query.query_row([one], |row| row.get(0).map(ActorId))?);
    }
    let mut versions = std::collections::BTreeSet::new();
    for one in std::iter::once(&id).chain(merged) {
        let mut query = db.prepare_cached(
            "SELECT p.name, v.id, substr(v.published, 1, 10), o.title, o.of FROM _appearance p
             JOIN _version v ON v.id = p.version JOIN _article r ON r.id = v.article AND r.current = v.id
             LEFT JOIN _role o ON o.version = p.version AND o.local = p.local
             WHERE p.actor = ?1 ORDER BY v.day, v.id, o.title, o.of",
        )?;
        let mut rows = query.query([one])?;
        while let Some(row) = rows.next()? {
            push_new(&mut all.names, row.get(0)?);
            versions.insert(row.get::<_, i64>(1)?);
            if let Some(day) = row.get::<_, Option<String>>(2)? {
                all.first = all.first.take().filter(|first| *first <= day).or_else(|| Some(day.clone()));
                all.last = all.last.take().filter(|last| *last >= day).or(Some(day));
            }
            let (title, of): (Option<String>, Option<String>) = (row.get(3)?, row.get(4)?);
            let role = [title, of].into_iter().flatten().filter(|part| !part.is_empty());
            push_new(&mut all.roles, role.collect::<Vec<_>>().join(" of "));
        }
        let mut query = db.prepare_cached(
            "SELECT count(*) FROM _party p JOIN _entry e ON e.id = p.entry
             WHERE p.actor = ?1 AND p.part = (SELECT id FROM _term WHERE text = 'speaker') AND e.stands = 1",
        )?;
        all.n_statements += query.query_row([one], |row| row.get::<_, u64>(0))?;
    }
    all.n_articles = versions.len() as u64;
    Ok(all)
}

fn push_new(list: &mut Vec<String>, item: String) {
    if !item.is_empty() && !list.contains(&item) {
        list.push(item);
    }
}
