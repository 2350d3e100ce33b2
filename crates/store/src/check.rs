//! Proves a store: every span slices its article's text to the entry's words, every id resolves, every index agrees
//! with the data.

use std::collections::HashMap;

use onrecord_record::{EntryKind, Locator};
use rusqlite::{Connection, params};
use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::kept::{KeptEntry, kept};
use crate::key::EntryId;
use crate::packed::unpack;
use crate::row::{EntryDays, Row};
use crate::seal::{self, Sealed};
use crate::standing::standing;
use crate::words::folded;
use crate::{Result, Store, derived, identity, kinds, read};

/// What was looked at and what is wrong.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Checked {
    /// How many pages' bytes were compared with their hash.
    pub n_pages: usize,
    /// How many versions were read.
    pub n_versions: usize,
    /// How many entries were compared with their article's text.
    pub n_entries: usize,
    /// How many of them are statements.
    pub n_statements: usize,
    /// How many actors there are.
    pub n_actors: usize,
    /// What is wrong; nothing in a sound store.
    pub faults: Vec<Fault>,
}

/// Something that is not as it should be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Fault {
    /// The table and row, or the file.
    pub place: String,
    /// What is wrong there.
    pub what: String,
}

/// So many words of a headline must find it.
const MOST_OF_TITLE: usize = 40;

/// So many faults are told; more say no more.
const MOST: usize = 100;

impl Store {
    /// Checks everything; `progress` is told how many of how many pages and versions are done.
    ///
    /// # Errors
    /// When the file cannot be read at all; what is wrong inside it is told in the result.
    pub fn check(&self, mut progress: impl FnMut(usize, usize)) -> Result<Checked> {
        let mut checked = Checked::default();
        let failed = |error| self.failed("cannot be checked", error);
        // One moment of the store, whatever a writer does meanwhile.
        let begun = self.db.is_autocommit();
        if begun {
            self.db.execute_batch("BEGIN").map_err(failed)?;
        }
        let done = check(&self.db, &mut checked, &mut progress);
        if begun {
            let _ = self.db.execute_batch("COMMIT");
        }
        match done {
            Ok(()) => {}
            // What SQLite cannot read is a fault like others, if something was read before.
            Err(error) if checked.n_pages > 0 || !checked.faults.is_empty() => {
                checked.fault("the file", error.to_string());
            }
            Err(error) => return Err(failed(error)),
        }
        Ok(checked)
    }
}

impl Checked {
    fn fault(&mut self, place: impl Into<String>, what: impl Into<String>) {
        if self.faults.len() < MOST {
            self.faults.push(Fault { place: place.into(), what: what.into() });
        }
    }
}

fn check(
    db: &Connection,
    checked: &mut Checked,
    progress: &mut dyn FnMut(usize, usize),
) -> rusqlite::Result<()> {
    let count = |table: &str| {
        db.query_row(&format!("SELECT count(*) FROM {table}"), [], |row| row.get::<_, usize>(0))
    };
    let n_all = count("_page")? + count("_version")?;
    checked.n_actors = count("_actor")?;
    file(db, checked)?;
    pages(db, checked, n_all, progress)?;
    versions(db, checked, n_all, progress)?;
    ids(db, checked)?;
    seals(db, checked)?;
    for (place, what) in derived::faults(db)? {
        checked.fault(place, what);
    }
    index(db, checked)
}

/// The file's own structure and its references.
fn file(db: &Connection, checked: &mut Checked) -> rusqlite::Result<()> {
    let mut query = db.prepare("PRAGMA integrity_check(20)")?;
    for line in query.query_map([], |row| row.get::<_, String>(0))? {
        match line?.as_str() {
            "ok" => {}
            // The index is checked below, row by row.
            line => checked.fault("the file", line),
        }
    }
    let mut query = db.prepare("PRAGMA foreign_key_check")?;
    let lost = query.query_map([], |row| {
        Ok((row.get::<_, String>(0)?, row.get::<_, Option<i64>>(1)?, row.get::<_, String>(2)?))
    })?;
    for row in lost {
        let (table, id, parent) = row?;
        let place = id.map_or(table.clone(), |id| format!("{table} {id}"));
        checked.fault(place, format!("refers to a row of {parent} that there is not"));
    }
    Ok(())
}

