//! From a query to SQL. What the full-text index can tell, it is asked, in words between quotation marks: who and how
//! stand there too, as the words that `statement.tags` holds. The rest are conditions on columns.

use jiff::civil::Date;
use rusqlite::types::Value;
use rusqlite::{Connection, params};

use super::query::{Days, Expr, Filter, Phrase, Query};
use crate::words;

/// A statement's id is its day of publication and a number within it.
pub(crate) const DAY_BITS: u32 = 24;

/// How many actors or publishers a name may stand for and still be asked for one by one.
const MANY: usize = 200;

/// How many letters a beginning needs so that names and ranks are asked for too.
pub(crate) const LONG: usize = 4;

/// A word of the index that no statement has.
const NOBODY: &str = "tags : \"0nobody\"";

/// SQL with the values of its question marks, in order.
#[derive(Clone, Debug, Default)]
pub(crate) struct Sql {
    pub text: String,
    pub values: Vec<Value>,
}

impl Sql {
    fn new(text: impl Into<String>, values: Vec<Value>) -> Sql {
        Sql { text: text.into(), values }
    }
}

/// Which statements a query means.
#[derive(Clone, Debug, Default)]
pub(crate) struct Selection {
    /// What the index is asked.
    pub matched: Option<String>,
    /// Conditions on `s`, a row of `statement`.
    pub conditions: Vec<Sql>,
    /// Whether there is a word to rank by.
    pub has_word: bool,
    /// What the index is asked to rank by, where that is not what it is asked to find.
    pub ranked: Option<String>,
}

impl Selection {
    /// Turns `query` into conditions; names are looked up in `db`.
    pub fn of(db: &Connection, query: &Query) -> rusqlite::Result<Selection> {
        let Some(expr) = &query.expr else { return Ok(Selection::default()) };
        let mut selection = match compile(db, expr)? {
            Part::Matched(text) => Selection { matched: Some(text), ..Selection::default() },
            Part::Both(matched, conditions) => Selection { matched, conditions, ..Selection::default() },
        };
        selection.has_word = has_word(expr);
        if let Some(weighed) = weighed(expr) {
            selection.ranked = match compile(db, &weighed)? {
                Part::Matched(text) => Some(text),
                Part::Both(matched, _) => matched,
            };
        }
        Ok(selection)
    }

    /// `FROM … WHERE …`: the statements that are meant, each with the columns of `s`.
    pub fn rows(&self) -> Sql {
        self.source_and_conditions(true)
    }

    /// The same with their ids alone, by the expression that is given too: the index is not left where it knows all.
    pub fn ids(&self) -> (Sql, &'static str) {
        (self.source_and_conditions(!self.is_index_enough()), self.id())
    }

    /// Whether no row has to be looked at to know whether it is meant.
    pub fn is_index_enough(&self) -> bool {
        !self.conditions.iter().any(|condition| condition.text.contains("s."))
    }

    /// The id of a row, in the words of who gives it: so that it need not be sorted.
    pub fn id(&self) -> &'static str {
        if self.matched.is_some() { "statement_text.rowid" } else { "s.id" }
    }

    fn source_and_conditions(&self, with_columns: bool) -> Sql {
        let mut conditions = vec![Sql::new("s.stands = 1", Vec::new())];
        let mut from = "FROM statement s";
        let mut id = "s.id";
        if let Some(matched) = &self.matched {
            from = match with_columns {
                true => "FROM statement_text CROSS JOIN statement s ON s.id = statement_text.rowid",
                false => "FROM statement_text",
            };
            id = "statement_text.rowid";
            conditions = vec![Sql::new("statement_text MATCH ?", vec![Value::Text(matched.clone())])];
        }
        conditions.extend(self.conditions.iter().cloned());
        let texts: Vec<String> = conditions.iter().map(|one| one.text.replace("@id", id)).collect();
        let values = conditions.into_iter().flat_map(|one| one.values).collect();
        Sql { text: format!("{from} WHERE {}", texts.join(" AND ")), values }
    }
}

enum Part {
    /// The index alone can tell.
    Matched(String),
    /// All of these must hold.
    Both(Option<String>, Vec<Sql>),
}

