//! A sentence's words with what stands between them, and what each is in an expression of time.

use super::table::{Class, TimeWord, rows};
use crate::text::Text;
use crate::token::Token;

/// The words of one sentence.
pub struct SentenceWords<'a> {
    text: &'a str,
    tokens: &'a [Token],
}

impl<'a> SentenceWords<'a> {
    pub fn new(text: &'a Text, tokens: &'a [Token]) -> SentenceWords<'a> {
        SentenceWords { text: text.as_str(), tokens }
    }

    pub fn len(&self) -> usize {
        self.tokens.len()
    }

    /// The word in lower case, without a possessive; empty behind the last.
    pub fn word(&self, idx: usize) -> &'a str {
        let lower = self.tokens.get(idx).map_or("", |token| token.lower.as_str());
        // "new year's" needs its own.
        lower.strip_suffix("'s").filter(|bare| *bare != "new year" && *bare != "year").unwrap_or(lower)
    }

    /// The word as it is written.
    pub fn raw(&self, idx: usize) -> &'a str {
        self.tokens.get(idx).map_or("", |token| &self.text[token.at.clone()])
    }

    /// What stands between the word before and this.
    pub fn gap(&self, idx: usize) -> &'a str {
        let Some(before) = idx.checked_sub(1).and_then(|before| self.tokens.get(before)) else { return "" };
        self.tokens.get(idx).and_then(|token| self.text.get(before.at.end..token.at.start)).unwrap_or("")
    }

    /// What stands right behind the word.
    pub fn behind(&self, idx: usize) -> &'a str {
        self.tokens.get(idx).map_or("", |token| &self.text[token.at.end..])
    }

    /// What stands right before the word.
    pub fn ahead_of(&self, idx: usize) -> &'a str {
        self.tokens.get(idx).map_or("", |token| &self.text[..token.at.start])
    }

    /// Whether nothing but blanks, or the full stop of an abbreviation, stands before the word.
    pub fn is_joined(&self, idx: usize) -> bool {
        idx > 0 && idx < self.tokens.len() && {
            let gap = self.gap(idx);
            gap.trim().is_empty()
                || gap.starts_with('.') && gap[1..].trim().is_empty() && self.word(idx - 1).len() <= 5
        }
    }

    /// Whether a comma may stand before the word, and nothing more.
    pub fn is_near(&self, idx: usize) -> bool {
        self.is_joined(idx) || {
            let gap = self.gap(idx).trim().trim_start_matches('.');
            idx > 0 && idx < self.tokens.len() && gap == ","
        }
    }

    pub fn is_capital(&self, idx: usize) -> bool {
        self.raw(idx).starts_with(char::is_uppercase)
    }

    /// The row of a class that begins with the word, and how many words it takes.
    pub fn find(&self, idx: usize, class: Class) -> Option<(&'static TimeWord, usize)> {
        let row = rows(self.word(idx)).iter().find(|row| row.class == class && self.has_rest(idx, row))?;
        Some((row, 1 + row.rest.split('_').filter(|word| !word.is_empty()).count()))
    }

    /// The value of a single word of a class.
    pub fn value(&self, idx: usize, class: Class) -> Option<&'static str> {
        self.find(idx, class).map(|(row, _)| row.value)
    }

    pub fn is(&self, idx: usize, class: Class) -> bool {
        self.find(idx, class).is_some()
    }

    fn has_rest(&self, idx: usize, row: &TimeWord) -> bool {
        row.rest.is_empty()
            || row.rest.split('_').enumerate().all(|(n, word)| {
                let at = idx + 1 + n;
                self.is_joined(at) && (self.word(at) == word || self.tokens[at].lower == word)
            })
    }
}
