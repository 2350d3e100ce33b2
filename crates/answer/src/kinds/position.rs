//! Somebody stands somewhere.

use onrecord_record::{EntryKind, Part, Position, Record, Stance};
use onrecord_store::{Entry, PositionDetail};

use crate::card::Card;
use crate::facts::{Facts, labelled, or_nobody};
use crate::named::{called, party};
use crate::phrase::{TitlePhrase, Tone};

/// The card of a record's position.
pub(crate) fn recorded(record: &Record, one: &Position) -> Card {
    let stand = Stand {
        holder: called(record, std::slice::from_ref(&one.actor)),
        stance: one.stance,
        issue: &one.issue.text,
        statements: one.statements.clone(),
    };
    let card = Card::new(one.id.clone(), EntryKind::Position, &stand, one.when.as_ref(), one.confidence);
    card.shown_by(&record.article, &one.evidence)
}

/// What is known of a store's position.
pub(crate) fn stored<'e>(entry: &'e Entry, of: &'e PositionDetail) -> Box<dyn Facts + 'e> {
    Box::new(Stand {
        holder: party(entry, Part::Holder),
        stance: of.stance,
        issue: &of.issue,
        statements: of.statements.iter().map(ToString::to_string).collect(),
    })
}

/// Somebody stands somewhere.
struct Stand<'a> {
    holder: String,
    stance: Stance,
    issue: &'a str,
    /// The ids of the statements that show it.
    statements: Vec<String>,
}

impl Facts for Stand<'_> {
    fn title(&self) -> Vec<TitlePhrase> {
        let what = match self.stance {
            Stance::Undecided => format!(" is undecided on {}", self.issue),
            Stance::Conditional => format!(" has a condition on {}", self.issue),
            stance => format!(" {stance} {}", self.issue),
        };
        vec![TitlePhrase::new(Tone::Name, or_nobody(&self.holder)), TitlePhrase::new(Tone::Plain, what)]
    }

    fn details(&self, date: String) -> Vec<String> {
        vec![date, labelled("shown by", &self.statements.join(", "))]
    }
}
