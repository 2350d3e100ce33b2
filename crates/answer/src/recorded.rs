//! Cards of a record's entries.

use onrecord_record::{EntryKind, Record};

use crate::card::Card;
use crate::kinds::{commitment, engagement, plain, position, statement};

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
    /// The entries of each kind that has no words of its own here.
    pub others: Vec<(EntryKind, Vec<Card>)>,
}

impl Cards {
    /// The cards of all entries of a record, and of its thoughts.
    pub fn of(record: &Record) -> Cards {
        Cards {
            statements: record.statements.iter().map(|one| statement::recorded(record, one)).collect(),
            thoughts: record.thoughts.iter().map(|one| statement::recorded(record, one)).collect(),
            engagements: record.engagements.iter().map(|one| engagement::recorded(record, one)).collect(),
            commitments: record.commitments.iter().map(|one| commitment::recorded(record, one)).collect(),
            positions: record.positions.iter().map(|one| position::recorded(record, one)).collect(),
            others: others(record),
        }
    }

    /// All of them, in the order in which people read them.
    pub fn all(&self) -> impl Iterator<Item = &Card> {
        let entries = self.engagements.iter().chain(&self.commitments).chain(&self.positions);
        let others = self.others.iter().flat_map(|(_, cards)| cards);
        self.statements.iter().chain(entries).chain(others).chain(&self.thoughts)
    }
}

fn others(record: &Record) -> Vec<(EntryKind, Vec<Card>)> {
    use EntryKind::{Commitment, Engagement, Position, Statement};
    const OWN: [EntryKind; 4] = [Statement, Engagement, Commitment, Position];
    let cards = |kind: EntryKind| -> Vec<Card> {
        let of_kind = record.entries().filter(|one| one.kind() == kind);
        of_kind.map(|one| plain::recorded(record, one)).collect()
    };
    let others = EntryKind::ALL.iter().filter(|kind| !OWN.contains(kind)).map(|kind| (*kind, cards(*kind)));
    others.filter(|(_, cards)| !cards.is_empty()).collect()
}
