//! The day that a statement was made: a date beside its cue, counted from the day of publication where it needs
//! one, and never guessed.

use std::ops::Range;

use jiff::civil::Date;
use onrecord_language::{List, Text, Token};
use onrecord_record::Modality;

use super::calendar::{Calendar, DateRange};
use super::channel;
use super::event::is_event;
use super::frame::Frame;
use super::tense::tense;

/// A date of the text.
#[derive(Clone, Debug, PartialEq)]
pub struct Dated {
    pub at: Range<usize>,
    pub day: DateRange,
}

/// The date that stands in the cue's clause, nearest to the cue.
pub fn said(frame: &Frame, modality: Modality, published: Option<Date>) -> Option<Dated> {
    let head = frame.head()?;
    let calendar = Calendar { published, is_ahead: modality == Modality::Future };
    let of_the_cue = calendar.find(&frame.words).into_iter().filter(|(at, _)| is_of_the_cue(frame, head, at));
    let nearest = of_the_cue.min_by_key(|(at, _)| at.start.abs_diff(head));
    nearest.map(|(at, day)| dated(&frame.words[at], day))
}

/// "announced the exchange last week": a date behind what is no clause is the cue's, though content holds it.
pub fn said_behind(text: &Text, content: &[Range<usize>], published: Option<Date>) -> Option<Dated> {
    const NO_CLAUSE: usize = 8;
    let [content] = content else { return None };
    let words = text.tokens_in(content.clone());
    let is_long = words.len() > NO_CLAUSE || text[content.clone()].contains(['“', '"']);
    let calendar = Calendar { published, is_ahead: false };
    let (at, day) = (!is_long).then(|| calendar.find(&words))?.pop()?;
    let named = &words[..at.start];
    let is_noun = words[0].is(&["the", "a", "an", "his", "her", "its", "their"])
        && !named.iter().any(|word| tense(text.lexicon(), word).is_some() || word.is(&["to", "that"]));
    let is_joined = named.len() > 1 && !named[named.len() - 1].is(&["by", "until", "for", "of", "from"]);
    (is_noun && is_joined && at.end == words.len()).then(|| dated(&words[at], day))
}

/// The date that some words of a sentence are part of.
pub fn said_at(text: &Text, at: &Range<usize>, modality: Modality, published: Option<Date>) -> Option<Dated> {
    let words = &text.tokens()[text.sentence_at(at.start)?.tokens.clone()];
    let calendar = Calendar { published, is_ahead: modality == Modality::Future };
    let mut found = calendar.find(words).into_iter().map(|(range, day)| dated(&words[range], day));
    found.find(|dated| dated.at.start < at.end && at.start < dated.at.end)
}

fn dated(words: &[Token], day: DateRange) -> Dated {
    Dated { at: words[0].at.start..words[words.len() - 1].at.end, day }
}

/// Whether a date tells when the cue's act was done and not something else of the sentence.
fn is_of_the_cue(frame: &Frame, head: usize, at: &Range<usize>) -> bool {
    let words = &frame.words;
    // Back to the cue, or to the comma that opens the phrase that the date stands in.
    let mut start = at.start;
    while start > 0 && start - 1 != head && frame.is_joined(start) {
        start -= 1;
    }
    let is_bound_by = |word: &Token| word.is(&["until", "by", "between", "than", "next"]);
    let is_bound = at.start > 0 && is_bound_by(&words[at.start - 1]);
    let is_other = |idx: usize| frame.has(List::OtherClause, idx) && !frame.is_when_asked(idx);
    let is_elsewhere = is_bound || (start..at.start).any(is_other);
    // "a Friday deadline": the date belongs to the noun; "in a July 25 call" it is the cue's as well.
    let is_occasion = words[at.end..].iter().take(3).any(|word| is_event(frame.lexicon(), &word.lower))
        && words[start..at.start].iter().any(|word| word.is(&["in", "at", "during"]));
    let is_modifier = at.start > 0 && !is_occasion && {
        let before = &words[at.start - 1];
        frame.is_joined(at.start)
            && (before.is(&["the", "a", "an", "his", "her", "its", "their"]) || before.lower.ends_with("'s"))
    };
    // A year alone before the cue is part of some other story: "seized in 2007, it has said".
    let is_past =
        at.end <= head && words[at.end - 1].lower.parse::<i16>().is_ok() && words[at.start].is(&["in"]);
    // Of a source's words, only a document's tell when it spoke: "a poll conducted in August".
    let is_whose = frame.is_source(at.start) && channel::document(frame).is_none();
    // "the claim that", "a request from": what is named was said at a time of its own, unless that follows it.
    let is_named = frame.is_noun(head) && at.start < head;
    !is_elsewhere && frame.is_one_clause(head, at) && !is_modifier && !is_past && !is_whose && !is_named
}
