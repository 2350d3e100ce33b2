//! Somebody is bound to something.

use onrecord_record::{Commitment, EntryKind, Part, Record, Status, When};
use onrecord_store::{CommitmentDetail, Entry};

use crate::card::Card;
use crate::facts::{Facts, labelled, or_nobody};
use crate::named::{called, party};
use crate::phrase::{TitlePhrase, Tone};
use crate::words::when;

/// The card of a record's commitment.
pub(crate) fn recorded(record: &Record, one: &Commitment) -> Card {
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
    let card = Card::new(one.id.clone(), EntryKind::Commitment, &bound, one.when.as_ref(), one.confidence);
    card.shown_by(&record.article, std::slice::from_ref(&one.what))
}

/// What is known of a store's commitment.
pub(crate) fn stored<'e>(entry: &'e Entry, of: &'e CommitmentDetail) -> Box<dyn Facts + 'e> {
    Box::new(Bound {
        by: party(entry, Part::By),
        to: party(entry, Part::To),
        status: of.status,
        told_by: party(entry, Part::ToldBy),
        due: of.due.as_deref(),
        due_on: of.due_on.as_ref(),
        condition: of.condition.as_deref(),
        statement: of.statement.map(|id| id.to_string()),
    })
}

/// Somebody is bound to something.
struct Bound<'a> {
    by: String,
    to: String,
    status: Status,
    /// By whose words it stands so, where that is not its maker.
    told_by: String,
    due: Option<&'a str>,
    due_on: Option<&'a When>,
    condition: Option<&'a str>,
    /// The id of the statement that makes it.
    statement: Option<String>,
}

impl Facts for Bound<'_> {
    fn title(&self) -> Vec<TitlePhrase> {
        let to = labelled(" to", &self.to);
        let what = format!(" · commitment{to}, {}", self.status);
        vec![TitlePhrase::new(Tone::Name, or_nobody(&self.by)), TitlePhrase::new(Tone::Plain, what)]
    }

    fn details(&self, date: String) -> Vec<String> {
        let due = match (self.due, self.due_on) {
            (Some(due), Some(on)) => format!("due {due} ({})", when(on)),
            (Some(due), None) => format!("due {due}"),
            (None, Some(on)) => format!("due {}", when(on)),
            (None, None) => String::new(),
        };
        vec![
            due,
            labelled("on condition:", self.condition.unwrap_or_default()),
            labelled("made", &date),
            labelled("told by", &self.told_by),
            labelled("in statement", self.statement.as_deref().unwrap_or_default()),
        ]
    }
}
