//! What is written asks and claims by itself: "Roe rejected a resolution calling for a ceasefire".

use std::ops::Range;

use onrecord_language::{NounClass, Text};

use super::relation::Attribution;
use super::subject::is_participle;

/// Gives a participle the written thing that it follows, where that is what somebody speaks of: behind it, and without a
/// comma, it is no deed of whoever speaks.
pub fn name(text: &Text, found: &mut [Attribution]) {
    let mut spoken: Vec<Range<usize>> = found.iter().flat_map(|a| a.content.iter().cloned()).collect();
    spoken.sort_by_key(|piece| piece.end);
    for attribution in found.iter_mut() {
        let Some(cue) = attribution.cue.first().filter(|cue| is_participle(&text[(*cue).clone()])) else {
            continue;
        };
        let idx = spoken.partition_point(|piece| piece.end < cue.start);
        let before = idx.checked_sub(1).map(|idx| spoken[idx].clone());
        let written =
            before.filter(|piece| text.get(piece.end..cue.start) == Some(" ") && is_written(text, piece));
        let is_ahead = |piece: &Range<usize>| attribution.source.iter().all(|own| own.end <= piece.start);
        if let Some(written) = written.filter(is_ahead) {
            attribution.source = vec![written];
        }
    }
}

/// Whether some words are a noun phrase for something written: "a Council resolution".
fn is_written(text: &Text, piece: &Range<usize>) -> bool {
    const MOST: usize = 6;
    let words = text.tokens_in(piece.clone());
    let head = words.last().and_then(|word| word.noun).map(|form| form.noun.class);
    words.len() <= MOST
        && head == Some(NounClass::Document)
        && words[0].is(&["a", "an", "the", "his", "her", "its", "their"])
}
