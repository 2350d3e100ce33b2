//! From a query to SQL. What the full-text index can tell, it is asked, in words between quotation marks: who and how
//! stand there too, as the words that `_entry_indexed.tags` holds. The rest are conditions on columns.

use jiff::civil::Date;
use onrecord_record::{EntryKind, Modality, Part as Role};
use rusqlite::Connection;
use rusqlite::types::Value;

use super::earlier::{self, ASKED, OF_ALL_VERSIONS, asked_of_both};
use super::query::{Days, Expr, Filter, Query, QueryPhrase};
use super::sql::Sql;
use super::variants::variants;
use crate::day::DAY_BITS;
use crate::key::prefix;
use crate::names::{self, like};
use crate::words;

/// How many actors or publishers a name may stand for and still be asked for one by one.
const MANY: usize = 200;

/// How many letters a beginning needs so that names and ranks are asked for too.
pub(crate) const LONG: usize = 4;

/// A word of the index that no entry has.
const NOBODY: &str = "tags : \"0nobody\"";

/// Which entries a query means.
#[derive(Clone, Debug, Default)]
pub(crate) struct EntryChoice {
    /// What the index is asked.
    pub matched: Option<String>,
    /// Conditions on `e`, a row of `_entry`.
    pub conditions: Vec<Sql>,
    /// Whether there is a word to rank by.
    pub has_word: bool,
    /// What the index is asked to rank by, where that is not what it is asked to find.
    pub ranked: Option<String>,
    /// Whether earlier versions of articles are asked too.
    is_of_all_versions: bool,
}

impl EntryChoice {
    /// Turns `query` into conditions; names are looked up in `db`.
    pub fn of(db: &Connection, query: &Query) -> rusqlite::Result<EntryChoice> {
        let Some(expr) = &query.expr else { return Ok(EntryChoice::default()) };
        let mut selection = match compile(db, expr)? {
            Part::Matched(text) => EntryChoice { matched: Some(text), ..EntryChoice::default() },
            Part::Both(matched, conditions) => EntryChoice { matched, conditions, ..EntryChoice::default() },
        };
        if all_of(expr).contains(&Expr::Is(Filter::EveryVersion)) {
            earlier::index(db)?;
            // Two indexes are asked, so that neither ranks.
            let matched = selection.matched.take().map(|text| Part::Matched(text).sql());
            selection.conditions.extend(matched);
            selection.is_of_all_versions = true;
            return Ok(selection);
        }
        selection.has_word = has_word(expr);
        if let Some(weighed) = weighed(expr) {
            selection.ranked = match compile(db, &weighed)? {
                Part::Matched(text) => Some(text),
                Part::Both(matched, _) => matched,
            };
        }
        Ok(selection)
    }

    /// `FROM … WHERE …`: the entries that are meant, each with the columns of `e`.
    pub fn rows(&self) -> Sql {
        self.source_and_conditions(true)
    }

    /// The same with their ids alone, by the expression that is given too: the index is not left where it knows all.
    pub fn ids(&self) -> (Sql, &'static str) {
        (self.source_and_conditions(!self.is_index_enough()), self.id())
    }

    /// Whether no row has to be looked at to know whether it is meant.
    pub fn is_index_enough(&self) -> bool {
        !self.is_of_all_versions && !self.conditions.iter().any(|condition| condition.text.contains("e."))
    }

    /// Whether earlier versions of articles are asked too.
    pub fn is_of_all_versions(&self) -> bool {
        self.is_of_all_versions
    }

