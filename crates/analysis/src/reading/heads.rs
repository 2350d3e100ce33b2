//! The heads and tensors of the encoder that reading needs.

use onrecord_encoder::{Encoder, Error, Head, Tensor};

const HEADS: [&str; 8] =
    ["tag", "name", "content", "content_cue", "cue_source", "source", "no_cue", "no_source"];
const TENSORS: [&str; 4] = ["trans", "begin", "cue_distance.weight", "source_distance.weight"];

/// Those that read an attribution whose spans are known.
const OF_ATTRIBUTIONS: [&str; 13] = [
    "reading.weigh",
    "reading.kind_in",
    "reading.kind",
    "reading.detail_word",
    "reading.detail_of",
    "reading.detail",
    "reading.no_detail",
    "reading.asker",
    "reading.named",
    "reading.clue_in",
    "reading.clue",
    "reading.unnamed_in",
    "reading.unnamed",
];
const TENSORS_OF_ATTRIBUTIONS: [&str; 3] =
    ["reading.row.weight", "reading.detail_place.weight", "reading.detail_zone.weight"];

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
        encoder.expect(&OF_ATTRIBUTIONS, &TENSORS_OF_ATTRIBUTIONS)?;
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
