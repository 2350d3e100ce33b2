//! An attribution's spans as words that the encoder read.

use std::ops::Range;

use onrecord_encoder::Word;

use crate::attribution::Attribution;
use crate::reading::words_in;

/// An attribution's spans as ranges of the words that the encoder read.
#[derive(Clone, Debug, PartialEq)]
pub struct SpanWords {
    pub source: Vec<Range<usize>>,
    pub cue: Vec<Range<usize>>,
    /// Never empty.
    pub content: Vec<Range<usize>>,
}

impl SpanWords {
    pub fn new(words: &[Word], attribution: &Attribution) -> Option<SpanWords> {
        let of = |ranges: &[Range<usize>]| -> Vec<Range<usize>> {
            let read = ranges.iter().map(|range| words_in(words, range));
            read.filter(|words| !words.is_empty()).collect()
        };
        let Attribution { source, cue, content, .. } = attribution;
        let spans = SpanWords { source: of(source), cue: of(cue), content: of(content) };
        (!spans.content.is_empty()).then_some(spans)
    }

    /// The word that the attribution is at: its cue's first or, without a cue, its content's.
    pub fn at(&self) -> usize {
        self.cue.first().unwrap_or(&self.content[0]).start
    }

    /// The source's words or, without a source, the cue's.
    pub fn asking(&self) -> &[Range<usize>] {
        if self.source.is_empty() { &self.cue } else { &self.source }
    }
}
