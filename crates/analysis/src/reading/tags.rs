//! From scores to spans: the best path of B-, I- and O labels through each paragraph (Viterbi), and what it marks.

use std::ops::Range;

use onrecord_encoder::{Head, Word};

/// Words marked as one thing.
#[derive(Clone, Debug, PartialEq)]
pub struct Tagged<K> {
    /// What they are.
    pub is: K,
    /// Indices of the words.
    pub words: Range<usize>,
    /// The mean probability of their labels, each word for itself: 0 to 1.
    pub score: f32,
}

/// What the network learnt of labels that follow each other: log-odds, `trans` [labels, labels] from row to column.
pub struct Moves<'a> {
    pub trans: &'a [f32],
    pub begin: &'a [f32],
}

const NEVER: f32 = -1e4;

/// The spans that a head's `scores` mark, [words, labels]; `kind` reads the label behind "B-" or "I-".
pub fn tagged<K: Copy + PartialEq>(
    words: &[Word],
    head: &Head,
    scores: &[f32],
    moves: Option<Moves>,
    kind: impl Fn(&str) -> Option<K>,
) -> Vec<Tagged<K>> {
    let labels: Vec<&str> = head.labels().iter().map(String::as_str).collect();
    let n_labels = labels.len();
    let grid = Grid::new(&labels, moves);
    let mut out: Vec<Tagged<K>> = Vec::new();
    let mut start = 0;
    for paragraph in words.chunk_by(|a, b| a.paragraph == b.paragraph) {
        let rows = &scores[start * n_labels..(start + paragraph.len()) * n_labels];
        let path = grid.best_path(rows);
        let mut sum = 0.0;
        for (offset, label) in path.iter().enumerate() {
            let word_idx = start + offset;
            let Some(is) = labels[*label].get(2..).and_then(&kind) else { continue };
            let p = probability(&rows[offset * n_labels..(offset + 1) * n_labels], *label);
            let goes_on = labels[*label].starts_with('I') && offset > 0;
            match out.last_mut().filter(|last| goes_on && last.words.end == word_idx && last.is == is) {
                Some(last) => {
                    last.words.end += 1;
                    sum += p;
                    last.score = sum / last.words.len() as f32;
                }
                None => {
                    sum = p;
                    out.push(Tagged { is, words: word_idx..word_idx + 1, score: p });
                }
            }
        }
        start += paragraph.len();
    }
    out
}

/// How likely each word is to have a label of this kind by a head's `scores`, each word for itself: 0 to 1.
pub fn likelihood(head: &Head, scores: &[f32], kind: &str) -> Vec<f32> {
    let labels = head.labels();
    let is_kind = |label: &usize| labels[*label].get(2..) == Some(kind);
    let wanted: Vec<usize> = (0..labels.len()).filter(is_kind).collect();
    let rows = scores.chunks(labels.len());
    rows.map(|row| wanted.iter().map(|label| probability(row, *label)).sum()).collect()
}

fn probability(row: &[f32], label: usize) -> f32 {
    let most = row.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    let sum: f32 = row.iter().map(|score| (score - most).exp()).sum();
    (row[label] - most).exp() / sum
}

/// What moving from label to label costs; an I- label follows its own B- or I-.
struct Grid {
    trans: Vec<f32>,
    begin: Vec<f32>,
}

impl Grid {
    fn new(labels: &[&str], moves: Option<Moves>) -> Grid {
        let n_labels = labels.len();
        let (mut trans, mut begin) = match moves {
            Some(moves) => (moves.trans.to_vec(), moves.begin.to_vec()),
            None => (vec![0.0; n_labels * n_labels], vec![0.0; n_labels]),
        };
        for (to, label) in labels.iter().enumerate().filter(|(_, label)| label.starts_with("I-")) {
            begin[to] += NEVER;
            for (from, before) in labels.iter().enumerate() {
                if before.get(2..) != label.get(2..) {
                    trans[from * n_labels + to] += NEVER;
                }
            }
        }
        Grid { trans, begin }
    }

    /// The best path; `scores` is [words, labels] and not empty.
    fn best_path(&self, scores: &[f32]) -> Vec<usize> {
        let n_labels = self.begin.len();
        let mut best: Vec<f32> = self.begin.iter().zip(scores).map(|(begin, score)| begin + score).collect();
        let mut back: Vec<u8> = Vec::with_capacity(scores.len());
        for row in scores.chunks(n_labels).skip(1) {
            let mut next = Vec::with_capacity(n_labels);
            for (to, score) in row.iter().enumerate() {
                let arrive = |from: usize| best[from] + self.trans[from * n_labels + to];
                let from =
                    (1..n_labels).fold(0, |top, from| if arrive(from) > arrive(top) { from } else { top });
                back.push(from as u8);
                next.push(arrive(from) + score);
            }
            best = next;
        }
        let mut label = (1..n_labels).fold(0, |top, at| if best[at] > best[top] { at } else { top });
        let mut path = vec![label];
        for moves in back.chunks(n_labels).rev() {
            label = usize::from(moves[label]);
            path.push(label);
        }
        path.reverse();
        path
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LABELS: [&str; 3] = ["O", "B-cue", "I-cue"];

    #[test]
    fn what_goes_on_must_have_begun() {
        let grid = Grid::new(&LABELS, None);
        // The second word would rather go on than stand outside; the first then begins.
        assert_eq!(grid.best_path(&[1.0, 0.5, 9.0, 0.0, 0.0, 3.0]), [1, 2]);
        assert_eq!(grid.best_path(&[9.0, 0.0, 0.0, 1.0, 0.0, 3.0]), [0, 0]);
    }

    #[test]
    fn learnt_moves_count() {
        let trans = [0.0, 0.0, 0.0, 5.0, 0.0, 0.0, 0.0, 0.0, 0.0];
        let moves = Moves { trans: &trans, begin: &[0.0; 3] };
        let grid = Grid::new(&LABELS, Some(moves));
        assert_eq!(grid.best_path(&[0.0, 1.0, 0.0, 0.0, 0.0, 3.0]), [1, 0]);
    }
}
