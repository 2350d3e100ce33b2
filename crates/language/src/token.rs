//! The words of a text.

use std::ops::{Deref, Range};
use std::sync::Arc;

use crate::nouns::NounForm;

/// A word of a text: no punctuation but apostrophes and hyphens inside it, and the full stops of initials.
#[derive(Clone, Debug)]
pub struct Token {
    /// Where it stands, in bytes of the text.
    pub at: Range<usize>,
    /// What is known of the word, wherever it stands.
    pub form: Arc<WordForm>,
    /// The index of its sentence.
    pub sentence: usize,
    /// The index of its paragraph.
    pub paragraph: usize,
}

/// A word as it is written, whatever text it stands in.
#[derive(Debug)]
pub struct WordForm {
    /// In lower case, with straight apostrophes.
    pub lower: String,
    /// What it may be a form of, itself first. Empty for the month of May, which is no auxiliary.
    pub lemmas: Vec<String>,
    /// Whether it is a form that no ending makes, as most of the oldest verbs have in the past.
    pub is_irregular: bool,
    /// Whether it is written as names are: a capital or an account's "@" ahead.
    pub is_capital: bool,
    /// The noun that it is a form of, where sources are named by it.
    pub noun: Option<NounForm>,
}

impl Deref for Token {
    type Target = WordForm;

    fn deref(&self) -> &WordForm {
        &self.form
    }
}

impl WordForm {
    /// Whether it is one of these words, which are in lower case.
    pub fn is(&self, words: &[&str]) -> bool {
        words.contains(&self.lower.as_str())
    }

    /// Whether it may be a form of `lemma`.
    pub fn is_form_of(&self, lemma: &str) -> bool {
        self.lemmas.iter().any(|own| own == lemma)
    }
}
