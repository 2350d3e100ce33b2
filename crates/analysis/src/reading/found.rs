//! What is found: spans, links and names.

use std::ops::Range;

use onrecord_encoder::Word;

use super::tags::Tagged;

/// What the encoder finds in a text.
pub struct Reading {
    /// The words of the paragraphs that were read.
    pub words: Vec<Word>,
    /// Sources, cues and contents, in order and apart.
    pub spans: Vec<Tagged<SpanRole>>,
    /// A cue with its source and its contents each; indices of `spans`.
    pub links: Vec<Link>,
    /// Names of people, bodies and places.
    pub names: Vec<FoundName>,
    /// How likely each word is one of a cue, 0 to 1, whatever it was taken for.
    pub cues: Vec<f32>,
    /// The encoder's vector of each word, row by row.
    pub hidden: Vec<f32>,
}

/// What a span is to its attribution.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SpanRole {
    Source,
    Cue,
    Content,
}

/// A cue with what it links; indices of the spans.
#[derive(Clone, Debug, PartialEq)]
pub struct Link {
    pub source: Option<usize>,
    pub cue: usize,
    /// In order; empty where no content chose the cue.
    pub contents: Vec<usize>,
    /// The least probability of the choices made, 0 to 1.
    pub score: f32,
}

/// A name that the encoder found.
#[derive(Clone, Debug)]
pub struct FoundName {
    /// Where it stands, in bytes of the text.
    pub at: Range<usize>,
    pub kind: NameKind,
}

/// What kind of name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NameKind {
    Person,
    Organisation,
    Place,
    Other,
}

impl Reading {
    /// Where a span stands, in bytes of the text.
    pub fn bytes(&self, span_idx: usize) -> Range<usize> {
        bytes(&self.words, &self.spans[span_idx].words)
    }
}

/// The words that touch a range of bytes.
pub fn words_in(words: &[Word], range: &Range<usize>) -> Range<usize> {
    let first = words.partition_point(|word| word.range.end <= range.start);
    let behind = words.partition_point(|word| word.range.start < range.end);
    first..behind.max(first)
}

/// Where some of the words stand, in bytes of the text.
pub fn bytes(words: &[Word], span: &Range<usize>) -> Range<usize> {
    words[span.start].range.start..words[span.end - 1].range.end
}
