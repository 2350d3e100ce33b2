//! What later articles say that bears on a commitment.
//!
//! A link needs three things: it is told on a later day, the commitment's maker is named in it, and what it is about is
//! what was promised: by most of its words, or by meaning and some of them. Whether it shows how the commitment
//! turned out is told by the words alone (`language/en/outcomes.tsv`), by another commitment's status, or by a headline
//! over it.

use jiff::civil::Date;
use onrecord_language::{Language, List, Text, dates};
use onrecord_record::{Act, Modality, Part, Status};
use rusqlite::{Connection, OptionalExtension, params};
use schemars::JsonSchema;
use serde::Serialize;

use super::load::Loader;
use super::topic::{Likeness, NEARLY, Topic, any_of, words_of};
use crate::day::DAY_BITS;
use crate::key::prefix;
use crate::{Detail, Entry, EntryId};

/// An entry that bears on a commitment.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Bearing {
    /// How the commitment stands by it; `None` where it speaks of the same and leaves that open.
    pub shows: Option<Status>,
    /// The words that show it: the entry's own, or the headline or standfirst over it.
    pub words: String,
    /// Whether these words are the outlet's own, above the article.
    pub is_headline: bool,
    /// How nearly it means what was promised, 0 to 1.
    pub likeness: f64,
    /// The entry.
    pub entry: Entry,
}

/// A commitment, and what its links are found by.
pub(super) struct Promise<'p> {
    /// The row of its first report.
    pub row: i64,
    pub entry: &'p Entry,
    /// What is promised.
    topic: Topic,
    /// The same with the day by which it is: "before the first frost".
    terms: Topic,
    makers: Vec<i64>,
}

/// Which share of the words of either must be in the other where a promise is made again.
const AGAIN: f64 = 0.75;

/// How many entries of a maker, and how many with the words, are looked at.
const MOST: i64 = 400;