    /// The id of a row, in the words of who gives it: so that it need not be sorted.
    pub fn id(&self) -> &'static str {
        if self.matched.is_some() { "_entry_text.rowid" } else { "e.id" }
    }

    fn source_and_conditions(&self, with_columns: bool) -> Sql {
        let standing = if self.is_of_all_versions { OF_ALL_VERSIONS } else { "e.stands = 1" };
        let mut conditions = vec![Sql::new(standing, Vec::new())];
        let mut from = "FROM _entry e";
        let mut id = "e.id";
        if let Some(matched) = &self.matched {
            from = match with_columns {
                true => "FROM _entry_text CROSS JOIN _entry e ON e.id = _entry_text.rowid",
                false => "FROM _entry_text",
            };
            id = "_entry_text.rowid";
            conditions = vec![Sql::new("_entry_text MATCH ?", vec![Value::Text(matched.clone())])];
        }
        conditions.extend(self.conditions.iter().cloned());
        // The index cannot be asked by rowid on either side of OR; a sign in front keeps SQLite from it.
        let on_either_side = if self.matched.is_some() { format!("+{id}") } else { id.to_string() };
        let placed = |one: &Sql| one.text.replace("@either", &on_either_side).replace("@id", id);
        let texts: Vec<String> = conditions.iter().map(placed).collect();
        let values = conditions.into_iter().flat_map(|one| one.values).collect();
        let sql = Sql { text: format!("{from} WHERE {}", texts.join(" AND ")), values };
        if self.is_of_all_versions { asked_of_both(sql) } else { sql }
    }
}

enum Part {
    /// The index alone can tell.
    Matched(String),
    /// All of these must hold.
    Both(Option<String>, Vec<Sql>),
}

impl Part {
    /// As one condition on `e`.
    fn sql(self) -> Sql {
        let (matched, mut conditions) = match self {
            Part::Matched(text) => (Some(text), Vec::new()),
            Part::Both(matched, conditions) => (matched, conditions),
        };
        if let Some(matched) = matched {
            let text = format!("@id IN ({ASKED})");
            conditions.push(Sql::new(text, vec![Value::Text(matched)]));
        }
        joined(conditions, " AND ")
    }
}

fn joined(parts: Vec<Sql>, between: &str) -> Sql {
    let texts: Vec<&str> = parts.iter().map(|part| part.text.as_str()).collect();
    let text = format!("({})", texts.join(between));
    Sql { text, values: parts.into_iter().flat_map(|part| part.values).collect() }
}

fn compile(db: &Connection, expr: &Expr) -> rusqlite::Result<Part> {
    Ok(match expr {
        Expr::Phrase(phrase) => Part::Matched(phrase_or_name(db, phrase)?),
        Expr::Near { phrases, distance } => {
            let phrases: Vec<String> = phrases.iter().map(quoted).collect();
            Part::Matched(format!("words : NEAR({}, {distance})", phrases.join(" ")))
        }
        Expr::Is(filter) => compile_filter(db, filter)?,
        Expr::Or(sides) => {
            let sides =
                sides.iter().map(|side| compile(db, side)).collect::<rusqlite::Result<Vec<Part>>>()?;
            let matched: Option<Vec<&str>> = sides.iter().map(matched_alone).collect();
            match matched {
                Some(all) => Part::Matched(format!("({})", all.join(" OR "))),
                None => {
                    let sides = sides.into_iter().map(Part::sql).collect();
                    let Sql { text, values } = joined(sides, " OR ");
                    Part::Both(None, vec![Sql { text: text.replace("@id", "@either"), values }])
                }
            }
        }
        Expr::And(parts) => compile_and(db, parts)?,
        Expr::Not(inner) => {
            let Sql { text, values } = compile(db, inner)?.sql();
            Part::Both(None, vec![Sql { text: format!("NOT {text}"), values }])
        }
    })
}

/// The index can leave out what it has, but only from something that it has.
fn compile_and(db: &Connection, parts: &[Expr]) -> rusqlite::Result<Part> {
    let (mut wanted, mut unwanted, mut conditions) = (Vec::new(), Vec::new(), Vec::new());
    for part in parts {
        let (inner, is_not) = match part {
            Expr::Not(inner) => (inner.as_ref(), true),
            part => (part, false),
        };
        match (compile(db, inner)?, is_not) {
            (Part::Matched(text), false) => wanted.push(text),
            (Part::Matched(text), true) => unwanted.push(text),
            (Part::Both(matched, more), false) => {
                wanted.extend(matched);
                conditions.extend(more);
            }
            (part, true) => {
                let Sql { text, values } = part.sql();
                conditions.push(Sql { text: format!("NOT {text}"), values });
            }
        }
    }
    if wanted.is_empty() {
        for text in unwanted {
            let Sql { text, values } = Part::Matched(text).sql();
            conditions.push(Sql { text: format!("NOT {text}"), values });
        }
        return Ok(Part::Both(None, conditions));
    }
    let mut matched = wanted.join(" AND ");
    if !unwanted.is_empty() {
        matched = format!("(({matched}) NOT ({}))", unwanted.join(" OR "));
    }
    match conditions.is_empty() {
        true => Ok(Part::Matched(format!("({matched})"))),
        false => Ok(Part::Both(Some(matched), conditions)),
    }
}

