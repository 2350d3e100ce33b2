//! One text in many outlets: articles that share their words make a story, entries of a kind that share theirs are one
//! entry with many reports.
//!
//! Source: shingles and their containment, A. Broder, "On the resemblance and containment of documents" (1997).

use onrecord_record::{EntryKind, Part, Quote};
use rusqlite::{Connection, OptionalExtension, params};

use crate::ask::load::values;
use crate::key::prefix;
use crate::meetings;
use crate::row::Row;
use crate::seal::{self, Sealed};
use crate::text::Texts;
use crate::words::{containment, shingles, text_shingles, words};

/// Words in a row that make a shingle of an article.
const ARTICLE_SHINGLE: usize = 5;
/// One of so many shingles of an article is kept to find candidates by.
const SAMPLE: i64 = 24;
/// Which share of the shorter article must be in the longer.
const STORY_SHARE: f64 = 0.5;
/// How many shingles an article must have to be compared at all.
const STORY_SHINGLES: usize = 30;
/// Days between copies of one text.
const STORY_DAYS: i64 = 10;

/// Words in a row that make a shingle of a quotation.
const QUOTE_SHINGLE: usize = 4;
/// How many shingles of a quotation are kept: the smallest.
const QUOTE_KEPT: usize = 2;
/// The fewest words that a quotation is told by; a shorter one may be anybody's.
const QUOTE_WORDS: usize = 5;
/// Which share of the shorter quotation must be in the longer: outlets cut and mend.
const QUOTE_SHARE: f64 = 0.6;
/// Indirect speech, and what tells of an engagement or a position, is the reporter's wording: only the same text in the
/// same words is the same.
const INDIRECT_SHARE: f64 = 0.9;

/// Finds the story of an article that is in none: a new one, or one that has left.
pub fn join_story(db: &Connection, article: i64, day: i64, text: &str) -> rusqlite::Result<()> {
    let all = text_shingles(text, ARTICLE_SHINGLE);
    let kept = sampled(&all);
    let is_long = all.len() >= STORY_SHINGLES;
    if let Some((story, share)) = if is_long { nearest(db, article, day, &all, &kept)? } else { None } {
        db.prepare_cached("UPDATE _article SET story = ?2, story_share = ?3 WHERE id = ?1")?
            .execute(params![article, story, share])?;
        seal::note(db, Sealed::Article, article)?;
    }
    keep_of_article(db, article, kept)
}

/// Keeps what copies of an article are found by.
fn keep_of_article(db: &Connection, article: i64, kept: Vec<i64>) -> rusqlite::Result<()> {
    for hash in kept {
        db.prepare_cached("INSERT OR IGNORE INTO _article_shingle (hash, article) VALUES (?1, ?2)")?
            .execute([hash, article])?;
    }
    Ok(())
}

/// The story that most of the text is in, and the share.
fn nearest(
    db: &Connection,
    article: i64,
    day: i64,
    all: &[i64],
    kept: &[i64],
) -> rusqlite::Result<Option<(i64, f64)>> {
    let mut shared: std::collections::HashMap<i64, usize> = std::collections::HashMap::new();
    for hash in kept {
        let mut query =
            db.prepare_cached("SELECT article FROM _article_shingle WHERE hash = ?1 LIMIT 200")?;
        for other in query.query_map([hash], |row| row.get::<_, i64>(0))? {
            *shared.entry(other?).or_default() += 1;
        }
    }
    let mut candidates: Vec<(i64, usize)> =
        shared.into_iter().filter(|(other, _)| *other != article).collect();
    candidates.sort_unstable_by_key(|(other, n)| (std::cmp::Reverse(*n), *other));
    let mut best: Option<(i64, f64)> = None;
    for (other, _) in candidates.into_iter().take(8) {
        let mut query = db.prepare_cached(
            "SELECT r.story, v.day, v.text FROM _article r JOIN _version v ON v.id = r.current WHERE r.id = ?1",
        )?;
        let found = query.query_row([other], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)));
        let Some((story, other_day, text)) = found.optional()? else { continue };
        let (story, other_day, text): (i64, i64, String) = (story, other_day, text);
        if day != 0 && other_day != 0 && (day - other_day).abs() > STORY_DAYS {
            continue;
        }
        let share = containment(all, &text_shingles(&text, ARTICLE_SHINGLE));
        if share >= STORY_SHARE && best.is_none_or(|(_, most)| share > most) {
            best = Some((story, share));
        }
    }
    Ok(best)
}