impl<'p> Promise<'p> {
    pub fn new(db: &Connection, row: i64, entry: &'p Entry) -> rusqlite::Result<Promise<'p>> {
        let mut query = db.prepare_cached(
            "SELECT p.actor FROM _party p JOIN _term t ON t.id = p.part
             WHERE p.entry = ?1 AND t.text = 'by' ORDER BY p.place",
        )?;
        let makers = query.query_map([row], |row| row.get(0))?.collect::<rusqlite::Result<Vec<i64>>>()?;
        let due = entry.commitment().and_then(|of| of.due.as_deref()).unwrap_or_default();
        let terms = Topic::of(&format!("{} {due}", entry.words));
        Ok(Promise { row, entry, topic: Topic::of(&entry.words), terms, makers })
    }

    /// What bears on it, the earliest first.
    pub fn bearings(
        &self,
        db: &Connection,
        loader: &mut Loader,
        likeness: Likeness,
    ) -> rusqlite::Result<Vec<Bearing>> {
        let mut found: Vec<Bearing> = Vec::new();
        for id in self.candidates(db)? {
            let words = words_of(db, id)?;
            let topic = Topic::of(&words);
            // What words mean is asked last: it costs more than the words themselves.
            let (is_told, touches) = (self.topic.is_told_in(&topic), self.topic.touches(&topic));
            let has_terms = self.terms.is_told_in(&topic);
            if !is_told && !touches && !has_terms {
                continue;
            }
            let meant = likeness(&self.entry.words, &words);
            let is_alike = is_told || meant >= NEARLY && touches;
            if !is_alike && !has_terms {
                continue;
            }
            let share = self.terms.share_in(&topic).max(self.topic.share_in(&topic));
            let bearing = self.bearing(db, loader.entry(id)?, share.max(f64::from(meant)))?;
            // The day alone is anybody's: where only it makes them alike, a headline must speak of the promise.
            if !is_alike && !bearing.is_headline {
                continue;
            }
            // Of several reports of one entry the first stands for all.
            if !found.iter().any(|other| other.entry.first_report == bearing.entry.first_report) {
                found.push(bearing);
            }
        }
        Ok(found)
    }

    /// Entries of later days in which a maker is named, in the order of publication.
    fn candidates(&self, db: &Connection) -> rusqlite::Result<Vec<i64>> {
        let day = self.row >> DAY_BITS;
        if day == 0 {
            // Nobody knows what is later than an article without a date.
            return Ok(Vec::new());
        }
        let behind = (day + 1) << DAY_BITS;
        let mut ids = Vec::new();
        for maker in &self.makers {
            let mut query = db.prepare_cached(
                "SELECT entry FROM _party WHERE actor = ?1 AND entry >= ?2 ORDER BY entry LIMIT ?3",
            )?;
            let own = query.query_map([*maker, behind, MOST], |row| row.get(0))?;
            ids.extend(own.collect::<rusqlite::Result<Vec<i64>>>()?);
            let Some(words) = any_of(&self.terms) else { continue };
            let asked = format!("tags : \"0about{maker}\" AND {words}");
            let mut query = db.prepare_cached(
                "SELECT rowid FROM _entry_text WHERE _entry_text MATCH ?1 AND rowid >= ?2 ORDER BY rowid LIMIT ?3",
            )?;
            let about = query.query_map(params![asked, behind, MOST], |row| row.get(0))?;
            ids.extend(about.collect::<rusqlite::Result<Vec<i64>>>()?);
        }
        ids.sort_unstable();
        ids.dedup();
        let made_in = self.entry.commitment().and_then(|of| of.statement);
        let made_in = made_in.map(|id| same_of(db, id)).transpose()?.flatten();
        let mut kept = Vec::new();
        for id in ids {
            if self.is_another(db, id, made_in)? {
                kept.push(id);
            }
        }
        Ok(kept)
    }

    /// Whether a row stands and is no report of this commitment or of `made_in`, the statement that makes it. The same words
    /// with another status are a later account of it.
    fn is_another(&self, db: &Connection, id: i64, made_in: Option<i64>) -> rusqlite::Result<bool> {
        let mut query = db.prepare_cached(
            "SELECT e.stands, e.same, (SELECT t.text FROM _commitment d JOIN _term t ON t.id = d.status WHERE d.entry = e.id),
               e.same = (SELECT f.same FROM _entry f WHERE f.id = ?2), e.kind
             FROM _entry e WHERE e.id = ?1",
        )?;
        let (stands, same, status, is_report, kind): (bool, i64, Option<String>, bool, String) = query
            .query_row([id, self.row], |row| {
                Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?))
            })?;
        let own = self.entry.commitment().map(|of| of.status.as_str());
        let is_same_account = is_report && status.as_deref() == own;
        // A position tells no more than the statements that show it.
        Ok(stands && kind != "po" && Some(same) != made_in && !is_same_account)
    }

    fn bearing(&self, db: &Connection, entry: Entry, likeness: f64) -> rusqlite::Result<Bearing> {
        let likeness = (likeness * 100.0).round() / 100.0;
        if let Some((shows, words)) = self.shown_by(&entry) {
            return Ok(Bearing { shows: Some(shows), words, is_headline: false, likeness, entry });
        }
        if let Some((shows, words)) = self.shown_above(db, &entry)? {
            return Ok(Bearing { shows: Some(shows), words, is_headline: true, likeness, entry });
        }
        Ok(Bearing { shows: None, words: entry.words.clone(), is_headline: false, likeness, entry })
    }

    /// The status that an entry shows, and its words that do.
    fn shown_by(&self, entry: &Entry) -> Option<(Status, String)> {
        let is_of_maker = |part| entry.actors(part).iter().any(|who| self.is_maker(who.id));
        match &entry.detail {
            Detail::Commitment(of) if is_of_maker(Part::By) => {
                let status = match of.status {
                    Status::Made => Status::Reaffirmed,
                    status => status,
                };
                let is_one = status != Status::Reaffirmed || self.is_promised_again(entry);
                is_one.then(|| (status, entry.words.clone()))
            }
            Detail::Statement(of) => {
                let is_own = is_of_maker(Part::Speaker);
                if of.modality != Modality::Actual || !TELLING.contains(&of.act) {
                    return None;
                }
                if of.act == Act::Retract && is_own {
                    return Some((Status::Withdrawn, entry.words.clone()));
                }
                let (status, words) = outcome(&entry.words)?;
                // What another says against the maker is a charge.
                let status = if status == Status::Broken && !is_own { Status::Disputed } else { status };
                Some((status, words))
            }
            Detail::Engagement(_) => outcome(&entry.words),
            _ => None,
        }
    }

    /// The status that the headline or the standfirst over an entry shows: they speak of a promise, and of this one, by
    /// the month in which it was made, by its maker or by what was promised.
    fn shown_above(&self, db: &Connection, entry: &Entry) -> rusqlite::Result<Option<(Status, String)>> {
        let mut query = db.prepare_cached(
            "SELECT v.title, v.standfirst FROM _article r JOIN _version v ON v.id = r.current WHERE r.key = ?1",
        )?;
        let found = query.query_row([entry.article.id.0], |row| Ok([row.get(0)?, row.get(1)?])).optional()?;
        let lines: [String; 2] = found.unwrap_or_default();
        let shown = lines.iter().find_map(|line| {
            let (status, words) = outcome(line)?;
            (speaks_of_a_promise(line) && self.is_meant(line)).then_some((status, words))
        });
        Ok(shown)
    }

    fn is_meant(&self, line: &str) -> bool {
        let words = crate::words::words(line);
        let has = |word: &str| words.iter().any(|other| other == word);
        let is_of_month = |day: Date| words.iter().any(|word| dates::month_named(word) == Some(day.month()));
        let makers = self.entry.actors(Part::By).iter();
        let names: Vec<String> = makers
            .filter_map(|who| crate::words::folded(&who.name).rsplit(' ').next().map(str::to_string))
            .collect();
        self.made().is_some_and(is_of_month)
            || names.iter().any(|name| has(name))
            || self.topic.is_told_in(&Topic::of(line))
    }

    /// The day on which it was made, or else told.
    fn made(&self) -> Option<Date> {
        let when = self.entry.when.as_ref().map(|when| when.from.as_str());
        let day = when.filter(|day| day.len() >= 10).or(self.entry.article.published.as_deref());
        day?.get(..10)?.parse().ok()
    }

    /// Whether a later commitment is this one again, not another about the same: "would begin", "would be finished".
    fn is_promised_again(&self, later: &Entry) -> bool {
        let topic = Topic::of(&later.words);
        self.topic.share_in(&topic).min(topic.share_in(&self.topic)) >= AGAIN
    }

    fn is_maker(&self, id: crate::ActorId) -> bool {
        self.entry.actors(Part::By).iter().any(|who| who.id == id)
    }
}

