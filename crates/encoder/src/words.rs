//! Words and what their writing shows: case, quotation marks.

use std::ops::Range;
use unicode_properties::{
    GeneralCategory as Category, GeneralCategoryGroup as Group, UnicodeGeneralCategory,
};

/// One word, or one mark, of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// Where it stands: bytes of the text.
    pub range: Range<usize>,
    /// Which of the paragraphs it stands in.
    pub paragraph: usize,
}

/// Splits text into words: runs of letters, digits and underscores, and every other visible character alone.
///
/// These are the matches of the Python expression `\w+|[^\w\s]`, as byte ranges. A combining accent is its own
/// word, as there.
///
/// ```
/// let text = "It's 5°C.";
/// let words: Vec<&str> = onrecord_encoder::words(text).map(|range| &text[range]).collect();
/// assert_eq!(words, ["It", "'", "s", "5", "°", "C", "."]);
/// ```
pub fn words(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut characters = text.char_indices().peekable();
    std::iter::from_fn(move || {
        let (start, first) = characters.find(|(_, character)| !is_space(*character))?;
        let mut end = start + first.len_utf8();
        if is_word(first) {
            while let Some((at, next)) = characters.next_if(|(_, character)| is_word(*character)) {
                end = at + next.len_utf8();
            }
        }
        Some(start..end)
    })
}

/// How a word is written; the network has a vector for each.
///
/// 0 lower case, 1 mixed or without case, 2 capitals, 3 digits, 4 anything else. [`NO_CASE`] stands at the edges
/// of a window.
pub(crate) fn case(word: &str) -> usize {
    let first = word.chars().next().unwrap_or(' ');
    if !is_letter(first) {
        return if is_digit(first) { 3 } else { 4 };
    }
    let title = word.chars().any(|c| !c.is_ascii() && c.general_category() == Category::TitlecaseLetter);
    let lower = word.chars().any(char::is_lowercase);
    let upper = word.chars().any(char::is_uppercase);
    match (lower, upper, title) {
        (true, false, false) => 0,
        (false, true, false) if word.chars().nth(1).is_some() => 2,
        _ => 1,
    }
}

/// The case of what is no word.
pub(crate) const NO_CASE: usize = 5;

/// Where a word stands relative to quotation marks of its paragraph: 0 outside, 1 inside, 2 an opening mark, 3 a
/// closing mark.
#[derive(Default)]
pub(crate) struct QuotedWords {
    inside: bool,
}

impl QuotedWords {
    /// The state of the next word of the paragraph.
    pub(crate) fn next(&mut self, word: &str) -> usize {
        let opens = word == "“" || word == "\"" && !self.inside;
        let closes = word == "”" || word == "\"" && self.inside;
        self.inside = (self.inside || opens) && !closes;
        match (opens, closes) {
            (true, _) => 2,
            (_, true) => 3,
            _ => usize::from(self.inside),
        }
    }
}

/// The letters, digits and underscore of Python's `\w`.
fn is_word(character: char) -> bool {
    if character.is_ascii() {
        return character.is_ascii_alphanumeric() || character == '_';
    }
    matches!(character.general_category_group(), Group::Letter | Group::Number)
}

/// Python's `\s`, that counts four separators among the control characters as space.
fn is_space(character: char) -> bool {
    character.is_whitespace() || matches!(character, '\u{1c}'..='\u{1f}')
}

fn is_letter(character: char) -> bool {
    if character.is_ascii() {
        return character.is_ascii_alphabetic();
    }
    character.general_category_group() == Group::Letter
}

/// Decimal digits, raised and lowered ones among them. Python's `isdigit` also knows circled and a few historic
/// digits; they do not begin words in the news.
fn is_digit(character: char) -> bool {
    match character {
        '²' | '³' | '¹' | '⁰' | '⁴'..='⁹' | '₀'..='₉' => true,
        _ => character.general_category() == Category::DecimalNumber,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_tells_how_a_word_is_written() {
        let cases =
            ["said", "Mira", "UN", "A", "12th", "_", "東京", "McKay", "ǅ", "²", "½", "“", "über", "ÜBER"];
        assert_eq!(cases.map(case), [0, 1, 2, 1, 3, 4, 1, 1, 1, 3, 4, 4, 0, 2]);
    }

    #[test]
    fn straight_marks_take_turns_and_curly_ones_tell_which_they_are() {
        let mut state = QuotedWords::default();
        let words = ["a", "\"", "b", "\"", "c", "“", "d", "“", "e", "”", "f", "”", "\"", "g", "”", "h"];
        assert_eq!(words.map(|word| state.next(word)), [0, 2, 1, 3, 0, 2, 1, 2, 1, 3, 0, 3, 2, 1, 3, 0]);
    }

    #[test]
    fn control_separators_are_space_and_accents_stand_alone() {
        let split = |text: &str| words(text).map(|range| text[range].to_string()).collect::<Vec<_>>();
        assert_eq!(split("a\u{1c}b\u{85}c\u{feff}d"), ["a", "b", "c", "\u{feff}", "d"]);
        assert_eq!(split("e\u{301}t"), ["e", "\u{301}", "t"]);
        assert_eq!(split("½_x₂ …"), ["½_x₂", "…"]);
        assert_eq!(split(""), Vec::<String>::new());
    }
}
