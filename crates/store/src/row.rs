//! From a record to rows: what the machine read of each entry, as the tables hold it.

use std::collections::HashMap;

use onrecord_record::{EntryKind, How, Part, Record, Span, When};

use crate::entry::Of;
use crate::key::{EntryId, key};
use crate::kinds::KINDS;
use crate::kinds::kind::{Draft, Kind};
use crate::named::NamedPlaces;

/// One entry as it is kept.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    pub id: EntryId,
    pub local: String,
    /// Its own words.
    pub words: String,
    /// Whether these are all the words of the text from `start` to `end`.
    pub is_whole: bool,
    /// Code points of the article's text, from the first piece of its own words to the last.
    pub start: usize,
    pub end: usize,
    pub when: Option<EntryDays>,
    pub confidence: f64,
    /// What stands in the columns of its kind, in their order.
    pub values: Vec<Option<String>>,
    /// Code points of the words that show it; its own stand here only where they are in several pieces.
    pub evidence: Vec<(Of, usize, usize)>,
    /// Actors of the store, by what they are to it.
    pub parties: Vec<(Part, i64)>,
    /// Actors that are named in its own words.
    pub about: Vec<i64>,
    /// Whether a person said that it is none.
    pub is_rejected: bool,
}

impl Row {
    /// Gives it other words of its own.
    pub fn reword(&mut self, own: &[&Span]) {
        let (words, places, is_whole) = of_words(own);
        self.evidence.retain(|(of, ..)| *of != Of::Words);
        self.evidence.splice(0..0, places);
        (self.words, self.is_whole) = (words, is_whole);
        self.start = own.first().map_or(0, |span| span.start);
        self.end = own.last().map_or(0, |span| span.end);
    }

    /// Gives it another day, which no words of the article show.
    pub fn redate(&mut self, when: Option<EntryDays>) {
        self.evidence.retain(|(of, ..)| *of != Of::When);
        self.when = when;
    }
}

/// Own words in a line, where they stand apart, and whether they are all from the first to the last.
fn of_words(own: &[&Span]) -> (String, Vec<(Of, usize, usize)>, bool) {
    let is_whole = own.len() == 1;
    let words = own.iter().map(|span| span.text.as_str()).collect::<Vec<_>>().join(" … ");
    let places = own.iter().filter(|_| !is_whole).map(|span| (Of::Words, span.start, span.end));
    (words, places.collect(), is_whole)
}

/// When an entry was.
#[derive(Clone, Debug, PartialEq)]
pub struct EntryDays {
    pub from: String,
    pub to: String,
    pub is_stated: bool,
}

impl EntryDays {
    /// As a record has it, without the words that show it.
    pub fn when(&self) -> When {
        let how = if self.is_stated { How::Stated } else { How::Inferred };
        When { from: self.from.clone(), to: self.to.clone(), how, evidence: Vec::new() }
    }
}

/// The entries of `record` as rows, in its order; `actors` tells who its actors are, by their ids within the record, and
/// `named` where they are named.
pub fn rows(
    article_key: i64,
    record: &Record,
    actors: &HashMap<String, i64>,
    named: &NamedPlaces,
) -> Vec<Row> {
    let article = format!("{article_key:016x}");
    let mut n_seen: HashMap<(EntryKind, String), usize> = HashMap::new();
    let mut rows = Vec::new();
    for kind in KINDS.iter() {
        for draft in (kind.drafts)(record, kind.kind) {
            // What it is about tells it from others of the article, though its own words be the same.
            let words = draft.entry.words();
            // The same words may stand in an article twice; the first is the first in every version.
            let n_before = n_seen.entry((kind.kind, words.clone())).or_default();
            let id = id(kind.kind, &article, &words, *n_before);
            *n_before += 1;
            rows.push(row(kind, id, &draft, actors, named));
        }
    }
    rows
}

/// The id of the entry of an article with these words; `n_before` others of its kind there have the same.
pub fn id(kind: EntryKind, article: &str, words: &str, n_before: usize) -> EntryId {
    let ordinal = n_before.to_string();
    // Ids of statements are as they were when there were no others.
    let key = match kind {
        EntryKind::Statement => key(&[article, words, &ordinal]),
        kind => key(&[article, kind.as_str(), words, &ordinal]),
    };
    EntryId::new(kind, key)
}

fn row(kind: &Kind, id: EntryId, draft: &Draft, actors: &HashMap<String, i64>, named: &NamedPlaces) -> Row {
    let Draft { entry, own, evidence, values } = draft;
    let (first, last) = (own.first(), own.last());
    let (words, own_places, is_whole) = of_words(own);
    let when = entry.when();
    let place = |of: Of, span: &Span| (of, span.start, span.end);
    let of_when = when.iter().flat_map(|when| &when.evidence).map(|span| place(Of::When, span));
    let around = evidence.iter().map(|(of, span)| place(*of, span));
    let mut parties = Vec::new();
    for (part, ids) in entry.parties() {
        debug_assert!(kind.parts().contains(&part), "{part} of {}", kind.kind);
        parties.extend(ids.iter().filter_map(|id| actors.get(id)).map(|actor| (part, *actor)));
    }
    Row {
        id,
        local: entry.id().to_string(),
        start: first.map_or(0, |span| span.start),
        end: last.map_or(0, |span| span.end),
        when: when.map(|when| EntryDays {
            from: when.from.clone(),
            to: when.to.clone(),
            is_stated: when.how == How::Stated,
        }),
        confidence: entry.confidence(),
        values: values.clone(),
        evidence: own_places.into_iter().chain(around).chain(of_when).collect(),
        parties,
        about: named.within(own),
        is_rejected: false,
        is_whole,
        words,
    }
}