fn matched_alone(part: &Part) -> Option<&str> {
    match part {
        Part::Matched(text) => Some(text),
        Part::Both(..) => None,
    }
}

fn compile_filter(db: &Connection, filter: &Filter) -> rusqlite::Result<Part> {
    Ok(match filter {
        Filter::Kind(kind) => Part::Matched(of_kind(*kind)),
        Filter::Code(field, code) => coded(field, code),
        Filter::Party(parts, phrase) => {
            let tags: Vec<&str> = parts.iter().map(|part| part.as_str()).collect();
            actors(db, phrase, &tags)?
        }
        Filter::Actor(phrase) => {
            let parts = Role::ALL.iter().map(|part| part.as_str());
            actors(db, phrase, &parts.chain(["about"]).collect::<Vec<_>>())?
        }
        Filter::Publisher(phrase) => {
            let mut query =
                db.prepare_cached("SELECT id FROM _publisher WHERE ' ' || folded || ' ' LIKE ?1")?;
            let ids = query.query_map([like(&folded(phrase), phrase.is_prefix)], |row| row.get(0))?;
            Part::Matched(tagged(&["publisher"], &ids.collect::<rusqlite::Result<Vec<i64>>>()?))
        }
        Filter::About(phrase) => {
            let words = words_or_tags(phrase, "about", &called(db, phrase)?);
            let text = "@id IN (SELECT rowid FROM _entry_text WHERE _entry_text MATCH ?
                UNION SELECT id FROM _entry WHERE stands = 1
                  AND version IN (SELECT rowid FROM _headline_text WHERE _headline_text MATCH ?))";
            let values = vec![Value::Text(words), Value::Text(in_any_form(phrase))];
            Part::Both(None, vec![Sql::new(text, values)])
        }
        Filter::Said(days) => {
            let statements = of_kind(EntryKind::Statement);
            let matched = match months(days) {
                Some(months) => format!("({statements} AND {months})"),
                None => statements,
            };
            Part::Both(Some(matched), vec![dated(days)])
        }
        Filter::When(days) => Part::Both(months(days), vec![dated(days)]),
        Filter::Published(days) => Part::Both(None, vec![published(days)]),
        Filter::EveryVersion => Part::Both(None, Vec::new()),
        Filter::Sure(sure) => {
            let text = format!("e.confidence {} ?", sure.is.sql());
            Part::Both(None, vec![Sql::new(text, vec![Value::Real(sure.bound())])])
        }
    })
}

fn of_kind(kind: EntryKind) -> String {
    format!("tags : \"0kind{}\"", prefix(kind))
}

/// Entries with a code. That something was said at all is no tag, as nearly everything was.
fn coded(field: &str, code: &str) -> Part {
    let tag = |code: &str| format!("tags : \"0{field}{}\"", code.replace(' ', ""));
    if field != "modality" || code != Modality::Actual.as_str() {
        return Part::Matched(tag(code));
    }
    let others = Modality::CODES.iter().filter(|other| **other != code);
    let others: Vec<String> = others.map(|other| tag(other)).collect();
    Part::Matched(format!("({} NOT ({}))", of_kind(EntryKind::Statement), others.join(" OR ")))
}

/// The words, or the name of who speaks.
fn phrase_or_name(db: &Connection, phrase: &QueryPhrase) -> rusqlite::Result<String> {
    Ok(words_or_tags(phrase, "speaker", &called(db, phrase)?))
}

