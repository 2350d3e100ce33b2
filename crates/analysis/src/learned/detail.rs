//! The words near an attribution that name its addressee, its channel, who relayed it, and its day: in its own sentences,
//! or in those before and behind, where the article tells once for several statements.

use std::ops::Range;

use onrecord_encoder::Word;
use onrecord_language::Text;

use super::spans::SpanWords;
use super::vectors::{Vectors, relu};
use crate::reading::Heads;

/// How likely addressee, channel, relayer and day must be, against none, to be told: in the attribution's own sentences,
/// and in others. On articles left out (fold 0 of records, newswire and web pages) two of three values are then right, of days
/// four of five. A day from elsewhere at 6 gives days told .565, .441, .520 of .557, .417, .508, and no day where none is told
/// .925, .902, .928 of .929, .919, .928.
const LEAST_ODDS: [(f32, f32); N_DETAILS] = [(-3.0, 1.0), (-1.0, 2.0), (-3.0, 2.0), (0.0, 7.0)];
/// How much likelier a day must be that stands in what is said, "The dam broke on Monday": it is rarely the day of saying
/// so.
const SAID_DAY_ODDS: f32 = 5.0;
/// How many words on either side of the cue are looked at.
const REACH: usize = 250;
/// How many words a detail has at most.
const LONGEST: usize = 12;
/// How many of an attribution's spans tell which sentences are its own.
const MOST_SPANS: usize = 4;
/// The details in the order of the head's scores.
const N_DETAILS: usize = 4;
const DAY: usize = 3;

/// Words that name a detail.
#[derive(Clone, Debug, PartialEq)]
pub struct DetailWords {
    /// Bytes of the text.
    pub at: Range<usize>,
    /// How much likelier than that no words name it, in log-odds.
    pub odds: f32,
    /// Whether a sentence of the attribution itself holds it.
    pub is_own: bool,
}

/// The details of an attribution, each as far as words near it are likely enough to name it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LikelyDetails {
    pub addressee: Option<DetailWords>,
    pub channel: Option<DetailWords>,
    pub via: Option<DetailWords>,
    pub day: Option<DetailWords>,
}

/// The words of an article, ready to be asked for details.
pub struct DetailReader<'a> {
    heads: &'a Heads,
    vectors: Vectors<'a>,
    words: &'a [Word],
    /// Each word's part of the scores, [words, pair].
    of_words: Vec<f32>,
    /// The sentence of each word.
    sentences: Vec<usize>,
    /// Whether something attributed holds each word.
    is_content: Vec<bool>,
    spans: &'a [Option<SpanWords>],
    speakers: &'a [Vec<String>],
    /// The attributions of each sentence, as pairs of both, in order.
    told_in: Vec<(usize, usize)>,
}

