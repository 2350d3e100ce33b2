use std::ops::Range;

use onrecord_language::dates::Interval;
use onrecord_record::{EngagementKind, Phase};

use crate::actors::Referent;

/// Days, and the words for them.
pub type DaysAt = (Interval, Range<usize>);

/// Days that a contact may be of, and what is true of them.
#[derive(Clone, Debug)]
pub struct DateCandidate {
    pub days: Interval,
    pub at: Range<usize>,
    pub features: Vec<String>,
}

/// What some words tell of a contact.
#[derive(Clone, Debug)]
pub struct ToldContact {
    pub kind: EngagementKind,
    pub phase: Phase,
    /// Whether words tell the phase.
    pub is_told: bool,
    /// Those who take part, each with the words for them.
    pub parties: Vec<(Referent, Range<usize>)>,
    pub place: Option<Range<usize>>,
    /// The date nearest to the words, by which what is told in several places is told apart.
    pub when: Option<DaysAt>,
    /// Whether that date is over before the month in which the article was written.
    pub is_dated_before: bool,
    /// What may date it.
    pub dates: Vec<DateCandidate>,
    pub moved_from: Option<DaysAt>,
    pub evidence: Vec<Range<usize>>,
    pub features: Vec<String>,
}

/// Kinds that one contact may be told as.
pub fn class(kind: EngagementKind) -> EngagementKind {
    match kind {
        EngagementKind::Summit | EngagementKind::Negotiation | EngagementKind::Mediation => {
            EngagementKind::Meeting
        }
        kind => kind,
    }
}
