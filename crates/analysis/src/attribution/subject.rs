//! Sources that the encoder does not mark: the subject of a cue's sentence, and the source of the verb before it.

use std::ops::Range;

use onrecord_language::span::trim;
use onrecord_language::{List, Text, Token, dates};

use super::quotation::{Quotation, overlapping};
use super::relation::Attribution;

/// How many bytes before a cue its subject, or the verb before it, may stand.
const REACH: usize = 400;

/// Gives a cue without a source the subject of its sentence, where nothing else stands before the cue: "The Dam Board did
/// not respond to a request", "Roe seemed to think it holds". Words of the subject are then no content any more.
pub fn name(text: &Text, attribution: &mut Attribution) {
    let Some(cue) = attribution.cue.first().filter(|_| attribution.source.is_empty()) else { return };
    let Some(subject) = before(text, cue) else { return };
    // "Roe and Lund spar over".
    let is_several = text[subject.clone()].contains(" and ") && !text[cue.clone()].contains("ing");
    let is_part = |piece: &Range<usize>| subject.start <= piece.start && piece.end <= subject.end;
    let is_behind = |piece: &Range<usize>| piece.start >= cue.end;
    let is_free = attribution.content.iter().all(|piece| is_behind(piece) || is_part(piece))
        && attribution.content.iter().any(is_behind);
    if is_free && (is_several || is_done(text, cue.clone())) {
        attribution.content.retain(|piece| !is_part(piece));
        attribution.source.push(subject);
    }
}

/// Gives a quotation whose speaker is named between it and its cue that speaker, whoever is named behind: "“And what of
/// it?” Pike demanded when the guard told him".
pub fn between(text: &Text, quotations: &[Quotation], attribution: &mut Attribution) {
    let parts = (attribution.content.last(), attribution.cue.first(), attribution.source.first());
    let (Some(said), Some(cue), Some(source)) = parts else { return };
    let quotation = overlapping(quotations, said).last().filter(|_| source.start >= cue.end);
    let Some(quotation) = quotation.filter(|quotation| quotation.whole.end < cue.start) else { return };
    let named = trim(text, quotation.whole.end..cue.start);
    let words = text.tokens_in(named.clone());
    let is_small = |word: &Token| text.lexicon().has_as_written(List::Particle, text.word(word));
    let is_name = (1..=MOST_OF_NAME).contains(&words.len())
        && words.iter().all(|word| word.is_capital || is_small(word))
        && words.iter().any(|word| word.is_capital)
        && text[named.clone()]
            .chars()
            .all(|c| c.is_alphanumeric() || c.is_whitespace() || "-’'.".contains(c));
    if is_name && is_done(text, cue.clone()) {
        attribution.source = vec![named];
    }
}

/// Gives a quotation with its cue and a name right behind it that speaker, where the source that was found stands in the
/// sentence before: "“Who is there?” the guard called. “A friend,” said Coll".
pub fn behind(text: &Text, quotations: &[Quotation], attribution: &mut Attribution) {
    let parts = (attribution.content.last(), attribution.cue.first(), attribution.source.first());
    let (Some(said), Some(cue), Some(source)) = parts else { return };
    let Some(quotation) = overlapping(quotations, said).last() else { return };
    let (start, end) = (quotation.whole.start, quotation.whole.end);
    let is_behind = text.get(end..cue.start).is_some_and(|between| between.trim().is_empty());
    let is_over = text.get(source.end..start).is_some_and(|between| between.trim_end().ends_with('.'));
    let paragraph = text.paragraph_at(cue.start).map(|idx| text.paragraphs()[idx].end);
    let Some(paragraph) = paragraph.filter(|_| is_behind && is_over && attribution.content.len() == 1) else {
        return;
    };
    let words = text.tokens_in(cue.end..paragraph);
    let is_small = |word: &Token| text.lexicon().has_as_written(List::Particle, text.word(word));
    let is_next = |idx: &usize| {
        let from = idx.checked_sub(1).map_or(cue.end, |before| words[before].at.end);
        text[from..words[*idx].at.start].trim().is_empty()
            && (words[*idx].is_capital || *idx > 0 && is_small(&words[*idx]))
    };
    let n_words = (0..words.len().min(MOST_OF_NAME + 1)).take_while(is_next).count();
    let last = words[..n_words].iter().rposition(|word| word.is_capital);
    let Some(last) = last.filter(|last| (1..=MOST_OF_NAME).contains(&(last + 1))) else { return };
    let name = words[0].at.start..words[last].at.end;
    if is_done(text, cue.clone()) && !dates::is_date_name(&words[0].lower) {
        attribution.source = vec![name];
    }
}

