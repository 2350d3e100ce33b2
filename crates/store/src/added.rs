//! Statements that people add where the machine missed them.

use std::borrow::Cow;

use onrecord_record::{Act, EntryKind, Modality, Quote, Record, Span, Statement, joined};
use rusqlite::{Connection, OptionalExtension};

use crate::corrections::{Correction, New, one};
use crate::error::{Error, ErrorKind};
use crate::key::{ArticleId, EntryId};
use crate::located::located;
use crate::standing::pieces as kept_pieces;
use crate::{Piece, Result, Writer, read, relinked, row};

/// What the correction says that added a statement.
pub const ADDED: &str = "added";

impl Writer {
    /// Adds a statement that the machine missed: the pieces of the article that were said. Who said it, and how, is then
    /// said by [`correct`](Writer::correct); its id is the correction's target.
    ///
    /// # Errors
    /// `is_not_found` where there is no such article, `is_unfit` where a piece does not stand in it or the statement is on
    /// record already.
    pub fn add_statement(
        &mut self,
        article: ArticleId,
        pieces: &[Piece],
        by: &str,
        note: &str,
    ) -> Result<(EntryId, Correction)> {
        let unfit = |what: String| Error::new(ErrorKind::Unfit, &self.store.path, what);
        let record = self.current(article)?;
        let spans = located(&record.article.text, pieces, 0);
        let spans = spans.ok_or_else(|| unfit(no_words(pieces)))?;
        let id = row::id(EntryKind::Statement, &format!("{:016x}", article.0), &joined(&spans), 0);
        let sql = "SELECT EXISTS (SELECT 1 FROM _entry WHERE key = ?1 AND kind = 'st' AND stands = 1)";
        let is_known = self.store.db.query_row(sql, [id.key], |row| row.get(0));
        if is_known.map_err(|error| self.store.failed("an entry cannot be read", error))? {
            return Err(unfit(format!("these words are on record already: {id}")));
        }
        let exact = |span: Span| Piece { text: span.text, near: Some(span.start) };
        let pieces: Vec<Piece> = spans.into_iter().map(exact).collect();
        let value = serde_json::to_string(&pieces).expect("pieces are plain data");
        self.change("a statement cannot be added", |db| {
            let new = New {
                by,
                what: ADDED,
                kind: EntryKind::Statement.as_str(),
                target: id.key,
                article: article.0,
                value: &value,
                machine: "",
                note,
            };
            let number = new.put(db)?;
            relinked::of_article(db, article.0)?;
            Ok((id, one(db, number)?))
        })
    }

    /// The machine's reading of the version of an article that counts.
    pub(crate) fn current(&self, article: ArticleId) -> Result<Record> {
        let db = &self.store.db;
        let of = || {
            let sql = "SELECT current FROM _article WHERE key = ?1";
            let version: Option<i64> = db.query_row(sql, [article.0], |row| row.get(0)).optional()?;
            version.map(|version| read::record(db, version)).transpose()
        };
        let found = of().map_err(|error| self.store.lacking("an article cannot be read", error))?;
        let missing = || {
            Error::new(ErrorKind::NotFound, &self.store.path, format!("there is no article {article} here"))
        };
        found.ok_or_else(missing)
    }
}

/// That pieces do not stand in an article.
pub fn no_words(pieces: &[Piece]) -> String {
    let told: Vec<String> = pieces.iter().map(|piece| format!("“{}”", piece.text)).collect();
    format!("the article has no {}: give its own words, in its order", told.join(" … "))
}

/// The record with the statements that people added to it and the machine still misses.
pub fn with_added<'r>(
    db: &Connection,
    article_key: i64,
    record: &'r Record,
) -> rusqlite::Result<Cow<'r, Record>> {
    let mut query = db.prepare_cached(
        "SELECT value FROM _correction WHERE article = ?1 AND article <> 0 AND what = ?2 AND undone IS NULL ORDER BY id",
    )?;
    let kept = query.query_map((article_key, ADDED), |row| row.get::<_, String>(0))?;
    let mut record = Cow::Borrowed(record);
    for value in kept.collect::<rusqlite::Result<Vec<String>>>()? {
        let Some(spans) = located(&record.article.text, &kept_pieces(&value), 0) else { continue };
        let words = joined(&spans);
        if record.statements.iter().all(|one| joined(&one.content) != words) {
            let one = statement(&record, spans);
            record.to_mut().statements.push(one);
        }
    }
    Ok(record)
}

/// A statement of these words, by nobody yet.
fn statement(record: &Record, content: Vec<Span>) -> Statement {
    let all = || record.statements.iter().chain(&record.thoughts);
    let numbers = all().filter_map(|one| one.id.trim_start_matches(|c: char| !c.is_ascii_digit()).parse().ok());
    let last: usize = numbers.max().unwrap_or(0);
    Statement {
        id: format!("s{}", last + 1),
        quote: quote(&record.article.text, &content),
        content,
        cue: None,
        source: None,
        speakers: Vec::new(),
        addressees: Vec::new(),
        via: Vec::new(),
        channel: None,
        act: Act::Assert,
        modality: Modality::Actual,
        said: None,
        parent: None,
        confidence: 1.0,
        speaker_confidence: None,
    }
}

/// Direct where quotation marks stand round all of it, mixed where they stand in it.
fn quote(text: &str, content: &[Span]) -> Quote {
    const MARKS: [char; 9] = ['“', '”', '"', '«', '»', '„', '‟', '「', '」'];
    let is_between = |span: &Span| {
        let before = text[..span.byte_start].chars().next_back();
        let behind = text[span.byte_end..].chars().next();
        let opens = before.is_some_and(|c| MARKS.contains(&c)) || span.text.starts_with(MARKS);
        opens && (behind.is_some_and(|c| MARKS.contains(&c)) || span.text.ends_with(MARKS))
    };
    match content.iter().all(is_between) {
        true => Quote::Direct,
        false if content.iter().any(|span| is_between(span) || span.text.contains(MARKS)) => Quote::Mixed,
        false => Quote::Indirect,
    }
}
