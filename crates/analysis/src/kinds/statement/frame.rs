//! What stands around a content: its sentence's words, with those of its cue and its source known.

use std::ops::Range;

use onrecord_language::{Cue, Lexicon, List, Text, Token};

use crate::attribution::Attribution;

/// What stands around the content: the sentence's words without those of the content.
pub struct Frame<'a> {
    pub text: &'a Text<'a>,
    /// The sentence's words outside the content, in order.
    pub words: Vec<Token>,
    /// The cue's words, and what the table knows of them.
    pub cue: Vec<Token>,
    pub found: Option<Cue>,
    pub source: &'a [Range<usize>],
    pub content: &'a [Range<usize>],
}

impl<'a> Frame<'a> {
    /// Reads the words around an attribution.
    pub fn new(text: &'a Text<'a>, attribution: &'a Attribution) -> Frame<'a> {
        let Attribution { source, content, .. } = attribution;
        let holds = |ranges: &[Range<usize>], at: usize| ranges.iter().any(|range| range.contains(&at));
        let mut words = text.tokens_in(window(text, attribution)).into_owned();
        words.retain(|word| !holds(content, word.at.start) || holds(&attribution.cue, word.at.start));
        let cue = text.tokens_of(&attribution.cue);
        let found = text.lexicon().cues().find(&cue);
        Frame { text, words, cue, found, source, content }
    }

    /// What is known of the language's words.
    pub fn lexicon(&self) -> &'static Lexicon {
        self.text.lexicon()
    }

    /// Whether a word is one of a list.
    pub fn has(&self, list: List, idx: usize) -> bool {
        self.lexicon().has(list, &self.words[idx].lower)
    }

    /// The cue's first telling word, as an index into the frame's words.
    pub fn head(&self) -> Option<usize> {
        let idx = self.found.as_ref().map_or(0, |found| found.words.start);
        let at = self.cue.get(idx)?.at.start;
        self.words.iter().position(|word| word.at.start == at)
    }

    /// Where some of the frame's words stand in the text.
    pub fn bytes(&self, words: Range<usize>) -> Range<usize> {
        self.words[words.start].at.start..self.words[words.end - 1].at.end
    }

    /// Whether two neighbours of the frame's words stand side by side, with no more than a blank between them.
    pub fn is_joined(&self, idx: usize) -> bool {
        let (left, right) = (&self.words[idx - 1], &self.words[idx]);
        let between = self.text.get(left.at.end..right.at.start).unwrap_or("");
        between.trim().is_empty() || between == ". " && left.at.len() <= 3
    }

    /// Whether nothing between the cue's head and these words opens a clause of its own.
    pub fn is_one_clause(&self, head: usize, at: &Range<usize>) -> bool {
        let mut between = at.end.min(head)..at.start.max(head);
        !between.any(|idx| self.has(List::ClauseMark, idx) && !self.is_when_asked(idx))
    }

    /// "declined to say when asked on Tuesday": who was asked then answered then.
    pub fn is_when_asked(&self, idx: usize) -> bool {
        let next = self.words.get(idx + 1);
        self.words[idx].is(&["when"]) && next.is_some_and(|word| word.is(&["asked", "pressed", "questioned"]))
    }

    /// Whether the word is a noun by what stands around it: "the claim", "Roe's demand", "a request from".
    pub fn is_noun(&self, idx: usize) -> bool {
        let before = idx.checked_sub(1).filter(|_| self.is_joined(idx));
        let is_after = self.words.get(idx + 1).is_some_and(|word| word.is(&["of", "from"]));
        is_after
            || before.is_some_and(|word| {
                self.has(List::CueNounMark, word) || self.words[word].lower.ends_with("'s")
            })
    }

    /// Whether it is told of something that nobody is named for: "a row about the dam", "a promise to meet".
    pub fn is_somebodys(&self) -> bool {
        let Some(head) = self.head().filter(|head| self.source.is_empty() && self.is_noun(*head)) else {
            return false;
        };
        (head.saturating_sub(2)..head).any(|idx| self.words[idx].is(&["a", "an"]))
    }

    pub fn is_source(&self, idx: usize) -> bool {
        self.source.iter().any(|range| range.contains(&self.words[idx].at.start))
    }

    pub fn is_capital(&self, idx: usize) -> bool {
        self.text[self.words[idx].at.clone()].starts_with(char::is_uppercase)
    }
}

/// The part of the sentence that is read: so much around the cue as a long sentence has, so that a page which is
/// all one sentence takes no longer than another.
fn window(text: &Text, attribution: &Attribution) -> Range<usize> {
    const REACH: usize = 500;
    let sentence = attribution.sentence(text);
    let at =
        attribution.cue.first().or(attribution.content.first()).map_or(sentence.start, |range| range.start);
    let start = at.saturating_sub(REACH).max(sentence.start);
    let end = (at + REACH).min(sentence.end).max(start);
    text.floor_char_boundary(start)..text.floor_char_boundary(end)
}
