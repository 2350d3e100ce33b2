//! Quotations and attributions, joined: every quotation that is speech belongs to one, whole.

use onrecord_language::Text;
use onrecord_language::span::overlaps;

use super::quotation::Quotation;
use super::relation::Attribution;
use super::speech;

/// The least words of a quotation that goes on without a cue.
const FEW: usize = 4;

/// Gives every quotation that is speech to an attribution, whole: to the one whose content it overlaps, to the one
/// that it resumes, or to a new one.
pub fn join(text: &Text, quotations: &[Quotation], found: &mut Vec<Attribution>) {
    let mut pieces: Vec<(usize, usize, usize)> = Vec::new();
    for (idx, attribution) in found.iter().enumerate() {
        pieces.extend(attribution.content.iter().map(|range| (range.start, range.end, idx)));
    }
    pieces.sort_unstable();
    let mut cues: Vec<(usize, usize, usize)> = Vec::new();
    for (idx, attribution) in found.iter().enumerate() {
        cues.extend(attribution.cue.iter().map(|range| (range.start, range.end, idx)));
    }
    cues.sort_unstable();
    let mut owners: Vec<Option<usize>> = Vec::with_capacity(quotations.len());
    for (idx, quotation) in quotations.iter().enumerate() {
        if quotation.is_title(text) {
            owners.push(None);
            continue;
        }
        let setting = speech::setting(text, text.paragraphs(), quotations, idx);
        let signed = setting.introduced.as_ref().is_some_and(|introduced| introduced.cue.is_none());
        let linked = owner(&pieces, found, quotation);
        if let Some(linked) = linked.filter(|_| signed) {
            leave(&mut found[linked], quotation);
        }
        let owner = linked.filter(|_| !signed).or_else(|| {
            let before = idx.checked_sub(1).and_then(|before| owners[before]);
            if setting.resumes && before.is_some() && setting.introduced.is_none() {
                return before;
            }
            if !setting.is_sentence {
                return None;
            }
            let (cue, source) = setting.introduced.map_or((None, None), |i| (i.cue, i.source));
            let same_cue = cue.as_ref().and_then(|cue| {
                let is_before = |owner: &usize| found[*owner].cue.iter().any(|c| overlaps(c, cue));
                let first = cues.partition_point(|(_, end, _)| *end <= cue.start);
                let here = cues.get(first).filter(|(start, _, _)| *start < cue.end);
                before.filter(is_before).or(here.map(|(_, _, idx)| *idx))
            });
            if same_cue.is_some() || cue.is_none() && source.is_none() && quotation.n_words(text) < FEW {
                return same_cue;
            }
            let score = if source.is_some() { 0.7 } else { 0.4 };
            let (source, cue) = (source.into_iter().collect(), cue.into_iter().collect());
            found.push(Attribution::new(source, cue, Vec::new(), score));
            Some(found.len() - 1)
        });
        if let Some(owner) = owner {
            cover(text, &mut found[owner], quotation);
        }
        owners.push(owner);
    }
}

/// The attribution most of whose content is in the quotation, or the other way round, its cue outside.
fn owner(pieces: &[(usize, usize, usize)], found: &[Attribution], quotation: &Quotation) -> Option<usize> {
    let whole = &quotation.whole;
    let first = pieces.partition_point(|(_, end, _)| *end <= whole.start);
    let within = pieces[first..].iter().take_while(|(start, _, _)| *start < whole.end);
    let is_outside = |idx: usize| found[idx].cue.iter().all(|cue| !overlaps(cue, whole));
    let shared = |start: usize, end: usize| end.min(whole.end) - start.max(whole.start);
    let fitting = within.filter(|(_, _, idx)| is_outside(*idx));
    fitting.max_by_key(|(start, end, _)| shared(*start, *end)).map(|(_, _, idx)| *idx)
}

/// Takes a quotation from an attribution: somebody else signed it.
fn leave(attribution: &mut Attribution, quotation: &Quotation) {
    attribution.content.retain(|piece| !overlaps(piece, &quotation.whole));
}

/// Makes a quotation part of the content, joined with what it touches, but never over cue and source.
fn cover(text: &Text, attribution: &mut Attribution, quotation: &Quotation) {
    for piece in &quotation.pieces {
        let Some(paragraph) = text.paragraph_at(piece.start) else { continue };
        let bounds = &text.paragraphs()[paragraph];
        // The marks belong to it.
        let start = piece.start.max(bounds.start);
        let start =
            text[bounds.start..start].char_indices().next_back().map_or(start, |(at, _)| bounds.start + at);
        let end =
            text[piece.end..bounds.end].chars().next().map_or(piece.end, |mark| piece.end + mark.len_utf8());
        let mut whole = start.max(quotation.whole.start)..end.min(quotation.whole.end);
        let content = &mut attribution.content;
        content.retain(|range| {
            let touches = overlaps(range, &whole);
            if touches {
                whole = range.start.min(whole.start)..range.end.max(whole.end);
            }
            !touches
        });
        let at = content.partition_point(|range| range.start < whole.start);
        content.insert(at, whole);
    }
}