fn pages(
    db: &Connection,
    checked: &mut Checked,
    n_all: usize,
    progress: &mut dyn FnMut(usize, usize),
) -> rusqlite::Result<()> {
    let mut query = db.prepare("SELECT id, sha256, size, packed FROM _page ORDER BY id")?;
    let mut rows = query.query([])?;
    while let Some(row) = rows.next()? {
        let (id, sha256): (i64, String) = (row.get(0)?, row.get(1)?);
        let place = format!("page {id}");
        match unpack(row.get_ref(3)?.as_blob()?, row.get(2)?) {
            Ok(bytes) => {
                let hash: String = Sha256::digest(&bytes).iter().map(|byte| format!("{byte:02x}")).collect();
                if hash != sha256 {
                    checked.fault(place, "the bytes are not those of its SHA-256");
                }
            }
            Err(error) => checked.fault(place, format!("cannot be unpacked: {error}")),
        }
        checked.n_pages += 1;
        progress(checked.n_pages, n_all);
    }
    Ok(())
}

fn versions(
    db: &Connection,
    checked: &mut Checked,
    n_all: usize,
    progress: &mut dyn FnMut(usize, usize),
) -> rusqlite::Result<()> {
    let mut query =
        db.prepare("SELECT v.id, r.key FROM _version v JOIN _article r ON r.id = v.article ORDER BY v.id")?;
    let mut found = query.query([])?;
    while let Some(row) = found.next()? {
        let (version, article_key): (i64, i64) = (row.get(0)?, row.get(1)?);
        let place = format!("version {version}");
        checked.n_versions += 1;
        progress(checked.n_pages + checked.n_versions, n_all);
        let record = match read::record(db, version) {
            Ok(record) => record,
            Err(error) => {
                checked.fault(place, format!("its record cannot be read: {error}"));
                continue;
            }
        };
        let actors = identity::linked(db, version)?;
        for actor in &record.actors {
            if !actors.contains_key(&actor.id) {
                checked.fault(&place, format!("its actor {} is nobody's", actor.id));
            }
        }
        let expected = standing(db, article_key, &record, &actors)?.rows;
        entries(db, version, &record.article.text, expected, checked)?;
    }
    Ok(())
}

/// Compares the rows of a version with what its record and the corrections say, and with its text.
fn entries(
    db: &Connection,
    version: i64,
    text: &str,
    expected: Vec<Row>,
    checked: &mut Checked,
) -> rusqlite::Result<()> {
    let locator = Locator::new(text);
    let slice = |start: usize, end: usize| text.get(locator.byte(start)?..locator.byte(end)?);
    let mut left: HashMap<EntryId, Row> = expected.into_iter().map(|row| (row.id, row)).collect();
    for KeptEntry { row, id, stands } in kept(db, version, &slice)? {
        checked.n_entries += 1;
        checked.n_statements += usize::from(row.id.kind == EntryKind::Statement);
        let place = format!("{} {id}", row.id.kind);
        let Some(expected) = left.remove(&row.id) else {
            checked.fault(place, "is in no record");
            continue;
        };
        if row.words != expected.words || (row.start, row.end) != (expected.start, expected.end) {
            let (start, end) = (row.start, row.end);
            checked.fault(&place, format!("{start}–{end} of its article's text are not its words"));
        }
        for (of, start, end) in &row.evidence {
            if slice(*start, *end).is_none_or(str::is_empty) {
                checked.fault(&place, format!("its evidence ({}) is not in the text", of.as_str()));
            }
        }
        for what in differences(&row, &expected) {
            checked.fault(&place, what);
        }
        if stands && expected.is_rejected {
            checked.fault(&place, "stands, though a person said that it is none");
        }
    }
    for row in left.into_values() {
        let what = format!("its {} {} is missing", row.id.kind, row.local);
        checked.fault(format!("version {version}"), what);
    }
    Ok(())
}

