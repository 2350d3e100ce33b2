use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::Span;

/// An attribution put on record: who said what, to whom, when.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Statement {
    /// Stable within the article: `s1`, `s2` …
    pub id: String,
    /// What is attributed, in one piece or several.
    pub content: Vec<Span>,
    /// The words that link source and content.
    pub cue: Option<Mention>,
    /// The words that name the source.
    pub source: Option<Mention>,
    /// Ids of the actors who said it; empty where the article does not tell.
    pub speakers: Vec<String>,
    /// Ids of the actors it was said to.
    pub addressees: Vec<String>,
    /// Ids of the actors who relayed it.
    pub via: Vec<String>,
    /// Medium or occasion, as stated.
    pub channel: Option<String>,
    /// How it is quoted.
    pub quote: Quote,
    /// What was done by saying it.
    pub act: Act,
    /// Whether it was said, will be, would be, or was not.
    pub modality: Modality,
    /// When it was said; never guessed.
    pub said: Option<DateRange>,
    /// Id of the statement that reports this one.
    pub parent: Option<String>,
    /// The probability, 0 to 1, that this is right: that people who read the article put these words on record
    /// too, and name the same speakers.
    pub confidence: f64,
}

/// A span that may be in several pieces.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Mention {
    /// The whole, or the first piece where there are `fragments`.
    #[serde(flatten)]
    pub span: Span,
    /// All the pieces, where there are several.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub fragments: Vec<Span>,
}

impl Mention {
    /// All its pieces, in order.
    pub fn pieces(&self) -> &[Span] {
        match self.fragments.as_slice() {
            [] => std::slice::from_ref(&self.span),
            fragments => fragments,
        }
    }
}

impl From<Span> for Mention {
    fn from(span: Span) -> Mention {
        Mention { span, fragments: Vec::new() }
    }
}

/// How content is quoted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Quote {
    /// All of it in quotation marks.
    Direct,
    /// Part of it in quotation marks.
    Mixed,
    /// None of it.
    Indirect,
}

/// What a speaker does by a statement; see the glossary for when each applies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)]
pub enum Act {
    Assert,
    Assess,
    Announce,
    Ask,
    Admit,
    Deny,
    Decline,
    Condole,
    Concur,
    Request,
    Demand,
    Propose,
    Promise,
    Agree,
    Reject,
    Threaten,
    Accuse,
    Criticise,
    Oppose,
    Praise,
    Support,
    Regret,
    Retract,
}

/// Whether a statement was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Modality {
    /// It was said.
    Actual,
    /// It will be said.
    Future,
    /// It would be said if …
    Conditional,
    /// It was not said.
    Negated,
}

/// A day or days, each an ISO 8601 date as precise as the text tells (`2023`, `2023-06`, `2023-06-19`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct DateRange {
    /// The first day it may have been.
    pub from: String,
    /// The last.
    pub to: String,
}

/// A person, organisation, country or group, over all its mentions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Actor {
    /// Stable within the article: `a1`, `a2` …
    pub id: String,
    /// The fullest name that the article gives, without title; empty for unnamed sources.
    pub name: String,
    /// What kind of actor.
    pub kind: ActorKind,
    /// Offices and descriptions that the article states.
    pub roles: Vec<ActorRole>,
    /// Where the article refers to it.
    #[serde(default)]
    pub mentions: Vec<Span>,
}

/// What kind of actor.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)]
pub enum ActorKind {
    Person,
    Organisation,
    Country,
    Group,
    /// A report, a poll, a readout.
    Document,
    /// Kept as described, never merged with another.
    Unnamed,
    /// The article's writer.
    Author,
}

/// An office or description of an actor.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ActorRole {
    /// The title, as stated.
    pub title: String,
    /// Of what body, as stated.
    pub of: String,
    /// The words that state it.
    pub evidence: Option<Span>,
}
