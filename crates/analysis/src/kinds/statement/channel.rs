//! The medium or occasion of a statement: "in a statement", "at a news conference", "on Telegram".

use std::ops::Range;

use onrecord_language::{List, dates};

use super::addressee;
use super::frame::Frame;

/// The words that name it, without article: "morning press conference", "Telegram post".
pub fn channel(frame: &Frame) -> Option<Range<usize>> {
    occasion(frame)
        .or_else(|| addressee::occasion(frame))
        .or_else(|| platform(frame))
        .or_else(|| made(frame))
        .or_else(|| document(frame))
}

/// "in a written statement", "at a news conference": a preposition, then a noun for what carries words.
fn occasion(frame: &Frame) -> Option<Range<usize>> {
    let preposition = |idx: &usize| frame.has(List::ChannelPreposition, *idx) && !frame.is_source(*idx);
    (0..frame.words.len()).filter(preposition).find_map(|preposition| {
        let mut start = preposition + 1;
        while start < frame.words.len() && frame.has(List::ChannelDeterminer, start) {
            start += 1;
        }
        let goes_on = |idx: &usize| {
            let ends = frame.has(List::ChannelEnd, *idx) || frame.has(List::ChannelDeterminer, *idx);
            *idx == start || frame.is_joined(*idx) && !ends
        };
        let last = (start..frame.words.len().min(start + 8))
            .take_while(goes_on)
            .filter(|idx| frame.has(List::Medium, *idx) && is_medium(frame, *idx, preposition))
            .last()?;
        // "for spying on our rally": whoever says so speaks elsewhere.
        if frame.words[start].is(&["our", "my", "your"]) {
            return None;
        }
        let is_here = frame.head().is_none_or(|head| frame.is_one_clause(head, &(start..last + 1)));
        is_here.then(|| frame.bytes(start..further(frame, last) + 1))
    })
}

/// Whether a noun that may mean something else carries words here: "a press release", "in a written response"; not
/// "their release", "in response to".
fn is_medium(frame: &Frame, idx: usize, preposition: usize) -> bool {
    if frame.words[preposition].is(&["on"]) && !frame.has(List::OnMedium, idx) {
        return false;
    }
    match &*frame.words[idx].lower {
        "release" => frame.words[idx - 1].is(&["press", "news", "media"]),
        "response" => idx > preposition + 1,
        _ => true,
    }
}

/// The last word of what tells a medium apart: "an interview with Radio Vale", "a post on Telegram".
fn further(frame: &Frame, last: usize) -> usize {
    let Some(link) = frame.words.get(last + 1).filter(|_| frame.is_joined(last + 1)) else { return last };
    let is_told_apart = link.is(&["with"]) && frame.has(List::MediumWith, last)
        || link.is(&["on"]) && frame.has(List::MediumOn, last);
    if !is_told_apart {
        return last;
    }
    let first = last + 2;
    let the = usize::from(frame.words.get(first).is_some_and(|word| word.is(&["the", "his", "her", "its"])));
    let is_name = |idx: &usize| {
        let word = &frame.words[*idx];
        let is_date = dates::is_weekday(&word.lower) || dates::is_month(&word.lower);
        (*idx == first || frame.is_joined(*idx)) && frame.is_capital(*idx) && !is_date
    };
    let name = first + the;
    (name..frame.words.len()).take_while(is_name).last().unwrap_or(last)
}

/// "on Telegram", "wrote on Truth Social".
fn platform(frame: &Frame) -> Option<Range<usize>> {
    let head = frame.head();
    (1..frame.words.len()).find_map(|idx| {
        if !head.is_none_or(|head| frame.is_one_clause(head, &(idx..idx + 1))) {
            return None;
        }
        let is_on = frame.words[idx - 1].is(&["on", "to", "via"]) && frame.is_capital(idx);
        let next = frame.words.get(idx + 1);
        if is_on && frame.has(List::Platform, idx) {
            return Some(frame.words[idx].at.clone());
        }
        let is_truth =
            is_on && frame.words[idx].is(&["truth"]) && next.is_some_and(|word| word.is(&["social"]));
        is_truth.then(|| frame.bytes(idx..idx + 2))
    })
}

/// "put out a memo", "has filed a lawsuit": what carries the words is made before the cue or in it.
fn made(frame: &Frame) -> Option<Range<usize>> {
    let cue = frame.cue.first()?.at.start..frame.cue.last()?.at.end;
    // In the cue, or right before it: "issued a statement warning".
    let is_near = |idx: &usize| {
        let next = frame.words.get(idx + 1).map_or(0, |word| word.at.start);
        cue.contains(&frame.words[*idx].at.start) || next == cue.start
    };
    // With or without an adjective: "issued a statement", "issued a brief statement".
    let is_made = |idx: &usize| {
        let article = (1..=2).find(|back| frame.words[*idx - back].is(&["a", "an"]));
        let verb = article.and_then(|back| idx.checked_sub(back + 1));
        is_near(idx) && verb.is_some_and(|verb| frame.has(List::Issuing, verb))
    };
    let idx = (2..frame.words.len()).filter(|idx| frame.has(List::Medium, *idx)).find(is_made)?;
    Some(frame.words[idx].at.clone())
}

/// The medium of a verb that has one of its own: "testified", "tweeted".
pub fn medium(frame: &Frame) -> Option<&'static str> {
    let lemmas = &frame.words.get(frame.head()?)?.lemmas;
    let is = |lemma: &str| lemmas.iter().any(|form| form == lemma);
    [("testify", "testimony"), ("tweet", "tweet"), ("retweet", "retweet"), ("blog", "blog")]
        .into_iter()
        .find_map(|(verb, medium)| is(verb).then_some(medium))
}

/// A source that is itself a medium: "a poll", "the memo", "research by the institute".
pub fn document(frame: &Frame) -> Option<Range<usize>> {
    // "a research firm" is none: the noun ends its phrase.
    let ends = |idx: usize| {
        let next = frame.words.get(idx + 1);
        let is_link = next.is_none_or(|word| {
            word.is(&["of", "by", "from", "in", "that", "to", "shown"]) || word.lower.ends_with("ed")
        });
        is_link || !frame.is_source(idx + 1) || !frame.is_joined(idx + 1)
    };
    // "a graph that showed": the pronoun stands for the noun before it.
    let is_related = |idx: usize| {
        let next = frame.words.get(idx + 1);
        frame.source.len() == 1
            && next.is_some_and(|word| word.is(&["that", "which"]) && word.at == frame.source[0])
    };
    let is_document = |idx: &usize| {
        frame.has(List::Document, *idx) && (frame.is_source(*idx) && ends(*idx) || is_related(*idx))
    };
    let idx = (0..frame.words.len()).find(is_document)?;
    Some(frame.words[idx].at.clone())
}
