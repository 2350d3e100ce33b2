//! One look-up of names for all who ask: queries, dossiers, corrections, suggestions.
//!
//! A name is found by each of its words and by what begins there: `byrne lund`, `lund` and `nora byrne*` all find Nora
//! Byrne-Lund. Words are compared as `words` has them, without case, accents and punctuation. Whoever has no name is
//! found by the words of the description, where nobody has them in a name. Names that are spelt nearly the same are
//! offered beside it.

use std::collections::HashSet;

use rusqlite::{Connection, params};

/// Somebody whom words may mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NamedActor {
    /// The row of the actor, or of the one it is merged into.
    pub id: i64,
    /// Whether the words are the whole name, not a part of it.
    pub is_whole: bool,
    /// Whether it is a person, who goes by parts of the name; a body goes by all of it.
    pub is_person: bool,
    /// Whether it is known as a writer only.
    pub is_author: bool,
}

/// Everyone who has these words in a row in the name, each once; with `is_prefix` the last word may go on. At most
/// `most`, those who are called so entirely first.
pub fn having(
    db: &Connection,
    folded: &str,
    is_prefix: bool,
    most: usize,
) -> rusqlite::Result<Vec<NamedActor>> {
    if folded.is_empty() {
        return Ok(Vec::new());
    }
    // Endings are ordered by bytes, and no byte of UTF-8 is above the last character's.
    let from = if is_prefix { folded.to_string() } else { format!("{folded} ") };
    let behind = format!("{from}{}", char::MAX);
    let mut query = db.prepare_cached(
        "WITH found(actor, is_whole) AS (
           SELECT actor, is_whole FROM _name WHERE ending = ?1
           UNION ALL SELECT * FROM (SELECT actor, 0 FROM _name WHERE ending >= ?2 AND ending < ?3 LIMIT ?4))
         SELECT coalesce(a.merged, a.id), max(f.is_whole), max(a.kind = 'person'), min(a.kind = 'author')
         FROM found f JOIN _actor a ON a.id = f.actor GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT ?4",
    )?;
    let most = i64::try_from(most).unwrap_or(i64::MAX);
    let found = query.query_map(params![folded, from, behind, most], |row| {
        Ok(NamedActor {
            id: row.get(0)?,
            is_whole: row.get(1)?,
            is_person: row.get(2)?,
            is_author: row.get(3)?,
        })
    })?;
    found.collect()
}

/// Those without a name whose description has these words in a row. They are in no index, and there are many.
pub fn described(db: &Connection, folded: &str, is_prefix: bool, most: usize) -> rusqlite::Result<Vec<i64>> {
    if folded.is_empty() {
        return Ok(Vec::new());
    }
    let mut query = db.prepare_cached(
        "SELECT DISTINCT coalesce(merged, id) FROM _actor
         WHERE folded = '' AND ' ' || lower(name) || ' ' LIKE ?1 LIMIT ?2",
    )?;
    let most = i64::try_from(most).unwrap_or(i64::MAX);
    query.query_map(params![like(folded, is_prefix), most], |row| row.get(0))?.collect()
}

/// A pattern for a name with a blank before and behind it. Folded words hold no `%` and no `_`.
pub fn like(folded: &str, is_prefix: bool) -> String {
    format!("% {folded}{}%", if is_prefix { "" } else { " " })
}

/// Those whose name is spelt nearly as these words and who do not have them: a letter or two apart, or alike by sound,
/// as names from other scripts are (Zelensky, Zelenskyy). The nearest first, each once.
///
/// Names that begin with the same two letters are asked first, as an index has them; only where nobody is called so, all,
/// unless there are more than `most_compared`.
pub fn alike(db: &Connection, folded: &str, most: usize, most_compared: usize) -> rusqlite::Result<Vec<i64>> {
    let n_letters = folded.chars().count();
    if n_letters < LEAST_ALIKE {
        return Ok(Vec::new());
    }
    let begin: String = folded.chars().take(2).collect();
    let sought = SoughtName::of(folded);
    let near = |from: &str, behind: &str| -> rusqlite::Result<Vec<(usize, i64)>> {
        let mut query =
            db.prepare_cached("SELECT ending, actor FROM _name WHERE ending >= ?1 AND ending < ?2 LIMIT ?3")?;
        // Only for the few that are near is it looked up whom they are merged into.
        let mut merged = db.prepare_cached("SELECT coalesce(merged, id) FROM _actor WHERE id = ?1")?;
        let mut rows = query.query(params![from, behind, MANY_NAMES])?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            if let Some(distance) = sought.distance(row.get_ref(0)?.as_str()?) {
                let actor: i64 = merged.query_row([row.get::<_, i64>(1)?], |row| row.get(0))?;
                found.push((distance, actor));
            }
        }
        Ok(found)
    };
    let mut found = near(&begin, &format!("{begin}{}", char::MAX))?;
    if found.is_empty() && !has_more_than(db, most_compared)? {
        found = near("", &char::MAX.to_string())?;
    }
    found.sort_unstable();
    let mut seen: HashSet<i64> = having(db, folded, false, most)?.into_iter().map(|one| one.id).collect();
    found.retain(|(_, id)| seen.insert(*id));
    Ok(found.into_iter().take(most).map(|(_, id)| id).collect())
}