/// In what a row is not what its record and the corrections say.
fn differences(row: &Row, expected: &Row) -> Vec<String> {
    let mut what = Vec::new();
    let columns = kinds::of(row.id.kind).columns.iter();
    for (column, (is, should)) in columns.zip(row.values.iter().zip(&expected.values)) {
        if is != should {
            what.push(format!("its {} is not what its record and the corrections say", column.name));
        }
    }
    let rest = [
        ("its id within the record", row.local != expected.local),
        ("its date", row.when != expected.when),
        ("its confidence", row.confidence.to_bits() != expected.confidence.to_bits()),
        ("its evidence", row.evidence != expected.evidence),
        ("who has a part in it", row.parties != expected.parties),
        ("who is named in its words", row.about != expected.about),
    ];
    let wrong = rest.into_iter().filter(|(_, is_wrong)| *is_wrong);
    what.extend(wrong.map(|(name, _)| format!("{name} is not what its record and the corrections say")));
    if row.when.as_ref().is_some_and(|when| !is_in_order(when)) {
        what.push("its date is none".to_string());
    }
    what
}

/// Whether both are days, months or years, the first not behind the last.
fn is_in_order(when: &EntryDays) -> bool {
    let is_day = |text: &str| {
        matches!(text.len(), 4 | 7 | 10) && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-')
    };
    let n = when.from.len().min(when.to.len());
    is_day(&when.from) && is_day(&when.to) && when.from.get(..n) <= when.to.get(..n)
}

/// What a row of a table must not be, and the rows that are.
const RULES: [(&str, &str, &str); 10] = [
    ("article", "has no version that counts", "SELECT id FROM _article WHERE current IS NULL"),
    (
        "article",
        "its current version is another article's",
        "SELECT r.id FROM _article r JOIN _version v ON v.id = r.current WHERE v.article <> r.id",
    ),
    (
        "article",
        "its story is none",
        "SELECT r.id FROM _article r LEFT JOIN _article f ON f.id = r.story WHERE f.id IS NULL OR f.story <> f.id",
    ),
    (
        "entry",
        "it is the same as one that is none",
        "SELECT e.id FROM _entry e LEFT JOIN _entry f ON f.id = e.same
         WHERE f.id IS NULL OR f.same <> f.id OR f.kind <> e.kind",
    ),
    (
        "entry",
        "stands, though its version does not count",
        "SELECT e.id FROM _entry e JOIN _version v ON v.id = e.version JOIN _article r ON r.id = v.article
         WHERE e.stands = 1 AND r.current <> v.id",
    ),
    (
        "actor",
        "is merged into one that is merged itself",
        "SELECT a.id FROM _actor a JOIN _actor m ON m.id = a.merged WHERE m.merged IS NOT NULL",
    ),
    (
        "version",
        "its publisher is none of those that there are",
        "SELECT id FROM _version WHERE publisher <> '' AND publisher NOT IN (SELECT name FROM _publisher)",
    ),
    (
        "page",
        "no version is read from it",
        "SELECT id FROM _page WHERE id NOT IN (SELECT page FROM _version)",
    ),
    (
        "entry",
        "has a gap in the order of those who have a part in it",
        "SELECT DISTINCT entry FROM _party GROUP BY entry, part HAVING max(place) + 1 <> count(*)",
    ),
    (
        "entry",
        "has a gap in the order of its evidence",
        "SELECT entry FROM _evidence GROUP BY entry
         HAVING max(nth) + 1 <> count(*) OR count(DISTINCT nth) <> count(*)",
    ),
];

