//! What the store derives from its rows to find others by: parts of names, samples of words, the copy of the dictionary.
//! `check` compares it with the rows, and rebuilding makes it anew.

use rusqlite::{Connection, OptionalExtension, params};

use crate::packed::DICTIONARY;
use crate::same::{self, Sample};
use crate::{Result, Writer, actors};

impl Writer {
    /// Makes anew what is derived from names and words.
    ///
    /// # Errors
    /// Those of the file.
    pub fn derive_anew(&mut self) -> Result<()> {
        self.change("what is derived from names and words cannot be made anew", |db| {
            actors::name_all(db)?;
            same::hashed_anew(db)
        })
    }
}

/// What is derived and not as it should be: the place and what is wrong there.
pub fn faults(db: &Connection) -> rusqlite::Result<Vec<(String, String)>> {
    let mut faults = names(db)?;
    faults.extend(samples(db)?);
    let copy: Option<Vec<u8>> =
        db.query_row("SELECT bytes FROM _dictionary WHERE id = 1", [], |row| row.get(0)).optional()?;
    if copy.as_deref() != Some(DICTIONARY) {
        faults.push(("_dictionary".to_string(), "is not what records are packed with".to_string()));
    }
    Ok(faults)
}

/// Each actor is found by each part of its names, and by nothing else.
fn names(db: &Connection) -> rusqlite::Result<Vec<(String, String)>> {
    let mut find = db.prepare("SELECT is_whole FROM _name WHERE ending = ?1 AND actor = ?2")?;
    let mut query = db.prepare("SELECT id FROM _actor ORDER BY id")?;
    let mut rows = query.query([])?;
    let (mut faults, mut n_expected) = (Vec::new(), 0);
    while let Some(row) = rows.next()? {
        let id: i64 = row.get(0)?;
        for (ending, is_whole) in actors::found_by(db, id)? {
            n_expected += 1;
            let kept: Option<i64> = find.query_row(params![ending, id], |row| row.get(0)).optional()?;
            if kept != Some(i64::from(is_whole)) {
                faults.push((format!("actor {id}"), format!("is not found by {ending} in its name")));
            }
        }
    }
    faults.extend(surplus(db, "_name", n_expected)?);
    Ok(faults)
}

/// Each article and entry that counts is found by the sample of its words, and no other.
fn samples(db: &Connection) -> rusqlite::Result<Vec<(String, String)>> {
    let mut faults = Vec::new();
    for sample in [Sample::Entries, Sample::Articles] {
        let mut find = db.prepare(sample.find())?;
        let mut n_expected = 0;
        same::each(db, sample, |id, hashes| {
            n_expected += hashes.len();
            for hash in hashes {
                if !find.exists([*hash, id])? {
                    let what = "is not found by the sample of its words";
                    faults.push((format!("{} {id}", sample.of()), what.to_string()));
                    break;
                }
            }
            Ok(())
        })?;
        faults.extend(surplus(db, sample.table(), n_expected)?);
    }
    Ok(faults)
}

/// Rows that nothing accounts for.
fn surplus(db: &Connection, table: &str, n_expected: usize) -> rusqlite::Result<Option<(String, String)>> {
    let n: usize = db.query_row(&format!("SELECT count(*) FROM {table}"), [], |row| row.get(0))?;
    Ok((n != n_expected)
        .then(|| (table.to_string(), format!("holds {n} rows, {n_expected} are accounted for"))))
}
