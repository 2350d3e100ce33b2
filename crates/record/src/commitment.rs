use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{AnyEntry, EntryKind, Part, Span, Status, When};

/// A statement or agreement that binds its maker to an act or a restraint.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Commitment {
    /// Stable within the article: `c1`, `c2` …
    pub id: String,
    /// Ids of those who are bound.
    pub by: Vec<String>,
    /// Ids of those to whom they are bound.
    pub to: Vec<String>,
    /// What is promised.
    pub what: Span,
    /// By when, as stated.
    pub due: Option<String>,
    /// The days that `due` means, where they can be told.
    #[serde(default)]
    pub due_on: Option<When>,
    /// On what condition, as stated.
    pub condition: Option<String>,
    /// How it stands.
    pub status: Status,
    /// Ids of those by whose words it stands so; empty where that is its maker.
    #[serde(default)]
    pub told_by: Vec<String>,
    /// Id of the statement that makes or reports it.
    #[serde(default)]
    pub statement: Option<String>,
    /// When it was made.
    #[serde(default)]
    pub when: Option<When>,
    /// The words that show it.
    pub evidence: Vec<Span>,
    /// The probability, 0 to 1, that this is right.
    pub confidence: f64,
}

impl AnyEntry for Commitment {
    fn kind(&self) -> EntryKind {
        EntryKind::Commitment
    }

    fn id(&self) -> &str {
        &self.id
    }

    fn evidence(&self) -> Vec<&Span> {
        std::iter::once(&self.what).chain(&self.evidence).collect()
    }

    fn words(&self) -> String {
        self.what.text.clone()
    }

    fn parties(&self) -> Vec<(Part, &[String])> {
        vec![(Part::By, &self.by), (Part::To, &self.to), (Part::ToldBy, &self.told_by)]
    }

    fn when(&self) -> Option<&When> {
        self.when.as_ref()
    }

    fn confidence(&self) -> f64 {
        self.confidence
    }

    fn codes(&self) -> Vec<(&'static str, &'static str)> {
        vec![("status", self.status.as_str())]
    }

    fn set_actors(&mut self, part: Part, ids: Vec<String>) {
        match part {
            Part::By => self.by = ids,
            Part::To => self.to = ids,
            Part::ToldBy => self.told_by = ids,
            _ => {}
        }
    }

    fn set_when(&mut self, when: Option<When>) {
        self.when = when;
    }

    fn set_own(&mut self, own: Vec<Span>) {
        if let Some(what) = own.into_iter().next() {
            self.what = what;
        }
    }
}
