use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{AnyEntry, EngagementKind, EntryKind, Part, Phase, Span, When, joined};

/// Contact between actors, past or planned; never expanded into pairs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Engagement {
    /// Stable within the article: `e1`, `e2` …
    pub id: String,
    /// What kind of contact.
    pub kind: EngagementKind,
    /// How far it is.
    pub phase: Phase,
    /// Ids of all the parties.
    pub participants: Vec<String>,
    /// Where, as stated.
    pub place: Option<String>,
    /// When, as far as the text tells.
    pub when: Option<When>,
    /// When it was to be, where it was moved from there.
    #[serde(default)]
    pub moved_from: Option<When>,
    /// The words that show it, one or more.
    pub evidence: Vec<Span>,
    /// The probability, 0 to 1, that this is right.
    pub confidence: f64,
}

impl AnyEntry for Engagement {
    fn kind(&self) -> EntryKind {
        EntryKind::Engagement
    }

    fn id(&self) -> &str {
        &self.id
    }

    fn evidence(&self) -> Vec<&Span> {
        self.evidence.iter().collect()
    }

    fn words(&self) -> String {
        joined(&self.evidence)
    }

    fn parties(&self) -> Vec<(Part, &[String])> {
        vec![(Part::Participant, &self.participants)]
    }

    fn when(&self) -> Option<&When> {
        self.when.as_ref()
    }

    fn confidence(&self) -> f64 {
        self.confidence
    }

    fn codes(&self) -> Vec<(&'static str, &'static str)> {
        vec![("engagement", self.kind.as_str()), ("phase", self.phase.as_str())]
    }

    fn set_actors(&mut self, part: Part, ids: Vec<String>) {
        if part == Part::Participant {
            self.participants = ids;
        }
    }

    fn set_when(&mut self, when: Option<When>) {
        self.when = when;
    }

    fn set_own(&mut self, own: Vec<Span>) {
        self.evidence = own;
    }
}
