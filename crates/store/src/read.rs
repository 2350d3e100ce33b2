//! What is in the store, one version of an article after the other.

use std::ops::ControlFlow;

use onrecord_record::Record;
use rusqlite::Connection;

use crate::error::{Error, ErrorKind};
use crate::key::ArticleId;
use crate::packed::{unpack, unpack_record};
use crate::{Result, Store};

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
pub struct Kept {
    /// The page's bytes, as they came.
    pub bytes: Vec<u8>,
    /// Which part of them the version is.
    pub part: Option<String>,
    /// The input as it was named.
    pub input: String,
    /// What was known beside the bytes, as [`Entry::origin`](crate::Entry) gave it.
    pub origin: String,
}

impl Store {
    /// The numbers of all versions, oldest first; with `made_by` only of those that another program or model made.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn versions(&self, not_made_by: Option<&str>) -> Result<Vec<i64>> {
        let sql = "SELECT id FROM version WHERE ?1 IS NULL OR made_by <> ?1 ORDER BY id";
        self.list("its versions cannot be listed", sql, [not_made_by], |row| row.get(0))
    }

    /// One version.
    ///
    /// # Errors
    /// `is_not_found`, `is_damaged` …
    pub fn held(&self, version: i64) -> Result<Held> {
        let of = || {
            let mut query = self.db.prepare_cached(
                "SELECT r.key, r.current = v.id FROM version v JOIN article r ON r.id = v.article WHERE v.id = ?1",
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
    pub fn kept(&self, version: i64) -> Result<Kept> {
        let of = || {
            let mut query = self.db.prepare_cached(
                "SELECT p.packed, p.size, v.part, v.input, v.origin FROM version v JOIN page p ON p.id = v.page
                 WHERE v.id = ?1",
            )?;
            query.query_row([version], |row| {
                let bytes = unpack(row.get_ref(0)?.as_blob()?, row.get(1)?).map_err(corrupt)?;
                Ok(Kept { bytes, part: row.get(2)?, input: row.get(3)?, origin: row.get(4)? })
            })
        };
        of().map_err(|error| self.lacking("a page cannot be read", error))
    }

    /// Hands every version that counts to `see`, oldest article first, one at a time.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn each_current<B>(&self, mut see: impl FnMut(Held) -> ControlFlow<B>) -> Result<Option<B>> {
        let sql = "SELECT v.id FROM article r JOIN version v ON v.id = r.current ORDER BY v.day, v.id";
        for version in self.list("its articles cannot be listed", sql, [], |row| row.get::<_, i64>(0))? {
            if let ControlFlow::Break(end) = see(self.held(version)?) {
                return Ok(Some(end));
            }
        }
        Ok(None)
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
    let mut query = db.prepare_cached("SELECT record, text FROM version WHERE id = ?1")?;
    query.query_row([version], |row| {
        let text: String = row.get(1)?;
        unpack_record(row.get_ref(0)?.as_blob()?, &text).map_err(|what| corrupt(std::io::Error::other(what)))
    })
}

fn corrupt(error: std::io::Error) -> rusqlite::Error {
    rusqlite::Error::FromSqlConversionFailure(0, rusqlite::types::Type::Blob, Box::new(error))
}

/// A record for examples and tests: `text` is one paragraph, what stands in “…” is one statement each by whoever the
/// words behind `,” ` name before ` said`.
#[doc(hidden)]
pub fn sample(url: &str, text: &str) -> Record {
    use onrecord_record::{Act, Actor, ActorKind, ActorRole, Locator, Modality, Quote, Statement};
    let locator = Locator::new(text);
    let mut actors: Vec<Actor> = Vec::new();
    let mut statements = Vec::new();
    let mut at = 0;
    while let Some(open) = text[at..].find('“').map(|n| at + n + '“'.len_utf8()) {
        let close = text[open..].find('”').map_or(text.len(), |n| open + n);
        let behind = close + '”'.len_utf8();
        at = behind.min(text.len());
        let rest = &text[at..];
        let mut speakers = Vec::new();
        let mut source = None;
        let mut cue = None;
        // Only whoever is named right behind the quotation.
        if let Some(end) = rest.find(" said").filter(|end| !rest[..*end].contains('“')) {
            let start = at + 1;
            let (name, role) = rest[1..end].split_once(" the ").unwrap_or((&rest[1..end], ""));
            let span = locator.span(start..start + name.len());
            let known = actors.iter().position(|actor| actor.name == name);
            let idx = known.unwrap_or(actors.len());
            if known.is_none() {
                let (title, of) = role.split_once(" of ").unwrap_or((role, ""));
                let role = ActorRole { title: title.to_string(), of: of.to_string(), evidence: None };
                actors.push(Actor {
                    id: format!("a{}", idx + 1),
                    name: name.to_string(),
                    kind: ActorKind::Person,
                    roles: if title.is_empty() { Vec::new() } else { vec![role] },
                    mentions: Vec::new(),
                });
            }
            actors[idx].mentions.push(span.clone());
            speakers.push(format!("a{}", idx + 1));
            source = Some(span.into());
            cue = Some(locator.span(at + end + 1..at + end + 5).into());
        }
        let id = format!("s{}", statements.len() + 1);
        let content = vec![locator.span(open..close)];
        statements.push(Statement {
            id,
            content,
            cue,
            source,
            speakers,
            addressees: Vec::new(),
            via: Vec::new(),
            channel: None,
            quote: Quote::Direct,
            act: Act::Assert,
            modality: Modality::Actual,
            said: None,
            parent: None,
            confidence: 0.9,
        });
    }
    let host = url.split('/').nth(2).unwrap_or_default();
    let article = onrecord_record::Article {
        title: text.split(' ').take(4).collect::<Vec<_>>().join(" "),
        published: Some("2031-03-14T18:20:00+01:00".to_string()),
        publisher: host.to_string(),
        language: "en".to_string(),
        url: url.to_string(),
        text: text.to_string(),
        ..Default::default()
    };
    let record = Record {
        schema_version: "1".to_string(),
        input: url.to_string(),
        article,
        actors,
        statements,
        thoughts: Vec::new(),
        engagements: Vec::new(),
        commitments: Vec::new(),
        positions: Vec::new(),
        notes: Vec::new(),
        provenance: onrecord_record::Provenance::default(),
    };
    with_hash(record, text)
}

fn with_hash(mut record: Record, text: &str) -> Record {
    use sha2::{Digest, Sha256};
    let bytes = format!("{}\n{text}", record.article.url);
    record.provenance.sha256 = Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect();
    record
}
