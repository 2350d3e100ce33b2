//! What the encoder links, as attributions.

use std::ops::Range;

use onrecord_language::Text;
use onrecord_language::span::trim;

use super::relation::Attribution;
use crate::reading::{Link, Reading, SpanRole};

/// The least words of what a second verb tells.
const FEW: usize = 4;

/// What the encoder links: a cue, its contents, and its source if it has one.
pub fn linked(text: &Text, reading: &Reading) -> Vec<Attribution> {
    let mut taken = vec![false; reading.spans.len()];
    reading.links.iter().flat_map(|link| &link.contents).for_each(|span| taken[*span] = true);
    // "Roe said it holds" has a cue with a source, and a content right behind that chose no cue.
    let behind = |link: &Link| {
        let next = link.cue + 1;
        let is_free =
            reading.spans.get(next)?.is == SpanRole::Content && !taken[next] && link.source.is_some();
        let between = text.get(reading.bytes(link.cue).end..reading.bytes(next).start)?;
        (is_free && matches!(between.trim(), "" | "that" | ":" | ",") && !between.contains('\n'))
            .then_some(next)
    };
    let mut links = reading.links.clone();
    for link in links.iter_mut().filter(|link| link.contents.is_empty()) {
        link.contents.extend(behind(link));
    }
    links.retain(|link| !link.contents.is_empty());
    let attribution = |link: &Link| {
        let spans = link.contents.iter().chain(&link.source).chain([&link.cue]);
        let certain = spans.map(|span| reading.spans[*span].score).fold(link.score, f32::min);
        let source = link.source.iter().map(|span| reading.bytes(*span)).collect();
        let content = link.contents.iter().map(|span| reading.bytes(*span)).collect();
        Attribution::new(source, vec![reading.bytes(link.cue)], content, certain)
    };
    links.iter().map(attribution).collect()
}

/// "Roe said the dam holds and denied that it leaks": what follows a second verb of telling is told by itself.
pub fn in_turn(text: &Text, mut whole: Attribution) -> Vec<Attribution> {
    const AND: &str = " and ";
    let is_quoted = |piece: &Range<usize>| text[piece.clone()].contains(['“', '”', '"']);
    let last = whole.content.last().cloned().filter(|piece| !is_quoted(piece) && !whole.source.is_empty());
    let Some(last) = last.filter(|last| whole.cue[0].end <= last.start) else { return vec![whole] };
    let verb_behind = |(at, _): (usize, &str)| {
        let start = last.start + at + AND.len();
        let verb = text[start..last.end].split(' ').next().unwrap_or("");
        let is_past = verb.ends_with("ed") || matches!(verb, "said" | "told" | "wrote");
        let cue = start..start + verb.len();
        (is_past && text.lexicon().cues().is_direct(verb) && cue.end + FEW < last.end)
            .then_some((last.start + at, cue))
    };
    let Some((end, cue)) = text[last.clone()].match_indices(AND).find_map(verb_behind) else {
        return vec![whole];
    };
    let (content, source) = (vec![trim(text, cue.end..last.end)], whole.source.clone());
    let second = Attribution::new(source, vec![cue], content, whole.score);
    let n_pieces = whole.content.len();
    whole.content[n_pieces - 1].end = end;
    vec![whole, second]
}

/// "Day said the judge told her the case was closed": labels are flat, so that the outer cue is left without a
/// content; it is the whole of the attribution that follows it or, in "…, Day testified", that goes before.
pub fn reporting(text: &Text, reading: &Reading, found: &[Attribution]) -> Vec<Attribution> {
    let starts: Vec<(usize, usize)> =
        found.iter().map(Attribution::hull).map(|hull| (hull.start, hull.end)).collect();
    let mut order: Vec<usize> = (0..found.len()).collect();
    order.sort_by_key(|idx| starts[*idx]);
    let bare = reading.links.iter().filter(|link| link.contents.is_empty() && link.source.is_some());
    let attribution = |link: &Link| {
        let cue = reading.bytes(link.cue);
        let source = reading.bytes(link.source?);
        let next = order.partition_point(|idx| starts[*idx].0 < cue.end);
        let own = source.start.min(cue.start);
        let before = order[..next].iter().rev().copied().find(|idx| starts[*idx].1 <= own);
        if let Some(before) = before.filter(|idx| text[starts[*idx].1..own].trim() == ",") {
            let (start, end) = starts[before];
            return (!text[start..end].contains('\n')).then(|| {
                let score = link.score.min(found[before].score);
                Attribution::new(vec![source], vec![cue], std::iter::once(start..end).collect(), score)
            });
        }
        let inner = *order.get(next)?;
        let (start, end) = starts[inner];
        let between = &text[cue.end..start];
        let is_joined = matches!(between.trim(), "" | "that" | "," | ":")
            && !between.contains('\n')
            && source.end <= cue.start;
        let is_sourced = found[inner].source.first().is_some_and(|source| source.start == start);
        (is_joined && is_sourced && !text[start..end].contains('\n')).then(|| {
            let score = link.score.min(found[inner].score);
            Attribution::new(vec![source], vec![cue], std::iter::once(start..end).collect(), score)
        })
    };
    bare.filter_map(attribution).collect()
}
