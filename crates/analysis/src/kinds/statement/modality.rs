//! Whether a statement was made: by the auxiliaries before its cue.

use onrecord_language::{List, Token};
use onrecord_record::{Act, Modality};

use super::frame::Frame;

/// Reads the auxiliaries of the cue's verb. To decline is an act that was done, whatever its "not" says.
pub fn modality(frame: &Frame, act: Act) -> Modality {
    let Some(head) = frame.head() else { return Modality::Actual };
    let start = auxiliaries(frame, head);
    let group = &frame.words[start..=head];
    // "does not make a renewed call for": what stands before the noun in the cue is of its verb.
    let first = frame.cue.first().map_or(0, |word| word.at.start);
    let of_cue = frame.words[..start].iter().filter(|word| word.at.start >= first);
    let is_not = |word: &&Token| word.is(&["not", "never", "cannot"]) || word.lower.ends_with("n't");
    if act != Act::Decline && of_cue.clone().any(|word| is_not(&word)) {
        return Modality::Negated;
    }
    let has = |forms: &[&str]| group.iter().any(|word| word.is(forms));
    let is_negated = has(&["not", "never", "cannot"]) || group.iter().any(|word| word.lower.ends_with("n't"));
    if is_negated && act != Act::Decline {
        Modality::Negated
    } else if act == Act::Decline {
        Modality::Actual
    } else if has(&["would", "could", "might", "may", "if"]) {
        Modality::Conditional
    } else if has(&["will", "shall", "'ll"])
        || has(&["to"]) && has(&["expected", "set", "due", "scheduled", "going"])
    {
        Modality::Future
    } else {
        Modality::Actual
    }
}

/// Where the verb group that ends in `head` begins: "has not yet said".
pub fn auxiliaries(frame: &Frame, head: usize) -> usize {
    let belongs = |idx: usize| {
        let word = &frame.words[idx];
        frame.has(List::VerbGroup, idx)
            || word.lower.ends_with("n't")
            || word.lower.ends_with("ly")
            || word.lower.ends_with("'ll")
    };
    let mut start = head;
    while start > 0 && head - start < 6 && frame.is_joined(start) && belongs(start - 1) {
        start -= 1;
    }
    start
}
