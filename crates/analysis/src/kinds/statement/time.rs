//! Whether a statement is told as the next thing that was said, as more of it, or as of an earlier time.

use onrecord_language::List;

use super::channel;
use super::frame::Frame;
use super::modality::auxiliaries;

/// Whether a statement is told as the next thing that happened: "said", "adding", or a quotation with no cue;
/// not "says", "has said", "his claim".
pub fn is_narrated(frame: &Frame) -> bool {
    let Some(head) = frame.head() else { return true };
    let is_past = |idx: &usize| {
        let word = &frame.words[*idx];
        (word.lower.ends_with("ed") || word.lower.ends_with("ing") || word.is_irregular)
            && !frame.is_noun(*idx)
    };
    // "gained the endorsement of", "said in a statement": the verb tells, whatever tells the act.
    let first = frame.cue.first().map_or(0, |word| word.at.start);
    let verb = (0..=head).find(|idx| frame.words[*idx].at.start >= first && is_past(idx)).unwrap_or(head);
    // "had argued that it holds, asserting": of the time of the verb that it goes with.
    let is_with =
        frame.words[verb].lower.ends_with("ing") && frame.words[..verb].iter().any(|word| word.is(&["had"]));
    let group = &frame.words[auxiliaries(frame, verb)..=verb];
    // "according to a study", whose day is not told.
    let is_written = frame.words[verb].is(&["according"]) && channel::document(frame).is_some();
    is_past(&verb)
        && !is_with
        && !is_written
        && !group.iter().any(|word| frame.lexicon().has(List::NotNarrated, &word.lower))
}

/// Whether it is told as more of what was said just before: "he also said", "she added", or a quotation that goes on
/// with no cue.
pub fn is_more(frame: &Frame) -> bool {
    let Some(head) = frame.head() else { return frame.source.is_empty() };
    (head.saturating_sub(2)..=head).any(|idx| frame.has(List::More, idx))
}

/// Whether the words around the cue put it before the time that the article tells of: "claimed at the time".
pub fn is_earlier(frame: &Frame) -> bool {
    let Some(head) = frame.head() else { return false };
    let around = head.saturating_sub(3)..(head + 4).min(frame.words.len());
    let is_then = frame
        .words
        .windows(3)
        .any(|three| three[0].is(&["at"]) && three[1].is(&["the", "that"]) && three[2].is(&["time"]));
    is_then || around.into_iter().any(|idx| frame.has(List::Before, idx))
}
