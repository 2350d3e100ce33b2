//! What is said within what is said: "Day said the judge told her the case was closed".

use std::cmp::Reverse;
use std::ops::Range;

use onrecord_language::span::trim;
use onrecord_language::{List, Text};

use super::linked::linked;
use super::quotation::{self, Quotation};
use super::relation::Attribution;
use super::speech::{self, Introduced};
use super::tidy::{join_that, unmark};
use crate::reading::Reading;

/// The contents that may hold statements of their own: labels are flat, so that what is said within what is said
/// is seen only where that is read once more by itself.
pub fn reported(text: &Text, reading: &Reading, found: &[Attribution]) -> Vec<Range<usize>> {
    let may_tell = |content: &Range<usize>| {
        let first = reading.words.partition_point(|word| word.range.end <= content.start);
        let mut words =
            (first..reading.words.len()).take_while(|idx| reading.words[*idx].range.start < content.end);
        words.any(|idx| reading.cues[idx] >= LEAST_CUE)
    };
    let mut cues: Vec<usize> = found.iter().flat_map(|a| a.cue.iter().map(|cue| cue.start)).collect();
    cues.sort_unstable();
    let holds = |content: &Range<usize>| {
        let first = cues.partition_point(|cue| *cue < content.start);
        cues.get(first).is_some_and(|cue| *cue < content.end)
    };
    let contents = found.iter().flat_map(|attribution| attribution.content.iter().cloned());
    let mut out: Vec<Range<usize>> = contents
        .filter(|content| !holds(content) && may_tell(content) && tells(text, content.clone()))
        .collect();
    out.sort_by_key(|range| (range.start, Reverse(range.end)));
    out.dedup_by(|next, range| next.start < range.end);
    out
}

/// How likely a word must be one of a cue for the content around it to be read once more.
const LEAST_CUE: f32 = 0.01;
/// How sure a second reading must be.
const SURE: f32 = 0.5;

/// Adds what a second reading finds within contents, as far as somebody else is told to have said it there.
pub fn add(text: &Text, quotations: &[Quotation], inner: &Reading, found: &mut Vec<Attribution>) {
    let new = linked(text, inner).into_iter().filter(|attribution| {
        attribution.score >= SURE && is_of_one_piece(inner, attribution) && is_other(text, inner, attribution)
    });
    found.extend(new.map(|mut attribution| {
        unmark(quotations, &mut attribution.content);
        join_that(text, &mut attribution);
        attribution
    }));
    found.extend(marked_within(text, quotations, found));
    found.extend(found.iter().filter_map(|outer| told_within(text, outer, found)).collect::<Vec<_>>());
}

/// "“My mother used to say, ‘Count the fish’,” Roe said": marks within marks, with a cue and a source of their own.
fn marked_within(text: &Text, quotations: &[Quotation], found: &[Attribution]) -> Vec<Attribution> {
    const FEWEST: usize = 3;
    let mut out = Vec::new();
    for piece in quotations.iter().flat_map(|outer| &outer.pieces) {
        let piece = std::slice::from_ref(piece);
        let inner = quotation::quotations(text, piece);
        for (idx, quoted) in inner.iter().enumerate() {
            let setting = speech::setting(text, piece, &inner, idx);
            let Some(Introduced { cue: Some(cue), source: Some(source) }) = setting.introduced else {
                continue;
            };
            let is_own = is_own(text, &text[source.clone()]);
            if !setting.is_sentence || is_own || quoted.n_words(text) < FEWEST {
                continue;
            }
            let is_told = |a: &Attribution| {
                a.content.iter().any(|c| c.start <= source.start && quoted.whole.end <= c.end)
            };
            let is_known = |a: &Attribution| a.has_cue_in(&cue);
            if found.iter().any(is_told) && !found.iter().any(is_known) {
                let (source, cue, content) = (vec![source], vec![cue], quoted.pieces.clone());
                out.push(Attribution::new(source, cue, content, SURE));
            }
        }
    }
    out
}

