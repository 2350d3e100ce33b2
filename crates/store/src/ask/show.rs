//! One entry with all that is known of it.

use onrecord_record::{Block, Locator, Role};
use rusqlite::{Connection, OptionalExtension};
use schemars::JsonSchema;
use serde::Serialize;

use super::load::{Loader, reports};
use super::mark::Needles;
use super::search::{Counting, ListPage};
use super::who::Found;
use crate::entry::SOURCE;
use crate::error::{Error, ErrorKind};
use crate::key::prefix;
use crate::reviewed::{Reviewed, reviewed};
use crate::{ActorId, ArticleId, Correction, Entry, EntryId, Result, Source, Store, read};

/// What an id or an address stands for.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
#[serde(tag = "shown", rename_all = "snake_case")]
pub enum Shown {
    /// A statement, an engagement, a commitment or a position.
    Entry(Box<ShownEntry>),
    /// An article.
    Article(Box<ShownArticle>),
    /// An actor.
    Actor(Box<Found>),
}

/// An entry with where it comes from.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct ShownEntry {
    /// The entry.
    #[serde(flatten)]
    pub entry: Entry,
    /// Whether it is what the article says now, and nobody said that it is no statement.
    pub stands: bool,
    /// The block of the article that it begins in.
    pub paragraph: Option<Paragraph>,
    /// W3C Web Annotation selectors over the article's text.
    pub selectors: Selectors,
    /// The version that it was read from.
    pub version: Version,
    /// Where else it was reported, and in which words: oldest first, this one left out.
    pub reports: Vec<OtherReport>,
    /// What people changed in it.
    pub corrections: Vec<Correction>,
}

/// A block of the article.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Paragraph {
    /// What it is for.
    pub role: Role,
    /// Its words.
    pub text: String,
    /// First code point in the article's text.
    pub start: usize,
    /// Code point behind the last.
    pub end: usize,
}

/// W3C Web Annotation selectors: by the words, and by the position in code points.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Selectors {
    /// The words, first piece to last, as the article has them.
    pub exact: String,
    /// What stands before them.
    pub prefix: String,
    /// What stands behind them.
    pub suffix: String,
    /// First code point.
    pub start: usize,
    /// Code point behind the last.
    pub end: usize,
}

/// One version of an article.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Version {
    /// The number within the store.
    pub version: i64,
    /// Whether it is the one that counts.
    pub is_current: bool,
    /// As its page states it.
    pub published: Option<String>,
    /// When it was last changed, likewise.
    pub modified: Option<String>,
    /// SHA-256 of the page's bytes.
    pub sha256: String,
    /// How many bytes these are.
    pub bytes: u64,
    /// The program and the model that read it.
    pub made_by: String,
    /// When it was added, UTC.
    pub added: String,
}

/// Another report of an entry.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct OtherReport {
    /// The entry, as that article has it.
    #[serde(flatten)]
    pub entry: Entry,
    /// Whether the words are the same.
    pub is_same_words: bool,
    /// Whether that article is a copy of this one's text.
    pub is_copy: bool,
}

/// An article with what it puts on record.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct ShownArticle {
    /// The article.
    #[serde(flatten)]
    pub source: Source,
    /// The line under the headline.
    pub standfirst: String,
    /// Who wrote it.
    pub bylines: Vec<String>,
    /// Agencies that it is credited to.
    pub agency: Vec<String>,
    /// BCP 47 tag.
    pub language: String,
    /// All its versions, oldest first.
    pub versions: Vec<Version>,
    /// Who looked at all that it puts on record, if anybody did.
    pub reviewed: Option<Reviewed>,
    /// Copies of its text in other places.
    pub copies: Vec<Source>,
    /// What it puts on record, in the article's order.
    pub entries: Vec<Entry>,
}

/// How much of the text stands beside a selector's words.
const CONTEXT: usize = 32;

