//! What polls say: a poll as a source, and those whom it asked.

use std::ops::Range;

use onrecord_language::Text;

use super::frame::Frame;

/// What a poll has to do with a statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PollPart {
    /// The poll says it.
    Poll,
    /// A share of those asked say it: "3 in 10 voters".
    Share,
}

/// Whether a poll or those whom it asked are a statement's source.
pub fn polled(frame: &Frame) -> Option<PollPart> {
    let words = || (0..frame.words.len()).filter(|idx| frame.is_source(*idx));
    let is_poll = words().any(|idx| frame.words[idx].is(&["poll", "polls", "survey", "surveys"]));
    let is_count = |idx: usize| frame.words[idx].lower.starts_with(|c: char| c.is_ascii_digit());
    let is_share = words().any(|idx| {
        frame.words[idx].is(&["percent"])
            || is_count(idx) && frame.text[frame.words[idx].at.end..].starts_with('%')
            || idx > 0 && is_count(idx) && frame.words[idx - 1].is(&["in"])
    });
    match (is_poll, is_share) {
        (_, true) => Some(PollPart::Share),
        (true, false) => Some(PollPart::Poll),
        (false, false) => None,
    }
}

/// The poll with a name that `sentence` or, else, the text shortly before it tells of last: "an Ostry-Vale poll".
pub fn poll(text: &Text, sentence: Range<usize>) -> Option<Range<usize>> {
    const REACH: usize = 4000;
    let of = |range: Range<usize>| {
        let words = text.tokens_in(range);
        let is_joined = |idx: usize| text.get(words[idx - 1].at.end..words[idx].at.start) == Some(" ");
        let is_capital = |idx: usize| text.word(&words[idx]).starts_with(char::is_uppercase);
        let is_poll =
            |idx: &usize| *idx > 0 && matches!(text.word(&words[*idx]), "poll" | "survey") && is_joined(*idx);
        let idx = (0..words.len()).rev().find(is_poll)?;
        let mut start = idx;
        while start > 0 && is_joined(start) && is_capital(start - 1) {
            start -= 1;
        }
        // "The poll", at the head of its sentence, has no name.
        let is_named = start + 1 < idx
            || start < idx && !matches!(text.word(&words[start]), "The" | "A" | "An" | "This");
        is_named.then(|| words[start].at.start..words[idx].at.end)
    };
    let start = text.floor_char_boundary(sentence.start.saturating_sub(REACH));
    of(sentence.clone()).or_else(|| of(start..sentence.start))
}