/// The shingles that candidates are found by.
fn sampled(all: &[i64]) -> Vec<i64> {
    all.iter().copied().filter(|hash| hash % SAMPLE == 0).collect()
}

/// Takes an article out of its story, before its text changes; if it was the first of it, the next is.
pub fn leave_story(db: &Connection, article: i64) -> rusqlite::Result<()> {
    let text: String = db
        .prepare_cached("SELECT v.text FROM _article r JOIN _version v ON v.id = r.current WHERE r.id = ?1")?
        .query_row([article], |row| row.get(0))?;
    for hash in sampled(&text_shingles(&text, ARTICLE_SHINGLE)) {
        db.prepare_cached("DELETE FROM _article_shingle WHERE hash = ?1 AND article = ?2")?
            .execute([hash, article])?;
    }
    let next: Option<i64> = db
        .prepare_cached("SELECT min(id) FROM _article WHERE story = ?1 AND id <> ?1")?
        .query_row([article], |row| row.get(0))?;
    seal::note_all(db, Sealed::Article, "SELECT id FROM _article WHERE story = ?1", article)?;
    seal::note(db, Sealed::Article, article)?;
    if let Some(next) = next {
        db.prepare_cached("UPDATE _article SET story_share = NULL WHERE id = ?1")?.execute([next])?;
        db.prepare_cached("UPDATE _article SET story = ?2 WHERE story = ?1 AND id <> ?1")?
            .execute([article, next])?;
    }
    db.prepare_cached("UPDATE _article SET story = id, story_share = NULL WHERE id = ?1")?
        .execute([article])?;
    Ok(())
}

/// Finds the entry of the same kind that `row`, which was written as `id`, is a report of: an engagement by who met
/// and when, whatever by its words.
///
/// `texts` has the text of the version that it is of.
pub fn join(db: &Connection, id: i64, row: &Row, version: i64, texts: &mut Texts) -> rusqlite::Result<()> {
    let mut same = match row.id.kind {
        EntryKind::Engagement => meetings::find(db, id)?,
        _ => None,
    };
    let of_row = words(&row.words);
    let all = if of_row.len() < QUOTE_WORDS { Vec::new() } else { shingles(&of_row, QUOTE_SHINGLE) };
    if same.is_none() {
        same = by_words(db, id, row, &all, (version, texts))?;
    }
    if let Some(same) = same {
        db.prepare_cached("UPDATE _entry SET same = ?2 WHERE id = ?1")?.execute([id, same])?;
    }
    keep(db, id, prefix(row.id.kind), &all)
}