impl Store {
    /// The statement, article or actor with this id, or the article with this address.
    ///
    /// # Errors
    /// `is_not_found`.
    pub fn show(&self, id: &str, page: ListPage) -> Result<Shown> {
        let id = id.trim();
        let missing = || Error::new(ErrorKind::NotFound, &self.path, format!("there is no {id} here"));
        let failed = |error| self.failed("cannot be asked", error);
        if let Ok(id) = id.parse::<EntryId>() {
            let shown = shown_entry(&self.db, id).map_err(failed)?.ok_or_else(missing)?;
            let target = id.to_string();
            let corrections =
                self.corrections()?.into_iter().filter(|correction| correction.target == target);
            let shown = ShownEntry { corrections: corrections.collect(), ..shown };
            return Ok(Shown::Entry(Box::new(shown)));
        }
        if id.parse::<ActorId>().is_ok() {
            return Ok(Shown::Actor(Box::new(self.who(id, page, Counting::Exact)?)));
        }
        let article = article_id(&self.db, id).map_err(failed)?.ok_or_else(missing)?;
        Ok(Shown::Article(Box::new(article_of(&self.db, article).map_err(failed)?)))
    }
}

fn shown_entry(db: &Connection, id: EntryId) -> rusqlite::Result<Option<ShownEntry>> {
    let mut query = db.prepare_cached(
        "SELECT e.id, e.stands, e.version, e.same, v.article FROM _entry e JOIN _version v ON v.id = e.version
         WHERE e.key = ?1 AND e.kind = ?2 ORDER BY e.stands DESC, e.version DESC LIMIT 1",
    )?;
    let found = query.query_row((id.key, prefix(id.kind)), |row| {
        let numbers: (i64, bool, i64, i64, i64) =
            (row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?);
        Ok(numbers)
    });
    let Some((row_id, stands, version, same, article)) = found.optional()? else { return Ok(None) };
    let mut loader = Loader::new(db, Needles::default());
    let entry = loader.entry(row_id)?;
    let record = read::record(db, version)?;
    let holds = |block: &&Block| block.start <= entry.start && entry.start < block.end;
    let paragraph =
        record.article.blocks.iter().find(holds).map(|Block { role, text, start, end, .. }| Paragraph {
            role: *role,
            text: text.clone(),
            start: *start,
            end: *end,
        });
    let (this, of) = versions(db, article)?.into_iter().partition::<Vec<_>, _>(|one| one.version == version);
    let version = this.into_iter().chain(of).next().ok_or(rusqlite::Error::QueryReturnedNoRows)?;
    let story = story(db, article)?;
    let mut others = Vec::new();
    for other in reports(db, same)?.into_iter().filter(|other| *other != row_id) {
        others.push(report(db, loader.entry(other)?, &entry, story)?);
    }
    let selectors = selectors(&record.article.text, entry.start, entry.end);
    let corrections = Vec::new();
    Ok(Some(ShownEntry { entry, stands, paragraph, selectors, version, reports: others, corrections }))
}

fn report(db: &Connection, other: Entry, of: &Entry, story_of: i64) -> rusqlite::Result<OtherReport> {
    let mut query = db.prepare_cached("SELECT story FROM _article WHERE key = ?1")?;
    let other_story: i64 = query.query_row([other.article.id.0], |row| row.get(0))?;
    Ok(OtherReport {
        is_same_words: crate::words::words(&other.words) == crate::words::words(&of.words),
        is_copy: other_story == story_of && other.article.id != of.article.id,
        entry: other,
    })
}

fn selectors(text: &str, start: usize, end: usize) -> Selectors {
    let byte = |n: usize| text.char_indices().nth(n).map_or(text.len(), |(at, _)| at);
    let (from, to) = (byte(start), byte(end));
    let before = text[..from].char_indices().rev().nth(CONTEXT - 1).map_or(0, |(at, _)| at);
    let behind = text[to..].char_indices().nth(CONTEXT).map_or(text.len(), |(at, _)| to + at);
    debug_assert_eq!(Locator::new(text).chars(from), start);
    let piece = |range: std::ops::Range<usize>| text[range].to_string();
    Selectors { exact: piece(from..to), prefix: piece(before..from), suffix: piece(to..behind), start, end }
}

fn story(db: &Connection, article: i64) -> rusqlite::Result<i64> {
    db.prepare_cached("SELECT story FROM _article WHERE id = ?1")?.query_row([article], |row| row.get(0))
}

