//! Words as the index parts them.

use std::ops::Range;

/// The words of any text, as the index parts them: letters, digits and the marks upon them.
pub fn words(text: &str) -> Vec<String> {
    word_ranges(text).map(|range| text[range].to_string()).collect()
}

/// Where the words of a text stand, in bytes.
pub fn word_ranges(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let pieces = text.split_inclusive(|c: char| !is_word(c)).scan(0, |at, piece| {
        let start = *at;
        *at += piece.len();
        Some((start, piece))
    });
    let trimmed = pieces.map(|(start, piece)| (start, piece.trim_end_matches(|c: char| !is_word(c))));
    trimmed.filter(|(_, word)| has_word(word)).map(|(start, word)| start..start + word.len())
}

/// Whether there is a word in it.
pub fn has_word(text: &str) -> bool {
    text.chars().any(|c| c.is_alphanumeric() && is_word(c))
}

/// Whether a character is part of a word.
pub fn is_word(c: char) -> bool {
    // Combining marks stand upon the letter before them; two letters are apostrophes by their looks.
    c.is_alphanumeric() && !matches!(c, '\u{2bb}' | '\u{2bc}') || matches!(c, '\u{300}'..='\u{36f}')
}