impl<'a> DetailReader<'a> {
    /// Takes an article's words and attributions; `speakers` are those of each.
    pub fn new(
        heads: &'a Heads,
        vectors: Vectors<'a>,
        text: &Text,
        words: &'a [Word],
        spans: &'a [Option<SpanWords>],
        speakers: &'a [Vec<String>],
    ) -> DetailReader<'a> {
        let sentence =
            |word: &Word| text.sentences().partition_point(|sentence| sentence.at.end <= word.range.start);
        let sentences: Vec<usize> = words.iter().map(sentence).collect();
        let mut is_content = vec![false; words.len()];
        let mut told_in = Vec::new();
        for (idx, spans) in spans.iter().enumerate() {
            let Some(spans) = spans else { continue };
            spans.content.iter().cloned().flatten().for_each(|word| is_content[word] = true);
            told_in.extend(own(&sentences, spans).into_iter().map(|sentence| (sentence, idx)));
        }
        told_in.sort_unstable();
        told_in.dedup();
        let of_words = heads.head("reading.detail_word").apply(vectors.values);
        DetailReader { heads, vectors, words, of_words, sentences, is_content, spans, speakers, told_in }
    }

    /// Reads the details of an attribution; none where the encoder has not read its content.
    pub fn details(&self, idx: usize) -> LikelyDetails {
        let Some(spans) = &self.spans[idx] else { return LikelyDetails::default() };
        let heads = self.heads;
        let mut parts = Vec::with_capacity(3 * self.vectors.width);
        [&spans.cue, &spans.source, &spans.content]
            .into_iter()
            .for_each(|ranges| self.vectors.push_mean(ranges, &mut parts));
        let mut of = heads.head("reading.detail_of").apply(&parts);
        let near = spans.at().saturating_sub(REACH)..(spans.at() + REACH).min(self.words.len());
        let width = of.len();
        let own = own(&self.sentences, spans);
        let [places, zones] = ["reading.detail_place.weight", "reading.detail_zone.weight"]
            .map(|name| &heads.tensor(name).values);
        let mut inner = self.of_words[near.start * width..near.end * width].to_vec();
        for (word, row) in near.clone().zip(inner.chunks_mut(width)) {
            let place = &places[place(spans, word) * width..];
            let zone = &zones[self.zone(idx, &own, word) * width..];
            let terms = of.iter().zip(place).zip(zone);
            row.iter_mut().zip(terms).for_each(|(value, ((of, place), zone))| *value += of + place + zone);
        }
        relu(&mut inner);
        relu(&mut of);
        let none = heads.head("reading.no_detail").apply(&of);
        let scores = heads.head("reading.detail").apply(&inner);
        let detail = |detail: usize| {
            let (first, last, odds) = best(near.len(), &scores, detail)?;
            let odds = odds - 2.0 * none[detail];
            let (first, last) = (near.start + first, near.start + last);
            let at = self.words[first].range.start..self.words[last].range.end;
            let is_own = own.contains(&self.sentences[first]);
            let (here, elsewhere) = LEAST_ODDS[detail];
            let is_said = detail == DAY && self.is_content[first];
            let least = if is_own { here } else { elsewhere } + if is_said { SAID_DAY_ODDS } else { 0.0 };
            (odds > least).then_some(DetailWords { at, odds, is_own })
        };
        LikelyDetails { addressee: detail(0), channel: detail(1), via: detail(2), day: detail(DAY) }
    }

    /// How many sentences a word is away, whose they are, and whether something attributed holds it.
    fn zone(&self, idx: usize, own: &[usize], word: usize) -> usize {
        const STEPS: [usize; 4] = [0, 1, 3, 9];
        let sentence = self.sentences[word];
        let (first, last) = (own.iter().min().copied(), own.iter().max().copied());
        let (first, last) = (first.unwrap_or(sentence), last.unwrap_or(sentence));
        let n_apart = first.saturating_sub(sentence).max(sentence.saturating_sub(last));
        let step = STEPS.iter().filter(|step| n_apart > **step).count();
        let side = if sentence > last { step + STEPS.len() } else { step };
        let whose = match own.contains(&sentence) {
            true => Whose::Own,
            false => self.whose(idx, sentence),
        };
        (side * N_WHOSE + whose as usize) * 2 + usize::from(self.is_content[word])
    }

    fn whose(&self, idx: usize, sentence: usize) -> Whose {
        let first = self.told_in.partition_point(|(other, _)| *other < sentence);
        let mut here = self.told_in[first..].iter().take_while(|(other, _)| *other == sentence).peekable();
        if here.peek().is_none() {
            return Whose::Nobodys;
        }
        let speaks = |(_, other): &(usize, usize)| {
            self.speakers[*other].iter().any(|speaker| self.speakers[idx].contains(speaker))
        };
        if here.any(speaks) { Whose::Speakers } else { Whose::Others }
    }
}

/// Whose words a sentence tells, in the order of the table of zones.
#[derive(Clone, Copy)]
enum Whose {
    /// This attribution's.
    Own,
    /// Others of the same speaker.
    Speakers,
    Others,
    Nobodys,
}

const N_WHOSE: usize = Whose::Nobodys as usize + 1;

/// The sentences of an attribution's spans.
fn own(sentences: &[usize], spans: &SpanWords) -> Vec<usize> {
    let ranges = spans.cue.iter().chain(&spans.content).chain(&spans.source).take(MOST_SPANS);
    ranges.flat_map(|range| [sentences[range.start], sentences[range.end - 1]]).collect()
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

/// The first and last of `n_words` words that name a detail best, and their score.
fn best(n_words: usize, scores: &[f32], detail: usize) -> Option<(usize, usize, f32)> {
    let begins = |idx: usize| scores[idx * 2 * N_DETAILS + detail];
    let ends = |idx: usize| scores[idx * 2 * N_DETAILS + N_DETAILS + detail];
    let spans = (0..n_words).flat_map(|first| {
        (first..n_words.min(first + LONGEST)).map(move |last| (first, last, begins(first) + ends(last)))
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
    fn the_best_span_is_of_few_words() {
        // The detail begins at the first of three words and ends at the second, or is the third alone.
        let mut scores = vec![0.0; 3 * 2 * N_DETAILS];
        scores[0] = 2.0;
        scores[2 * N_DETAILS + N_DETAILS] = 1.0;
        assert_eq!(best(3, &scores, 0), Some((0, 1, 3.0)));
        scores[2 * 2 * N_DETAILS + N_DETAILS] = 5.0;
        scores[2 * 2 * N_DETAILS] = 5.0;
        assert_eq!(best(3, &scores, 0), Some((2, 2, 10.0)));
    }
}
