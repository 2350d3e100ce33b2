//! Noun phrases among the words around a content.

use std::ops::Range;

use onrecord_language::{List, dates};

use super::frame::Frame;

/// The noun phrase that begins with this word, unless it has words of the source.
pub fn noun_phrase(frame: &Frame, start: usize) -> Option<Range<usize>> {
    let words = phrase(frame, start).filter(|words| !words.clone().any(|idx| frame.is_source(idx)))?;
    Some(frame.bytes(words))
}

/// The words of the noun phrase that begins with this one: up to a verb's particle, a date, a comma or the content.
pub fn phrase(frame: &Frame, start: usize) -> Option<Range<usize>> {
    let first = frame.words.get(start)?;
    if frame.has(List::PhraseStop, start) || dates::is_weekday(&first.lower) {
        return None;
    }
    let mut end = start + 1;
    while end < frame.words.len() && end - start < 12 {
        let word = &frame.words[end];
        let ends =
            frame.has(List::PhraseStop, end) || dates::is_weekday(&word.lower) || !frame.is_joined(end);
        if ends || word.lower.ends_with("ly") && !frame.is_capital(end) {
            break;
        }
        end += 1;
    }
    Some(start..end)
}
