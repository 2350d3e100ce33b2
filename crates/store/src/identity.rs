//! One actor over all articles: which of those who are known an article's actor is, or that it is somebody new, with
//! the reason in words.
//!
//! Nothing is guessed: where two answers fit, the actor stays apart, and `onrecord actors merge` joins them.

use std::collections::HashMap;
use std::sync::LazyLock;

use onrecord_language::table::rows;
use onrecord_language::{Language, List};
use onrecord_record::{Actor, ActorKind, ActorRole, Record};
use rusqlite::{Connection, OptionalExtension, params};

use crate::actors;
use crate::bodies;
use crate::by_hand::offices;
use crate::key::key;
use crate::read;
use crate::seal::{self, Sealed};
use crate::term::term;
use crate::words::{folded, words};

/// Finds or makes the actor of each of the record's actors and says why; the result is by their ids in the record,
/// after merges by people.
pub fn link(
    db: &Connection,
    version: i64,
    article_key: i64,
    record: &Record,
) -> rusqlite::Result<HashMap<String, i64>> {
    for table in ["_role", "_appearance"] {
        db.prepare_cached(&format!("DELETE FROM {table} WHERE version = ?1"))?.execute([version])?;
    }
    let mut n_alike: HashMap<String, usize> = HashMap::new();
    let mut linked = HashMap::new();
    for actor in &record.actors {
        let name = shown_name(actor);
        let nth = n_alike.entry(format!("{:?} {name}", actor.kind)).or_default();
        let choice = choose(db, article_key, actor, &name, *nth)?;
        *nth += 1;
        db.prepare_cached(
            "INSERT INTO _appearance (version, local, actor, name, why) VALUES (?1, ?2, ?3, ?4, ?5)",
        )?
        .execute(params![version, actor.id, choice.actor, name, term(db, &choice.why)?])?;
        put_roles(db, version, actor, choice.actor)?;
        linked.insert(actor.id.clone(), effective(db, choice.actor)?);
    }
    seal::note(db, Sealed::People, version)?;
    Ok(linked)
}

/// Who the actors of a version are, as it was found before.
pub fn linked(db: &Connection, version: i64) -> rusqlite::Result<HashMap<String, i64>> {
    let mut query = db.prepare_cached(
        "SELECT p.local, coalesce(a.merged, a.id) FROM _appearance p JOIN _actor a ON a.id = p.actor
         WHERE p.version = ?1",
    )?;
    query.query_map([version], |row| Ok((row.get(0)?, row.get(1)?)))?.collect()
}

/// The actor that `actor` is merged into, else itself.
pub fn effective(db: &Connection, actor: i64) -> rusqlite::Result<i64> {
    db.prepare_cached("SELECT coalesce(merged, id) FROM _actor WHERE id = ?1")?
        .query_row([actor], |row| row.get(0))
}

/// Writes the offices of a version's actors anew.
pub fn roles_anew(db: &Connection, version: i64) -> rusqlite::Result<()> {
    db.prepare_cached("DELETE FROM _role WHERE version = ?1")?.execute([version])?;
    let linked = linked(db, version)?;
    for actor in &read::record(db, version)?.actors {
        if let Some(id) = linked.get(&actor.id) {
            put_roles(db, version, actor, *id)?;
        }
    }
    seal::note(db, Sealed::People, version)
}