/// Acts by which somebody tells how things are; asking, demanding and denying tell nothing of the kind.
const TELLING: [Act; 13] = [
    Act::Assert,
    Act::Assess,
    Act::Announce,
    Act::Admit,
    Act::Concur,
    Act::Agree,
    Act::Accuse,
    Act::Criticise,
    Act::Praise,
    Act::Support,
    Act::Regret,
    Act::Retract,
    Act::Promise,
];

/// The outcome that words tell, and the sentence that does.
fn outcome(words: &str) -> Option<(Status, String)> {
    let language = Language::english();
    let text = Text::new(words, std::iter::once(0..words.len()).collect(), &language);
    text.sentences().iter().find_map(|sentence| {
        let tokens = &text.tokens()[sentence.tokens.clone()];
        let status = language.lexicon().outcome(tokens)?;
        Some((status, text.slice(sentence.at.clone()).trim().to_string()))
    })
}

fn speaks_of_a_promise(line: &str) -> bool {
    let lexicon = Language::english().lexicon();
    let is_pledge =
        |word: &String| lexicon.form(word).lemmas.iter().any(|word| lexicon.has(List::Pledge, word));
    crate::words::words(line).iter().any(is_pledge)
}

/// The first report of an entry that stands.
fn same_of(db: &Connection, id: EntryId) -> rusqlite::Result<Option<i64>> {
    let mut query = db.prepare_cached(
        "SELECT same FROM _entry WHERE key = ?1 AND kind = ?2 ORDER BY stands DESC, version DESC LIMIT 1",
    )?;
    query.query_row((id.key, prefix(id.kind)), |row| row.get(0)).optional()
}
