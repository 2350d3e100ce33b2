//! What a sentence tells that one actor does to another, as a type of event of PLOVER.
//!
//! Who both are is given. The words between them and behind them and the encoder's mean vectors of the sentence and of what
//! stands between them are weighed by a linear model, which `training/plover.py` fits and measures.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::LazyLock;

use onrecord_encoder::Encoded;
use onrecord_language::table::{numbers, rows};

use crate::learned::Vectors;
use crate::reading::{Model, words_in};

static WEIGHTS: LazyLock<EventWeights> =
    LazyLock::new(|| EventWeights::new(include_str!("../weights/event.tsv")));

/// How many characters behind both actors count, and how many words of them.
const BEHIND: usize = 60;
const WORDS_BEHIND: usize = 5;

/// The likeliest type of event.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ToldEvent {
    /// PLOVER's name of it: `ACCUSE`, `AID`.
    pub event: &'static str,
    /// How well it fits, about 0 to 1: no probability. From a half on 94 of 100 are right.
    pub score: f32,
}

/// What the weights weigh of a sentence.
#[derive(Clone, Debug)]
pub struct EventFeatures {
    /// The names of what is true of it.
    pub named: Vec<String>,
    /// The mean vectors of the sentence and of what stands between the actors, one behind the other.
    pub vector: Vec<f32>,
}

/// The type of what `source` does to `recipient` in a sentence, byte ranges of it; `None` where the weights are of
/// another encoder's width.
pub fn told_event(
    model: &Model,
    sentence: &str,
    source: &Range<usize>,
    recipient: &Range<usize>,
) -> Option<ToldEvent> {
    WEIGHTS.best(&event_features(model, sentence, source, recipient))
}

/// What [`told_event`] weighs.
pub fn event_features(
    model: &Model,
    sentence: &str,
    source: &Range<usize>,
    recipient: &Range<usize>,
) -> EventFeatures {
    let between = between(source, recipient);
    let Encoded { words, hidden } = model.vectors(sentence);
    let vectors = Vectors { values: &hidden, width: hidden.len() / words.len().max(1) };
    let mut vector = Vec::with_capacity(2 * vectors.width);
    for at in [0..sentence.len(), between] {
        vectors.push_mean(&[words_in(&words, &at)], &mut vector);
    }
    EventFeatures { named: named(sentence, source, recipient), vector }
}

/// What stands between two ranges.
fn between(one: &Range<usize>, other: &Range<usize>) -> Range<usize> {
    let (start, end) = (one.end.min(other.end), one.start.max(other.start));
    start..end.max(start)
}

/// Names of the words between the actors and of those behind both, and which of the actors stands first.
fn named(sentence: &str, source: &Range<usize>, recipient: &Range<usize>) -> Vec<String> {
    let is_first = source.start < recipient.start;
    let order = if is_first { "source first" } else { "recipient first" };
    let inner = letters(sentence, between(source, recipient));
    let last = source.end.max(recipient.end);
    let end = sentence.ceil_char_boundary(last + BEHIND);
    let mut names: Vec<String> = is_first.then(|| order.to_string()).into_iter().collect();
    names.extend(inner.iter().map(|word| format!("{order}: {word}")));
    names.extend(inner.iter().map(|word| format!("between: {word}")));
    names.extend(inner.windows(2).map(|pair| format!("between: {} {}", pair[0], pair[1])));
    names
        .extend(letters(sentence, last..end).iter().take(WORDS_BEHIND).map(|word| format!("behind: {word}")));
    names.sort();
    names.dedup();
    names
}

/// The words of a part of a sentence: runs of letters, in lower case.
fn letters(sentence: &str, at: Range<usize>) -> Vec<String> {
    let lower = sentence.get(at).unwrap_or("").to_lowercase();
    lower.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()).map(str::to_string).collect()
}

/// A score for each type of event by what is true of a sentence.
struct EventWeights {
    events: Vec<&'static str>,
    by_name: HashMap<&'static str, Vec<f32>>,
    /// A row for each number of the vector.
    by_place: Vec<Vec<f32>>,
}

