//! Cards of a record's entries.

use onrecord_record::{
    Actor, Article, Commitment, Engagement, Mention, Position, Record, Span, Statement, When,
};

use crate::card::Card;
use crate::facts::{Bound, Contact, Facts, Of, Said, Stand};
use crate::named::{names, of_record, speaker};
use crate::passage::{Passage, Shows};
use crate::quoted::quoted;
use crate::wording::wording;

/// What a record puts on record, put into words.
#[derive(Clone, Debug, PartialEq)]
pub struct Cards {
    /// What was said.
    pub statements: Vec<Card>,
    /// What was thought and not said.
    pub thoughts: Vec<Card>,
    /// Who met whom.
    pub engagements: Vec<Card>,
    /// Who is bound to what.
    pub commitments: Vec<Card>,
    /// Who stands where.
    pub positions: Vec<Card>,
}

impl Cards {
    /// The cards of all entries of a record, and of its thoughts.
    pub fn of(record: &Record) -> Cards {
        Cards {
            statements: record.statements.iter().map(|one| statement(record, one)).collect(),
            thoughts: record.thoughts.iter().map(|one| statement(record, one)).collect(),
            engagements: record.engagements.iter().map(|one| engagement(record, one)).collect(),
            commitments: record.commitments.iter().map(|one| commitment(record, one)).collect(),
            positions: record.positions.iter().map(|one| position(record, one)).collect(),
        }
    }

    /// All of them, in the order in which people read them.
    pub fn all(&self) -> impl Iterator<Item = &Card> {
        let entries = self.engagements.iter().chain(&self.commitments).chain(&self.positions);
        self.statements.iter().chain(entries).chain(&self.thoughts)
    }
}

fn statement(record: &Record, one: &Statement) -> Card {
    let source = one.source.as_ref().map(|source| source.span.text.as_str()).filter(|text| !text.is_empty());
    let speaker = speaker(&of_record(record, &one.speakers), source);
    let wording = told(one, &speaker.name);
    let said = Said {
        speaker,
        to: called(record, &one.addressees),
        via: called(record, &one.via),
        channel: one.channel.as_deref(),
        act: one.act,
        modality: one.modality,
        quote: one.quote,
        parent: one.parent.clone(),
    };
    let text = Some(record.article.text.as_str());
    let words = quoted(&one.content, one.quote, text);
    let facts = Facts { when: one.said.as_ref(), confidence: one.confidence, of: Of::Statement(said) };
    let card = card(&one.id, facts, words, &one.content);
    Card { wording, passage: attributed(&record.article, one), ..card }
}

fn engagement(record: &Record, one: &Engagement) -> Card {
    let contact = Contact {
        participants: called(record, &one.participants),
        kind: one.kind,
        phase: one.phase,
        place: one.place.as_deref(),
        moved_from: one.moved_from.as_ref(),
    };
    let of = Of::Engagement(contact);
    shown(record, &one.id, &one.evidence, facts(one.when.as_ref(), one.confidence, of))
}

fn commitment(record: &Record, one: &Commitment) -> Card {
    let bound = Bound {
        by: called(record, &one.by),
        to: called(record, &one.to),
        status: one.status,
        told_by: called(record, &one.told_by),
        due: one.due.as_deref(),
        due_on: one.due_on.as_ref(),
        condition: one.condition.as_deref(),
        statement: one.statement.clone(),
    };
    let of = Of::Commitment(bound);
    let what = std::slice::from_ref(&one.what);
    shown(record, &one.id, what, facts(one.when.as_ref(), one.confidence, of))
}

fn position(record: &Record, one: &Position) -> Card {
    let stand = Stand {
        holder: called(record, std::slice::from_ref(&one.actor)),
        stance: one.stance,
        issue: &one.issue.text,
        statements: one.statements.clone(),
    };
    let of = Of::Position(stand);
    shown(record, &one.id, &one.evidence, facts(one.when.as_ref(), one.confidence, of))
}

fn facts<'a>(when: Option<&'a When>, confidence: f64, of: Of<'a>) -> Facts<'a> {
    Facts { when, confidence, of }
}

/// The card of an entry that its words show in their sentence.
fn shown(record: &Record, id: &str, evidence: &[Span], facts: Facts) -> Card {
    let marked = evidence.iter().map(|span| (span.bytes(), Shows::Entry)).collect();
    let passage = evidence.first().and_then(|first| Passage::of(&record.article, first.byte_start, marked));
    let words = if passage.is_some() { String::new() } else { onrecord_record::joined(evidence) };
    Card { passage, ..card(id, facts, words, evidence) }
}

fn card(id: &str, facts: Facts, words: String, places: &[Span]) -> Card {
    let mut details = facts.details();
    let places: Vec<String> = places.iter().map(|span| format!("{}–{}", span.start, span.end)).collect();
    details.push(places.join(", "));
    Card {
        id: id.to_string(),
        kind: facts.kind(),
        title: facts.title(),
        words,
        marks: Vec::new(),
        wording: String::new(),
        details,
        passage: None,
    }
}

fn called(record: &Record, ids: &[String]) -> String {
    let actors: Vec<&Actor> = of_record(record, ids);
    names(&actors)
}

/// The article's own words for who said it and how; the name is not told twice.
fn told(statement: &Statement, name: &str) -> String {
    let source = statement.source.as_ref().filter(|source| !source.span.text.contains(name));
    let sources = source.iter().flat_map(|source| source.pieces());
    wording(sources.chain(statement.cue.iter().flat_map(Mention::pieces)).collect())
}

/// The sentence in which source and cue stand; `None` where there is neither.
fn attributed(article: &Article, statement: &Statement) -> Option<Passage> {
    let sources =
        statement.source.iter().flat_map(Mention::pieces).map(|piece| (piece.bytes(), Shows::Source));
    let cues = statement.cue.iter().flat_map(Mention::pieces).map(|piece| (piece.bytes(), Shows::Cue));
    let anchor = statement.cue.as_ref().or(statement.source.as_ref())?.span.byte_start;
    Passage::of(article, anchor, sources.chain(cues).collect())
}
