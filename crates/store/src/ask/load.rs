//! One statement as an answer: its words, who, when and where, and how often it was reported.

use onrecord_record::{Span, When};
use rusqlite::{Connection, Row};
use serde::Serialize;

use super::mark::Needles;
use crate::{ActorId, ArticleId, StatementId};

/// A statement that was asked for.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Hit {
    /// Its id, the same whenever its article is added or read again.
    pub id: StatementId,
    /// What was said; pieces are joined by ` … `.
    pub content: String,
    /// Where the words of the query stand in `content`.
    pub marks: Vec<Span>,
    /// Who said it; empty where the article does not tell.
    pub speakers: Vec<Who>,
    /// To whom.
    pub addressees: Vec<Who>,
    /// Who relayed it.
    pub via: Vec<Who>,
    /// The article's words for the source, and for its saying so.
    pub source: Option<String>,
    /// The words that link source and content.
    pub cue: Option<String>,
    /// direct, mixed or indirect.
    pub quote: String,
    /// What was done by saying it.
    pub act: String,
    /// actual, future, conditional or negated.
    pub modality: String,
    /// Medium or occasion.
    pub channel: Option<String>,
    /// When it was said, as far as the article tells.
    pub said: Option<When>,
    /// How sure the reading is, 0 to 1.
    pub confidence: f64,
    /// Where the article has it: code points of its text, from the first piece to the last.
    pub start: usize,
    /// Code point behind the last piece.
    pub end: usize,
    /// The article.
    pub article: Source,
    /// How often it was reported, in whatever words.
    pub copies: Copies,
}

/// An actor by name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Who {
    /// The id over all articles.
    pub id: ActorId,
    /// The fullest name; for who has none, a description.
    pub name: String,
    /// person, organisation, country, group, document, unnamed or author.
    pub kind: String,
}

/// An article by name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Source {
    /// The id over all its versions.
    pub id: ArticleId,
    /// The headline.
    pub title: String,
    /// The outlet.
    pub publisher: String,
    /// When it was published, as its page states it.
    pub published: Option<String>,
    /// Its address, or where its page came from.
    pub address: String,
}

/// How often one statement was reported.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Copies {
    /// Once for each time that an article has it.
    pub reports: u64,
    /// The articles that have it.
    pub articles: u64,
    /// The stories that these are: copies of one text count once.
    pub stories: u64,
}

/// The columns of a [`Source`], from `v` and `r`.
pub(crate) const SOURCE: &str = "r.key, v.title, v.publisher, v.published, r.address";

impl Source {
    pub(crate) fn of(row: &Row<'_>, first: usize) -> rusqlite::Result<Source> {
        Ok(Source {
            id: ArticleId(row.get(first)?),
            title: row.get(first + 1)?,
            publisher: row.get(first + 2)?,
            published: row.get(first + 3)?,
            address: row.get(first + 4)?,
        })
    }
}

/// The statement of a row, with the query's words marked.
pub(crate) fn hit(db: &Connection, statement: i64, needles: &Needles) -> rusqlite::Result<Hit> {
    let mut query = db.prepare_cached(&format!(
        "SELECT s.key, s.content, s.source, s.cue, s.quote, s.act, s.modality, s.channel, s.said_from, s.said_to,
           s.confidence, s.start, s.\"end\", s.same, {SOURCE}
         FROM statement s JOIN version v ON v.id = s.version JOIN article r ON r.id = v.article WHERE s.id = ?1"
    ))?;
    let (mut hit, same) = query.query_row([statement], |row| {
        let said: (Option<String>, Option<String>) = (row.get(8)?, row.get(9)?);
        let content: String = row.get(1)?;
        let hit = Hit {
            id: StatementId(row.get(0)?),
            marks: needles.spans(&content),
            content,
            speakers: Vec::new(),
            addressees: Vec::new(),
            via: Vec::new(),
            source: row.get(2)?,
            cue: row.get(3)?,
            quote: row.get(4)?,
            act: row.get(5)?,
            modality: row.get(6)?,
            channel: row.get(7)?,
            said: said.0.map(|from| When::inferred(from.clone(), said.1.unwrap_or(from), Vec::new())),
            confidence: row.get(10)?,
            start: row.get(11)?,
            end: row.get(12)?,
            article: Source::of(row, 14)?,
            copies: Copies { reports: 1, articles: 1, stories: 1 },
        };
        Ok((hit, row.get::<_, i64>(13)?))
    })?;
    for (part, who) in parties(db, statement)? {
        match part.as_str() {
            "speaker" => hit.speakers.push(who),
            "addressee" => hit.addressees.push(who),
            _ => hit.via.push(who),
        }
    }
    hit.copies = copies(db, same)?;
    Ok(hit)
}

fn parties(db: &Connection, statement: i64) -> rusqlite::Result<Vec<(String, Who)>> {
    let mut query = db.prepare_cached(
        "SELECT p.part, coalesce(m.key, a.key), coalesce(m.name, a.name), coalesce(m.kind, a.kind)
         FROM party p JOIN actor a ON a.id = p.actor LEFT JOIN actor m ON m.id = a.merged
         WHERE p.statement = ?1 ORDER BY p.part, p.place",
    )?;
    let who = query.query_map([statement], |row| {
        Ok((row.get(0)?, Who { id: ActorId(row.get(1)?), name: row.get(2)?, kind: row.get(3)? }))
    })?;
    who.collect()
}

/// The reports of the statement whose first report is `same`: rows of `statement` that stand, oldest first.
pub(crate) fn reports(db: &Connection, same: i64) -> rusqlite::Result<Vec<i64>> {
    let mut query = db.prepare_cached(
        "SELECT id FROM statement WHERE id = ?1 AND stands = 1
         UNION SELECT id FROM statement WHERE same = ?1 AND same <> id AND stands = 1 ORDER BY id",
    )?;
    query.query_map([same], |row| row.get(0))?.collect()
}

fn copies(db: &Connection, same: i64) -> rusqlite::Result<Copies> {
    let mut query = db.prepare_cached(
        "WITH report(id) AS (
           SELECT id FROM statement WHERE id = ?1 AND stands = 1
           UNION SELECT id FROM statement WHERE same = ?1 AND same <> id AND stands = 1)
         SELECT count(*), count(DISTINCT r.id), count(DISTINCT r.story) FROM report p
         JOIN statement s ON s.id = p.id JOIN version v ON v.id = s.version JOIN article r ON r.id = v.article",
    )?;
    query.query_row([same], |row| {
        Ok(Copies { reports: row.get(0)?, articles: row.get(1)?, stories: row.get(2)? })
    })
}
