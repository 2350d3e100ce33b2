use std::ops::Range;

use onrecord_language::dates::Interval;
use onrecord_record::{EngagementKind, Phase};

use crate::actors::Referent;

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
    pub when: Option<(Interval, Range<usize>)>,
    pub moved_from: Option<(Interval, Range<usize>)>,
    pub evidence: Vec<Range<usize>>,
    pub features: Vec<String>,
}
