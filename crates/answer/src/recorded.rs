//! Cards of a record's entries.

use onrecord_record::Record;

use crate::card::Card;
use crate::kinds::{commitment, engagement, position, statement};

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
            statements: record.statements.iter().map(|one| statement::recorded(record, one)).collect(),
            thoughts: record.thoughts.iter().map(|one| statement::recorded(record, one)).collect(),
            engagements: record.engagements.iter().map(|one| engagement::recorded(record, one)).collect(),
            commitments: record.commitments.iter().map(|one| commitment::recorded(record, one)).collect(),
            positions: record.positions.iter().map(|one| position::recorded(record, one)).collect(),
        }
    }

    /// All of them, in the order in which people read them.
    pub fn all(&self) -> impl Iterator<Item = &Card> {
        let entries = self.engagements.iter().chain(&self.commitments).chain(&self.positions);
        self.statements.iter().chain(entries).chain(&self.thoughts)
    }
}
