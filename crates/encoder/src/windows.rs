//! Words packed into windows that the network reads at once.

use crate::pieces::Pieces;
use crate::words::{self, NO_CASE, QuotedWords, Word};
use std::ops::Range;

/// The pieces of a long paragraph that two neighbouring windows share.
const OVERLAP: usize = 128;

/// A text's words with all that the network is told of them.
pub(crate) struct Tokens {
    pub(crate) words: Vec<Word>,
    features: Vec<PieceFeatures>,
    pieces: Vec<u32>,
    /// Where each word's pieces start, and where the last one's end.
    starts: Vec<usize>,
    /// Where each paragraph's words start, and where the last one's end.
    paragraphs: Vec<usize>,
}

#[derive(Clone, Copy)]
struct PieceFeatures {
    case: usize,
    quotation: usize,
    first: bool,
}

/// Words read together, and those among them whose vectors are taken.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Window {
    pub(crate) words: Range<usize>,
    pub(crate) keep: Range<usize>,
}

/// What the network reads: for every piece its number and its features.
#[derive(Default)]
pub(crate) struct WindowInput {
    pub(crate) pieces: Vec<u32>,
    pub(crate) case: Vec<usize>,
    pub(crate) quotation: Vec<usize>,
    pub(crate) paragraph: Vec<usize>,
    /// Where the first piece of each kept word stands.
    pub(crate) first: Vec<usize>,
}

impl Tokens {
    pub(crate) fn new(text: &str, paragraphs: &[Range<usize>], vocabulary: &Pieces) -> Tokens {
        let mut tokens = Tokens {
            words: Vec::new(),
            features: Vec::new(),
            pieces: Vec::new(),
            starts: vec![0],
            paragraphs: vec![0],
        };
        for (paragraph_idx, paragraph) in paragraphs.iter().enumerate() {
            let mut state = QuotedWords::default();
            let mut first = true;
            for range in words::words(&text[paragraph.clone()]) {
                let range = paragraph.start + range.start..paragraph.start + range.end;
                let word = &text[range.clone()];
                tokens.words.push(Word { range, paragraph: paragraph_idx });
                tokens.features.push(PieceFeatures {
                    case: words::case(word),
                    quotation: state.next(word),
                    first,
                });
                vocabulary.cut(word, &mut tokens.pieces);
                tokens.starts.push(tokens.pieces.len());
                first = false;
            }
            if !first {
                tokens.paragraphs.push(tokens.words.len());
            }
        }
        tokens
    }

    /// Packs whole paragraphs into windows of up to `size` pieces. A longer paragraph has windows of its own, that
    /// overlap; each of its words is taken from the window where it stands furthest from an edge.
    pub(crate) fn windows(&self, size: usize) -> Vec<Window> {
        let mut windows: Vec<Window> = Vec::new();
        let mut fits = false;
        for paragraph in self.paragraphs.windows(2) {
            let words = paragraph[0]..paragraph[1];
            if self.n_pieces(&words) > size {
                windows.extend(self.cut(words, size));
                fits = false;
                continue;
            }
            match windows.last_mut() {
                Some(last) if fits && self.n_pieces(&(last.words.start..words.end)) <= size => {
                    *last = Window { words: last.words.start..words.end, keep: last.words.start..words.end };
                }
                _ => windows.push(Window { keep: words.clone(), words }),
            }
            fits = true;
        }
        windows
    }

    /// Windows of equal size and distance over a paragraph of more than `size` pieces.
    fn cut(&self, paragraph: Range<usize>, size: usize) -> Vec<Window> {
        let overlap = OVERLAP.min(size / 2);
        let first_piece = self.starts[paragraph.start];
        let spare = self.n_pieces(&paragraph) - size;
        let n_steps = spare.div_ceil(size - overlap);
        let word_at = |piece: usize| self.starts.partition_point(|start| *start < piece);
        let mut windows: Vec<Window> = Vec::with_capacity(n_steps + 1);
        for step in 0..=n_steps {
            let start = word_at(first_piece + spare * step / n_steps);
            let limit = self.starts[start] + size;
            let end =
                self.starts.partition_point(|start| *start <= limit).saturating_sub(1).min(paragraph.end);
            let mut keep = start..end;
            if let Some(before) = windows.last_mut() {
                let seam = word_at((self.starts[start] + self.starts[before.words.end]) / 2);
                before.keep.end = seam;
                keep.start = seam;
            }
            windows.push(Window { words: start..end, keep });
        }
        windows
    }

    /// Writes what the network reads of a window.
    pub(crate) fn input(&self, window: &Window, vocabulary: &Pieces, input: &mut WindowInput) {
        input.clear();
        input.push(vocabulary.start, None);
        for word_idx in window.words.clone() {
            if window.keep.contains(&word_idx) {
                input.first.push(input.pieces.len());
            }
            for piece in &self.pieces[self.starts[word_idx]..self.starts[word_idx + 1]] {
                input.push(*piece, Some(&self.features[word_idx]));
            }
        }
        input.push(vocabulary.end, None);
    }

    fn n_pieces(&self, words: &Range<usize>) -> usize {
        self.starts[words.end] - self.starts[words.start]
    }
}

impl WindowInput {
    fn clear(&mut self) {
        self.pieces.clear();
        self.first.clear();
        for features in [&mut self.case, &mut self.quotation, &mut self.paragraph] {
            features.clear();
        }
    }

    fn push(&mut self, piece: u32, features: Option<&PieceFeatures>) {
        self.pieces.push(piece);
        self.case.push(features.map_or(NO_CASE, |features| features.case));
        self.quotation.push(features.map_or(0, |features| features.quotation));
        self.paragraph.push(features.map_or(0, |features| usize::from(features.first)));
    }
}
