//! What people can change of an entry and of an actor.

use onrecord_record::{ActorKind, Part};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What a person changes in an entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// A code: the field that has it (`act`, `phase`, `status` …), and what it is instead.
    Code(String, String),
    /// Words as the article states them: the field (`channel`, `place`, `due`, `condition`, `issue`), and what stands
    /// there instead; empty where the article does not tell.
    Text(String, String),
    /// Its own words: which pieces of the article it is about.
    Words(Vec<Piece>),
    /// When it was: `2031-03-12`, `2031-03`, `2031-03-12..2031-03-14`; empty where the article does not tell.
    When(String),
    /// Who is this to it: ids of actors, or names; nobody where the article does not tell.
    Actors(Part, Vec<String>),
    /// It is none.
    NotOnRecord,
    /// Somebody looked at it, and it is right as it stands.
    Reviewed,
}

/// What a person changes in an actor, over all articles.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ActorChange {
    /// What it is called.
    Name(String),
    /// What kind of actor it is.
    Kind(ActorKind),
    /// An office or description: what articles say, and what holds instead. Without the first it is one more, without the
    /// second there is none.
    Role {
        /// As articles have it.
        was: Option<Title>,
        /// What holds instead.
        is: Option<Title>,
    },
}

/// An office or description.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Title {
    /// The title: mayor.
    pub title: String,
    /// Of what body or place; empty where there is none.
    pub of: String,
}

/// A piece of an article, by its words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Piece {
    /// The words, as the article has them.
    pub text: String,
    /// The code point near which they stand, where the article has them more than once.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub near: Option<usize>,
}

impl From<&str> for Piece {
    fn from(text: &str) -> Piece {
        Piece { text: text.to_string(), near: None }
    }
}

impl std::fmt::Display for Title {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.of.as_str() {
            "" => f.write_str(&self.title),
            of => write!(f, "{} of {of}", self.title),
        }
    }
}
