//! The encoder with the heads that attributions need, and what it finds in a text.

use std::ops::Range;

use onrecord_encoder::{Encoded, Encoder, Error, Head, Tensor, Word};

use crate::actors::{Mention, MentionKind};
use crate::links::{self, Link};
use crate::tags::{self, Moves, Tagged};

const HEADS: [&str; 8] =
    ["tag", "name", "content", "content_cue", "cue_source", "source", "no_cue", "no_source"];
const TENSORS: [&str; 4] = ["trans", "begin", "cue_distance.weight", "source_distance.weight"];

/// An encoder that has been seen to bring all that reading needs.
pub struct Model {
    encoder: Encoder,
}

/// What the encoder finds in a text.
pub struct Reading {
    /// The words of the paragraphs.
    pub words: Vec<Word>,
    /// Sources, cues and contents, in order and apart.
    pub spans: Vec<Tagged<Part>>,
    /// A cue with its source and its contents each; indices of `spans`.
    pub links: Vec<Link>,
    /// Names of people, bodies and places.
    pub names: Vec<Mention>,
    /// How likely each word is one of a cue, 0 to 1, whatever it was taken for.
    pub cues: Vec<f32>,
}

/// What a span is to its attribution.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    Source,
    Cue,
    Content,
}

impl Model {
    /// Takes an encoder.
    ///
    /// # Errors
    /// `is_mismatch` when it lacks a head or a tensor.
    pub fn new(encoder: Encoder) -> Result<Model, Error> {
        encoder.expect(&HEADS, &TENSORS)?;
        Ok(Model { encoder })
    }

    /// The model that is part of the program.
    ///
    /// # Errors
    /// As [`Model::new`], and `is_malformed` when the file is not whole.
    #[cfg(feature = "embedded-model")]
    pub fn embedded() -> Result<Model, Error> {
        Model::new(Encoder::embedded()?)
    }

    /// The name and version of the weights, as provenance tells them.
    pub fn version(&self) -> String {
        let manifest = self.encoder.manifest();
        format!("{} {}", manifest.name, manifest.version)
    }

    /// Finds attributions and names in `paragraphs`, byte ranges of `text`.
    pub fn read(&self, text: &str, paragraphs: &[Range<usize>]) -> Reading {
        let Encoded { words, hidden } = self.encoder.read(text, paragraphs);
        let moves = Moves { trans: &self.tensor("trans").values, begin: &self.tensor("begin").values };
        let (tag, name) = (self.head("tag"), self.head("name"));
        let scores = tag.apply(&hidden);
        let spans = tags::tagged(&words, &tag, &scores, Some(moves), part);
        let cues = tags::likelihood(&tag, &scores, "cue");
        let links = links::links(text, &words, &hidden, &spans, self);
        let names = tags::tagged(&words, &name, &name.apply(&hidden), None, kind)
            .into_iter()
            .map(|name| Mention { range: bytes(&words, &name.words), kind: name.is })
            .collect();
        Reading { words, spans, links, names, cues }
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

impl Reading {
    /// Where a span stands, in bytes of the text.
    pub fn bytes(&self, span_idx: usize) -> Range<usize> {
        bytes(&self.words, &self.spans[span_idx].words)
    }
}

fn bytes(words: &[Word], span: &Range<usize>) -> Range<usize> {
    words[span.start].range.start..words[span.end - 1].range.end
}

fn part(label: &str) -> Option<Part> {
    match label {
        "source" => Some(Part::Source),
        "cue" => Some(Part::Cue),
        "content" => Some(Part::Content),
        _ => None,
    }
}

fn kind(label: &str) -> Option<MentionKind> {
    match label {
        "PER" => Some(MentionKind::Person),
        "ORG" => Some(MentionKind::Organisation),
        "LOC" => Some(MentionKind::Place),
        "MISC" => Some(MentionKind::Other),
        _ => None,
    }
}
