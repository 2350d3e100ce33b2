//! The days that an article tells of beside those of its statements: among them that of a hearing or a conference, on
//! which those spoke who spoke there.

use std::ops::Range;

use jiff::civil::Date;
use onrecord_language::span::holds;
use onrecord_language::{List, Sentence, Text, Token};

use super::calendar::{DateRange, dates};
use super::event::event;
use super::tense::{Tense, tense};

/// The days of an article.
#[derive(Default)]
pub struct Story {
    /// Those that the writer tells, in order.
    told: Vec<Told>,
}

/// A date that says when something was done.
pub struct Told {
    pub at: Range<usize>,
    pub paragraph: usize,
    pub day: DateRange,
    /// Whether what was done then is told as over.
    pub is_past: bool,
    /// "hearing": the occasion that was on that day, by the noun for it.
    pub event: Option<String>,
}

impl Story {
    /// Reads the dates of a text's sentences; `contents` are what is attributed, in order.
    pub fn new(text: &Text, contents: &[Range<usize>], published: Option<Date>) -> Story {
        let mut story = Story::default();
        for Sentence { at, paragraph, tokens } in text.sentences().iter().filter(|_| published.is_some()) {
            let words = &text.tokens()[tokens.clone()];
            let mut last = at.start;
            for (at, day) in dates(words, published) {
                let span = words[at.start].at.start..words[at.end - 1].at.end;
                // "on Tuesday (early Wednesday AEST)": the same moment elsewhere.
                let is_elsewhere = text[last..span.start].trim_start().starts_with('(');
                last = span.end;
                if is_elsewhere || !is_when(text, words, &at) || holds(contents, span.start) {
                    continue;
                }
                let is_past = is_past(text, words, &at);
                let event = (is_past && day.from == day.to && day.from.len() == 10)
                    .then(|| event_of(text, words, at.start))
                    .flatten();
                story.told.push(Told { at: span, paragraph: *paragraph, day, is_past, event });
            }
        }
        story
    }

    pub fn told(&self) -> &[Told] {
        &self.told
    }
}

/// Whether a date says when: not "a Friday deadline", "Friday morning's vote", or the date of a dateline.
fn is_when(text: &Text, words: &[Token], at: &Range<usize>) -> bool {
    let before = at.start.checked_sub(1).map(|idx| &words[idx]);
    let after = words.get(at.end);
    let has = |list: List, word: &Token| text.lexicon().has(list, &word.lower);
    let is_owned = before.is_some_and(|word| {
        has(List::DateOwner, word) || has(List::DateBound, word) || word.lower.ends_with("'s")
    });
    let owns = after.is_some_and(|word| word.lower.ends_with("'s"));
    let rest = text[words[at.end - 1].at.end..].trim_start();
    let is_dateline = rest.starts_with(['(', '—', '–']) || rest.starts_with("- ");
    !(is_owned || owns || is_dateline && at.start < 8)
}

/// Whether what was done then is told as over: by the verb before the date or, where none is, behind it.
fn is_past(text: &Text, words: &[Token], at: &Range<usize>) -> bool {
    const REACH: usize = 15;
    let tense_of = |word: &Token| tense(text.lexicon(), word);
    let before = words[at.start.saturating_sub(REACH)..at.start].iter().rev().find_map(tense_of);
    let found = before.or_else(|| words[at.end..].iter().take(REACH).find_map(tense_of));
    found == Some(Tense::Past)
}

/// The occasion right before a date: "concluded its hearings on Tuesday", "the testimony Tuesday".
fn event_of(text: &Text, words: &[Token], start: usize) -> Option<String> {
    words[start.saturating_sub(3)..start]
        .iter()
        .rev()
        .find_map(|word| event(text.lexicon(), &word.lower))
        .map(str::to_string)
}