/// Entries that have the words, or one of the actors in that part.
fn words_or_tags(phrase: &QueryPhrase, part: &str, actors: &[i64]) -> String {
    let words = format!("words : {}", in_any_form(phrase));
    if actors.is_empty() { words } else { format!("({words} OR {})", tagged(&[part], actors)) }
}

/// The actors whose name has the words in a row; where nobody is named so, those without a name whose description
/// has them.
fn actors(db: &Connection, phrase: &QueryPhrase, parts: &[&str]) -> rusqlite::Result<Part> {
    let name = folded(phrase);
    let named = names::having(db, &name, phrase.is_prefix, MANY + 1)?;
    let mut found: Vec<i64> = named.into_iter().map(|one| one.id).collect();
    let mut condition = "a.folded <> '' AND ' ' || a.folded || ' ' LIKE ?";
    if found.is_empty() {
        found = names::described(db, &name, phrase.is_prefix, MANY + 1)?;
        condition = "a.folded = '' AND ' ' || lower(a.name) || ' ' LIKE ?";
    }
    if found.is_empty() {
        return Ok(Part::Matched(NOBODY.to_string()));
    }
    if found.len() <= MANY || parts.contains(&"about") {
        found.truncate(MANY);
        return Ok(Part::Matched(tagged(parts, &found)));
    }
    let quoted: Vec<String> = parts.iter().map(|part| format!("'{part}'")).collect();
    let text = format!(
        "EXISTS (SELECT 1 FROM _party p JOIN _actor a ON a.id = p.actor
           WHERE p.entry = @id AND p.part IN (SELECT id FROM _term WHERE text IN ({})) AND {condition})",
        quoted.join(", ")
    );
    Ok(Part::Both(None, vec![Sql::new(text, vec![Value::Text(like(&name, phrase.is_prefix))])]))
}

/// The actors that the words are the name of: all of it, or any part of a person's.
pub(crate) fn called(db: &Connection, phrase: &QueryPhrase) -> rusqlite::Result<Vec<i64>> {
    /// A word that so many are called says nothing of who is meant.
    const MOST: usize = 64;
    let name = folded(phrase);
    let n_letters = name.chars().count();
    if n_letters < 2 || phrase.is_prefix && n_letters < LONG {
        return Ok(Vec::new());
    }
    let found = names::having(db, &name, phrase.is_prefix, MOST + 1)?;
    if found.len() > MOST {
        return Ok(Vec::new());
    }
    let is_meant = |one: &names::NamedActor| one.is_whole || one.is_person || phrase.is_prefix;
    Ok(found.into_iter().filter(is_meant).map(|one| one.id).collect())
}

/// Entries that carry any of these words in their tags.
fn tagged(parts: &[&str], ids: &[i64]) -> String {
    let tags = ids.iter().flat_map(|id| parts.iter().map(move |part| format!("\"0{part}{id}\"")));
    let tags: Vec<String> = tags.collect();
    if tags.is_empty() { NOBODY.to_string() } else { format!("tags : ({})", tags.join(" OR ")) }
}

/// A phrase as the index takes it, in all the ways in which a text may have it.
pub(crate) fn in_any_form(phrase: &QueryPhrase) -> String {
    let own = quoted(phrase);
    let others = variants(phrase).into_iter().skip(1).map(|words| format!("\"{}\"", words.join(" ")));
    let all: Vec<String> = std::iter::once(own).chain(others).collect();
    if all.len() == 1 { all.concat() } else { format!("({})", all.join(" OR ")) }
}

/// A phrase as the index takes it.
fn quoted(phrase: &QueryPhrase) -> String {
    // Words are letters and digits, so that no quotation mark can end them.
    let words = words::spelt(&phrase.words.join(" ")).into_owned();
    format!("\"{words}\"{}", if phrase.is_prefix { " *" } else { "" })
}

pub(crate) fn folded(phrase: &QueryPhrase) -> String {
    words::words(&phrase.words.join(" ")).join(" ")
}

