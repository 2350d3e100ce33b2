//! What stands in a paragraph of its own: a source is named in the paragraph of its cue, and a headline's words go on in no
//! sentence below it. What the encoder links across is none: of 99 articles two sources stood in another paragraph, and both
//! were others than who spoke.

use std::ops::Range;

use onrecord_language::Text;

use super::quotation::{Quotation, overlapping};
use super::relation::Attribution;

/// Takes from attributions sources in another paragraph than their cue, and from those of a headline what is not quoted
/// below it; those of a headline that are left without either are none.
pub fn keep(text: &Text, quotations: &[Quotation], found: &mut Vec<Attribution>) {
    found.retain_mut(|attribution| {
        let Some(cue) = attribution.cue.first().cloned() else { return true };
        let Some(own) = text.paragraph_at(cue.start) else { return true };
        let words = text[text.paragraphs()[own].clone()].trim_end();
        let is_heading =
            !words.ends_with(['.', '!', '?', ':', ';', ',', '…', '”', '’', '"', '\'', ')', '—', '–']);
        let is_later = |at: &Range<usize>| text.paragraph_at(at.start).is_some_and(|other| other > own);
        let is_quoted = |piece: &Range<usize>| overlapping(quotations, piece).next().is_some();
        attribution.content.retain(|piece| !is_heading || !is_later(piece) || is_quoted(piece));
        let n_sources = attribution.source.len();
        attribution.source.retain(|source| text.paragraph_at(source.start) == Some(own));
        let is_left_bare = attribution.source.is_empty() && n_sources > 0 && is_heading;
        !is_left_bare && !attribution.content.is_empty()
    });
}