impl Part {
    /// As one condition on `s`.
    fn sql(self) -> Sql {
        let (matched, mut conditions) = match self {
            Part::Matched(text) => (Some(text), Vec::new()),
            Part::Both(matched, conditions) => (matched, conditions),
        };
        if let Some(matched) = matched {
            let text = "@id IN (SELECT rowid FROM statement_text WHERE statement_text MATCH ?)";
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
            Part::Matched(format!("content : NEAR({}, {distance})", phrases.join(" ")))
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
                    Part::Both(None, vec![joined(sides, " OR ")])
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
        Filter::Act(act) => Part::Matched(format!("tags : \"0act{act}\"")),
        Filter::Kind(kind) => Part::Matched(format!("tags : \"0kind{kind}\"")),
        Filter::Speaker(phrase) => actors(db, phrase, &["speaker"])?,
        Filter::To(phrase) => actors(db, phrase, &["addressee"])?,
        Filter::Actor(phrase) => actors(db, phrase, &["speaker", "addressee", "via", "about"])?,
        Filter::Publisher(phrase) => {
            let mut query =
                db.prepare_cached("SELECT id FROM publisher WHERE ' ' || folded || ' ' LIKE ?1")?;
            let ids =
                query.query_map([like(phrase)], |row| row.get(0))?.collect::<rusqlite::Result<Vec<i64>>>()?;
            Part::Matched(tagged(&["publisher"], &ids))
        }
        Filter::About(phrase) => {
            let words = words_or_tags(phrase, "about", &called(db, phrase)?);
            let text = "@id IN (SELECT rowid FROM statement_text WHERE statement_text MATCH ?
                UNION SELECT id FROM statement_data WHERE stands = 1
                  AND version IN (SELECT rowid FROM headline_text WHERE headline_text MATCH ?))";
            let values = vec![Value::Text(words), Value::Text(quoted(phrase))];
            Part::Both(None, vec![Sql::new(text, values)])
        }
        Filter::Said(days) => Part::Both(months(days), vec![said(days)]),
        Filter::Published(days) => Part::Both(None, vec![published(days)]),
    })
}

/// The words, or the name of who speaks.
fn phrase_or_name(db: &Connection, phrase: &Phrase) -> rusqlite::Result<String> {
    Ok(words_or_tags(phrase, "speaker", &called(db, phrase)?))
}

/// Statements that have the words, or one of the actors in that part.
fn words_or_tags(phrase: &Phrase, part: &str, actors: &[i64]) -> String {
    let words = format!("content : {}", quoted(phrase));
    if actors.is_empty() { words } else { format!("({words} OR {})", tagged(&[part], actors)) }
}

/// The actors whose name has the words in a row; where nobody is named so, those without a name whose description
/// has them.
fn actors(db: &Connection, phrase: &Phrase, parts: &[&str]) -> rusqlite::Result<Part> {
    // The names stand in an index of their own; who has none is in no index, and there are many.
    const NAMED: (&str, &str) =
        ("actor INDEXED BY actor_by_name", "a.folded <> '' AND ' ' || a.folded || ' ' LIKE ?");
    const DESCRIBED: (&str, &str) = ("actor", "a.folded = '' AND ' ' || lower(a.name) || ' ' LIKE ?");
    let like = like(phrase);
    for (actors, condition) in [NAMED, DESCRIBED] {
        let actors = actors.replacen("actor", "actor a", 1);
        let mut query = db.prepare_cached(&format!(
            "SELECT DISTINCT coalesce(merged, id) FROM actor
             WHERE id IN (SELECT a.id FROM {actors} WHERE {condition}) LIMIT ?"
        ))?;
        let found = query.query_map(params![like, MANY + 1], |row| row.get(0))?;
        let found = found.collect::<rusqlite::Result<Vec<i64>>>()?;
        match found.len() {
            0 => continue,
            n if n <= MANY || parts.contains(&"about") => {
                return Ok(Part::Matched(tagged(parts, &found[..n.min(MANY)])));
            }
            _ => {
                let text = format!(
                    "EXISTS (SELECT 1 FROM party p JOIN actor a ON a.id = p.actor
                       WHERE p.statement = @id AND p.part = '{}' AND {condition})",
                    parts[0]
                );
                return Ok(Part::Both(None, vec![Sql::new(text, vec![Value::Text(like)])]));
            }
        }
    }
    Ok(Part::Matched(NOBODY.to_string()))
}