/// `id` is the actor of the store that `actor` is.
fn put_roles(db: &Connection, version: i64, actor: &Actor, id: i64) -> rusqlite::Result<()> {
    for ActorRole { title, of, evidence } in offices(db, id, &actor.roles)? {
        db.prepare_cached(
            "INSERT OR IGNORE INTO _role (version, local, title, of, start, \"end\") VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        )?
        .execute(params![
            version,
            actor.id,
            title,
            of,
            evidence.as_ref().map(|span| span.start),
            evidence.as_ref().map(|span| span.end)
        ])?;
    }
    Ok(())
}

/// The name; for who has none, the description.
fn shown_name(actor: &Actor) -> String {
    if !actor.name.is_empty() {
        return actor.name.clone();
    }
    let of_role = actor.roles.first().map(|role| match role.of.is_empty() {
        true => role.title.clone(),
        false => format!("{} of {}", role.title, role.of),
    });
    of_role.or_else(|| actor.mentions.first().map(|span| span.text.clone())).unwrap_or_default()
}

struct ActorChoice {
    actor: i64,
    why: String,
}

fn choice(actor: i64, why: impl Into<String>) -> ActorChoice {
    ActorChoice { actor, why: why.into() }
}

fn choose(
    db: &Connection,
    article_key: i64,
    actor: &Actor,
    name: &str,
    nth: usize,
) -> rusqlite::Result<ActorChoice> {
    let folded = folded(&actor.name);
    if folded.is_empty() || matches!(actor.kind, ActorKind::Unnamed | ActorKind::Document) {
        let article = format!("{article_key:016x}");
        let key = key(&[&article, actor.kind.as_str(), name, &nth.to_string()]);
        let why = "without a name: never the same as in another article";
        return Ok(choice(known_or_new(db, key, actor.kind, name, "")?, why));
    }
    if let Some(decided) = decided(db, article_key, &folded)? {
        return Ok(choice(decided, "a person said so"));
    }
    match actor.kind {
        ActorKind::Person => person(db, article_key, actor, name, &folded),
        _ => other(db, article_key, actor, name, &folded),
    }
}

/// What a person split off for this article.
fn decided(db: &Connection, article_key: i64, folded: &str) -> rusqlite::Result<Option<i64>> {
    let mut query = db.prepare_cached(
        "SELECT a.id FROM _correction c JOIN _actor a ON a.key = CAST(c.value AS INTEGER)
         WHERE c.what = 'split' AND c.target = ?1 AND c.machine = ?2 AND c.undone IS NULL ORDER BY c.id DESC LIMIT 1",
    )?;
    query.query_row(params![article_key, folded], |row| row.get(0)).optional()
}

/// Bodies and places are told by their name, if they have one of their own.
fn other(
    db: &Connection,
    article_key: i64,
    actor: &Actor,
    name: &str,
    folded: &str,
) -> rusqlite::Result<ActorChoice> {
    let kind = actor.kind;
    let is_author = kind == ActorKind::Author;
    if !is_author && bodies::is_common(name) {
        return common(db, article_key, actor, name, folded);
    }
    let known: Option<i64> = db
        .prepare_cached(
            "SELECT id FROM _actor WHERE folded = ?1 AND (coalesce(read_kind, kind) = 'author') = ?2 AND coalesce(read_kind, kind) <> 'person' ORDER BY id LIMIT 1",
        )?
        .query_row(params![folded, is_author], |row| row.get(0))
        .optional()?;
    if let Some(known) = known {
        return Ok(choice(known, "the same name"));
    }
    let group = if is_author { "author" } else { "body" };
    Ok(choice(known_or_new(db, key(&[group, folded]), kind, name, folded)?, "the first of this name"))
}

/// A body that has a common noun for a name ("the ministry") is known by its owner; without one it is its article's alone.
fn common(
    db: &Connection,
    article_key: i64,
    actor: &Actor,
    name: &str,
    folded: &str,
) -> rusqlite::Result<ActorChoice> {
    let (key, why) = match bodies::owner(actor) {
        Some(owner) => (key(&["body of", folded, &owner]), format!("a common noun for a name, of “{owner}”")),
        None => {
            let article = format!("{article_key:016x}");
            let why = "a common noun for a name: never the same as in another article";
            (key(&["body in", folded, &article]), why.to_string())
        }
    };
    Ok(choice(known_or_new(db, key, actor.kind, name, folded)?, why))
}

struct Known {
    id: i64,
    roles: Vec<Office>,
}

fn person(
    db: &Connection,
    article_key: i64,
    actor: &Actor,
    name: &str,
    folded: &str,
) -> rusqlite::Result<ActorChoice> {
    let roles: Vec<Office> = actor.roles.iter().map(|role| Office::new(&role.title, &role.of)).collect();
    let mut known = of_name(db, "folded = ?1", folded)?;
    // The same article read again: whoever it was stays who it was.
    let own = key(&["person", folded, &format!("{article_key:016x}")]);
    if let Some(own) = actors::by_key(db, own)? {
        return Ok(choice(own, "told apart in this article before"));
    }
    if !folded.contains(' ')
        && let Some(choice) = by_a_longer_name(db, folded, &roles)?
    {
        return Ok(choice);
    }
    if known.is_empty()
        && let Some(choice) = by_another_name(db, name, folded, &roles)?
    {
        return Ok(choice);
    }
    let n_known = known.len();
    known.retain(|one| !contradict(&one.roles, &roles));
    if let Some((one, word)) = known.iter().find_map(|one| Some((one, shared(&one.roles, &roles)?))) {
        return Ok(choice(one.id, format!("the same name, and “{word}” in both roles")));
    }
    match (known.as_slice(), n_known) {
        ([], 0) => {
            let id = known_or_new(db, key(&["person", folded]), actor.kind, name, folded)?;
            Ok(choice(id, "the first of this name"))
        }
        ([one], 1) => Ok(choice(one.id, "the same name, and no role speaks against it")),
        (rest, _) => {
            let id = known_or_new(db, own, actor.kind, name, folded)?;
            let why = match rest {
                [] => "the same name as another, but a role that speaks against it",
                _ => "the same name as several, and nothing tells which",
            };
            Ok(choice(id, why))
        }
    }
}

/// Somebody known by a longer or a shorter name, or by one that differs in a middle initial, where a role tells that it is
/// the same person.
fn by_another_name(
    db: &Connection,
    name: &str,
    folded: &str,
    roles: &[Office],
) -> rusqlite::Result<Option<ActorChoice>> {
    if folded.contains(' ') {
        // "Blinken" was known, and here comes the whole name.
        let last = folded.rsplit(' ').next().unwrap_or(folded);
        let shorter = of_name(db, "folded = ?1", last)?;
        if let [one] = shorter.as_slice()
            && let Some(word) = shared(&one.roles, roles)
        {
            actors::rename(db, one.id, name, folded)?;
            return Ok(Some(choice(one.id, format!("the same last name, and “{word}” in both roles"))));
        }
    }
    if let Some((one, word)) = with_middle_names(db, folded, roles)? {
        return Ok(Some(choice(one, format!("the same first and last name, and “{word}” in both roles"))));
    }
    let Some(one) = but_for_initials(db, folded)?.filter(|one| !contradict(&one.roles, roles)) else {
        return Ok(None);
    };
    if initials_apart(folded).1.is_empty() {
        // The plain name is what most call somebody.
        actors::rename(db, one.id, name, folded)?;
    }
    Ok(Some(choice(one.id, "the same name but for a middle initial")))
}

/// "Vale" is the only one of that last name who has the same office, whoever else is called by it alone.
fn by_a_longer_name(
    db: &Connection,
    folded: &str,
    roles: &[Office],
) -> rusqlite::Result<Option<ActorChoice>> {
    let longer = of_name(db, "last = ?1 AND folded <> ?1", folded)?;
    let mut fitting = longer.iter().filter_map(|one| Some((one, shared(&one.roles, roles)?)));
    let Some((one, word)) = fitting.next().filter(|_| fitting.next().is_none()) else { return Ok(None) };
    let why = format!("the only one of that last name with “{word}” in the role");
    Ok(Some(choice(one.id, why)))
}

/// The only person with the same first and last name and a role in common, where one of the two has names between that
/// the other lacks: "Ada Roe Vale" and "Ada Vale".
fn with_middle_names(
    db: &Connection,
    folded: &str,
    roles: &[Office],
) -> rusqlite::Result<Option<(i64, String)>> {
    let words: Vec<&str> = folded.split(' ').collect();
    let [first, .., last] = words.as_slice() else { return Ok(None) };
    let is_fitting = |name: &str| {
        let others: Vec<&str> = name.split(' ').collect();
        let (short, long) = if words.len() < others.len() { (&words, &others) } else { (&others, &words) };
        short.len() == 2 && long.len() == 3
    };
    let mut names = namesakes(db, first, last)?;
    names.retain(|name| is_fitting(name));
    let [name] = names.as_slice() else { return Ok(None) };
    let known = of_name(db, "folded = ?1", name)?;
    let [one] = known.as_slice() else { return Ok(None) };
    Ok(shared(&one.roles, roles).filter(|_| !contradict(&one.roles, roles)).map(|word| (one.id, word)))
}

/// The names of persons that begin and end with these words, with others between or without.
fn namesakes(db: &Connection, first: &str, last: &str) -> rusqlite::Result<Vec<String>> {
    let mut query = db.prepare_cached(
        "SELECT DISTINCT folded FROM _actor WHERE last = ?1 AND folded LIKE ?2 AND folded <> '' AND coalesce(read_kind, kind) = 'person'
         LIMIT 100",
    )?;
    query.query_map([last, &format!("{first} %")], |row| row.get(0))?.collect()
}

/// The only person whose name differs by having middle initials, or by having none. Two names with other initials are
/// two people.
fn but_for_initials(db: &Connection, folded: &str) -> rusqlite::Result<Option<Known>> {
    let (words, initials) = initials_apart(folded);
    let [first, .., last] = words.as_slice() else { return Ok(None) };
    let mut names = namesakes(db, first, last)?;
    names.retain(|name| {
        let (other_words, other_initials) = initials_apart(name);
        other_words == words && other_initials.is_empty() != initials.is_empty()
    });
    let [name] = names.as_slice() else { return Ok(None) };
    let mut known = of_name(db, "folded = ?1", name)?;
    Ok(if known.len() == 1 { known.pop() } else { None })
}

/// The words of a name, and apart from them the single letters between the first and the last.
fn initials_apart(name: &str) -> (Vec<&str>, Vec<&str>) {
    let words: Vec<&str> = name.split(' ').collect();
    let is_initial = |idx: usize| idx > 0 && idx + 1 < words.len() && words[idx].chars().count() == 1;
    let of = |is_wanted: bool| {
        let meant = words.iter().enumerate().filter(|(idx, _)| is_initial(*idx) == is_wanted);
        meant.map(|(_, word)| *word).collect()
    };
    (of(false), of(true))
}

/// Persons found by a name, which is ?1 of the condition.
fn of_name(db: &Connection, condition: &str, name: &str) -> rusqlite::Result<Vec<Known>> {
    let sql = format!(
        "SELECT id FROM _actor WHERE {condition} AND folded <> '' AND coalesce(read_kind, kind) = 'person' ORDER BY id LIMIT 20"
    );
    let ids: Vec<i64> =
        db.prepare_cached(&sql)?.query_map([name], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    let known = |id: i64| {
        let mut query = db.prepare_cached(
            "SELECT DISTINCT o.title, o.of FROM (SELECT version, local FROM _appearance WHERE actor = ?1 LIMIT 200) p
             JOIN _role o ON o.version = p.version AND o.local = p.local LIMIT 100",
        )?;
        let roles = query
            .query_map([id], |row| Ok(Office::new(&row.get::<_, String>(0)?, &row.get::<_, String>(1)?)))?;
        Ok(Known { id, roles: roles.collect::<rusqlite::Result<_>>()? })
    };
    ids.into_iter().map(known).collect()
}

fn known_or_new(
    db: &Connection,
    key: i64,
    kind: ActorKind,
    name: &str,
    folded: &str,
) -> rusqlite::Result<i64> {
    match actors::by_key(db, key)? {
        Some(known) => Ok(known),
        None => actors::make(db, key, kind, name, folded),
    }
}

/// A role as it is compared.
struct Office {
    title: Vec<String>,
    of: Vec<String>,
}

impl Office {
    fn new(title: &str, of: &str) -> Office {
        let lexicon = Language::english().lexicon();
        // "First daughter of the president": the office is the father's.
        let is_relative = words(title).iter().any(|word| lexicon.has(List::Kin, word));
        match is_relative {
            true => Office { title: Vec::new(), of: Vec::new() },
            false => Office { title: telling(title), of: telling(of) },
        }
    }
}

/// The words that tell something, in the singular.
fn telling(text: &str) -> Vec<String> {
    let lexicon = Language::english().lexicon();
    let is_telling = |word: &String| word.len() > 1 && !lexicon.has(List::OfficeSmall, word);
    words(text).into_iter().filter(is_telling).collect()
}

/// A word that roles of both have.
fn shared(one: &[Office], other: &[Office]) -> Option<String> {
    let mine = other.iter().flat_map(|office| office.title.iter().chain(&office.of));
    let is_theirs =
        |word: &&String| one.iter().any(|office| office.title.contains(word) || office.of.contains(word));
    mine.into_iter().find(is_theirs).cloned()
}

/// Whether the roles are those of two people: of different fields of life, or the same seat of two places.
fn contradict(one: &[Office], other: &[Office]) -> bool {
    let seats_differ = one.iter().any(|a| {
        other.iter().any(|b| {
            let seat =
                a.title.iter().find(|word| b.title.contains(word) && field(word).is_some_and(|f| f.is_seat));
            let places_differ =
                !a.of.is_empty() && !b.of.is_empty() && !a.of.iter().any(|word| b.of.contains(word));
            seat.is_some() && places_differ
        })
    });
    let (mine, theirs) = (fields(one), fields(other));
    let fields_differ =
        !mine.is_empty() && !theirs.is_empty() && !mine.iter().any(|name| theirs.contains(name));
    seats_differ || (fields_differ && shared(one, other).is_none())
}

fn fields(offices: &[Office]) -> Vec<&'static str> {
    let words = offices.iter().flat_map(|office| office.title.iter().chain(&office.of));
    words.filter_map(|word| field(word)).map(|field| field.name).collect()
}

#[derive(Clone, Copy)]
struct Field {
    name: &'static str,
    is_seat: bool,
}

fn field(word: &str) -> Option<Field> {
    static FIELDS: LazyLock<HashMap<&str, Field>> = LazyLock::new(|| {
        let row = |[word, name, seat]: [&'static str; 3]| (word, Field { name, is_seat: seat == "seat" });
        rows(include_str!("domains.tsv")).map(row).collect()
    });
    FIELDS.get(word).or_else(|| FIELDS.get(word.strip_suffix('s')?)).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn offices(roles: &[(&str, &str)]) -> Vec<Office> {
        roles.iter().map(|(title, of)| Office::new(title, of)).collect()
    }

    #[test]
    fn a_mayor_is_no_goalkeeper_and_two_towns_have_two_mayors() {
        let mayor = offices(&[("mayor", "Corran")]);
        assert!(contradict(&mayor, &offices(&[("captain", "Kalmere Rovers")])));
        assert!(contradict(&mayor, &offices(&[("Mayor", "Port Vale")])));
        assert!(!contradict(&mayor, &offices(&[("Mayor", "")])));
        assert!(!contradict(&mayor, &offices(&[("governor", "Lower Vale")])));
        assert!(!contradict(&mayor, &[]));
    }

    #[test]
    fn only_letters_between_names_are_initials() {
        assert_eq!(initials_apart("tomas q r vale"), (vec!["tomas", "vale"], vec!["q", "r"]));
        assert_eq!(initials_apart("j vale"), (vec!["j", "vale"], vec![]));
        assert_eq!(initials_apart("vale"), (vec!["vale"], vec![]));
    }

    #[test]
    fn a_word_of_an_office_tells_that_two_are_one() {
        let one = offices(&[("US Secretary of State", "")]);
        assert_eq!(shared(&one, &offices(&[("secretary", "state")])).as_deref(), Some("secretary"));
        assert_eq!(shared(&one, &offices(&[("the former chief", "")])), None);
        let president = offices(&[("President", "")]);
        assert_eq!(shared(&president, &offices(&[("First Daughter of the President", "")])), None);
    }
}
