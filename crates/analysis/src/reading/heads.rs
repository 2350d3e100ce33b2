//! The heads and tensors of the encoder that reading needs.

use onrecord_encoder::{Encoder, Error, Head, Tensor};

use crate::learned;

const HEADS: [&str; 8] =
    ["tag", "name", "content", "content_cue", "cue_source", "source", "no_cue", "no_source"];
const TENSORS: [&str; 4] = ["trans", "begin", "cue_distance.weight", "source_distance.weight"];

/// An encoder that has been seen to bring all that reading needs.
pub struct Heads {
    pub encoder: Encoder,
}

impl Heads {
    /// Takes an encoder.
    ///
    /// # Errors
    /// `is_mismatch` when it lacks a head or a tensor.
    pub fn new(encoder: Encoder) -> Result<Heads, Error> {
        encoder.expect(&HEADS, &TENSORS)?;
        encoder.expect(&learned::HEADS, &learned::TENSORS)?;
        Ok(Heads { encoder })
    }

    /// A head that `new` has seen.
    pub fn head(&self, name: &str) -> Head<'_> {
        self.encoder.head(name).expect("new saw this head")
    }

    /// A tensor that `new` has seen.
    pub fn tensor(&self, name: &str) -> &Tensor {
        self.encoder.tensor(name).expect("new saw this tensor")
    }

    /// The length of a word's vector.
    pub fn width(&self) -> usize {
        self.encoder.width()
    }
}