/// The actors that the words are the name of: all of it, or a person's first or last.
pub(crate) fn called(db: &Connection, phrase: &Phrase) -> rusqlite::Result<Vec<i64>> {
    let name = folded(phrase);
    let n_letters = name.chars().count();
    if n_letters < 2 || phrase.is_prefix && n_letters < LONG {
        return Ok(Vec::new());
    }
    let behind = format!("{name}{}", char::MAX);
    let first = format!("{name} ");
    let first_behind = format!("{name} {}", char::MAX);
    let sql = match phrase.is_prefix {
        true => {
            "SELECT coalesce(merged, id) FROM actor WHERE folded >= ?1 AND folded < ?2 AND folded <> '' AND ?3 <> ?4
             UNION SELECT coalesce(merged, id) FROM actor
               WHERE last >= ?1 AND last < ?2 AND folded <> '' AND kind = 'person' LIMIT 65"
        }
        false => {
            "SELECT coalesce(merged, id) FROM actor WHERE folded = ?1 AND folded <> '' AND ?2 <> ''
             UNION SELECT coalesce(merged, id) FROM actor
               WHERE folded >= ?3 AND folded < ?4 AND folded <> '' AND kind = 'person'
             UNION SELECT coalesce(merged, id) FROM actor
               WHERE last = ?1 AND folded <> '' AND kind = 'person' LIMIT 65"
        }
    };
    let mut query = db.prepare_cached(sql)?;
    let found = query.query_map(params![name, behind, first, first_behind], |row| row.get(0))?;
    let found = found.collect::<rusqlite::Result<Vec<i64>>>()?;
    // A word that so many are called says nothing of who is meant.
    Ok(if found.len() > 64 { Vec::new() } else { found })
}

/// Statements that carry any of these words in their tags.
fn tagged(parts: &[&str], ids: &[i64]) -> String {
    let tags = ids.iter().flat_map(|id| parts.iter().map(move |part| format!("\"0{part}{id}\"")));
    let tags: Vec<String> = tags.collect();
    if tags.is_empty() { NOBODY.to_string() } else { format!("tags : ({})", tags.join(" OR ")) }
}

/// A phrase as the index takes it.
fn quoted(phrase: &Phrase) -> String {
    // Words are letters and digits, so that no quotation mark can end them.
    let words = phrase.words.join(" ");
    format!("\"{words}\"{}", if phrase.is_prefix { " *" } else { "" })
}

pub(crate) fn folded(phrase: &Phrase) -> String {
    words::words(&phrase.words.join(" ")).join(" ")
}

/// A pattern for a name with a blank before and behind it. Folded words hold no `%` and no `_`.
fn like(phrase: &Phrase) -> String {
    format!("% {}{}%", folded(phrase), if phrase.is_prefix { "" } else { " " })
}

/// How many months are asked for one by one.
const MANY_MONTHS: usize = 240;

/// Statements that were said in the months of these days, or in more than one month, as the index tells; `None` where
/// the days have no end or are too many.
fn months(days: &Days) -> Option<String> {
    let month = |day: &Option<String>| -> Option<usize> {
        let day = day.as_deref()?;
        Some(day.get(..4)?.parse::<usize>().ok()? * 12 + day.get(5..7)?.parse::<usize>().ok()? - 1)
    };
    let (first, last) = (month(&days.from)?, month(&days.to)?);
    let months = first..=last;
    if months.size_hint().0 > MANY_MONTHS {
        return None;
    }
    let tags = months.map(|month| format!("\"0said{:04}{:02}\"", month / 12, month % 12 + 1));
    let tags: Vec<String> = tags.chain(["\"0saidlong\"".to_string()]).collect();
    Some(format!("tags : ({})", tags.join(" OR ")))
}

/// Said on any of the days, as far as it is known. Days may be as short as `2031-03`: `~` is behind every digit.
fn said(days: &Days) -> Sql {
    let (mut text, mut values) = ("s.said_from IS NOT NULL".to_string(), Vec::new());
    if let Some(from) = &days.from {
        text.push_str(" AND s.said_to || '~' >= ?");
        values.push(Value::Text(from.clone()));
    }
    if let Some(to) = &days.to {
        text.push_str(" AND s.said_from <= ?");
        values.push(Value::Text(to.clone()));
    }
    Sql { text: format!("({text})"), values }
}

/// Published on any of the days: a range of ids. Day 0 is for articles without a date.
fn published(days: &Days) -> Sql {
    let number = |day: &Option<String>| {
        let date: Option<Date> = day.as_deref().and_then(|day| day.parse().ok());
        date.and_then(crate::add::day_of)
    };
    let from = number(&days.from).unwrap_or(1);
    let to = number(&days.to).map_or(i64::MAX, |to| ((to + 1) << DAY_BITS) - 1);
    Sql::new("@id BETWEEN ? AND ?", vec![Value::Integer(from << DAY_BITS), Value::Integer(to)])
}

/// Whether something is asked for that a rank can be made of: a whole word.
fn has_word(expr: &Expr) -> bool {
    let is_whole = |phrase: &Phrase| !phrase.is_prefix || phrase.words.len() > 1;
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
pub(crate) fn beginnings(expr: &Expr) -> Option<(Vec<&Phrase>, Option<Expr>)> {
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
