//! Quotations and attributions, joined: every quotation that is speech belongs to one, whole.

use std::ops::Range;

use onrecord_language::Text;
use onrecord_language::span::overlaps;

use super::quotation::Quotation;
use super::relation::Attribution;
use super::speech::{self, Setting};

/// The least words of a quotation that goes on without a cue.
const FEW: usize = 4;

/// Gives every quotation that is speech to an attribution, whole: to the one whose content it overlaps, to the one
/// that it resumes, or to a new one.
pub fn join(text: &Text, quotations: &[Quotation], found: &mut Vec<Attribution>) {
    let contents = Places::new(found, |attribution| &attribution.content);
    let cues = Places::new(found, |attribution| &attribution.cue);
    let mut owners: Vec<Option<usize>> = Vec::with_capacity(quotations.len());
    for (idx, quotation) in quotations.iter().enumerate() {
        if quotation.is_title(text) || quotation.is_byname(text) {
            owners.push(None);
            continue;
        }
        let setting = speech::setting(text, text.paragraphs(), quotations, idx);
        let is_signed = setting.introduced.as_ref().is_some_and(|introduced| introduced.cue.is_none());
        let linked = owner(&contents, found, quotation);
        if let Some(linked) = linked.filter(|_| is_signed) {
            leave(&mut found[linked], quotation);
        }
        let before = idx.checked_sub(1).and_then(|before| owners[before]);
        let owner = linked
            .filter(|_| !is_signed)
            .or_else(|| by_setting(text, quotation, setting, before, &cues, found));
        if let Some(owner) = owner {
            cover(text, &mut found[owner], quotation);
        }
        owners.push(owner);
    }
}

/// The attribution that a quotation belongs to by what stands around it, made where it is new. `before` is that of the
/// quotation before it.
fn by_setting(
    text: &Text,
    quotation: &Quotation,
    setting: Setting,
    before: Option<usize>,
    cues: &Places,
    found: &mut Vec<Attribution>,
) -> Option<usize> {
    if setting.resumes && before.is_some() && setting.introduced.is_none() {
        return before;
    }
    if !setting.is_sentence {
        return None;
    }
    let (cue, source) = setting.introduced.map_or((None, None), |i| (i.cue, i.source));
    let same_cue = cue.as_ref().and_then(|cue| {
        let is_before = |owner: &usize| found[*owner].has_cue_in(cue);
        before.filter(is_before).or_else(|| cues.overlapping(cue).next().map(|(_, idx)| idx))
    });
    if same_cue.is_some() || cue.is_none() && source.is_none() && quotation.n_words(text) < FEW {
        return same_cue;
    }
    let score = if source.is_some() { 0.7 } else { 0.4 };
    let (source, cue) = (source.into_iter().collect(), cue.into_iter().collect());
    found.push(Attribution::new(source, cue, Vec::new(), score));
    Some(found.len() - 1)
}

/// Ranges of attributions in order, each with the index of its attribution.
struct Places(Vec<(usize, usize, usize)>);

impl Places {
    fn new(found: &[Attribution], ranges: impl Fn(&Attribution) -> &Vec<Range<usize>>) -> Places {
        let all = found.iter().enumerate();
        let places = all.flat_map(|(idx, a)| ranges(a).iter().map(move |r| (r.start, r.end, idx)));
        let mut places: Vec<_> = places.collect();
        places.sort_unstable();
        Places(places)
    }

    /// Those that share a byte with `range`.
    fn overlapping(&self, range: &Range<usize>) -> impl Iterator<Item = (Range<usize>, usize)> {
        let first = self.0.partition_point(|(_, end, _)| *end <= range.start);
        let end = range.end;
        let here = self.0[first..].iter().take_while(move |(start, _, _)| *start < end);
        here.map(|(start, end, idx)| (*start..*end, *idx))
    }
}

/// The attribution most of whose content is in the quotation, or the other way round, its cue outside.
fn owner(contents: &Places, found: &[Attribution], quotation: &Quotation) -> Option<usize> {
    let whole = &quotation.whole;
    let is_outside = |idx: usize| !found[idx].has_cue_in(whole);
    let n_shared = |at: &Range<usize>| at.end.min(whole.end) - at.start.max(whole.start);
    let fitting = contents.overlapping(whole).filter(|(_, idx)| is_outside(*idx));
    fitting.max_by_key(|(at, _)| n_shared(at)).map(|(_, idx)| idx)
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
