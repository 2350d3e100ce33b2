//! Means of words' vectors, side by side.

use std::ops::Range;

/// The vectors of the words that were read, row by row.
#[derive(Clone, Copy)]
pub struct Vectors<'a> {
    pub values: &'a [f32],
    pub width: usize,
}

impl<'a> Vectors<'a> {
    /// The vector of a word.
    pub fn row(&self, word: usize) -> &'a [f32] {
        &self.values[word * self.width..(word + 1) * self.width]
    }

    /// The vector of the first word, or zeros where there is none.
    pub fn push_first(&self, ranges: &[Range<usize>], out: &mut Vec<f32>) {
        match ranges.first() {
            Some(range) => out.extend_from_slice(self.row(range.start)),
            None => out.resize(out.len() + self.width, 0.0),
        }
    }

    /// The mean of the words' vectors, or zeros where there are none.
    pub fn push_mean(&self, ranges: &[Range<usize>], out: &mut Vec<f32>) {
        let n_words: usize = ranges.iter().map(Range::len).sum();
        let share = 1.0 / n_words.max(1) as f32;
        self.push_weighted(ranges, &vec![share; n_words], out);
    }

    /// The sum of the words' vectors, each times its weight.
    pub fn push_weighted(&self, ranges: &[Range<usize>], weights: &[f32], out: &mut Vec<f32>) {
        let from = out.len();
        out.resize(from + self.width, 0.0);
        for (word, weight) in ranges.iter().cloned().flatten().zip(weights) {
            for (sum, value) in out[from..].iter_mut().zip(self.row(word)) {
                *sum += value * weight;
            }
        }
    }
}

/// Scores as probabilities that add up to one.
pub fn softmax(scores: &[f32]) -> Vec<f32> {
    let most = scores.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    let powers: Vec<f32> = scores.iter().map(|score| (score - most).exp()).collect();
    let sum: f32 = powers.iter().sum();
    powers.into_iter().map(|power| power / sum).collect()
}

/// Negative numbers to zero.
pub fn relu(values: &mut [f32]) {
    values.iter_mut().for_each(|value| *value = value.max(0.0));
}

/// The place and the value of the largest number.
pub fn largest(values: &[f32]) -> Option<(usize, f32)> {
    values.iter().copied().enumerate().max_by(|a, b| a.1.total_cmp(&b.1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mean_is_over_all_ranges_and_zero_without_words() {
        let values = [1.0, 2.0, 3.0, 4.0, 8.0, 9.0];
        let vectors = Vectors { values: &values, width: 2 };
        let mut out = Vec::new();
        vectors.push_mean(&[0..1, 2..3], &mut out);
        vectors.push_mean(&[], &mut out);
        vectors.push_first(std::slice::from_ref(&(1..3)), &mut out);
        assert_eq!(out, [4.5, 5.5, 0.0, 0.0, 3.0, 4.0]);
    }

    #[test]
    fn probabilities_add_up_whatever_the_scores() {
        let chances = softmax(&[1000.0, 1000.0, -1000.0]);
        assert_eq!(chances, [0.5, 0.5, 0.0]);
        assert_eq!(largest(&chances).map(|(_, value)| value), Some(0.5));
    }
}
