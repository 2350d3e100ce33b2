//! From a row to the entry that callers see.

use onrecord_record::{Act, EntryKind, Modality, Part, Quote, Span, When};
use rusqlite::{Connection, OptionalExtension};

use super::mark::Needles;
use crate::entry::{Copies, Detail, Entry, Evidence, Of, Party, SOURCE, Source, StatementDetail, Who};
use crate::{ActorId, EntryId};

/// The entry of a row, with the query's words marked.
pub(crate) fn entry(db: &Connection, id: i64, needles: &Needles) -> rusqlite::Result<Entry> {
    let mut query = db.prepare_cached(&format!(
        "SELECT s.key, s.content, s.source, s.cue, s.quote, s.act, s.modality, s.channel, s.said_from, s.said_to,
           s.confidence, s.start, s.\"end\", s.same, {SOURCE}, s.version, s.parent,
           EXISTS (SELECT 1 FROM correction c WHERE c.target = s.key AND c.undone IS NULL),
           coalesce((SELECT f.key FROM statement f WHERE f.id = s.same), s.key)
         FROM statement s JOIN version v ON v.id = s.version JOIN article r ON r.id = v.article WHERE s.id = ?1"
    ))?;
    let (mut entry, same, version, parent) = query.query_row([id], |row| {
        let said: (Option<String>, Option<String>) = (row.get(8)?, row.get(9)?);
        let words: String = row.get(1)?;
        let (start, end) = (row.get(11)?, row.get(12)?);
        let detail = StatementDetail {
            source: row.get(2)?,
            cue: row.get(3)?,
            quote: row.get::<_, String>(4)?.parse().unwrap_or(Quote::Indirect),
            act: row.get::<_, String>(5)?.parse().unwrap_or(Act::Assert),
            modality: row.get::<_, String>(6)?.parse().unwrap_or(Modality::Actual),
            channel: row.get(7)?,
            parent: None,
        };
        let entry = Entry {
            id: EntryId::new(EntryKind::Statement, row.get(0)?),
            marks: needles.spans(&words),
            parties: Vec::new(),
            when: said.0.map(|from| When::inferred(from.clone(), said.1.unwrap_or(from), Vec::new())),
            confidence: row.get(10)?,
            evidence: vec![Evidence {
                of: Of::Words,
                span: Span { start, end, byte_start: 0, byte_end: 0, text: words.clone() },
            }],
            start,
            end,
            words,
            detail: Detail::Statement(detail),
            is_corrected: row.get(21)?,
            first_report: EntryId::new(EntryKind::Statement, row.get(22)?),
            article: Source::of(row, 14)?,
            copies: Copies { reports: 1, articles: 1, stories: 1 },
        };
        Ok((entry, row.get::<_, i64>(13)?, row.get::<_, i64>(19)?, row.get::<_, Option<String>>(20)?))
    })?;
    if entry.words.contains(" … ") {
        let record = crate::read::record(db, version)?;
        let found =
            record.statements.into_iter().find(|one| onrecord_record::joined(&one.content) == entry.words);
        if let Some(found) = found {
            entry.evidence = found.content.into_iter().map(|span| Evidence { of: Of::Words, span }).collect();
        }
    }
    entry.parties = parties(db, id)?;
    entry.copies = copies(db, same)?;
    if let (Detail::Statement(detail), Some(local)) = (&mut entry.detail, parent) {
        detail.parent = parent_of(db, version, local)?;
    }
    Ok(entry)
}

fn parties(db: &Connection, statement: i64) -> rusqlite::Result<Vec<Party>> {
    let mut query = db.prepare_cached(
        "SELECT p.part, coalesce(m.key, a.key), coalesce(m.name, a.name), coalesce(m.kind, a.kind)
         FROM party p JOIN actor a ON a.id = p.actor LEFT JOIN actor m ON m.id = a.merged
         WHERE p.statement = ?1 ORDER BY p.part, p.place",
    )?;
    let parts = [Part::Speaker, Part::Addressee, Part::Via];
    let mut parties = parts.map(|part| Party { part, actors: Vec::new() });
    let mut rows = query.query([statement])?;
    while let Some(row) = rows.next()? {
        let part: String = row.get(0)?;
        let who = Who { id: ActorId(row.get(1)?), name: row.get(2)?, kind: row.get(3)? };
        if let Some(party) = parties.iter_mut().find(|party| party.part.as_str() == part) {
            party.actors.push(who);
        }
    }
    Ok(parties.into())
}

/// The nearest statement above that stands.
fn parent_of(db: &Connection, version: i64, local: String) -> rusqlite::Result<Option<EntryId>> {
    let mut next = Some(local);
    // A chain that closes upon itself ends all the same.
    for _ in 0..64 {
        let Some(local) = next else { break };
        let found: Option<(i64, bool, Option<String>)> = db
            .prepare_cached("SELECT key, stands, parent FROM statement WHERE version = ?1 AND local = ?2")?
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
