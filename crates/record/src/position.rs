use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{AnyEntry, EntryKind, Part, Span, Stance, When, joined};

/// An actor's stance on an issue.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Position {
    /// Stable within the article: `p1`, `p2` …
    pub id: String,
    /// The actor's id.
    pub actor: String,
    /// What the stance is on.
    pub issue: Issue,
    /// Where the actor stands.
    pub stance: Stance,
    /// Ids of the statements that show it.
    #[serde(default)]
    pub statements: Vec<String>,
    /// When it was taken.
    #[serde(default)]
    pub when: Option<When>,
    /// The words that show it.
    pub evidence: Vec<Span>,
    /// The probability, 0 to 1, that this is right.
    pub confidence: f64,
}

/// What a position is about.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Issue {
    /// A short noun phrase of the article.
    pub text: String,
}

impl AnyEntry for Position {
    fn kind(&self) -> EntryKind {
        EntryKind::Position
    }

    fn id(&self) -> &str {
        &self.id
    }

    fn evidence(&self) -> Vec<&Span> {
        self.evidence.iter().collect()
    }

    fn words(&self) -> String {
        format!("{} … {}", self.issue.text, joined(&self.evidence))
    }

    fn parties(&self) -> Vec<(Part, &[String])> {
        vec![(Part::Holder, std::slice::from_ref(&self.actor))]
    }

    fn when(&self) -> Option<&When> {
        self.when.as_ref()
    }

    fn confidence(&self) -> f64 {
        self.confidence
    }

    fn codes(&self) -> Vec<(&'static str, &'static str)> {
        vec![("stance", self.stance.as_str())]
    }

    fn set_actors(&mut self, part: Part, ids: Vec<String>) {
        if let (Part::Holder, Some(id)) = (part, ids.into_iter().next()) {
            self.actor = id;
        }
    }

    fn set_when(&mut self, when: Option<When>) {
        self.when = when;
    }

    fn set_own(&mut self, own: Vec<Span>) {
        self.evidence = own;
    }
}
