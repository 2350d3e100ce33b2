//! One entry as people read it, whatever its kind and wherever it comes from.

use std::ops::Range;

use onrecord_record::EntryKind;
use serde::Serialize;

use crate::passage::Passage;

/// An entry, put into words.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Card {
    /// Its id: within its article (`s1`) or within its store (`st-…`).
    pub id: String,
    /// Its kind.
    pub kind: EntryKind,
    /// Who and what, in one line.
    pub title: Vec<Phrase>,
    /// Its own words, in quotation marks where they stood in some; empty where the passage shows them.
    pub words: String,
    /// The bytes of `words` that were asked for.
    pub marks: Vec<Range<usize>>,
    /// The article's own words for who said it and how, where it is a statement.
    pub wording: String,
    /// What else is known, in the order of interest.
    pub details: Vec<String>,
    /// The sentence of the article that shows it, where the article is at hand.
    pub passage: Option<Passage>,
}

/// A piece of a title.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Phrase {
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

impl Phrase {
    pub(crate) fn new(tone: Tone, text: impl Into<String>) -> Phrase {
        Phrase { text: text.into(), tone }
    }
}

impl Card {
    /// The title in plain words.
    pub fn title_text(&self) -> String {
        self.title.iter().map(|phrase| phrase.text.as_str()).collect()
    }
}
