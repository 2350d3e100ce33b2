//! Pieces of a title.

use serde::Serialize;

/// A piece of a title.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TitlePhrase {
    /// Its words; blanks and points between pieces are part of them.
    pub text: String,
    /// How it is meant to be read.
    pub tone: Tone,
}

/// How a phrase is meant to be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Tone {
    /// A name.
    Name,
    /// What is told of it.
    Plain,
    /// Beside the point.
    Quiet,
    /// What keeps it from being certain.
    Doubt,
}

impl TitlePhrase {
    pub(crate) fn new(tone: Tone, text: impl Into<String>) -> TitlePhrase {
        TitlePhrase { text: text.into(), tone }
    }
}
