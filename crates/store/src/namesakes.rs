//! Who may be the same though the store keeps them apart: "Vale" and "Ada Vale", "Ada Roe Vale" and "Ada Vale".
//!
//! Names alone make nobody one; beside the day, the kind and the other parties of a meeting they do. Two whom one article
//! names are two, and where several fit nobody is taken.

use std::collections::HashMap;

use onrecord_language::Language;
use rusqlite::{Connection, params};

/// How many who share a last name are looked at.
const MOST: i64 = 100;

/// Some actors, and those who may be one of them.
pub struct Namesakes {
    parties: Vec<i64>,
    /// By whom the name may be of: the party.
    party_of: HashMap<i64, i64>,
}

/// Finds those who may be one of some actors.
pub fn of(db: &Connection, parties: &[i64]) -> rusqlite::Result<Namesakes> {
    let mut found: Vec<(i64, i64)> = Vec::new();
    for party in parties {
        for other in alike(db, *party)? {
            if !parties.contains(&other) && !stand_in_one_article(db, *party, other)? {
                found.push((other, *party));
            }
        }
    }
    let is_sole = |other: i64| found.iter().filter(|(one, _)| *one == other).count() == 1;
    let party_of = found.iter().copied().filter(|(other, _)| is_sole(*other)).collect();
    Ok(Namesakes { parties: parties.to_vec(), party_of })
}

impl Namesakes {
    /// The actors and those who may be one of them.
    pub fn ids(&self) -> impl Iterator<Item = i64> {
        self.parties.iter().chain(self.party_of.keys()).copied()
    }

    /// Puts, for whoever may be one of the actors, that one, if only one of `parties` is.
    pub fn put_into(&self, parties: &mut Vec<i64>) {
        let party_of = |id: &i64| self.party_of.get(id).copied();
        let found: Vec<i64> = parties.iter().filter_map(party_of).collect();
        for id in parties.iter_mut() {
            let Some(party) = party_of(id) else { continue };
            if found.iter().filter(|one| **one == party).count() == 1 {
                *id = party;
            }
        }
        parties.sort_unstable();
        parties.dedup();
    }
}

/// Those whose name may be another form of an actor's.
fn alike(db: &Connection, actor: i64) -> rusqlite::Result<Vec<i64>> {
    let look = "SELECT folded, coalesce(read_kind, kind) = 'person' FROM _actor WHERE id = ?1";
    let (name, is_person): (String, bool) =
        db.prepare_cached(look)?.query_row([actor], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let last = name.rsplit(' ').next().unwrap_or_default();
    if last.is_empty() {
        return Ok(Vec::new());
    }
    let mut query = db.prepare_cached(
        "SELECT id, folded, coalesce(read_kind, kind) = 'person' FROM _actor
         WHERE last = ?1 AND folded <> '' AND id <> ?2 AND merged IS NULL LIMIT ?3",
    )?;
    let mut rows = query.query(params![last, actor, MOST])?;
    let mut alike = Vec::new();
    while let Some(row) = rows.next()? {
        let other = row.get_ref(1)?.as_str()?;
        let is_alike = match (is_person, row.get(2)?) {
            (true, true) => are_forms_of_one(&name, other),
            (false, false) => name == other,
            // "Vale" alone was taken for a body.
            (true, false) => is_surname(other),
            (false, true) => is_surname(&name),
        };
        if is_alike {
            alike.push(row.get(0)?);
        }
    }
    Ok(alike)
}

/// Whether one word may be a person's name, and is none of a country.
fn is_surname(name: &str) -> bool {
    let (first, rest) = name.split_at(name.chars().next().map_or(0, char::len_utf8));
    let capitalised = first.to_uppercase() + rest;
    !name.contains(' ') && Language::english().lexicon().country(&capitalised).is_none()
}

/// Whether two names of persons with the same last word may be one's: either is that word alone, or the first word is the
/// same too and one name has all that stands between in the other.
fn are_forms_of_one(one: &str, other: &str) -> bool {
    let (one, other): (Vec<&str>, Vec<&str>) = (one.split(' ').collect(), other.split(' ').collect());
    let (short, long) = if one.len() <= other.len() { (one, other) } else { (other, one) };
    if short == long {
        // The store has told them apart.
        return false;
    }
    short.len() == 1 || short[0] == long[0] && short.iter().all(|word| long.contains(word))
}

/// Whether one article names both, who are two then.
fn stand_in_one_article(db: &Connection, one: i64, other: i64) -> rusqlite::Result<bool> {
    const ARTICLES: i64 = 500;
    db.prepare_cached(
        "SELECT EXISTS (SELECT 1 FROM (SELECT version FROM _appearance WHERE actor = ?1 LIMIT ?3) a
                        JOIN _appearance b ON b.version = a.version AND b.actor = ?2)",
    )?
    .query_row([one, other, ARTICLES], |row| row.get(0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_a_form_of_another_that_has_all_its_words() {
        assert!(are_forms_of_one("vale", "ada vale"));
        assert!(are_forms_of_one("ada roe vale", "ada vale"));
        assert!(!are_forms_of_one("ada vale", "tomas vale"));
        assert!(!are_forms_of_one("ada roe vale", "ada lund vale"));
        assert!(!are_forms_of_one("vale", "vale"), "told apart");
        assert!(is_surname("vale") && !is_surname("france") && !is_surname("vale council"));
    }
}