/// The article's row, by its id or its address.
pub(crate) fn article_id(db: &Connection, id: &str) -> rusqlite::Result<Option<i64>> {
    let (sql, value) = match id.parse::<ArticleId>() {
        Ok(ArticleId(key)) => {
            ("SELECT id FROM _article WHERE key = ?1", rusqlite::types::Value::Integer(key))
        }
        Err(_) => {
            let sql =
                "SELECT id FROM _article WHERE address = ?1 OR address = 'file:' || ?1 ORDER BY id LIMIT 1";
            (sql, rusqlite::types::Value::Text(id.trim_end_matches('/').to_string()))
        }
    };
    db.prepare_cached(sql)?.query_row([value], |row| row.get(0)).optional()
}

/// All versions of an article, oldest first.
pub(crate) fn versions(db: &Connection, article: i64) -> rusqlite::Result<Vec<Version>> {
    let mut query = db.prepare_cached(
        "SELECT v.id, r.current = v.id, v.published, v.modified, p.sha256, p.size, v.made_by, v.added
         FROM _version v JOIN _article r ON r.id = v.article JOIN _page p ON p.id = v.page
         WHERE v.article = ?1 ORDER BY v.id",
    )?;
    let version = query.query_map([article], |row| {
        Ok(Version {
            version: row.get(0)?,
            is_current: row.get(1)?,
            published: row.get(2)?,
            modified: row.get(3)?,
            sha256: row.get(4)?,
            bytes: row.get(5)?,
            made_by: row.get(6)?,
            added: row.get(7)?,
        })
    })?;
    version.collect()
}

pub(crate) fn source(db: &Connection, article: i64) -> rusqlite::Result<Source> {
    let sql = format!("SELECT {SOURCE} FROM _article r JOIN _version v ON v.id = r.current WHERE r.id = ?1");
    db.prepare_cached(&sql)?.query_row([article], |row| Source::of(row, 0))
}

/// The other articles with the text of this one, oldest first.
pub(crate) fn copies_of(db: &Connection, article: i64) -> rusqlite::Result<Vec<i64>> {
    let mut query = db.prepare_cached(
        "SELECT r.id FROM _article r WHERE (r.story <> r.id AND r.story = ?1 OR r.id = ?1) AND r.id <> ?2 ORDER BY r.id",
    )?;
    query.query_map([story(db, article)?, article], |row| row.get(0))?.collect()
}

fn article_of(db: &Connection, article: i64) -> rusqlite::Result<ShownArticle> {
    let mut query = db.prepare_cached(
        "SELECT v.standfirst, v.bylines, v.agency, v.language, v.id FROM _article r JOIN _version v ON v.id = r.current
         WHERE r.id = ?1",
    )?;
    let list = |text: String| -> Vec<String> {
        text.split('|').filter(|item| !item.is_empty()).map(str::to_string).collect()
    };
    let (standfirst, bylines, agency, language, version) = query.query_row([article], |row| {
        Ok((row.get(0)?, list(row.get(1)?), list(row.get(2)?), row.get(3)?, row.get::<_, i64>(4)?))
    })?;
    let mut query = db.prepare_cached(
        "SELECT id FROM _entry WHERE version = ?1 AND stands = 1 ORDER BY start, \"end\", id",
    )?;
    let ids = query.query_map([version], |row| row.get(0))?.collect::<rusqlite::Result<Vec<i64>>>()?;
    let mut loader = Loader::new(db, Needles::default());
    let entries = ids.into_iter().map(|id| loader.entry(id));
    let copies = copies_of(db, article)?;
    let copies = copies.into_iter().map(|copy| source(db, copy));
    let head = source(db, article)?;
    Ok(ShownArticle {
        standfirst,
        bylines,
        agency,
        language,
        versions: versions(db, article)?,
        reviewed: reviewed(db, head.id.0)?,
        copies: copies.collect::<rusqlite::Result<_>>()?,
        source: head,
        entries: entries.collect::<rusqlite::Result<_>>()?,
    })
}
