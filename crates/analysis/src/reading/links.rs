//! Which cue a content belongs to, and which source a cue: scores over pairs of spans that stand near each other.
//!
//! A span is its first word, its last word and the mean of its words; each pair of roles has a space of its own,
//! and where the one stands from the other counts too. "None" is a choice. The same as `training/network.py`
//! (`links`) and `training/decode.py`.

use std::ops::Range;

use onrecord_encoder::{Head, Word};

use super::found::{Link, SpanRole};
use super::heads::Heads;
use super::tags::Tagged;

/// How many words may stand between two spans that are linked.
const REACH: usize = 300;
/// How many words of no span may stand between two pieces of one content.
const GAP: usize = 8;

type Spans = [Tagged<SpanRole>];

/// Links every cue among `spans`, which are in order and apart.
pub fn links(text: &str, words: &[Word], hidden: &[f32], spans: &Spans, heads: &Heads) -> Vec<Link> {
    let of =
        |part: SpanRole| -> Vec<usize> { (0..spans.len()).filter(|idx| spans[*idx].is == part).collect() };
    let (sources, cues, contents) = (of(SpanRole::Source), of(SpanRole::Cue), of(SpanRole::Content));
    let space = LinkSpace { words, spans, cues: &cues, vectors: vectors(hidden, spans, heads.width()) };
    let chosen_cue = space.choose(
        &contents,
        &cues,
        [&heads.head("content"), &heads.head("content_cue"), &heads.head("no_cue")],
        &heads.tensor("cue_distance.weight").values,
        |content, cue| (content, cue),
    );
    let chosen_source = space.choose(
        &cues,
        &sources,
        [&heads.head("cue_source"), &heads.head("source"), &heads.head("no_source")],
        &heads.tensor("source_distance.weight").values,
        |cue, source| (source, cue),
    );
    let mut by_cue: Vec<Vec<(usize, LinkChoice)>> = vec![Vec::new(); spans.len()];
    for (content, choice) in contents.iter().zip(chosen_cue) {
        if let Some(cue) = choice.span {
            by_cue[cue].push((*content, choice));
        }
    }
    let mut out = Vec::new();
    for (cue, source) in cues.iter().zip(chosen_source) {
        let group = space.one_group(text, *cue, &by_cue[*cue]);
        let score = group.iter().map(|(_, choice)| choice.score).fold(source.score, f32::min);
        let contents = group.iter().map(|(content, _)| *content).collect();
        out.push(Link { source: source.span, cue: *cue, contents, score });
    }
    out
}

#[derive(Clone, Debug)]
struct LinkChoice {
    span: Option<usize>,
    odds: f32,
    score: f32,
}

struct LinkSpace<'a> {
    words: &'a [Word],
    spans: &'a Spans,
    /// Those of the spans that are cues, in order.
    cues: &'a [usize],
    /// [spans, 3 · width].
    vectors: Vec<f32>,
}