impl EventWeights {
    /// Reads a table: the types behind `events`, a row of weights for `constant` and for each name, and rows `vector` for
    /// the numbers of the vector in their order. Weights are in ten-thousandths.
    fn new(table: &'static str) -> EventWeights {
        let mut out = EventWeights { events: Vec::new(), by_name: HashMap::new(), by_place: Vec::new() };
        for [name, cells] in rows::<2>(table) {
            let weights = || numbers::<f32>(cells).map(|weight| weight / 1e4).collect();
            match name {
                "events" => out.events = cells.split(' ').collect(),
                "vector" => out.by_place.push(weights()),
                _ => _ = out.by_name.insert(name, weights()),
            }
        }
        out
    }

    fn best(&self, features: &EventFeatures) -> Option<ToldEvent> {
        if features.vector.len() != self.by_place.len() {
            return None;
        }
        let mut scores = self.by_name.get("constant")?.clone();
        let mut add = |weights: &[f32], value: f32| {
            scores.iter_mut().zip(weights).for_each(|(score, weight)| *score += weight * value);
        };
        for weights in features.named.iter().filter_map(|name| self.by_name.get(name.as_str())) {
            add(weights, 1.0);
        }
        for (weights, value) in self.by_place.iter().zip(&features.vector) {
            add(weights, *value);
        }
        let scored = self.events.iter().zip(scores).max_by(|a, b| a.1.total_cmp(&b.1));
        scored.map(|(event, score)| ToldEvent { event, score })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(sentence: &str, words: &str) -> Range<usize> {
        let start = sentence.find(words).unwrap();
        start..start + words.len()
    }

    #[test]
    fn the_same_words_tell_another_event_where_another_stands_first() {
        let of = |source: &str, recipient: &str| {
            let sentence = "Ostvia accused Kalmere of hiding the report.";
            named(sentence, &at(sentence, source), &at(sentence, recipient))
        };
        let (active, passive) = (of("Ostvia", "Kalmere"), of("Kalmere", "Ostvia"));
        assert!(active.contains(&"source first: accused".to_string()));
        assert!(passive.contains(&"recipient first: accused".to_string()));
        assert!(active.contains(&"behind: hiding".to_string()));
        assert!(
            active.contains(&"source first".to_string()) && !passive.contains(&"source first".to_string())
        );
    }

    #[test]
    fn overlapping_actors_and_letters_of_several_bytes_are_no_trouble() {
        let sentence = "Émile’s Ostvia – warned Kalmere’s café…";
        let (whole, part) = (0..sentence.len(), at(sentence, "Ostvia"));
        assert_eq!(named(sentence, &whole, &part), ["source first"]);
        assert!(between(&whole, &part).is_empty());
        let ends = named(sentence, &part, &at(sentence, "Kalmere"));
        assert!(ends.contains(&"behind: café".to_string()), "{ends:?}");
    }

    #[test]
    #[cfg(feature = "embedded-model")]
    fn what_one_does_to_another_is_told_apart() {
        let model = Model::embedded().unwrap();
        let told = |sentence: &str, source: &str, recipient: &str| {
            told_event(&model, sentence, &at(sentence, source), &at(sentence, recipient)).unwrap().event
        };
        assert_eq!(told("Ostvia accused Kalmere of hiding the report.", "Ostvia", "Kalmere"), "ACCUSE");
        assert_eq!(told("Ostvian troops shelled Kalmere on Monday.", "Ostvian troops", "Kalmere"), "ASSAULT");
        assert_eq!(told("Ostvia sent food and medicine to Kalmere.", "Ostvia", "Kalmere"), "AID");
        assert_eq!(told("Ostvia rejected a request by Kalmere.", "Ostvia", "Kalmere"), "REJECT");
        assert_eq!(
            told(
                "Ostvia’s president met the president of Kalmere.",
                "Ostvia’s president",
                "the president of Kalmere"
            ),
            "CONSULT"
        );
    }
}