/// More words than a name and its title have.
const MOST_OF_NAME: usize = 5;

/// The name that is all its sentence has before a cue, with an apposition: "Roe, her rival, bemoaned".
fn before(text: &Text, cue: &Range<usize>) -> Option<Range<usize>> {
    const MOST: usize = 8;
    let paragraph = text.paragraphs()[text.paragraph_at(cue.start)?].start;
    let reach = text.ceil_char_boundary(paragraph.max(cue.start.saturating_sub(REACH)));
    let start = *text.sentence_starts(reach..cue.start).last()?;
    let whole = trim(text, start..cue.start);
    let words = text[whole.clone()].trim_end_matches(',');
    let end = whole.start + words.len();
    let is_apposed = end < whole.end;
    let head = words.split_once(", ").filter(|_| is_apposed).map_or(words, |(head, _)| head);
    let lexicon = text.lexicon();
    let heads = text.tokens_in(whole.start..whole.start + head.len());
    let opens = |first: &Token| lexicon.has_as_written(List::SentenceOpener, text.word(first));
    let heads = &heads[usize::from(heads.first().is_some_and(opens))..];
    let is_small = |token: &Token| {
        token.is(&["of", "the", "for", "and", "a", "an"])
            || lexicon.has_as_written(List::Particle, text.word(token))
    };
    let is_name = |token: &Token| {
        text.word(token).starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit()) && !is_small(token)
    };
    let is_phrase = (1..=MOST).contains(&heads.len())
        && heads.iter().any(is_name)
        && heads.iter().all(|token| is_name(token) || is_small(token))
        && head.chars().all(|c| c.is_alphanumeric() || c.is_whitespace() || "-’'.&".contains(c));
    let is_cut = start == reach && reach > paragraph;
    (is_phrase && !is_cut).then(|| heads[0].at.start..end)
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

/// Whether a cue is a later verb of the sentence that goes on at byte `from`.
fn goes_on(text: &Text, from: usize, cue: &Range<usize>) -> bool {
    let between = text[from..cue.start].trim_end();
    let is_with = is_participle(&text[cue.clone()]) && between.ends_with([',', '”', '"']);
    (is_second(text, between, cue) || is_with) && text.sentence_starts(from..cue.start).len() == 1
}

/// Whether a cue is a verb that is joined to what its subject did before: "left and accused".
pub fn is_second(text: &Text, before: &str, cue: &Range<usize>) -> bool {
    [" and", " but", ", then"].iter().any(|end| before.ends_with(end)) && is_done(text, cue.clone())
}

/// Whether the words of a cue begin with a participle: "asking for".
pub fn is_participle(cue: &str) -> bool {
    let verb = cue.split(' ').next().unwrap_or("");
    verb.ends_with("ing") && verb != "being"
}

/// Whether a cue is a verb that its subject does: "bemoaned", "did not respond to"; not "was accused of", "to defend".
fn is_done(text: &Text, cue: Range<usize>) -> bool {
    let lexicon = text.lexicon();
    let words = text.tokens_in(cue);
    let is_first = |word: &&Token| !word.lower.ends_with("ly") && !word.is(&["also", "then"]);
    let Some(first) = words.iter().find(is_first) else { return false };
    let is_finite = first.lower.ends_with("ed")
        || first.is_irregular
        || lexicon.has(List::Auxiliary, &first.lower)
        || first.lower.ends_with('s') && lexicon.cues().find(std::slice::from_ref(first)).is_some();
    is_finite && !words.iter().any(|word| lexicon.has(List::Suffered, &word.lower))
}
