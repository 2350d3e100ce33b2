//! The tense that a word gives its clause.

use onrecord_language::{Lexicon, List, Token};

/// What tense a word gives its clause; `None` for most words, which are no verbs or do not tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tense {
    Past,
    Other,
}

/// The tense of a word that shows one.
pub fn tense(lexicon: &Lexicon, word: &Token) -> Option<Tense> {
    if lexicon.has(List::OtherTense, &word.lower) {
        Some(Tense::Other)
    } else if word.is_irregular
        || word.lower.ends_with("ed") && !lexicon.has(List::NoVerb, &word.lower)
        || word.is(&["hit", "put"])
    {
        Some(Tense::Past)
    } else {
        None
    }
}
