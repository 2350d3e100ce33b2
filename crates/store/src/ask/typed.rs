//! While somebody types: a word of which only the beginning is there fits so many statements that the newest tell
//! enough. An index of beginnings would answer too, and take half as much room as the articles' text.

use std::collections::HashSet;

use rusqlite::{Connection, params_from_iter};

use super::filter::{self, EntryChoice};
use super::mark::Needles;
use super::query::{Query, QueryPhrase};
use super::sql::Sql;
use crate::text::Texts;

/// How many statements are looked through, at most.
const LOOKED: usize = 1_000;

/// After so many it is asked whether what is looked for is too rare to be found among the newest.
const TRIED: usize = 100;

/// How many are enough to tell that there are many.
const MANY: usize = 200;

/// The newest statements that were found.
pub(crate) struct Newest {
    pub ids: Vec<i64>,
    /// Whether there are no others.
    pub is_all: bool,
}

/// Looks for the beginnings of words among the newest statements that have all else, until there are `wanted` and it is
/// known that there are many; `None` where the query has no beginning. What is hardly found there is rare, and the index
/// has it at hand.
pub(crate) fn newest(db: &Connection, query: &Query, wanted: usize) -> rusqlite::Result<Option<Newest>> {
    let Some((begun, rest)) = query.expr.as_ref().and_then(filter::beginnings) else { return Ok(None) };
    let begun = begun.into_iter().map(|phrase| Beginning::of(db, phrase));
    let begun = begun.collect::<rusqlite::Result<Vec<Beginning>>>()?;
    let selection = EntryChoice::of(db, &Query { expr: rest, notes: Vec::new() })?;
    let Sql { text, values } = selection.rows();
    let mut query = db.prepare_cached(&format!(
        "SELECT e.id, e.version, e.start, e.\"end\", e.words {text} ORDER BY {} DESC LIMIT {}",
        selection.id(),
        LOOKED + 1
    ))?;
    let mut texts = Texts::default();
    let mut found = Newest { ids: Vec::new(), is_all: true };
    let mut rows = query.query(params_from_iter(values))?;
    let mut n_looked = 0_usize;
    while let Some(row) = rows.next()? {
        n_looked += 1;
        let is_rare = n_looked.is_multiple_of(TRIED) && 2 * found.ids.len() * LOOKED < wanted * n_looked;
        if n_looked > LOOKED || found.ids.len() >= wanted.max(MANY) || is_rare {
            found.is_all = false;
            break;
        }
        let id = row.get(0)?;
        let pieces: Option<String> = row.get(4)?;
        let content = match &pieces {
            Some(pieces) => pieces,
            None => texts.slice(db, row.get(1)?, row.get(2)?, row.get(3)?)?,
        };
        let mut has_all = true;
        for beginning in &begun {
            has_all = has_all && beginning.is_in(db, id, content)?;
        }
        if has_all {
            found.ids.push(id);
        }
    }
    Ok(Some(found))
}

/// The beginning of a word, or of a name.
struct Beginning {
    words: Needles,
    named: HashSet<i64>,
}

impl Beginning {
    fn of(db: &Connection, phrase: &QueryPhrase) -> rusqlite::Result<Beginning> {
        let named = filter::called(db, phrase)?.into_iter().collect();
        Ok(Beginning { words: Needles::of_phrase(phrase), named })
    }

    fn is_in(&self, db: &Connection, statement: i64, content: &str) -> rusqlite::Result<bool> {
        if self.words.are_in(content) {
            return Ok(true);
        }
        if self.named.is_empty() {
            return Ok(false);
        }
        let mut query =
            db.prepare_cached("SELECT p.actor FROM _party p JOIN _term t ON t.id = p.part WHERE p.entry = ?1 AND t.text = 'speaker'")?;
        let mut speakers = query.query_map([statement], |row| row.get::<_, i64>(0))?;
        speakers.try_fold(false, |is_named, speaker| Ok(is_named || self.named.contains(&speaker?)))
    }
}
