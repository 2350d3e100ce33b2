//! What each side of an engagement said of it, side by side.
//!
//! In: an engagement. Its accounts are the articles that tell of it; what its sides say there is laid out by what it is
//! about. Two statements are about the same where they share most of their telling words or mean nearly the same. They
//! differ where one says what the other denies, where one is denied in words that the other is not, or where their
//! numbers are others.

use std::cmp::Reverse;
use std::collections::{BTreeSet, HashMap, HashSet};
use std::ops::Range;

use onrecord_language::{Language, List};
use onrecord_record::{Act, EntryKind, Part};
use rusqlite::Connection;
use schemars::JsonSchema;
use serde::Serialize;

use super::like::standing_row;
use super::load::{Loader, reports};
use super::mark::Needles;
use super::query;
use super::search::ListPage;
use super::topic::{Likeness, NEARLY, Topic};
use crate::error::{Error, ErrorKind};
use crate::words::folded;
use crate::{ActorId, Entry, EntryId, Result, Store, Who};

/// The accounts of an engagement, compared.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Compared {
    /// The engagement as its first report has it.
    pub engagement: Entry,
    /// Every report of it, the earliest first.
    pub accounts: Vec<Entry>,
    /// Who took part, and who speaks for them.
    pub sides: Vec<ToldSide>,
    /// How many themes there are over all pages.
    pub total: usize,
    /// How many were passed over.
    pub offset: usize,
    /// Where the next page begins, if there is one.
    pub next: Option<usize>,
    /// What was said, by what it is about: what several sides mention first.
    pub themes: Vec<Theme>,
}

/// A side of an engagement.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct ToldSide {
    /// The country or body that it is, or else the name of who took part.
    pub name: String,
    /// Those who took part.
    pub participants: Vec<Who>,
    /// Those who speak for it in the accounts.
    pub speakers: Vec<Who>,
}

/// Statements about the same.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Theme {
    /// A phrase of its statements that has the most of the words they share; of one statement alone, a phrase of it.
    pub about: String,
    /// Who mentions it.
    pub mention: Mentioning,
    /// In what they differ, in words.
    pub differ: Vec<String>,
    /// The statements, the earliest first.
    pub said: Vec<Said>,
}

/// Who mentions something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Mentioning {
    /// Several sides, and they differ.
    Differ,
    /// Several sides.
    Shared,
    /// One side only.
    One,
}

/// What a side said.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Said {
    /// Which of the sides.
    pub side: usize,
    /// The statement.
    pub entry: Entry,
}

impl Store {
    /// What each side of the engagement with this id said in the articles that tell of it.
    ///
    /// # Errors
    /// `is_not_found`.
    pub fn compare(&self, id: &str, page: ListPage, likeness: Likeness) -> Result<Compared> {
        let failed = |error| self.failed("cannot be asked", error);
        let missing = || {
            Error::new(ErrorKind::NotFound, &self.path, format!("there is no engagement {} here", id.trim()))
        };
        let engagement = id.trim().parse::<EntryId>().ok().filter(|id| id.kind == EntryKind::Engagement);
        let row =
            standing_row(&self.db, engagement.ok_or_else(missing)?).map_err(failed)?.ok_or_else(missing)?;
        compare(&self.db, row, page, likeness).map_err(failed)
    }
}