/// What no reference of the schema says.
fn ids(db: &Connection, checked: &mut Checked) -> rusqlite::Result<()> {
    for (table, what, sql) in RULES {
        let mut query = db.prepare(sql)?;
        for id in query.query_map([], |row| row.get::<_, i64>(0))? {
            checked.fault(format!("{table} {}", id?), what);
        }
    }
    let mut query = db.prepare("SELECT id, name, folded FROM _publisher")?;
    let publishers = query.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
    for publisher in publishers {
        let (id, name, as_kept): (i64, String, String) = publisher?;
        if folded(&name) != as_kept {
            checked.fault(format!("publisher {id}"), "its name is not folded as it should be");
        }
    }
    Ok(())
}

/// What was written is what is there.
fn seals(db: &Connection, checked: &mut Checked) -> rusqlite::Result<()> {
    for of in Sealed::ALL {
        for id in seal::broken(db, of)? {
            let row = of.table().trim_start_matches('_');
            checked.fault(format!("{row} {id}"), format!("{} is not what was written", of.what()));
        }
    }
    Ok(())
}

/// The full-text index has every entry that stands, by its words, and no other.
fn index(db: &Connection, checked: &mut Checked) -> rusqlite::Result<()> {
    let n_stands: i64 = db.query_row("SELECT count(*) FROM _entry WHERE stands = 1", [], |row| row.get(0))?;
    let n_indexed: i64 = db.query_row("SELECT count(*) FROM _entry_text_docsize", [], |row| row.get(0))?;
    if n_stands != n_indexed {
        checked.fault("_entry_text", format!("holds {n_indexed} entries, {n_stands} stand"));
    }
    // Each entry must be found by its tags, and each headline that counts by its words.
    let tags = "SELECT id, tags FROM _entry_indexed";
    let of_tags = |tags: &str| {
        let terms: Vec<String> = tags.split(' ').map(|tag| format!("\"{tag}\"")).collect();
        Some(format!("tags : ({})", terms.join(" AND ")))
    };
    for id in unfound(db, "_entry_text", tags, of_tags)? {
        checked.fault(format!("entry {id}"), "the index does not find it by its tags");
    }
    // A phrase of very many words takes the square of their number.
    let of_title = |title: &str| {
        let words: Vec<&str> = title.split_whitespace().take(MOST_OF_TITLE).collect();
        let phrase = words.join(" ").replace('"', " ");
        phrase.contains(char::is_alphanumeric).then(|| format!("\"{phrase}\""))
    };
    for version in unfound(db, "_headline_text", "SELECT id, title FROM _headline_indexed", of_title)? {
        checked.fault(format!("version {version}"), "the index does not find it by its headline");
    }
    // SQLite compares every word of the index with the data; it needs a file that can be written to.
    for (table, words) in [("_entry_text", "entries' words"), ("_headline_text", "headlines")] {
        let sql = format!("INSERT INTO {table} ({table}, rank) VALUES ('integrity-check', 1)");
        match db.execute(&sql, []) {
            Err(error) if error.sqlite_error_code() == Some(rusqlite::ErrorCode::DatabaseCorrupt) => {
                checked.fault(table, format!("the index does not agree with the {words}"));
            }
            _ => {}
        }
    }
    Ok(())
}

/// The ids of `rows` (id and text) that `index` does not find by what is asked for their text; where nothing can be
/// asked, nothing is amiss.
fn unfound(
    db: &Connection,
    index: &str,
    rows: &str,
    wanted: impl Fn(&str) -> Option<String>,
) -> rusqlite::Result<Vec<i64>> {
    let mut find =
        db.prepare(&format!("SELECT count(*) FROM {index} WHERE rowid = ?1 AND {index} MATCH ?2"))?;
    let mut unfound = Vec::new();
    let mut query = db.prepare(rows)?;
    let mut rows = query.query([])?;
    while let Some(row) = rows.next()? {
        let id: i64 = row.get(0)?;
        let Some(wanted) = wanted(row.get_ref(1)?.as_str()?) else { continue };
        if find.query_row(params![id, wanted], |row| row.get::<_, i64>(0))? != 1 && unfound.len() < MOST {
            unfound.push(id);
        }
    }
    Ok(unfound)
}
