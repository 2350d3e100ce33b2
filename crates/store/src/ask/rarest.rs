//! Entries that share words with something, those that share the rarest first: of a large store the index tells which
//! entries are worth being weighed.

use std::collections::HashSet;

use onrecord_record::EntryKind;
use rusqlite::{Connection, params};

use super::filter::in_any_form;
use super::query::QueryPhrase;
use super::topic::Topic;
use crate::key::prefix;

/// The entries of a kind that have any word of `topic` in whatever form: at most `most`, by the rarest words of it, the
/// newest first of each. Words that more than so many entries have say little, and are asked last.
pub(super) fn sharing(
    db: &Connection,
    topic: &Topic,
    kind: EntryKind,
    most: usize,
) -> rusqlite::Result<Vec<i64>> {
    let mut query = db.prepare_cached(
        "SELECT rowid FROM _entry_text WHERE _entry_text MATCH ?1 ORDER BY rowid DESC LIMIT ?2",
    )?;
    let mut of_words: Vec<Vec<i64>> = Vec::new();
    for word in topic.words() {
        let words = crate::words::words(word);
        if words.is_empty() {
            continue;
        }
        let phrase = QueryPhrase { words, is_prefix: false, is_exact: false };
        let asked = format!("words : {} AND tags : \"0kind{}\"", in_any_form(&phrase), prefix(kind));
        let ids = query.query_map(params![asked, most], |row| row.get(0))?;
        of_words.push(ids.collect::<rusqlite::Result<Vec<i64>>>()?);
    }
    of_words.sort_by_key(Vec::len);
    let mut seen = HashSet::new();
    let ids = of_words.into_iter().flatten().filter(|id| seen.insert(*id));
    Ok(ids.take(most).collect())
}