fn compare(db: &Connection, row: i64, page: ListPage, likeness: Likeness) -> rusqlite::Result<Compared> {
    let same: i64 = db.query_row("SELECT same FROM _entry WHERE id = ?1", [row], |row| row.get(0))?;
    let mut rows = reports(db, same)?;
    if rows.is_empty() {
        rows.push(row);
    }
    let mut loader = Loader::new(db, Needles::default());
    let accounts = rows.iter().map(|row| loader.entry(*row)).collect::<rusqlite::Result<Vec<Entry>>>()?;
    let offices = offices(db, &rows)?;
    let mut sides = sides(&accounts, &offices);
    let mut said = Vec::new();
    for entry in statements(db, &rows, &mut loader)? {
        // What two sides say together, each of them says.
        let mut of = BTreeSet::new();
        for speaker in entry.actors(Part::Speaker) {
            let keys = keys(speaker, &offices);
            let Some(side) = sides.iter().position(|(key, _)| keys.contains(key)) else { continue };
            let speakers = &mut sides[side].1.speakers;
            if !speakers.contains(speaker) {
                speakers.push(speaker.clone());
            }
            of.insert(side);
        }
        said.extend(of.into_iter().map(|side| Said { side, entry: entry.clone() }));
    }
    let engagement = accounts[0].clone();
    let sides = sides.into_iter().map(|(_, told)| told).collect();
    let all = themes(said, likeness);
    let total = all.len();
    let themes: Vec<Theme> = all.into_iter().skip(page.offset).take(page.limit).collect();
    let shown = page.offset + themes.len();
    let next = (shown < total && !themes.is_empty()).then_some(shown);
    Ok(Compared { engagement, accounts, sides, total, offset: page.offset, next, themes })
}

/// The bodies that actors hold office in, by what the articles of these rows tell.
fn offices(db: &Connection, rows: &[i64]) -> rusqlite::Result<HashMap<ActorId, Vec<String>>> {
    let mut offices: HashMap<ActorId, Vec<String>> = HashMap::new();
    for row in rows {
        let mut query = db.prepare_cached(
            "SELECT coalesce(m.key, a.key), o.of FROM _entry e JOIN _appearance p ON p.version = e.version
             JOIN _role o ON o.version = p.version AND o.local = p.local
             JOIN _actor a ON a.id = p.actor LEFT JOIN _actor m ON m.id = a.merged
             WHERE e.id = ?1 AND o.of <> ''",
        )?;
        let found = query.query_map([row], |row| Ok((ActorId(row.get(0)?), row.get::<_, String>(1)?)))?;
        for (actor, of) in found.collect::<rusqlite::Result<Vec<_>>>()? {
            let bodies = offices.entry(actor).or_default();
            if !bodies.contains(&of) {
                bodies.push(of);
            }
        }
    }
    Ok(offices)
}

/// What an actor may be counted to: itself, and the bodies that it holds office in.
fn keys(who: &Who, offices: &HashMap<ActorId, Vec<String>>) -> Vec<String> {
    let bodies = offices.get(&who.id).into_iter().flatten();
    std::iter::once(&who.name).chain(bodies).map(|name| folded(name)).collect()
}

/// The sides of an engagement, each with what tells who belongs to it: those who hold office in one body are one side.
fn sides(accounts: &[Entry], offices: &HashMap<ActorId, Vec<String>>) -> Vec<(String, ToldSide)> {
    let mut sides: Vec<(String, ToldSide)> = Vec::new();
    let mut seen = HashSet::new();
    for who in accounts.iter().flat_map(|account| account.actors(Part::Participant)) {
        if !seen.insert(who.id) {
            continue;
        }
        let body = offices.get(&who.id).and_then(|bodies| bodies.first());
        let name = body.unwrap_or(&who.name);
        match sides.iter_mut().find(|(key, _)| *key == folded(name)) {
            Some((_, told)) => told.participants.push(who.clone()),
            None => {
                let told =
                    ToldSide { name: name.clone(), participants: vec![who.clone()], speakers: Vec::new() };
                sides.push((folded(name), told));
            }
        }
    }
    sides
}

