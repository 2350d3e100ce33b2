//! The day that a statement was made: a date beside its cue, counted from the day of publication where it needs
//! one, and never guessed.

use std::ops::Range;

use onrecord_language::dates::{Bound, Interval, TimeExpression, is_date_name};
use onrecord_language::{List, Text, Token};
use onrecord_record::Modality;

use super::channel;
use super::event::is_event;
use super::frame::Frame;
use super::modality::auxiliaries;
use super::tense::{Tense, tense};

/// A date of the text.
#[derive(Clone, Debug, PartialEq)]
pub struct Dated {
    pub at: Range<usize>,
    pub day: Interval,
}

/// The date that stands in the cue's clause, nearest to the cue; `dates` are those of the text, in order.
pub fn said(frame: &Frame, modality: Modality, dates: &[TimeExpression]) -> Option<Dated> {
    let head = frame.head().filter(|_| !is_perfect(frame))?;
    let first = dates.partition_point(|one| one.at.start < frame.words[0].at.start);
    let last = frame.words[frame.words.len() - 1].at.end;
    let here = dates[first..].iter().take_while(|one| one.at.end <= last);
    // "In recent months, Roe has said": nothing was said in all of them.
    let here = here.filter(|one| !frame.text[one.at.clone()].contains("recent"));
    let of_the_cue = here.filter_map(|one| {
        let day = day(one, modality)?;
        let at = within(&frame.words, &one.at)?;
        (one.bound == Bound::On && is_of_the_cue(frame, head, &at)).then_some((at, &one.at, day))
    });
    let nearest = of_the_cue.min_by_key(|(at, _, _)| at.start.abs_diff(head));
    nearest.map(|(_, at, day)| Dated { at: at.clone(), day })
}

/// Whether the verb of a cue is told as done by now: "has accused". Nobody has done on Monday what they have done.
pub fn is_perfect(frame: &Frame) -> bool {
    let Some(head) = frame.head() else { return false };
    frame.words[auxiliaries(frame, head)..head]
        .iter()
        .any(|word| word.is(&["has", "have", "hasn't", "haven't"]))
}

/// "announced the exchange last week": a date behind what is no clause is the cue's, though content holds it.
pub fn said_behind(text: &Text, content: &[Range<usize>], dates: &[TimeExpression]) -> Option<Dated> {
    const NO_CLAUSE: usize = 8;
    let [content] = content else { return None };
    let words = text.tokens_in(content.clone());
    let is_long = words.len() > NO_CLAUSE || text[content.clone()].contains(['“', '"']);
    let next = dates.partition_point(|one| one.at.start < content.end);
    let one = dates[..next].last().filter(|one| !is_long && one.at.start > content.start)?;
    let at = within(&words, &one.at).filter(|at| at.end == words.len())?;
    let named = &words[..at.start];
    let is_noun = words[0].is(&["the", "a", "an", "his", "her", "its", "their"])
        && !named.iter().any(|word| tense(text.lexicon(), word).is_some() || word.is(&["to", "that"]));
    let is_joined = named.len() > 1 && !named[named.len() - 1].is(&["by", "until", "for", "of", "from"]);
    let day = day(one, Modality::Actual).filter(|_| is_noun && is_joined)?;
    Some(Dated { at: one.at.clone(), day })
}

/// The date that some words are part of.
pub fn said_at(dates: &[TimeExpression], at: &Range<usize>, modality: Modality) -> Option<Dated> {
    let idx = dates.partition_point(|one| one.at.end <= at.start);
    let one = dates.get(idx).filter(|one| one.at.start < at.end)?;
    Some(Dated { at: one.at.clone(), day: day(one, modality)? })
}

/// The days that something said may be of; more than a year tells none.
fn day(one: &TimeExpression, modality: Modality) -> Option<Interval> {
    const LONGEST: i32 = 366;
    let day = if modality == Modality::Future { one.interval } else { one.over };
    day.filter(|day| day.n_days() <= LONGEST)
}

/// Which of some words an expression takes, if they have all of it.
pub fn within(words: &[Token], at: &Range<usize>) -> Option<Range<usize>> {
    let first = words.partition_point(|word| word.at.start < at.start);
    let end = words.partition_point(|word| word.at.start < at.end);
    (words.get(first)?.at.start == at.start && words[end - 1].at.end >= at.end).then_some(first..end)
}

