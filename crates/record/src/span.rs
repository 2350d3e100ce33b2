use std::ops::Range;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Words of the article and where they stand. `article.text[start..end] == text`, always.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Span {
    /// First Unicode code point.
    pub start: usize,
    /// Code point behind the last.
    pub end: usize,
    /// First byte of UTF-8.
    pub byte_start: usize,
    /// Byte behind the last.
    pub byte_end: usize,
    /// The words themselves.
    pub text: String,
}

impl Span {
    /// The half-open byte range.
    pub fn bytes(&self) -> Range<usize> {
        self.byte_start..self.byte_end
    }
}

/// The words of several pieces in one line; ` … ` stands where the article's own words are left out.
pub fn joined(pieces: &[Span]) -> String {
    pieces.iter().map(|piece| piece.text.as_str()).collect::<Vec<_>>().join(" … ")
}

/// Turns byte ranges of one text into spans, in time logarithmic in the text's length.
#[derive(Clone, Debug)]
pub struct Locator<'t> {
    text: &'t str,
    /// Code points before every `STEP`th byte (or the character boundary before it).
    marks: Vec<(usize, usize)>,
}

const STEP: usize = 256;

impl<'t> Locator<'t> {
    /// Reads `text` once.
    pub fn new(text: &'t str) -> Locator<'t> {
        let mut marks = Vec::with_capacity(text.len() / STEP + 1);
        let (mut bytes, mut chars) = (0, 0);
        marks.push((0, 0));
        while bytes < text.len() {
            let next = text.ceil_char_boundary(bytes + STEP);
            chars += text[bytes..next].chars().count();
            bytes = next;
            marks.push((bytes, chars));
        }
        Locator { text, marks }
    }

    /// How many code points stand before byte `at`, which is a character boundary of the text.
    pub fn chars(&self, at: usize) -> usize {
        let idx = self.marks.partition_point(|(bytes, _)| *bytes <= at) - 1;
        let (bytes, chars) = self.marks[idx];
        chars + self.text[bytes..at].chars().count()
    }

    /// The byte at which code point `at` begins, or the text ends; `None` behind its end.
    pub fn byte(&self, at: usize) -> Option<usize> {
        let idx = self.marks.partition_point(|(_, chars)| *chars <= at) - 1;
        let (bytes, chars) = self.marks[idx];
        let rest = &self.text[bytes..];
        rest.char_indices().map(|(byte, _)| byte).chain([rest.len()]).nth(at - chars).map(|byte| bytes + byte)
    }

    /// The span of a byte range.
    ///
    /// # Panics
    /// When the range is out of bounds or cuts a character: ranges come from the text itself.
    pub fn span(&self, range: Range<usize>) -> Span {
        Span {
            start: self.chars(range.start),
            end: self.chars(range.end),
            byte_start: range.start,
            byte_end: range.end,
            text: self.text[range].to_string(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_points_are_counted_across_marks() {
        let text = "é“a".repeat(500);
        let locator = Locator::new(&text);
        for (chars, (bytes, _)) in text.char_indices().enumerate() {
            assert_eq!(locator.chars(bytes), chars);
            assert_eq!(locator.byte(chars), Some(bytes));
        }
        assert_eq!(locator.chars(text.len()), 1500);
        assert_eq!((locator.byte(1500), locator.byte(1501)), (Some(text.len()), None));
        assert_eq!((Locator::new("").byte(0), Locator::new("").byte(1)), (Some(0), None));
    }
}
