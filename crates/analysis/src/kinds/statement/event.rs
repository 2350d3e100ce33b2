//! Occasions that people speak at, by the nouns for them.

use onrecord_language::{Lexicon, List};

/// Whether a channel is an occasion that people speak at, not something that carries their words.
pub fn is_event(lexicon: &Lexicon, channel: &str) -> bool {
    event(lexicon, channel).is_some()
}

/// The occasion that a channel ends with: "conference" of "morning press conferences".
pub fn event(lexicon: &Lexicon, channel: &str) -> Option<&'static str> {
    let channel = channel.to_lowercase();
    // "interview with Radio Vale"
    let channel = channel.split(" with ").next().unwrap_or("");
    lexicon.words(List::Event).find(|event| channel.trim_end_matches('s').ends_with(event))
}
