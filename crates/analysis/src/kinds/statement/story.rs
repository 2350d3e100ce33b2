//! The days that an article tells of beside those of its statements: among them that of a hearing or a conference, on
//! which those spoke who spoke there.

use std::ops::Range;

use onrecord_language::dates::{Bound, Interval, TimeExpression};
use onrecord_language::span::holds;
use onrecord_language::{List, Text, Token};

use super::event::event;
use super::said::{is_modifier, within};
use super::tense::{Tense, tense};

/// The days of an article.
#[derive(Default)]
pub struct Story {
    /// Those that the writer tells, in order.
    told: Vec<ToldDay>,
}

/// A date that says when something was done.
pub struct ToldDay {
    pub at: Range<usize>,
    pub paragraph: usize,
    pub day: Interval,
    /// Whether what was done then is told as over.
    pub is_past: bool,
    /// "hearing": the occasion that was on that day, by the noun for it.
    pub event: Option<String>,
}

impl Story {
    /// Picks from a text's `dates` those that say when; `contents` are what is attributed, in order.
    pub fn new(text: &Text, contents: &[Range<usize>], dates: &[TimeExpression]) -> Story {
        let mut told: Vec<ToldDay> = Vec::new();
        let mut last = 0;
        for one in dates {
            // "on Tuesday (early Wednesday AEST)": the same moment elsewhere.
            let is_elsewhere = text[last..one.at.start].trim_start().starts_with('(');
            last = one.at.end;
            let (Some(day), Some(sentence)) = (one.over, text.sentence_at(one.at.start)) else { continue };
            let words = &text.tokens()[sentence.tokens.clone()];
            let Some(at) = within(words, &one.at) else { continue };
            let is_bound = one.bound != Bound::On;
            if is_elsewhere || is_bound || !is_when(text, words, &at) || holds(contents, one.at.start) {
                continue;
            }
            let is_past = is_past(text, words, &at);
            let event = (is_past && day.is_day() && !is_aside(text, words, at.start))
                .then(|| event_of(text, words, at.start))
                .flatten();
            told.push(ToldDay { at: one.at.clone(), paragraph: sentence.paragraph, day, is_past, event });
        }
        Story { told }
    }

    pub fn told(&self) -> &[ToldDay] {
        &self.told
    }
}

/// Whether a date says when: not "a Friday deadline", "Friday morning's vote", or the date of a dateline.
fn is_when(text: &Text, words: &[Token], at: &Range<usize>) -> bool {
    let before = at.start.checked_sub(1).map(|idx| &words[idx]);
    let is_bound = before.is_some_and(|word| text.lexicon().has(List::DateBound, &word.lower));
    let is_owned = is_bound || is_modifier(text, words, at);
    let owns = words.get(at.end).is_some_and(|word| word.lower.ends_with("'s"));
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

/// Whether a date stands in a clause beside the sentence's own: "the deed, which led to a meeting on Thursday".
fn is_aside(text: &Text, words: &[Token], start: usize) -> bool {
    let is_joined = |idx: &usize| text[words[idx - 1].at.end..words[*idx].at.start].trim().is_empty();
    let first = (1..=start).rev().take_while(is_joined).last().map_or(start, |idx| idx - 1);
    words[first..start].iter().any(|word| text.lexicon().has(List::OtherClause, &word.lower))
}

/// The occasion right before a date: "concluded its hearings on Tuesday", "the testimony Tuesday".
fn event_of(text: &Text, words: &[Token], start: usize) -> Option<String> {
    words[start.saturating_sub(3)..start]
        .iter()
        .rev()
        .find_map(|word| event(text.lexicon(), &word.lower))
        .map(str::to_string)
}