/// The statements of the articles of these rows, of several reports of one the first.
fn statements(db: &Connection, rows: &[i64], loader: &mut Loader) -> rusqlite::Result<Vec<Entry>> {
    let (mut seen, mut found) = (HashSet::new(), Vec::new());
    for row in rows {
        let mut query = db.prepare_cached(
            "SELECT e.id, e.same FROM _entry e WHERE e.version = (SELECT version FROM _entry WHERE id = ?1)
               AND e.kind = 'st' AND e.stands = 1 ORDER BY e.id",
        )?;
        let all = query.query_map([row], |row| Ok((row.get(0)?, row.get(1)?)))?;
        for (id, same) in all.collect::<rusqlite::Result<Vec<(i64, i64)>>>()? {
            if seen.insert(same) {
                found.push(loader.entry(id)?);
            }
        }
    }
    Ok(found)
}

/// Statements of different sides that are about the same, together; then what one side alone mentions.
fn themes(said: Vec<Said>, likeness: Likeness) -> Vec<Theme> {
    let topics: Vec<Topic> = said.iter().map(|one| Topic::of(&one.entry.words)).collect();
    let mut theme_of: Vec<usize> = (0..said.len()).collect();
    for one in 0..said.len() {
        for other in one + 1..said.len() {
            let is_other_side = said[one].side != said[other].side;
            if is_other_side && are_alike(&said, &topics, one, other, likeness) {
                let (kept, gone) = (theme_of[one], theme_of[other]);
                theme_of.iter_mut().filter(|theme| **theme == gone).for_each(|theme| *theme = kept);
            }
        }
    }
    let mut groups: Vec<(usize, Vec<usize>)> = Vec::new();
    for (idx, theme) in theme_of.iter().enumerate() {
        match groups.iter_mut().find(|(known, _)| known == theme) {
            Some((_, members)) => members.push(idx),
            None => groups.push((*theme, vec![idx])),
        }
    }
    let mut said: Vec<Option<Said>> = said.into_iter().map(Some).collect();
    let mut themes: Vec<Theme> = groups
        .into_iter()
        .map(|(_, members)| {
            let topics: Vec<&Topic> = members.iter().map(|idx| &topics[*idx]).collect();
            theme(members.iter().filter_map(|idx| said[*idx].take()).collect(), &topics)
        })
        .collect();
    themes.sort_by_key(|theme| theme.mention);
    themes
}

fn are_alike(said: &[Said], topics: &[Topic], one: usize, other: usize, likeness: Likeness) -> bool {
    said[one].entry.id == said[other].entry.id
        || topics[one].is_told_in(&topics[other])
        || topics[other].is_told_in(&topics[one])
        || likeness(&said[one].entry.words, &said[other].entry.words) >= NEARLY
}

fn theme(said: Vec<Said>, topics: &[&Topic]) -> Theme {
    let sides: BTreeSet<usize> = said.iter().map(|one| one.side).collect();
    let differ = if sides.len() > 1 { differences(&said) } else { Vec::new() };
    let mention = match (sides.len() > 1, differ.is_empty()) {
        (false, _) => Mentioning::One,
        (true, true) => Mentioning::Shared,
        (true, false) => Mentioning::Differ,
    };
    let is_shared = |word: &Topic| topics.iter().all(|topic| word.is_within(topic));
    let phrases = said.iter().filter_map(|one| phrase(&one.entry.words, is_shared));
    let best = phrases.max_by_key(|(n_shared, phrase)| (*n_shared, Reverse(phrase.len())));
    let about = best.or_else(|| phrase(&said[0].entry.words, |word| !word.is_empty()));
    let about = about.map(|(_, phrase)| phrase.to_string()).unwrap_or_default();
    Theme { about, mention, differ, said }
}