/// The first report of the entry that has most of these words.
fn by_words(
    db: &Connection,
    id: i64,
    row: &Row,
    all: &[i64],
    (version, texts): (i64, &mut Texts),
) -> rusqlite::Result<Option<i64>> {
    let is_quoted = is_quoted(row);
    let mut best: Option<(i64, f64)> = None;
    for hash in all.iter().take(kept(prefix(row.id.kind))) {
        let mut query = db.prepare_cached(
            "SELECT e.same,
               CASE WHEN e.words IS NULL AND e.version = ?4 THEN NULL
                    ELSE coalesce(e.words, substr(v.text, e.start + 1, e.\"end\" - e.start)) END,
               (SELECT t.text FROM _statement d JOIN _term t ON t.id = d.quote WHERE d.entry = e.id), e.id,
               e.start, e.\"end\"
             FROM _entry_shingle q JOIN _entry e ON e.id = q.entry JOIN _version v ON v.id = e.version
             WHERE q.hash = ?1 AND e.id <> ?2 AND e.kind = ?3
               AND (e.kind = 'st' OR e.version <> (SELECT version FROM _entry WHERE id = ?2))
             ORDER BY q.entry DESC LIMIT 32",
        )?;
        let mut found = query.query(params![*hash, id, prefix(row.id.kind), version])?;
        while let Some(found) = found.next()? {
            let (same, quote, other): (i64, Option<String>, i64) =
                (found.get(0)?, found.get(2)?, found.get(3)?);
            // Of a long page with the same words a thousand times the letters are counted once.
            let text = match found.get(1)? {
                Some(text) => text,
                None => texts.slice(db, version, found.get(4)?, found.get(5)?)?.to_string(),
            };
            let are_quoted = is_quoted && quote.is_some_and(|quote| quote != Quote::Indirect.as_str());
            let least = if are_quoted { QUOTE_SHARE } else { INDIRECT_SHARE };
            let share = containment(all, &shingles(&words(&text), QUOTE_SHINGLE));
            if share >= least
                && best.is_none_or(|(_, most)| share > most)
                && is_told_alike(db, row, other)?
                && !is_another(db, row.id.kind, id, other, same)?
            {
                best = Some((same, share));
                if share >= 1.0 {
                    return Ok(Some(same));
                }
            }
        }
    }
    Ok(best.map(|(same, _)| same))
}

/// Of what words are sampled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sample {
    Entries,
    Articles,
}

impl Sample {
    /// The table that keeps the samples.
    pub const fn table(self) -> &'static str {
        match self {
            Sample::Entries => "_entry_shingle",
            Sample::Articles => "_article_shingle",
        }
    }

    /// What they are of, as `check` names rows.
    pub const fn of(self) -> &'static str {
        match self {
            Sample::Entries => "entry",
            Sample::Articles => "article",
        }
    }

    /// Finds a hash of a row.
    pub const fn find(self) -> &'static str {
        match self {
            Sample::Entries => "SELECT 1 FROM _entry_shingle WHERE hash = ?1 AND entry = ?2",
            Sample::Articles => "SELECT 1 FROM _article_shingle WHERE hash = ?1 AND article = ?2",
        }
    }
}

/// Gives each row that stands or counts, with the sample of its words that is to be kept of it.
pub fn each(
    db: &Connection,
    sample: Sample,
    mut take: impl FnMut(i64, &[i64]) -> rusqlite::Result<()>,
) -> rusqlite::Result<()> {
    let mut query = db.prepare(match sample {
        Sample::Entries => {
            "SELECT e.id, coalesce(e.words, substr(v.text, e.start + 1, e.\"end\" - e.start)), e.kind
             FROM _entry e JOIN _version v ON v.id = e.version WHERE e.stands = 1 ORDER BY e.id"
        }
        Sample::Articles => {
            "SELECT r.id, v.text, '' FROM _article r JOIN _version v ON v.id = r.current ORDER BY r.id"
        }
    })?;
    let mut rows = query.query([])?;
    while let Some(row) = rows.next()? {
        let (id, text): (i64, &str) = (row.get(0)?, row.get_ref(1)?.as_str()?);
        let hashes = match sample {
            Sample::Entries => {
                let words = words(text);
                if words.len() < QUOTE_WORDS {
                    continue;
                }
                let mut hashes = shingles(&words, QUOTE_SHINGLE);
                hashes.truncate(kept(row.get_ref(2)?.as_str()?));
                hashes
            }
            Sample::Articles => sampled(&text_shingles(text, ARTICLE_SHINGLE)),
        };
        take(id, &hashes)?;
    }
    Ok(())
}

/// Makes all that copies are found by anew, of what stands and what counts.
pub fn hashed_anew(db: &Connection) -> rusqlite::Result<()> {
    db.execute_batch("DELETE FROM _entry_shingle; DELETE FROM _article_shingle;")?;
    for sample in [Sample::Entries, Sample::Articles] {
        let mut keep = db.prepare(&format!("INSERT OR IGNORE INTO {} VALUES (?1, ?2)", sample.table()))?;
        each(db, sample, |id, hashes| {
            hashes.iter().try_for_each(|hash| keep.execute([*hash, id]).map(drop))
        })?;
    }
    Ok(())
}

