//! What one said, as another tells: "“It holds,” Roe told reporters, according to the Vale Post".

use std::ops::Range;

use onrecord_language::Text;
use onrecord_language::span::{overlaps, trim};

use super::quotation::{Quotation, overlapping};
use super::relation::Attribution;

/// Gives a quotation to the one who is told to have said it, where what follows "according to" only relays it.
pub fn name(text: &Text, quotations: &[Quotation], found: &mut [Attribution]) {
    let cues: Vec<Range<usize>> = found.iter().flat_map(|a| a.cue.iter().cloned()).collect();
    for attribution in found {
        let is_relayed = |cue: &Range<usize>| text[cue.clone()].to_lowercase().starts_with("according to");
        let Some(cue) = attribution.cue.first().filter(|cue| is_relayed(cue)) else { continue };
        let Some((source, verb, end)) = said(text, quotations, attribution, cue.start) else { continue };
        if cues.iter().any(|known| overlaps(known, &verb)) {
            continue;
        }
        attribution.content.retain(|piece| piece.start < end);
        attribution.content.iter_mut().for_each(|piece| piece.end = piece.end.min(end));
        (attribution.source, attribution.cue) = (vec![source], vec![verb]);
    }
}

/// Who says the quotation right before byte `until`, by which verb, and where the quotation ends.
fn said(
    text: &Text,
    quotations: &[Quotation],
    attribution: &Attribution,
    until: usize,
) -> Option<(Range<usize>, Range<usize>, usize)> {
    const MOST: usize = 12;
    let first = attribution.content.first().filter(|piece| piece.start < until)?;
    let quoted = overlapping(quotations, first).filter(|q| q.closed && q.whole.end < until).last()?;
    let between = quoted.whole.end..until;
    if text[between.clone()].contains(['\n', '.', '“', '"', ';']) {
        return None;
    }
    let words = text.tokens_in(between);
    let verb = words.iter().take(MOST).position(|word| text.lexicon().cues().is_direct(&word.lower))?;
    let source = match verb {
        0 => words[1..].iter().map(|word| word.at.clone()).reduce(|all, next| all.start..next.end),
        _ => Some(words[0].at.start..words[verb - 1].at.end),
    };
    // "“It holds,” said Roe, according to": up to the comma.
    let source = source.map(|range| {
        trim(text, range.start..range.start + text[range].split(',').next().unwrap_or("").len())
    })?;
    Some((source, words[verb].at.clone(), quoted.whole.end))
}
