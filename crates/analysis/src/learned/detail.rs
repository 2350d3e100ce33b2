//! The words of an attribution's sentences that name its addressee, its channel, who relayed it, and its day.

use std::ops::Range;

use onrecord_encoder::Word;
use onrecord_language::Text;

use super::spans::SpanWords;
use super::vectors::{Vectors, relu};
use crate::reading::Heads;

/// How likely a detail must be, against none: addressee, channel, relayer, day. With less, more are invented than found
/// on articles left out: fold 0, where the rules find none.
const LEAST_ODDS: [f32; N_DETAILS] = [-2.0, 0.0, -2.0, -1.0];
/// How many words on either side of the cue are looked at.
const REACH: usize = 60;
/// How many words a detail has at most.
const LONGEST: usize = 12;
/// How many of an attribution's spans tell the sentences that are looked at.
const MOST_SPANS: usize = 4;
/// The details in the order of the head's scores.
const N_DETAILS: usize = 4;

/// Words that name a detail.
#[derive(Clone, Debug, PartialEq)]
pub struct DetailWords {
    /// Bytes of the text.
    pub at: Range<usize>,
    /// How much likelier than that no words name it, in log-odds.
    pub odds: f32,
}

/// The details of an attribution, each as far as words near it are likely enough to name it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LikelyDetails {
    pub addressee: Option<DetailWords>,
    pub channel: Option<DetailWords>,
    pub via: Option<DetailWords>,
    pub day: Option<DetailWords>,
}

/// Reads the details of an attribution.
pub fn details(
    heads: &Heads,
    vectors: Vectors,
    text: &Text,
    words: &[Word],
    spans: &SpanWords,
) -> LikelyDetails {
    let near = near(text, words, spans);
    let mut parts = Vec::with_capacity(3 * vectors.width);
    [&spans.cue, &spans.source, &spans.content]
        .into_iter()
        .for_each(|ranges| vectors.push_mean(ranges, &mut parts));
    let mut of = heads.head("reading.detail_of").apply(&parts);
    let rows: Vec<f32> = near.iter().flat_map(|word| vectors.row(*word)).copied().collect();
    let mut inner = heads.head("reading.detail_word").apply(&rows);
    let places = &heads.tensor("reading.detail_place.weight").values;
    for (word, row) in near.iter().zip(inner.chunks_mut(of.len())) {
        let place = place(spans, *word) * of.len();
        let terms = of.iter().zip(&places[place..]);
        row.iter_mut().zip(terms).for_each(|(value, (of, place))| *value += of + place);
    }
    relu(&mut inner);
    relu(&mut of);
    let none = heads.head("reading.no_detail").apply(&of);
    let scores = heads.head("reading.detail").apply(&inner);
    let detail = |idx: usize| {
        let (first, last, odds) = best(&near, &scores, idx)?;
        let odds = odds - 2.0 * none[idx];
        let at = words[near[first]].range.start..words[near[last]].range.end;
        (odds > LEAST_ODDS[idx]).then_some(DetailWords { at, odds })
    };
    LikelyDetails { addressee: detail(0), channel: detail(1), via: detail(2), day: detail(3) }
}

/// The words that may name a detail: near the cue, in the sentences of cue, content and source.
fn near(text: &Text, words: &[Word], spans: &SpanWords) -> Vec<usize> {
    let sentence = |word: usize| text.sentence_at(words[word].range.start).map(|sentence| sentence.at.start);
    let ranges = spans.cue.iter().chain(&spans.content).chain(&spans.source).take(MOST_SPANS);
    let here: Vec<Option<usize>> =
        ranges.flat_map(|range| [sentence(range.start), sentence(range.end - 1)]).collect();
    let at = spans.at();
    let reach = at.saturating_sub(REACH)..(at + REACH).min(words.len());
    reach.filter(|word| here.contains(&sentence(*word))).collect()
}

/// Where a word stands: how far on which side of the cue, and in which part of the attribution.
fn place(spans: &SpanWords, word: usize) -> usize {
    const STEPS: [usize; 6] = [1, 2, 4, 8, 16, 32];
    let at = spans.at();
    let end = spans.cue.last().map_or(at, |cue| cue.end);
    let gap = if word >= end { word + 1 - end } else { at.saturating_sub(word) };
    let side = if gap == 0 { 0 } else { STEPS.iter().filter(|step| gap > **step).count() + 1 };
    let parts = [&spans.cue, &spans.source, &spans.content];
    let part = parts.iter().position(|ranges| ranges.iter().any(|range| range.contains(&word)));
    (side + 8 * usize::from(word >= end)) * 4 + part.map_or(0, |part| part + 1)
}

/// The first and last of the words near that name a detail best, as they stand in the text, and their score.
fn best(near: &[usize], scores: &[f32], detail: usize) -> Option<(usize, usize, f32)> {
    let begins = |idx: usize| scores[idx * 2 * N_DETAILS + detail];
    let ends = |idx: usize| scores[idx * 2 * N_DETAILS + N_DETAILS + detail];
    let spans = (0..near.len()).flat_map(|first| {
        let joined = (first..near.len().min(first + LONGEST))
            .take_while(move |last| near[*last] - near[first] == last - first);
        joined.map(move |last| (first, last, begins(first) + ends(last)))
    });
    spans.max_by(|a, b| a.2.total_cmp(&b.2))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_tell_side_distance_and_part() {
        let one = |range: Range<usize>| std::iter::once(range).collect();
        let spans = SpanWords { source: one(0..2), cue: one(2..3), content: one(5..9) };
        let of = |word: usize| (place(&spans, word) / 4, place(&spans, word) % 4);
        assert_eq!(of(2), (0, 1));
        assert_eq!(of(1), (1, 2));
        assert_eq!(of(3), (9, 0));
        assert_eq!(of(5), (8 + 3, 3));
    }

    #[test]
    fn the_best_span_is_whole() {
        // Two words side by side, one apart; the detail begins at the first and ends at the second.
        let mut scores = vec![0.0; 3 * 2 * N_DETAILS];
        scores[0] = 2.0;
        scores[2 * N_DETAILS + N_DETAILS] = 1.0;
        scores[2 * 2 * N_DETAILS + N_DETAILS] = 5.0;
        assert_eq!(best(&[4, 5, 9], &scores, 0), Some((2, 2, 5.0)));
        scores[2 * 2 * N_DETAILS + N_DETAILS] = 0.0;
        assert_eq!(best(&[4, 5, 9], &scores, 0), Some((0, 1, 3.0)));
    }
}