/// "Day said the judge told her the case was closed", "Roe said the ministry had refused to pay": what is said begins
/// with somebody who told something, or would do it or not.
fn told_within(text: &Text, outer: &Attribution, found: &[Attribution]) -> Option<Attribution> {
    const SUBJECT: usize = 6;
    const FEWEST: usize = 2;
    let [piece] = &outer.content[..] else { return None };
    let end = text[piece.clone()].find(['“', '"', ';', ':']).map_or(piece.end, |at| piece.start + at);
    let lexicon = text.lexicon();
    let words = text.tokens_in(piece.start..end);
    let n_that = words.iter().take(1).filter(|token| text.word(token) == "that").count();
    let words = &words[n_that..];
    let word = |idx: usize| words.get(idx).map_or("", |token| text.word(token));
    let is = |list, idx: usize| lexicon.has_as_written(list, word(idx));
    let tells = |at: &usize| is(List::Telling, *at) && is(List::Hearer, at + 1);
    let binds = |at: &usize| is(List::Binding, *at) && word(at + 1) == "to";
    let at = (1..=SUBJECT).find(|at| tells(at) || binds(at))?;
    let n_subject = if matches!(word(at - 1), "had" | "has" | "have") { at - 1 } else { at };
    let source = words[0].at.start..words[n_subject.checked_sub(1)?].at.end;
    let who = text[source.clone()].to_lowercase();
    let is_same = is_own(text, &who) || binds(&at) && text.lexicon().has(List::Personal, &who);
    let is_plain = words[..=at + 1].windows(2).all(|pair| &text[pair[0].at.end..pair[1].at.start] == " ");
    let is_clause = (0..n_subject).any(|idx| lexicon.cues().is_direct(word(idx)));
    let cue = words[n_subject].at.start..words[at].at.end;
    let is_known = found.iter().any(|a| a.has_cue_in(&cue));
    let content = trim(text, words[at + usize::from(tells(&at))].at.end..piece.end);
    (is_plain && words.len() > at + 1 + FEWEST && !is_clause && !is_same && !is_known)
        .then(|| Attribution::new(vec![source], vec![cue], vec![content], SURE))
}

/// Whether words hold a cue that tells of speech.
fn tells(text: &Text, range: Range<usize>) -> bool {
    text.lexicon().cues().tells(&text.tokens_in(range))
}

/// Whether a source is who speaks, or who is spoken to.
fn is_own(text: &Text, source: &str) -> bool {
    text.lexicon().has(List::Own, source)
}

/// Whether all of it stands in one of the contents that were read.
fn is_of_one_piece(inner: &Reading, attribution: &Attribution) -> bool {
    let hull = attribution.hull();
    let piece = |at: usize| {
        let idx = inner.words.partition_point(|word| word.range.end <= at);
        inner.words.get(idx).map(|word| word.paragraph)
    };
    piece(hull.start) == piece(hull.end - 1)
}

/// Whether it was said, and not by the one whose words these are: "I think", "he hoped", "it would agree to".
fn is_other(text: &Text, inner: &Reading, attribution: &Attribution) -> bool {
    let cue = attribution.cue[0].clone();
    let verb = text[cue.clone()].split(' ').next().unwrap_or("").to_lowercase();
    let is_open = matches!(
        &*verb,
        "will" | "would" | "should" | "could" | "can" | "may" | "might" | "must" | "to" | "not" | "for"
    );
    let Some(source) = attribution.source.first() else {
        return verb.ends_with("ing") && text.lexicon().cues().is_told(&verb);
    };
    let who = text[source.clone()].to_lowercase();
    let is_own = is_own(text, &who);
    let idx = inner.words.partition_point(|word| word.range.end <= source.start);
    let is_first = idx == 0 || inner.words[idx - 1].paragraph != inner.words[idx].paragraph;
    // "Roe said she hoped", but "Roe said she told the council".
    let is_same =
        is_first && text.lexicon().has(List::Personal, &who) && !text.lexicon().cues().is_told(&verb);
    !is_own && !is_open && !is_same && tells(text, cue)
}
