//! One entry as people read it, whatever its kind and wherever it comes from.

use std::ops::Range;

use onrecord_record::{Article, EntryKind, Span, When, joined};
use serde::Serialize;

use crate::facts::Facts;
use crate::passage::{Passage, Shows};
use crate::phrase::TitlePhrase;
use crate::words::when as in_words;

/// An entry below this is called unsure.
const UNSURE: f64 = 0.5;

/// An entry, put into words.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Card {
    /// Its id: within its article (`s1`) or within its store (`st-…`).
    pub id: String,
    /// Its kind.
    pub kind: EntryKind,
    /// Who and what, in one line.
    pub title: Vec<TitlePhrase>,
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

impl Card {
    /// The card of what is known; its words are still to be put there.
    pub(crate) fn new(
        id: String,
        kind: EntryKind,
        facts: &dyn Facts,
        when: Option<&When>,
        confidence: f64,
    ) -> Card {
        let mut details = facts.details(when.map(in_words).unwrap_or_default());
        if confidence < UNSURE {
            details.push("unsure".to_string());
        }
        details.retain(|detail| !detail.is_empty());
        Card {
            id,
            kind,
            title: facts.title(),
            words: String::new(),
            marks: Vec::new(),
            wording: String::new(),
            details,
            passage: None,
        }
    }

    /// With the places of its words, code points of the article's text.
    pub(crate) fn at(mut self, spans: &[Span]) -> Card {
        let places: Vec<String> = spans.iter().map(|span| format!("{}–{}", span.start, span.end)).collect();
        self.details.push(places.join(", "));
        self
    }

    /// Shown by words of an article in their sentence.
    pub(crate) fn shown_by(self, article: &Article, evidence: &[Span]) -> Card {
        let marked = evidence.iter().map(|span| (span.bytes(), Shows::Entry)).collect();
        let passage = evidence.first().and_then(|first| Passage::of(article, first.byte_start, marked));
        let words = if passage.is_some() { String::new() } else { joined(evidence) };
        Card { passage, words, ..self }.at(evidence)
    }

    /// The title in plain words.
    pub fn title_text(&self) -> String {
        self.title.iter().map(|phrase| phrase.text.as_str()).collect()
    }
}
