//! What stands in a paragraph of its own: a source is named in the paragraph of its cue, and only quotations, and what a
//! colon opens, go on behind it. What the encoder links across, from a headline to the sentence below above all, is none:
//! of 99 articles three sources stood elsewhere, two of them were others', and the third was a headline's.

use std::ops::Range;

use onrecord_language::Text;

use super::quotation::{Quotation, overlapping};
use super::relation::Attribution;

/// Takes from attributions what stands in another paragraph than their cue; those of a headline that are left without a
/// source are none.
pub fn keep(text: &Text, quotations: &[Quotation], found: &mut Vec<Attribution>) {
    found.retain_mut(|attribution| {
        let Some(cue) = attribution.cue.first().cloned() else { return true };
        let Some(own) = text.paragraph_at(cue.start) else { return true };
        let words = text[text.paragraphs()[own].clone()].trim_end();
        let is_open = words.ends_with(':');
        let is_heading =
            !words.ends_with(['.', '!', '?', ':', ';', ',', '…', '”', '’', '"', '\'', ')', '—', '–']);
        let is_later = |at: &Range<usize>| text.paragraph_at(at.start).is_some_and(|other| other > own);
        let is_quoted = |piece: &Range<usize>| overlapping(quotations, piece).next().is_some();
        attribution.content.retain(|piece| !is_later(piece) || is_open || is_quoted(piece));
        let n_sources = attribution.source.len();
        attribution.source.retain(|source| text.paragraph_at(source.start) == Some(own));
        let is_left_bare = attribution.source.is_empty() && n_sources > 0 && is_heading;
        !is_left_bare && !attribution.content.is_empty()
    });
}