/// Whether a date tells when the cue's act was done and not something else of the sentence.
fn is_of_the_cue(frame: &Frame, head: usize, at: &Range<usize>) -> bool {
    let words = &frame.words;
    let start = phrase_start(frame, head, at);
    let is_bound = at.start > 0 && words[at.start - 1].is(&["between", "than"]);
    let is_other = |idx: usize| frame.has(List::OtherClause, idx) && !frame.is_when_asked(idx);
    let is_elsewhere =
        is_bound || (start..at.start).any(is_other) || is_of_another_verb(frame, head, start, at);
    // "a Friday deadline", "Friday’s vote": it belongs to the noun; in "in a July 25 call" it is the cue's as well.
    let is_occasion = words[at.end..].iter().take(3).any(|word| is_event(frame.lexicon(), &word.lower))
        && words[start..at.start].iter().any(|word| word.is(&["in", "at", "during"]));
    let is_modifier = !is_occasion && is_modifier(frame.text, words, at);
    let is_year = at.len() == 1 && words[at.start].lower.parse::<i16>().is_ok();
    // A year alone before the cue is part of some other story: "seized in 2007, it has said".
    let is_past = at.end <= head && is_year;
    // Of a source's words, only a document's tell when it spoke: "a poll conducted in August".
    let is_whose = frame.is_source(at.start) && channel::document(frame).is_none();
    // "the claim that", "a request from": what is named was said at a time of its own, unless that follows it.
    let is_named = frame.is_noun(head) && at.start < head;
    !is_elsewhere && frame.is_one_clause(head, at) && !is_modifier && !is_past && !is_whose && !is_named
}

/// Where the phrase begins that a date stands in: behind the cue, or behind a comma.
fn phrase_start(frame: &Frame, head: usize, at: &Range<usize>) -> usize {
    let mut start = at.start;
    while start > 0 && start - 1 != head && frame.is_joined(start) {
        start -= 1;
    }
    start
}

/// Whether a date tells one thing from others of its kind: "the Monday club", "Monday’s vote", "the 2031 budget".
pub fn is_modifier(text: &Text, words: &[Token], at: &Range<usize>) -> bool {
    let first = &words[at.start];
    let is_name = is_date_name(&first.lower) || first.lower.starts_with(|c: char| c.is_ascii_digit());
    let is_owned = at.start.checked_sub(1).map(|idx| &words[idx]).is_some_and(|before| {
        let is_joined = text.get(before.at.end..first.at.start).is_some_and(|gap| gap.trim().is_empty());
        is_joined && (text.lexicon().has(List::DateOwner, &before.lower) || before.lower.ends_with("'s"))
    });
    is_name && is_owned || words[at.end - 1].lower.ends_with("'s")
}

/// Whether another verb of the sentence was done then; `start` is where the phrase begins that the date stands in.
fn is_of_another_verb(frame: &Frame, head: usize, start: usize, at: &Range<usize>) -> bool {
    const BESIDE: usize = 2;
    let words = &frame.words;
    let is_cue = |idx: usize| frame.cue.iter().any(|word| word.at.start == words[idx].at.start);
    // "In an interview published on Monday, Roe said", "in a written statement on Monday".
    let is_carried = |mut range: Range<usize>| {
        range.any(|idx| {
            frame.has(List::Medium, idx)
                || frame.has(List::Document, idx)
                || is_event(frame.lexicon(), &words[idx].lower)
        })
    };
    let is_done = |idx: usize| !is_cue(idx) && tense(frame.lexicon(), &words[idx]) == Some(Tense::Past);
    if at.start < head {
        // "Crowds gathered on Monday, and Roe said"; but "Asked on Monday, Roe said", "As he left on Monday, Roe said".
        let is_apart = |idx: usize| idx > start && !words[idx - 1].is(&["when", "as"]);
        let is_other = (start..at.start).any(|idx| is_done(idx) && is_apart(idx));
        return is_other && !words[start].is(&["as"]) && !is_carried(start..at.start);
    }
    // "criticism of what was built on Monday", "asked to wait, Roe announced on Monday", "accuses them and left on Monday".
    let is_verb = frame.cue.first().is_some_and(|word| word.at.start < words[head].at.start);
    let is_far = !is_verb && frame.is_noun(head) && at.start > head + 1 + BESIDE;
    let is_told = |idx: usize| !words[idx].is_capital && frame.lexicon().cues().is_direct(&words[idx].lower);
    let tells = |idx: usize| is_told(idx) && !frame.is_when_asked(idx - 1);
    let goes_on = |idx: usize| is_done(idx) && words[idx - 1].is(&["and", "but", "then"]);
    let is_other = (head + 1..at.start).any(|idx| !is_cue(idx) && (tells(idx) || goes_on(idx)));
    is_far || is_other && !is_carried(head + 1..at.start)
}