/// The phrase of a text that has the most telling words, the first of several, and how many it has: telling words in a
/// row, with those between them that only hold a sentence together, and no mark.
fn phrase(text: &str, is_telling: impl Fn(&Topic) -> bool) -> Option<(usize, &str)> {
    let mut best: Option<(usize, Range<usize>)> = None;
    let mut run = best.clone();
    // A line's end parts as a comma does.
    let is_mark = |c: char| c.is_control() || !c.is_whitespace() && c != '-';
    let (mut last, mut n_words) = (0, 0);
    for range in query::word_ranges(text) {
        let word = Topic::of(&text[range.clone()]);
        let is_parted = text[last..range.start].chars().any(is_mark);
        last = range.end;
        n_words += 1;
        if is_parted || n_words > PHRASE {
            run = None;
        }
        if is_telling(&word) {
            let (n_telling, start) = run.map_or((0, range.start), |(n, known)| (n, known.start));
            if n_telling == 0 {
                n_words = 1;
            }
            let grown = (n_telling + 1, start..range.end);
            if best.as_ref().is_none_or(|(n_best, _)| grown.0 > *n_best) {
                best = Some(grown.clone());
            }
            run = Some(grown);
        } else if !word.is_empty() {
            run = None;
        }
    }
    best.map(|(n_telling, range)| (n_telling, &text[range]))
}

/// In what statements of different sides differ, as far as words and acts tell.
fn differences(said: &[Said]) -> Vec<String> {
    let mut found = BTreeSet::new();
    for (idx, one) in said.iter().enumerate() {
        for other in said[idx + 1..].iter().filter(|other| other.side != one.side) {
            let is_against = |said: &Said| said.entry.statement().is_some_and(|of| AGAINST.contains(&of.act));
            if is_against(one) != is_against(other) {
                found.insert("one speaks for it, the other against it".to_string());
            }
            if is_denied(&one.entry.words) != is_denied(&other.entry.words) {
                found.insert("one says so, the other that it is not so".to_string());
            }
            let (mine, theirs) = (numbers(&one.entry.words), numbers(&other.entry.words));
            if !mine.is_empty() && !theirs.is_empty() && mine.is_disjoint(&theirs) {
                let told = |numbers: BTreeSet<String>| numbers.into_iter().collect::<Vec<_>>().join(", ");
                found.insert(format!("other numbers: {}; {}", told(mine), told(theirs)));
            }
        }
    }
    found.into_iter().collect()
}

/// How many words a phrase over statements may have.
const PHRASE: usize = 9;

/// Acts by which a speaker stands against what is spoken of.
const AGAINST: [Act; 7] =
    [Act::Deny, Act::Reject, Act::Oppose, Act::Criticise, Act::Accuse, Act::Threaten, Act::Decline];

fn is_denied(words: &str) -> bool {
    let lexicon = Language::english().lexicon();
    words.split_whitespace().any(|word| {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase().replace('’', "'");
        lexicon.has(List::Not, &word)
    })
}

fn numbers(words: &str) -> BTreeSet<String> {
    let digits = crate::words::words(words).into_iter();
    digits.filter(|word| word.bytes().all(|byte| byte.is_ascii_digit())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn most_of<'t>(text: &'t str, telling: &[&str]) -> Option<&'t str> {
        phrase(text, |word| word.words().any(|word| telling.contains(&word))).map(|(_, phrase)| phrase)
    }

    #[test]
    fn a_phrase_is_telling_words_in_a_row_without_a_mark_between_them() {
        let text = "The friendship of the two peoples is older than the dam, and the dam of Corran is theirs";
        assert_eq!(most_of(text, &["friendship", "peoples", "dam"]), Some("friendship"));
        assert_eq!(most_of(text, &["dam", "corran"]), Some("dam of Corran"));
        assert_eq!(most_of(text, &["older", "dam"]), Some("older than the dam"));
        assert_eq!(most_of(text, &["frost"]), None);
        assert_eq!(most_of("the old\ndam", &["old", "dam"]), Some("old"));
        assert_eq!(most_of("", &["frost"]), None);
    }

    #[test]
    fn a_phrase_is_no_longer_than_a_line_of_a_table() {
        let text = "gate ".repeat(40);
        let (_, found) = phrase(&text, |_| true).unwrap();
        assert_eq!(found.split(' ').count(), PHRASE);
    }
}