/// How many months are asked for one by one.
const MANY_MONTHS: usize = 240;

/// Entries of the months of these days, or of more than one month, as the index tells; `None` where the days have no end
/// or are too many.
fn months(days: &Days) -> Option<String> {
    let month = |day: Option<Date>| day.map(|day| i32::from(day.year()) * 12 + i32::from(day.month()) - 1);
    let months = month(days.from)?..=month(days.to)?;
    if months.size_hint().0 > MANY_MONTHS {
        return None;
    }
    let tags = months.map(|month| format!("\"0when{:04}{:02}\"", month / 12, month % 12 + 1));
    let tags: Vec<String> = tags.chain(["\"0whenlong\"".to_string()]).collect();
    Some(format!("tags : ({})", tags.join(" OR ")))
}

/// On any of the days, as far as it is known. Kept days may be as short as `2031-03`: `~` is behind every digit.
fn dated(days: &Days) -> Sql {
    let (mut text, mut values) = ("e.when_from IS NOT NULL".to_string(), Vec::new());
    if let Some(from) = &days.from {
        text.push_str(" AND coalesce(e.when_to, e.when_from) || '~' >= ?");
        values.push(Value::Text(from.to_string()));
    }
    if let Some(to) = &days.to {
        text.push_str(" AND e.when_from <= ?");
        values.push(Value::Text(to.to_string()));
    }
    Sql { text: format!("({text})"), values }
}

/// Published on any of the days: a range of ids. Day 0 is for articles without a date.
fn published(days: &Days) -> Sql {
    let from = days.from.and_then(crate::day::number).unwrap_or(1);
    let to = days.to.and_then(crate::day::number).map_or(i64::MAX, |to| ((to + 1) << DAY_BITS) - 1);
    Sql::new("@id BETWEEN ? AND ?", vec![Value::Integer(from << DAY_BITS), Value::Integer(to)])
}

/// Whether something is asked for that a rank can be made of: a whole word.
fn has_word(expr: &Expr) -> bool {
    let is_whole = |phrase: &QueryPhrase| !phrase.is_prefix || phrase.words.len() > 1;
    match expr {
        Expr::Phrase(phrase) | Expr::Is(Filter::About(phrase)) => is_whole(phrase),
        Expr::Near { .. } => true,
        Expr::And(parts) | Expr::Or(parts) => parts.iter().any(has_word),
        Expr::Is(_) | Expr::Not(_) => false,
    }
}

/// What to rank by, where that is not the query itself: fields are had or not, beginnings of words cost much to weigh
/// and say little, and headlines stand in an index of their own.
fn weighed(expr: &Expr) -> Option<Expr> {
    let is_weighed = |part: &&Expr| match part {
        Expr::Phrase(phrase) => !phrase.is_prefix,
        Expr::Is(filter) => matches!(filter, Filter::About(_)),
        _ => true,
    };
    let words = |part: &Expr| match part {
        Expr::Is(Filter::About(phrase)) => Expr::Phrase(phrase.clone()),
        part => part.clone(),
    };
    let parts: Vec<Expr> = all_of(expr).iter().filter(is_weighed).map(words).collect();
    let is_other = parts != all_of(expr);
    let weighed = Expr::And(parts);
    (is_other && has_word(&weighed)).then_some(weighed)
}

/// What must all hold.
fn all_of(expr: &Expr) -> &[Expr] {
    match expr {
        Expr::And(parts) => parts,
        one => std::slice::from_ref(one),
    }
}

/// The words of which only the beginning is asked for, and what is asked for beside them.
pub(crate) fn beginnings(expr: &Expr) -> Option<(Vec<&QueryPhrase>, Option<Expr>)> {
    let (mut begun, mut rest) = (Vec::new(), Vec::new());
    for part in all_of(expr) {
        match part {
            Expr::Phrase(phrase) if phrase.is_prefix => begun.push(phrase),
            other => rest.push(other.clone()),
        }
    }
    let rest = if rest.len() > 1 { Some(Expr::And(rest)) } else { rest.pop() };
    (!begun.is_empty()).then_some((begun, rest))
}
