//! From a row to the entry that callers see.

use onrecord_record::{EntryKind, How, Span, When};
use rusqlite::{Connection, OptionalExtension, Row};

use super::mark::Needles;
use crate::entry::{Copies, Detail, Entry, Evidence, Of, Party, SOURCE, Source, Who};
use crate::key::{kind_of, prefix};
use crate::kinds;
use crate::kinds::kind::Fields;
use crate::text::Texts;
use crate::{ActorId, EntryId};

/// Reads entries, with the query's words marked.
pub(crate) struct Loader<'d> {
    db: &'d Connection,
    needles: Needles,
    texts: Texts,
}

/// What the row of an entry says of it.
struct Head {
    id: EntryId,
    same: i64,
    version: i64,
    start: usize,
    end: usize,
    /// Its own words, where they are not all from start to end.
    words: Option<String>,
    when: Option<When>,
    confidence: f64,
    first_report: EntryId,
    is_corrected: bool,
    is_reviewed: bool,
    is_current: bool,
    article: Source,
}

impl<'d> Loader<'d> {
    pub fn new(db: &'d Connection, needles: Needles) -> Loader<'d> {
        Loader { db, needles, texts: Texts::default() }
    }

    /// The entry of a row.
    pub fn entry(&mut self, id: i64) -> rusqlite::Result<Entry> {
        let head = self.head(id)?;
        let mut evidence = self.evidence(id, head.version)?;
        let words = match head.words {
            Some(words) => words,
            None => {
                let span = self.texts.span(self.db, head.version, head.start, head.end)?;
                evidence.insert(0, Evidence { of: Of::Words, span: span.clone() });
                span.text
            }
        };
        let of_when = evidence.iter().filter(|one| one.of == Of::When).map(|one| one.span.clone());
        let of_when: Vec<Span> = of_when.collect();
        Ok(Entry {
            id: head.id,
            marks: self.needles.spans(&words),
            parties: self.parties(id, head.id.kind)?,
            when: head.when.map(|when| When { evidence: of_when, ..when }),
            confidence: head.confidence,
            start: head.start,
            end: head.end,
            detail: self.detail(id, head.id.kind, head.version, &evidence)?,
            is_corrected: head.is_corrected,
            is_reviewed: head.is_reviewed,
            is_current: head.is_current,
            first_report: head.first_report,
            article: head.article,
            copies: copies(self.db, head.same)?,
            evidence,
            words,
        })
    }

    fn head(&self, id: i64) -> rusqlite::Result<Head> {
        let mut query = self.db.prepare_cached(&format!(
            "SELECT e.kind, e.key, e.same, e.version, e.start, e.\"end\", e.words, e.when_from, e.when_to, e.when_stated,
               e.confidence, (SELECT f.key FROM _entry f WHERE f.id = e.same),
               EXISTS (SELECT 1 FROM _correction c WHERE c.target = e.key AND c.undone IS NULL AND c.what <> 'reviewed'),
               EXISTS (SELECT 1 FROM _correction c WHERE c.target = e.key AND c.undone IS NULL AND c.what = 'reviewed'),
               e.stands, {SOURCE}
             FROM _entry e JOIN _version v ON v.id = e.version JOIN _article r ON r.id = v.article WHERE e.id = ?1"
        ))?;
        query.query_row([id], head)
    }

    fn evidence(&mut self, id: i64, version: i64) -> rusqlite::Result<Vec<Evidence>> {
        let mut query = self.db.prepare_cached(
            "SELECT t.text, x.start, x.\"end\" FROM _evidence x JOIN _term t ON t.id = x.of WHERE x.entry = ?1
             ORDER BY x.nth",
        )?;
        let mut rows = query.query([id])?;
        let mut evidence = Vec::new();
        while let Some(row) = rows.next()? {
            let of: String = row.get(0)?;
            let Some(of) = Of::ALL.into_iter().find(|one| one.as_str() == of) else { continue };
            evidence
                .push(Evidence { of, span: self.texts.span(self.db, version, row.get(1)?, row.get(2)?)? });
        }
        Ok(evidence)
    }

    fn parties(&self, id: i64, kind: EntryKind) -> rusqlite::Result<Vec<Party>> {
        let parts = kinds::of(kind).parts().iter();
        let mut parties: Vec<Party> = parts.map(|part| Party { part: *part, actors: Vec::new() }).collect();
        let mut query = self.db.prepare_cached(
            "SELECT t.text, coalesce(m.key, a.key), coalesce(m.name, a.name), coalesce(m.kind, a.kind)
             FROM _party p JOIN _term t ON t.id = p.part JOIN _actor a ON a.id = p.actor
             LEFT JOIN _actor m ON m.id = a.merged WHERE p.entry = ?1 ORDER BY p.part, p.place",
        )?;
        let mut rows = query.query([id])?;
        while let Some(row) = rows.next()? {
            let part: String = row.get(0)?;
            let who = Who { id: ActorId(row.get(1)?), name: row.get(2)?, kind: row.get(3)? };
            if let Some(party) = parties.iter_mut().find(|party| party.part.as_str() == part) {
                party.actors.push(who);
            }
        }
        Ok(parties)
    }

    fn detail(
        &self,
        id: i64,
        kind: EntryKind,
        version: i64,
        evidence: &[Evidence],
    ) -> rusqlite::Result<Detail> {
        let kind = kinds::of(kind);
        let values = values(self.db, id, kind)?;
        let standing = |local: &str| standing(self.db, version, local);
        (kind.detail)(&Fields { columns: kind.columns, values, evidence, standing: &standing })
    }
}

fn head(row: &Row<'_>) -> rusqlite::Result<Head> {
    let kind = kind_of(&row.get::<_, String>(0)?).ok_or(rusqlite::Error::InvalidQuery)?;
    let (from, to): (Option<String>, Option<String>) = (row.get(7)?, row.get(8)?);
    let how = if row.get::<_, Option<bool>>(9)? == Some(true) { How::Stated } else { How::Inferred };
    let id = EntryId::new(kind, row.get(1)?);
    let first: Option<i64> = row.get(11)?;
    Ok(Head {
        id,
        same: row.get(2)?,
        version: row.get(3)?,
        start: row.get(4)?,
        end: row.get(5)?,
        words: row.get(6)?,
        when: from.map(|from| When {
            to: to.unwrap_or_else(|| from.clone()),
            from,
            how,
            evidence: Vec::new(),
        }),
        confidence: row.get(10)?,
        first_report: first.map_or(id, |key| EntryId::new(kind, key)),
        is_corrected: row.get(12)?,
        is_reviewed: row.get(13)?,
        is_current: row.get(14)?,
        article: Source::of(row, 15)?,
    })
}

/// What stands in the columns of an entry's kind, in their order; codes in words.
pub(crate) fn values(
    db: &Connection,
    id: i64,
    kind: &kinds::kind::Kind,
) -> rusqlite::Result<Vec<Option<String>>> {
    if kind.columns.is_empty() {
        return Ok(Vec::new());
    }
    let column = |column: &kinds::kind::KindColumn| match column.codes {
        Some(_) => format!("(SELECT text FROM _term WHERE id = d.{})", column.name),
        None => format!("d.{}", column.name),
    };
    let columns: Vec<String> = kind.columns.iter().map(column).collect();
    let sql = format!("SELECT {} FROM {} d WHERE d.entry = ?1", columns.join(", "), kind.table);
    let mut query = db.prepare_cached(&sql)?;
    query.query_row([id], |row| (0..columns.len()).map(|idx| row.get(idx)).collect())
}

/// The entry with an id within a version's record: itself or the nearest around it that stands.
fn standing(db: &Connection, version: i64, local: &str) -> rusqlite::Result<Option<EntryId>> {
    let mut next = Some(local.to_string());
    // A chain that closes upon itself ends all the same.
    for _ in 0..64 {
        let Some(local) = next else { break };
        let found: Option<(i64, bool, Option<String>)> = db
            .prepare_cached(
                "SELECT e.key, e.stands, (SELECT d.parent FROM _statement d WHERE d.entry = e.id)
                 FROM _entry e WHERE e.version = ?1 AND e.local = ?2 AND e.kind = 'st'",
            )?
            .query_row((version, &local), |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
            .optional()?;
        match found {
            Some((key, true, _)) => return Ok(Some(EntryId::new(EntryKind::Statement, key))),
            Some((_, false, parent)) => next = parent,
            None => break,
        }
    }
    Ok(None)
}

/// The reports of the entry whose first report is `same`: rows that stand, oldest first.
pub(crate) fn reports(db: &Connection, same: i64) -> rusqlite::Result<Vec<i64>> {
    let mut query = db.prepare_cached(
        "SELECT id FROM _entry WHERE id = ?1 AND stands = 1
         UNION SELECT id FROM _entry WHERE same = ?1 AND same <> id AND stands = 1 ORDER BY id",
    )?;
    query.query_map([same], |row| row.get(0))?.collect()
}

fn copies(db: &Connection, same: i64) -> rusqlite::Result<Copies> {
    let mut query = db.prepare_cached(
        "WITH report(id) AS (
           SELECT id FROM _entry WHERE id = ?1 AND stands = 1
           UNION SELECT id FROM _entry WHERE same = ?1 AND same <> id AND stands = 1)
         SELECT count(*), count(DISTINCT r.id), count(DISTINCT r.story) FROM report p
         JOIN _entry e ON e.id = p.id JOIN _version v ON v.id = e.version JOIN _article r ON r.id = v.article",
    )?;
    query.query_row([same], |row| {
        Ok(Copies { reports: row.get(0)?, articles: row.get(1)?, stories: row.get(2)? })
    })
}

/// Every kind's first part, as conditions on `e.kind` and the part's name `t.text`.
pub(crate) fn is_first_part() -> String {
    let of = |kind: &kinds::kind::Kind| {
        format!("(e.kind = '{}' AND t.text = '{}')", prefix(kind.kind), kind.parts()[0])
    };
    format!("({})", kinds::KINDS.iter().map(of).collect::<Vec<_>>().join(" OR "))
}
