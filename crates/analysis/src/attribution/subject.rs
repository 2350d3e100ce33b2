//! Sources that the encoder does not mark: the subject of a cue's sentence, and the source of the verb before it.

use std::ops::Range;

use onrecord_language::span::trim;
use onrecord_language::{Text, sentence_starts, tokens};

use super::relation::Attribution;
use crate::cues;

/// How many bytes before a cue its subject, or the verb before it, may stand.
const REACH: usize = 400;

/// "The Dam Board did not respond to a request", "Roe seemed to think it holds": what has no source is its sentence's
/// subject's, where that is all that stands before the cue; what of it was taken for content is so no longer.
pub fn name(text: &Text, attribution: &mut Attribution) {
    let Some(cue) = attribution.cue.first().filter(|_| attribution.source.is_empty()) else { return };
    let Some(subject) = before(text, cue) else { return };
    // "Roe and Lund spar over".
    let is_several = text[subject.clone()].contains(" and ") && !text[cue.clone()].contains("ing");
    let is_part = |piece: &Range<usize>| subject.start <= piece.start && piece.end <= subject.end;
    let is_behind = |piece: &Range<usize>| piece.start >= cue.end;
    let is_free = attribution.content.iter().all(|piece| is_behind(piece) || is_part(piece))
        && attribution.content.iter().any(is_behind);
    if is_free && (is_several || cues::is_done(text, cue.clone())) {
        attribution.content.retain(|piece| !is_part(piece));
        attribution.source.push(subject);
    }
}

/// The name that is all its sentence has before a cue, with an apposition: "Roe, her rival, bemoaned".
fn before(text: &Text, cue: &Range<usize>) -> Option<Range<usize>> {
    const MOST: usize = 8;
    const SMALL: [&str; 11] = ["of", "the", "for", "and", "de", "van", "von", "bin", "The", "A", "An"];
    const OPENING: [&str; 11] =
        ["As", "While", "When", "If", "After", "Though", "Although", "But", "And", "Because", "Since"];
    let paragraph = text.paragraphs()[text.paragraph_at(cue.start)?].start;
    let reach = text.ceil_char_boundary(paragraph.max(cue.start.saturating_sub(REACH)));
    let start = *sentence_starts(text, reach..cue.start).last()?;
    let whole = trim(text, start..cue.start);
    let words = text[whole.clone()].trim_end_matches(',');
    let end = whole.start + words.len();
    let is_apposed = end < whole.end;
    let head = words.split_once(", ").filter(|_| is_apposed).map_or(words, |(head, _)| head);
    let mut heads = tokens(text, whole.start..whole.start + head.len());
    if heads.first().is_some_and(|first| OPENING.contains(&&text[first.clone()])) {
        heads.remove(0);
    }
    let word = |t: &Range<usize>| &text[t.clone()];
    let is_name = |t: &Range<usize>| {
        word(t).starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit()) && !SMALL.contains(&word(t))
    };
    let is_phrase = (1..=MOST).contains(&heads.len())
        && heads.iter().any(is_name)
        && heads.iter().all(|t| is_name(t) || SMALL.contains(&word(t)))
        && head.chars().all(|c| c.is_alphanumeric() || c.is_whitespace() || "-’'.&".contains(c));
    let is_cut = start == reach && reach > paragraph;
    (is_phrase && !is_cut).then(|| heads[0].start..end)
}

/// "Roe said it holds and promised more", "Roe spoke, asking for more": a verb that goes on with its sentence has the
/// source of the one before it.
pub fn share(text: &Text, found: &mut [Attribution]) {
    let own = |attribution: &Attribution| {
        Some((attribution.cue.first()?.clone(), attribution.source.first()?.clone()))
    };
    let mut known: Vec<(Range<usize>, Range<usize>)> = found.iter().filter_map(own).collect();
    known.sort_by_key(|(cue, _)| cue.start);
    for attribution in found.iter_mut().filter(|attribution| attribution.source.is_empty()) {
        let Some(cue) = attribution.cue.first().cloned() else { continue };
        let last = known.partition_point(|(known, _)| known.start < cue.start);
        let Some((before, source)) = last.checked_sub(1).map(|idx| &known[idx]) else { continue };
        let is_near = before.end <= cue.start
            && cue.start - before.end < REACH
            && text.paragraph_at(before.start) == text.paragraph_at(cue.start);
        if is_near && goes_on(text, before.end, &cue) {
            attribution.source.push(source.clone());
        }
    }
}

/// Whether a cue is a further verb of the sentence that goes on at byte `from`.
fn goes_on(text: &Text, from: usize, cue: &Range<usize>) -> bool {
    let between = text[from..cue.start].trim_end();
    let is_with = is_participle(&text[cue.clone()]) && between.ends_with([',', '”', '"']);
    (is_second(text, between, cue) || is_with) && sentence_starts(text, from..cue.start).len() == 1
}

/// Whether a cue is a verb that is joined to what its subject did before: "left and accused".
pub fn is_second(text: &Text, before: &str, cue: &Range<usize>) -> bool {
    [" and", " but", ", then"].iter().any(|end| before.ends_with(end)) && cues::is_done(text, cue.clone())
}

/// Whether the words of a cue begin with a participle: "asking for".
pub fn is_participle(cue: &str) -> bool {
    let verb = cue.split(' ').next().unwrap_or("");
    verb.ends_with("ing") && verb != "being"
}