/// Keeps what copies of an entry are found by.
fn keep(db: &Connection, id: i64, prefix: &str, all: &[i64]) -> rusqlite::Result<()> {
    for hash in all.iter().take(kept(prefix)) {
        db.prepare_cached("INSERT OR IGNORE INTO _entry_shingle (hash, entry) VALUES (?1, ?2)")?
            .execute([*hash, id])?;
    }
    Ok(())
}

/// How many shingles are kept of an entry of a kind: of what is no statement all words must be alike, so one is enough.
fn kept(prefix: &str) -> usize {
    if prefix == "st" { QUOTE_KEPT } else { 1 }
}

/// Whether another entry of the kind is alike in what tells entries of that kind apart: one sentence may show a meeting
/// and a signing.
fn is_told_alike(db: &Connection, row: &Row, other: i64) -> rusqlite::Result<bool> {
    let kind = crate::kinds::of(row.id.kind);
    if kind.tells.is_empty() {
        return Ok(true);
    }
    let others = values(db, other, kind)?;
    let both = kind.columns.iter().zip(row.values.iter().zip(&others));
    let mut telling = both.filter(|(column, _)| kind.tells.contains(&column.name));
    Ok(telling.all(|(_, (one, other))| one == other))
}

/// Whether an entry is another than `other` though it has the same words: of another meeting, or by another maker or
/// holder.
fn is_another(db: &Connection, kind: EntryKind, id: i64, other: i64, same: i64) -> rusqlite::Result<bool> {
    match kind {
        EntryKind::Statement => Ok(false),
        EntryKind::Engagement => meetings::is_another(db, id, same),
        kind => do_differ(db, kind.parts()[0], id, other),
    }
}

/// Whether the actors in a part of two entries are not the same.
fn do_differ(db: &Connection, part: Part, one: i64, other: i64) -> rusqlite::Result<bool> {
    let mut query = db.prepare_cached(
        "SELECT p.actor FROM _party p JOIN _term t ON t.id = p.part WHERE p.entry = ?1 AND t.text = ?2 ORDER BY 1",
    )?;
    let mut of = |id: i64| {
        let actors = query.query_map(params![id, part.as_str()], |row| row.get(0))?;
        actors.collect::<rusqlite::Result<Vec<i64>>>()
    };
    Ok(of(one)? != of(other)?)
}

/// Whether these are somebody's own words, which outlets cut and mend.
fn is_quoted(row: &Row) -> bool {
    let kind = crate::kinds::of(row.id.kind);
    let quote = kind.columns.iter().position(|column| column.name == "quote");
    quote.is_some_and(|idx| row.values[idx].as_deref() != Some(Quote::Indirect.as_str()))
}

/// Takes a report away; if it was the first, the next is. Its words are those that it still has in the file.
pub fn leave(db: &Connection, id: i64) -> rusqlite::Result<()> {
    let sql = "SELECT coalesce(e.words, substr(v.text, e.start + 1, e.\"end\" - e.start)), e.kind
         FROM _entry e JOIN _version v ON v.id = e.version WHERE e.id = ?1";
    let found = db.prepare_cached(sql)?.query_row([id], |row| Ok((row.get(0)?, row.get(1)?)));
    let Some((text, kind)): Option<(String, String)> = found.optional()? else { return Ok(()) };
    for hash in shingles(&words(&text), QUOTE_SHINGLE).iter().take(kept(&kind)) {
        db.prepare_cached("DELETE FROM _entry_shingle WHERE hash = ?1 AND entry = ?2")?
            .execute([*hash, id])?;
    }
    let next: Option<i64> = db
        .prepare_cached("SELECT min(id) FROM _entry WHERE same = ?1 AND same <> id")?
        .query_row([id], |row| row.get(0))?;
    if let Some(next) = next {
        seal::note_all(db, Sealed::Same, "SELECT version FROM _entry WHERE same = ?1", id)?;
        db.prepare_cached("UPDATE _entry SET same = ?2 WHERE same = ?1 AND id <> ?1")?.execute([id, next])?;
    }
    db.prepare_cached("UPDATE _entry SET same = id WHERE id = ?1")?.execute([id]).map(drop)
}
