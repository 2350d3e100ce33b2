//! Patterns of lemmas that find themselves among the words of a text.

use std::collections::HashMap;
use std::ops::Range;

use crate::token::Token;

/// A sequence of lemmas. `...` stands for up to four words, `@self` for a word by which speakers call themselves.
#[derive(Clone, Debug)]
pub struct Pattern(Vec<&'static str>);

/// Whether the word at a place is one by which the speaker is meant.
pub type IsSelf<'a> = dyn Fn(usize) -> bool + 'a;

impl Pattern {
    /// Reads a pattern: lemmas apart by blanks.
    pub fn new(lemmas: &'static str) -> Pattern {
        Pattern(lemmas.split(' ').collect())
    }

    /// How many lemmas it has, which is how specific it is.
    #[expect(clippy::len_without_is_empty, reason = "no pattern is empty")]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// How many of its lemmas stand there as they are, not in another form.
    pub fn n_literal(&self, words: &[Token]) -> usize {
        self.0.iter().filter(|lemma| words.iter().any(|word| word.lower == **lemma)).count()
    }

    /// Behind the last of the words that it takes, the first of them being `first`.
    fn end(&self, words: &[Token], first: usize, is_self: &IsSelf) -> Option<usize> {
        const GAP: usize = 5;
        let is_form = |idx: usize, lemma: &str| match lemma {
            "@self" => is_self(idx),
            lemma => words[idx].is_form_of(lemma),
        };
        let mut at = first;
        let mut lemmas = self.0.iter().peekable();
        while let Some(lemma) = lemmas.next() {
            if *lemma == "..." {
                let next = lemmas.peek()?;
                at = (at..words.len().min(at + GAP)).find(|idx| is_form(*idx, next))?;
            } else if at < words.len() && is_form(at, lemma) {
                at += 1;
            } else {
                return None;
            }
        }
        Some(at)
    }
}

impl std::fmt::Display for Pattern {
    fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        f.write_str(&self.0.join(" "))
    }
}

/// Patterns with what each means, by their first lemma.
#[derive(Debug)]
pub struct Patterns<T> {
    by_first: HashMap<&'static str, Vec<(Pattern, T)>>,
}

impl<T> Patterns<T> {
    /// Patterns and their meanings, in an order that look-ups keep.
    pub fn new(rows: impl Iterator<Item = (Pattern, T)>) -> Patterns<T> {
        let mut by_first: HashMap<_, Vec<_>> = HashMap::new();
        for (pattern, meaning) in rows {
            by_first.entry(pattern.0[0]).or_default().push((pattern, meaning));
        }
        Patterns { by_first }
    }

    /// Every pattern that stands somewhere in `words`, with the words that it takes.
    pub fn find<'p>(&'p self, words: &[Token]) -> Vec<(Range<usize>, &'p Pattern, &'p T)> {
        self.find_of(words, &|_| false)
    }

    /// The same, where some of the words mean the speaker.
    pub fn find_of<'p>(
        &'p self,
        words: &[Token],
        is_self: &IsSelf,
    ) -> Vec<(Range<usize>, &'p Pattern, &'p T)> {
        let mut out = Vec::new();
        for (idx, word) in words.iter().enumerate() {
            let own = is_self(idx).then_some("@self");
            let firsts = word.lemmas.iter().map(String::as_str).chain(own);
            for (pattern, meaning) in firsts.filter_map(|lemma| self.by_first.get(lemma)).flatten() {
                if let Some(end) = pattern.end(words, idx, is_self) {
                    out.push((idx..end, pattern, meaning));
                }
            }
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Language, Text};

    #[test]
    fn gaps_are_short() {
        let patterns = Patterns::new(std::iter::once((Pattern::new("take ... to task"), ())));
        let found = |text: &str| {
            let whole = std::iter::once(0..text.len()).collect();
            patterns.find(Text::new(text, whole, &Language::english()).tokens()).len()
        };
        assert_eq!(found("Roe took the council to task"), 1);
        assert_eq!(found("Roe took the whole of the town council to task"), 0);
    }
}