impl LinkSpace<'_> {
    /// For each of `choosers` the best of `candidates` within reach, or none.
    ///
    /// `heads`: the choosers' space, the candidates' space, and the score of choosing none. `bias` is added by where
    /// the two stand; `roles` tells which of a pair depends and which is the cue.
    fn choose(
        &self,
        choosers: &[usize],
        candidates: &[usize],
        heads: [&Head; 3],
        bias: &[f32],
        roles: impl Fn(usize, usize) -> (usize, usize),
    ) -> Vec<LinkChoice> {
        let [chooser_space, candidate_space, none] = heads.map(|head| (head, head.n_outputs()));
        let mine = chooser_space.0.apply(&self.rows(choosers));
        let theirs = candidate_space.0.apply(&self.rows(candidates));
        let none = none.0.apply(&self.rows(choosers));
        let n = chooser_space.1;
        let scale = (n as f32).sqrt().recip();
        let mut out = Vec::with_capacity(choosers.len());
        for (row, chooser) in choosers.iter().enumerate() {
            let span = &self.spans[*chooser].words;
            let first = candidates.partition_point(|c| self.spans[*c].words.end + REACH < span.start);
            let mut best = LinkChoice { span: None, odds: none[row], score: 0.0 };
            let mut all = vec![none[row]];
            for (at, candidate) in candidates.iter().enumerate().skip(first) {
                if self.spans[*candidate].words.start > span.end + REACH {
                    break;
                }
                if !self.is_near(*chooser, *candidate) {
                    continue;
                }
                let (a, b) = (&mine[row * n..(row + 1) * n], &theirs[at * n..(at + 1) * n]);
                let product: f32 = a.iter().zip(b).map(|(a, b)| a * b).sum();
                let (dependant, cue) = roles(*chooser, *candidate);
                let odds = product * scale + bias[self.distance(dependant, cue)];
                all.push(odds);
                if odds > best.odds {
                    best = LinkChoice { span: Some(*candidate), odds, score: 0.0 };
                }
            }
            best.score = all.iter().map(|odds| (odds - best.odds).exp()).sum::<f32>().recip();
            out.push(best);
        }
        out
    }

    fn rows(&self, spans: &[usize]) -> Vec<f32> {
        let n = self.vectors.len() / self.spans.len().max(1);
        spans.iter().flat_map(|span| &self.vectors[span * n..(span + 1) * n]).copied().collect()
    }

    /// Whether two spans stand in one paragraph or in neighbours.
    fn is_near(&self, a: usize, b: usize) -> bool {
        self.paragraph(self.spans[a].words.start).abs_diff(self.paragraph(self.spans[b].words.start)) <= 1
    }

    fn paragraph(&self, word_idx: usize) -> usize {
        self.words[word_idx].paragraph
    }

    /// Which of 48 ways a span stands from a cue: the side, the words between, whether a cue or a paragraph's end is.
    fn distance(&self, dependant: usize, cue: usize) -> usize {
        let (d, c) = (&self.spans[dependant].words, &self.spans[cue].words);
        let is_after = d.start >= c.start;
        let between = if is_after { c.end..d.start } else { d.end..c.start };
        let gap = between.end.saturating_sub(between.start);
        let step = [0, 1, 2, 4, 8, 16, 32].iter().filter(|limit| gap > **limit).count();
        let is_same = self.paragraph(d.start) == self.paragraph(c.start);
        let kind = if is_same { usize::from(self.holds_cue(&between)) } else { 2 };
        (usize::from(is_after) * 8 + step) * 3 + kind
    }

    fn holds_cue(&self, between: &Range<usize>) -> bool {
        let first = self.cues.partition_point(|cue| self.spans[*cue].words.start < between.start);
        self.cues.get(first).is_some_and(|cue| self.spans[*cue].words.end <= between.end)
    }

    /// Of the contents that chose a cue those near the best one: few words between, and no other cue.
    fn one_group<'c>(
        &self,
        text: &str,
        cue: usize,
        chosen: &'c [(usize, LinkChoice)],
    ) -> &'c [(usize, LinkChoice)] {
        let is_joined = |left: &(usize, LinkChoice), right: &(usize, LinkChoice)| {
            let (a, b) = (self.spans[left.0].words.end, self.spans[right.0].words.start);
            let free = (a..b).filter(|word| self.is_free(*word) && self.is_word(text, *word)).count();
            let is_within = |c: &usize| self.spans[*c].words.end <= b;
            let first = self.cues.partition_point(|c| self.spans[*c].words.start < a);
            let parts = self.cues[first..].iter().take_while(|c| is_within(c)).any(|c| *c != cue);
            self.paragraph(a - 1) == self.paragraph(b) && free <= GAP && !parts
        };
        let best = |group: &[(usize, LinkChoice)]| {
            group.iter().map(|(_, c)| c.odds).fold(f32::NEG_INFINITY, f32::max)
        };
        let groups = chosen.chunk_by(is_joined);
        groups.max_by(|a, b| best(a).total_cmp(&best(b))).unwrap_or(&[])
    }

    fn is_free(&self, word_idx: usize) -> bool {
        let at = self.spans.partition_point(|span| span.words.end <= word_idx);
        self.spans.get(at).is_none_or(|span| span.words.start > word_idx)
    }

    fn is_word(&self, text: &str, word_idx: usize) -> bool {
        text[self.words[word_idx].range.clone()].chars().all(char::is_alphanumeric)
    }
}

/// [spans, 3 · width]: the first word's vector, the last one's, and the mean.
fn vectors(hidden: &[f32], spans: &Spans, width: usize) -> Vec<f32> {
    let row = |word_idx: usize| &hidden[word_idx * width..(word_idx + 1) * width];
    let mut out = Vec::with_capacity(spans.len() * 3 * width);
    for span in spans {
        out.extend_from_slice(row(span.words.start));
        out.extend_from_slice(row(span.words.end - 1));
        let mut mean = vec![0.0; width];
        for word_idx in span.words.clone() {
            for (sum, value) in mean.iter_mut().zip(row(word_idx)) {
                *sum += value;
            }
        }
        let n = span.words.len() as f32;
        out.extend(mean.iter().map(|sum| sum / n));
    }
    out
}
