use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{ActorKind, Span};

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
