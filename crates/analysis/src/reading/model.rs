//! The encoder with the heads that reading needs, and one pass of it over a text.

use std::ops::Range;

use onrecord_encoder::{Encoded, Encoder, Error};

use super::found::{FoundName, NameKind, Reading, SpanRole, bytes};
use super::heads::Heads;
use super::links;
use super::tags::{self, Moves};

/// An encoder that has been seen to bring all that reading needs.
pub struct Model {
    heads: Heads,
    is_learned: bool,
}

impl Model {
    /// Takes an encoder.
    ///
    /// # Errors
    /// `is_mismatch` when it lacks a head or a tensor.
    pub fn new(encoder: Encoder) -> Result<Model, Error> {
        Ok(Model { heads: Heads::new(encoder)?, is_learned: true })
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
        let manifest = self.heads.encoder.manifest();
        format!("{} {}", manifest.name, manifest.version)
    }

    /// The same without the heads that read attributions: spans are found, rules alone read them. To measure with.
    pub fn by_rules_alone(self) -> Model {
        Model { is_learned: false, ..self }
    }

    /// The heads that read attributions; `None` where rules alone do.
    pub(crate) fn learned(&self) -> Option<&Heads> {
        self.is_learned.then_some(&self.heads)
    }

    /// The words of a sentence and their vectors.
    pub(crate) fn vectors(&self, sentence: &str) -> Encoded {
        self.heads.encoder.read(sentence, std::slice::from_ref(&(0..sentence.len())))
    }

    /// Finds attributions and names in `paragraphs`, byte ranges of `text`.
    pub(crate) fn read(&self, text: &str, paragraphs: &[Range<usize>]) -> Reading {
        let heads = &self.heads;
        let Encoded { words, hidden } = heads.encoder.read(text, paragraphs);
        let moves = Moves { trans: &heads.tensor("trans").values, begin: &heads.tensor("begin").values };
        let (tag, name) = (heads.head("tag"), heads.head("name"));
        let scores = tag.apply(&hidden);
        let spans = tags::tagged(&words, &tag, &scores, Some(moves), role);
        let cues = tags::likelihood(&tag, &scores, "cue");
        let links = links::links(text, &words, &hidden, &spans, heads);
        let names = tags::tagged(&words, &name, &name.apply(&hidden), None, kind)
            .into_iter()
            .map(|name| FoundName { at: bytes(&words, &name.words), kind: name.is })
            .collect();
        Reading { words, spans, links, names, cues, hidden }
    }
}

fn role(label: &str) -> Option<SpanRole> {
    match label {
        "source" => Some(SpanRole::Source),
        "cue" => Some(SpanRole::Cue),
        "content" => Some(SpanRole::Content),
        _ => None,
    }
}

fn kind(label: &str) -> Option<NameKind> {
    match label {
        "PER" => Some(NameKind::Person),
        "ORG" => Some(NameKind::Organisation),
        "LOC" => Some(NameKind::Place),
        "MISC" => Some(NameKind::Other),
        _ => None,
    }
}
