//! What is in the store, one version of an article after the other.

use onrecord_record::Record;
use rusqlite::Connection;
use schemars::JsonSchema;
use serde::Serialize;

use crate::error::{Error, ErrorKind};
use crate::key::{ActorId, ArticleId};
use crate::packed::{unpack, unpack_record};
use crate::words::folded;
use crate::{Result, Store, names};

/// So many of one name are told.
const MOST_CALLED: usize = 1_000;

/// One version of an article.
#[derive(Clone, Debug)]
pub struct Held {
    /// The number of the version within the store.
    pub version: i64,
    /// Its article.
    pub article: ArticleId,
    /// Whether it is the version that counts.
    pub is_current: bool,
    /// What the machine read; the page's furniture is left out, the page's bytes hold it.
    pub record: Record,
}

/// What a version was read from.
#[derive(Clone, Debug)]
pub struct KeptSource {
    /// The page's bytes, as they came.
    pub bytes: Vec<u8>,
    /// Which part of them the version is.
    pub part: Option<String>,
    /// The input as it was named.
    pub input: String,
    /// What was known beside the bytes, as [`NewPage::origin`](crate::NewPage) gave it.
    pub origin: String,
}

/// Somebody of a name.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Called {
    /// Who.
    pub id: ActorId,
    /// The whole name.
    pub name: String,
    /// What kind of actor.
    pub kind: String,
    /// An office, where one is known.
    pub role: Option<String>,
}

impl Called {
    /// The name with what tells it from others.
    pub fn told(&self) -> String {
        format!("{}, {}", self.name, self.role.as_deref().unwrap_or(&self.kind))
    }
}

/// An actor in one article.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Appearance {
    /// The actor's whole name.
    pub actor: String,
    /// The article.
    pub article: ArticleId,
    /// Its headline.
    pub title: String,
    /// Its outlet.
    pub publisher: String,
    /// When it was published.
    pub published: Option<String>,
    /// The actor's name as this article has it.
    pub name: String,
    /// Why it is taken for this actor.
    pub why: String,
}

impl Store {
    /// Everyone of this very name, whatever its case and accents; whoever is merged counts as whom it is merged into.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn actors_called(&self, name: &str) -> Result<Vec<Called>> {
        let found = names::having(&self.db, &folded(name), false, MOST_CALLED);
        let found = found.map_err(|error| self.failed("its actors cannot be listed", error))?;
        let whole: Vec<i64> = found.into_iter().filter(|one| one.is_whole).map(|one| one.id).collect();
        self.told_apart(&whole)
    }

    /// These rows of actors, each with what tells it from others of its name.
    pub(crate) fn told_apart(&self, ids: &[i64]) -> Result<Vec<Called>> {
        let sql = "SELECT e.key, e.name, e.kind,
               (SELECT trim(o.title || CASE o.of WHEN '' THEN '' ELSE ' of ' || o.of END)
                FROM _appearance p JOIN _role o ON o.version = p.version AND o.local = p.local
                WHERE p.actor = e.id GROUP BY o.title, o.of ORDER BY count(*) DESC LIMIT 1)
             FROM _actor e WHERE e.id = ?1";
        let mut all = Vec::new();
        for id in ids {
            all.extend(self.list("its actors cannot be listed", sql, [id], |row| {
                Ok(Called {
                    id: ActorId(row.get(0)?),
                    name: row.get(1)?,
                    kind: row.get(2)?,
                    role: row.get(3)?,
                })
            })?);
        }
        Ok(all)
    }

    /// In which articles an actor appears, oldest first, and why it is taken for this one.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn appearances(&self, actor: ActorId) -> Result<Vec<Appearance>> {
        let sql = "SELECT e.name, r.key, v.title, v.publisher, v.published, p.name,
               (SELECT text FROM _term WHERE id = p.why) || CASE WHEN a.merged IS NULL THEN '' ELSE '; a person said that it is this one' END
             FROM _actor a JOIN _actor e ON e.id = coalesce(a.merged, a.id)
             JOIN _appearance p ON p.actor = a.id JOIN _version v ON v.id = p.version
             JOIN _article r ON r.id = v.article AND r.current = v.id
             WHERE e.key = ?1 ORDER BY v.day, v.id";
        self.list("its appearances cannot be listed", sql, [actor.0], |row| {
            Ok(Appearance {
                actor: row.get(0)?,
                article: ArticleId(row.get(1)?),
                title: row.get(2)?,
                publisher: row.get(3)?,
                published: row.get(4)?,
                name: row.get(5)?,
                why: row.get(6)?,
            })
        })
    }

    /// The numbers of all versions, oldest first; with `made_by` only of those that another program or model made.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn versions(&self, not_made_by: Option<&str>) -> Result<Vec<i64>> {
        let sql = "SELECT id FROM _version WHERE ?1 IS NULL OR made_by <> ?1 ORDER BY id";
        self.list("its versions cannot be listed", sql, [not_made_by], |row| row.get(0))
    }

    /// One version.
    ///
    /// # Errors
    /// `is_not_found`, `is_damaged` …
    pub fn held(&self, version: i64) -> Result<Held> {
        let of = || {
            let mut query = self.db.prepare_cached(
                "SELECT r.key, r.current = v.id FROM _version v JOIN _article r ON r.id = v.article WHERE v.id = ?1",
            )?;
            let (article, is_current): (i64, bool) =
                query.query_row([version], |row| Ok((row.get(0)?, row.get(1)?)))?;
            Ok(Held { version, article: ArticleId(article), is_current, record: record(&self.db, version)? })
        };
        of().map_err(|error| self.lacking("a version cannot be read", error))
    }

    /// What a version was read from.
    ///
    /// # Errors
    /// `is_not_found`, `is_damaged` …
    pub fn kept(&self, version: i64) -> Result<KeptSource> {
        let of = || {
            let mut query = self.db.prepare_cached(
                "SELECT p.packed, p.size, v.part, v.input, v.origin FROM _version v JOIN _page p ON p.id = v.page
                 WHERE v.id = ?1",
            )?;
            query.query_row([version], |row| {
                let bytes = unpack(row.get_ref(0)?.as_blob()?, row.get(1)?).map_err(corrupt)?;
                Ok(KeptSource { bytes, part: row.get(2)?, input: row.get(3)?, origin: row.get(4)? })
            })
        };
        of().map_err(|error| self.lacking("a page cannot be read", error))
    }

    pub(crate) fn lacking(&self, doing: &str, error: rusqlite::Error) -> Error {
        match error {
            rusqlite::Error::QueryReturnedNoRows => {
                Error::new(ErrorKind::NotFound, &self.path, "there is no such entry")
            }
            error => self.failed(doing, error),
        }
    }
}

/// The machine's reading of a version, whole.
pub fn record(db: &Connection, version: i64) -> rusqlite::Result<Record> {
    let mut query = db.prepare_cached("SELECT record, text FROM _version WHERE id = ?1")?;
    query.query_row([version], |row| {
        let text: String = row.get(1)?;
        unpack_record(row.get_ref(0)?.as_blob()?, &text).map_err(|what| corrupt(std::io::Error::other(what)))
    })
}

fn corrupt(error: std::io::Error) -> rusqlite::Error {
    rusqlite::Error::FromSqlConversionFailure(0, rusqlite::types::Type::Blob, Box::new(error))
}
