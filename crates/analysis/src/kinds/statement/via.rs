//! Who relayed a statement: "a readout quoted Roe as saying", "Roe, as quoted by the agency".

use std::ops::Range;

use super::frame::Frame;
use super::phrase::{noun_phrase, phrase};
use onrecord_language::Token;

/// The words that name who relayed it.
pub fn via(frame: &Frame) -> Option<Range<usize>> {
    behind(frame).or_else(|| presented(frame)).or_else(|| ahead(frame))
}

/// "according to figures presented by the minister": who shows what a document says relays it.
fn presented(frame: &Frame) -> Option<Range<usize>> {
    let is_link = |idx: &usize| {
        frame.is_source(*idx)
            && frame.words[*idx].is(&["presented", "cited", "quoted", "relayed", "shown"])
            && frame.words.get(idx + 1).is_some_and(|word| word.is(&["by"]))
    };
    let link = (0..frame.words.len()).find(is_link)?;
    phrase(frame, link + 2).map(|words| frame.bytes(words))
}

/// "as quoted by the agency", "quoted in the Port Vale Post".
fn behind(frame: &Frame) -> Option<Range<usize>> {
    let is_link = |idx: &usize| {
        frame.words[*idx].is(&["quoted", "cited", "reported", "carried"])
            && frame.words.get(idx + 1).is_some_and(|word| word.is(&["by", "in"]))
            // "Roe told reporters, according to the Vale Post".
            || frame.words[*idx].is(&["according"])
                && !frame.cue.iter().any(|word| word.at == frame.words[*idx].at)
    };
    let link = (0..frame.words.len()).find(is_link)?;
    noun_phrase(frame, link + 2)
}

/// "A Velmark readout quoted Roe as saying": what stands before the verb.
fn ahead(frame: &Frame) -> Option<Range<usize>> {
    let saying =
        frame.words.windows(2).position(|pair| pair[0].is(&["as"]) && pair[1].is(&["saying", "telling"]))?;
    let verb =
        frame.words[..saying].iter().rposition(|word| word.is(&["quoted", "quotes", "cited", "quoting"]))?;
    let mut start = verb;
    while start > 0
        && verb - start < 8
        && (start == verb || frame.is_joined(start))
        && !frame.is_source(start - 1)
    {
        start -= 1;
    }
    let is_clause = |word: &Token| word.is(&["was", "were", "is", "has", "had"]);
    let words = &frame.words[start..verb];
    (!words.is_empty() && !words.iter().any(is_clause))
        .then(|| words[0].at.start..words[words.len() - 1].at.end)
}
