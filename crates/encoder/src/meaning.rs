//! What a phrase means, as one short vector: the sum of its word pieces' vectors. Phrases that mean nearly the same
//! point the same way, whatever their words' order ("Taiwan independence", "independence for Taiwan").
//!
//! Source: model2vec, <https://github.com/MinishLab/model2vec>; `training/meaning.py` makes the vectors.

use std::borrow::Cow;

use crate::manifest::Manifest;
use crate::pieces::Pieces;
use crate::weights::{Dtype, Tensors};
use crate::{Result, words};

/// The length of a vector.
pub const WIDTH: usize = 64;

/// The vectors of all word pieces.
pub struct WordVectors {
    vocabulary: Pieces,
    /// [pieces, [`WIDTH`]], row by row.
    rows: Cow<'static, [u8]>,
    /// What each row is multiplied by.
    scales: Vec<f32>,
}

/// What a phrase means. Of length 1, or 0 where the phrase has no word that tells.
#[derive(Clone, Debug, PartialEq)]
pub struct Vector(pub [f32; WIDTH]);

impl WordVectors {
    /// Takes a manifest, the vectors that it tells of, and the weights of the network whose vocabulary they share.
    ///
    /// # Errors
    /// `is_mismatch` when they disagree; `is_malformed` when a file is not of its format.
    pub fn load(
        manifest: &str,
        vectors: impl Into<Cow<'static, [u8]>>,
        weights: impl Into<Cow<'static, [u8]>>,
    ) -> Result<WordVectors> {
        let bytes = vectors.into();
        Manifest::checked(manifest, &bytes)?;
        let vectors = Tensors::parse(bytes)?;
        let (vocabulary, n_pieces) = Pieces::of(&Tensors::parse(weights.into())?)?;
        let scales = vectors.floats("scale", &[n_pieces])?;
        let rows = vectors.raw("rows", Dtype::I8, &[n_pieces, WIDTH])?;
        Ok(WordVectors { vocabulary, rows, scales })
    }

    /// The vectors that are part of the program.
    ///
    /// # Errors
    /// As [`WordVectors::load`].
    #[cfg(feature = "embedded-model")]
    pub fn embedded() -> Result<WordVectors> {
        let vectors: &'static [u8] = include_bytes!("../models/meaning/vectors.safetensors");
        WordVectors::load(include_str!("../models/meaning/manifest.toml"), vectors, crate::embedded::NEWS)
    }

    /// The vector of a phrase. A piece counts the more the rarer it is; marks do not count.
    pub fn of(&self, phrase: &str) -> Vector {
        let mut sum = [0.0; WIDTH];
        let mut pieces = Vec::new();
        for word in words(phrase).map(|range| &phrase[range]) {
            if word.contains(char::is_alphanumeric) {
                self.vocabulary.cut(word, &mut pieces);
            }
        }
        for piece in pieces.iter().map(|piece| *piece as usize) {
            let row = &self.rows[piece * WIDTH..(piece + 1) * WIDTH];
            let scale = self.scales[piece];
            sum.iter_mut().zip(row).for_each(|(sum, value)| *sum += f32::from(*value as i8) * scale);
        }
        let length = sum.iter().map(|value| value * value).sum::<f32>().sqrt();
        if length > 0.0 {
            sum.iter_mut().for_each(|value| *value /= length);
        }
        Vector(sum)
    }
}

impl Vector {
    /// How alike two phrases are: the cosine, -1 to 1. From about 0.7 on they mean nearly the same.
    pub fn likeness(&self, other: &Vector) -> f32 {
        self.0.iter().zip(&other.0).map(|(a, b)| a * b).sum()
    }
}

#[cfg(all(test, feature = "embedded-model"))]
mod tests {
    use super::*;

    #[test]
    fn phrases_of_one_meaning_are_alike_and_others_are_not() {
        let meaning = WordVectors::embedded().unwrap();
        let alike = |a: &str, b: &str| meaning.of(a).likeness(&meaning.of(b));
        assert!(alike("Kalmere independence", "independence for Kalmere") > 0.9);
        assert!(alike("climate change", "global warming") > 0.6);
        assert!(alike("the cost of the dam", "what it costs to repair the dam") > 0.6);
        assert!(alike("the cost of the dam", "a visit in autumn") < 0.4);
    }

    #[test]
    fn a_phrase_without_words_is_like_nothing() {
        let meaning = WordVectors::embedded().unwrap();
        assert_eq!(meaning.of("… —").likeness(&meaning.of("the dam")), 0.0);
    }
}