/// Shorter names are near to too many.
const LEAST_ALIKE: usize = 4;
/// How many endings of names are compared with what was given as a name: some tenths of a second.
pub const MANY_NAMES: usize = 200_000;
/// How many are compared with a word, which may be no name.
pub const FEW_NAMES: usize = 10_000;

/// Whether there are more endings of names than these.
fn has_more_than(db: &Connection, most: usize) -> rusqlite::Result<bool> {
    let mut query = db.prepare_cached("SELECT count(*) FROM (SELECT 1 FROM _name LIMIT ?1)")?;
    let n: usize = query.query_row([most + 1], |row| row.get(0))?;
    Ok(n > most)
}

/// A name that others are compared with, and what is known of it before they are.
struct SoughtName<'n> {
    name: &'n str,
    sound: String,
    letters: u64,
    n_words: usize,
    /// How many letters another may be apart.
    most: usize,
}

impl SoughtName<'_> {
    fn of(name: &str) -> SoughtName<'_> {
        let most = if name.chars().count() < 8 { 1 } else { 2 };
        SoughtName {
            name,
            sound: sound(name),
            letters: letters(name),
            n_words: name.split(' ').count(),
            most,
        }
    }

    /// How far it is from as many words at the beginning of another; `None` where it is those, or too far.
    fn distance(&self, ending: &str) -> Option<usize> {
        let end = ending.match_indices(' ').nth(self.n_words - 1).map_or(ending.len(), |(at, _)| at);
        let other = &ending[..end];
        // A name that is much longer or shorter is far, and needs no comparing.
        if other == self.name || other.len().abs_diff(self.name.len()) > 3 {
            return None;
        }
        // Each letter that only one of them has takes a step of its own.
        let theirs = letters(other);
        let apart = (self.letters & !theirs).count_ones().max((theirs & !self.letters).count_ones());
        let is_near = || strsim::osa_distance(self.name, other) <= self.most;
        let is_alike = apart as usize <= self.most && is_near() || self.sounds_as(other);
        is_alike.then(|| strsim::osa_distance(self.name, other))
    }

    fn sounds_as(&self, other: &str) -> bool {
        first_sound(other) == self.sound.chars().next() && sound(other) == self.sound
    }
}

/// Which letters a name has, as bits.
fn letters(name: &str) -> u64 {
    name.bytes().fold(0, |letters, byte| letters | 1 << (byte % 64))
}

/// Letters by which names from other scripts are written in several ways, and what stands for them all.
const ALIKE: [(&str, &str); 16] = [
    ("iy", "i"),
    ("yi", "i"),
    ("yy", "i"),
    ("ii", "i"),
    ("ij", "i"),
    ("ie", "i"),
    ("ee", "i"),
    ("y", "i"),
    ("kh", "h"),
    ("ck", "k"),
    ("q", "k"),
    ("ph", "f"),
    ("w", "v"),
    ("zh", "j"),
    ("sch", "sh"),
    ("ou", "u"),
];

/// The first letter of a name as it sounds.
fn first_sound(name: &str) -> Option<char> {
    let written = ALIKE.iter().find(|(letters, _)| name.starts_with(letters));
    written.map_or(name, |(_, instead)| instead).chars().next()
}

/// A name as it sounds, roughly.
fn sound(name: &str) -> String {
    let mut sound = name.to_string();
    for (letters, instead) in ALIKE {
        sound = sound.replace(letters, instead);
    }
    let mut letters: Vec<char> = sound.chars().collect();
    letters.dedup();
    letters.into_iter().collect()
}

/// Whom a name that a person gave means: those called so entirely, else those who have it as whole words, else those
/// who have a word that begins so, else those who are described so.
pub fn meant(db: &Connection, folded: &str, most: usize) -> rusqlite::Result<Vec<NamedActor>> {
    let mut found = having(db, folded, false, most)?;
    if found.iter().any(|one| one.is_whole && !one.is_author) {
        found.retain(|one| one.is_whole && !one.is_author);
    }
    if found.is_empty() {
        found = having(db, folded, true, most)?;
    }
    if found.is_empty() {
        let other = |id| NamedActor { id, is_whole: false, is_person: false, is_author: false };
        for is_prefix in [false, true] {
            let ids = described(db, folded, is_prefix, most)?;
            if !ids.is_empty() {
                return Ok(ids.into_iter().map(other).collect());
            }
        }
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_near_by_letters_or_by_sound() {
        for (name, other) in [
            ("zelensky", "zelenskyy"),
            ("zelensky", "zelenskiy"),
            ("halvorson", "halvorsen"),
            ("mira halvorson", "mira halvorsen of ostvia"),
            ("khalid", "halid"),
            ("qadir", "kadir"),
        ] {
            assert!(SoughtName::of(name).distance(other).is_some(), "{name} {other}");
            assert_eq!(first_sound(other), sound(other).chars().next());
        }
        for (name, other) in
            [("vale", "kale rovers"), ("vale", "vale"), ("marsh", "mercer"), ("roe", "rowe and others")]
        {
            let distance = SoughtName::of(name).distance(other);
            assert!(distance.is_none() || name.len() < 5, "{name} {other} {distance:?}");
        }
    }
}
