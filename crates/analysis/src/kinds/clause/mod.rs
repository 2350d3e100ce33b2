//! Who does what to whom in a sentence, as far as the order of its words tells.

mod said;
mod who;

use std::ops::Range;

use onrecord_language::dates::TimeExpression;
use onrecord_language::{List, Sentence, Token};

use crate::actors::Referent;
use crate::scene::Scene;

/// A sentence whose words are looked at one after the other.
pub struct Clause<'s, 't> {
    pub scene: &'s Scene<'t>,
    pub sentence: Range<usize>,
    pub words: &'s [Token],
}

/// Some of those whom a sentence tells of, and the words for them.
#[derive(Clone, Debug)]
pub struct ClauseParty {
    pub at: Range<usize>,
    pub who: Vec<Referent>,
}

impl<'s, 't> Clause<'s, 't> {
    pub fn new(scene: &'s Scene<'t>, sentence: &Sentence) -> Clause<'s, 't> {
        let words = &scene.text.tokens()[sentence.tokens.clone()];
        Clause { scene, sentence: sentence.at.clone(), words }
    }

    /// What stands between the word before and this one.
    pub fn gap(&self, idx: usize) -> &'t str {
        let start = idx.checked_sub(1).map_or(self.sentence.start, |before| self.words[before].at.end);
        let end = self.words.get(idx).map_or(self.sentence.end, |word| word.at.start);
        self.scene.text.as_str().get(start..end).unwrap_or("")
    }

    fn is_joined(&self, idx: usize) -> bool {
        idx > 0 && self.gap(idx).trim().is_empty()
    }

    pub fn is(&self, idx: usize, forms: &[&str]) -> bool {
        self.words.get(idx).is_some_and(|word| word.is(forms))
    }

    /// Whether a word is one of a list.
    pub fn has(&self, list: List, idx: usize) -> bool {
        self.words.get(idx).is_some_and(|word| self.scene.text.lexicon().has(list, &word.lower))
    }

    /// Where some of the words stand.
    pub fn bytes(&self, range: Range<usize>) -> Range<usize> {
        self.words[range.start].at.start..self.words[range.end - 1].at.end
    }

    pub fn is_capital(&self, idx: usize) -> bool {
        self.words.get(idx).is_some_and(|word| word.is_capital)
    }

    /// The first word of the group of a verb: "has agreed to" of "has agreed to meet".
    pub fn group(&self, verb: usize) -> usize {
        let mut first = verb;
        while first > 0 && self.is_joined(first) && first + 8 > verb {
            let word = &self.words[first - 1];
            if !self.has(List::BeforeVerb, first - 1) && !word.lower.ends_with("ly") {
                break;
            }
            first -= 1;
        }
        first
    }

    /// Whether a comma stands before a word, and not within a number: "50,000".
    pub fn has_comma(&self, idx: usize) -> bool {
        let gap = self.gap(idx);
        gap.contains(',') && gap != ","
    }

    /// The expressions of time of the sentence.
    pub fn dates(&self) -> impl Iterator<Item = &'s TimeExpression> + use<'s> {
        let scene = self.scene;
        let from = scene.dates.partition_point(|one| one.at.start < self.sentence.start);
        let end = self.sentence.end;
        scene.dates[from..].iter().take_while(move |one| one.at.start < end)
    }

    /// Whether a word is of an expression of time.
    pub fn is_dated(&self, idx: usize) -> bool {
        let at = &self.words[idx].at;
        self.dates().any(|one| one.at.start < at.end && at.start < one.at.end)
    }

    /// Whether a word stands in what somebody is said to have said.
    pub fn is_attributed(&self, word: usize) -> bool {
        let at = self.words[word].at.start;
        let holds = |ranges: &[Range<usize>]| ranges.iter().any(|range| range.contains(&at));
        self.scene.attributions.iter().any(|attribution| holds(&attribution.content))
    }

    /// The index of the sentence's paragraph.
    pub fn paragraph(&self) -> usize {
        self.scene.text.paragraph_at(self.sentence.start).unwrap_or(0)
    }

    /// The part of the sentence from the first of some words and parties to the last.
    pub fn part(&self, words: &Range<usize>, parties: &[ClauseParty]) -> Range<usize> {
        let at = self.bytes(words.clone());
        let here = parties.iter().map(|party| &party.at).filter(|at| self.sentence.contains(&at.start));
        here.fold(at, |all, at| all.start.min(at.start)..all.end.max(at.end))
    }
}
