//! Words to word pieces, as BERT's uncased tokeniser cuts them.
//!
//! Source: `BertNormalizer`, `BertPreTokenizer` and `WordPiece` of <https://github.com/huggingface/tokenizers>.

use crate::weights::{Dtype, Tensors};
use crate::{Error, Result};
use std::collections::HashMap;
use unicode_normalization::UnicodeNormalization;
use unicode_properties::{
    GeneralCategory as Category, GeneralCategoryGroup as Group, UnicodeGeneralCategory,
};

/// At most so many pieces of a word are kept.
const MAX_PIECES: usize = 8;
/// A run of letters longer than this is one unknown piece.
const MAX_CHARACTERS: usize = 100;

/// The pieces that a network knows, with their numbers.
pub(crate) struct Pieces {
    ids: HashMap<Box<str>, u32>,
    unknown: u32,
    /// The piece before a window's first.
    pub(crate) start: u32,
    /// The piece after a window's last.
    pub(crate) end: u32,
}

impl Pieces {
    /// The vocabulary that a weights file carries, and how many pieces it has.
    pub(crate) fn of(weights: &Tensors) -> Result<(Pieces, usize)> {
        let (_, shape) = weights.form("vocabulary")?;
        let bytes = weights.raw("vocabulary", Dtype::U8, &[shape.iter().product()])?;
        let lines =
            std::str::from_utf8(&bytes).map_err(|error| Error::malformed(format!("vocabulary: {error}")))?;
        Ok((Pieces::parse(lines)?, lines.lines().count()))
    }

    /// Reads one piece a line; the line's number is the piece's.
    pub(crate) fn parse(lines: &str) -> Result<Pieces> {
        let ids: HashMap<Box<str>, u32> =
            lines.lines().zip(0..).map(|(piece, id)| (piece.into(), id)).collect();
        let special = |piece: &str| {
            ids.get(piece).copied().ok_or_else(|| Error::mismatch(format!("vocabulary: {piece} is missing")))
        };
        Ok(Pieces { unknown: special("[UNK]")?, start: special("[CLS]")?, end: special("[SEP]")?, ids })
    }

    /// Adds the pieces of `word` to `pieces`: at least one, at most [`MAX_PIECES`].
    pub(crate) fn cut(&self, word: &str, pieces: &mut Vec<u32>) {
        let before = pieces.len();
        match self.ids.get(word) {
            Some(id) if word.bytes().all(|byte| byte.is_ascii_lowercase()) => pieces.push(*id),
            _ => {
                let plain = plain(word);
                for run in runs(&plain) {
                    self.cut_run(run, pieces);
                    if pieces.len() >= before + MAX_PIECES {
                        break;
                    }
                }
            }
        }
        pieces.truncate(before + MAX_PIECES);
        if pieces.len() == before {
            pieces.push(self.unknown);
        }
    }

    /// Takes the longest piece that begins the run, then the longest that goes on, to its end; a run that cannot
    /// be cut so is unknown as a whole.
    fn cut_run(&self, run: &str, pieces: &mut Vec<u32>) {
        let before = pieces.len();
        let mut candidate = String::with_capacity(run.len() + 2);
        let mut rest = run;
        if run.chars().count() > MAX_CHARACTERS {
            return pieces.push(self.unknown);
        }
        while !rest.is_empty() {
            candidate.clear();
            if rest.len() < run.len() {
                candidate.push_str("##");
            }
            let prefix = candidate.len();
            candidate.push_str(rest);
            let id = loop {
                if let Some(id) = self.ids.get(candidate.as_str()) {
                    break *id;
                }
                candidate.pop();
                if candidate.len() <= prefix {
                    pieces.truncate(before);
                    return pieces.push(self.unknown);
                }
            };
            pieces.push(id);
            rest = &rest[candidate.len() - prefix..];
        }
    }
}

/// Drops what does not show, sets Chinese characters apart, strips accents, lowers case.
fn plain(word: &str) -> String {
    if word.is_ascii() {
        return word.chars().filter(|c| !c.is_ascii_control()).map(|c| c.to_ascii_lowercase()).collect();
    }
    let mut spaced = String::with_capacity(word.len());
    for character in word.chars().filter(|c| !is_dropped(*c)) {
        if is_chinese(character) {
            spaced.extend([' ', character, ' ']);
        } else {
            spaced.push(character);
        }
    }
    spaced
        .nfd()
        .filter(|c| c.general_category() != Category::NonspacingMark)
        .flat_map(char::to_lowercase)
        .collect()
}

/// Cuts at spaces, and sets every punctuation mark apart.
fn runs(plain: &str) -> impl Iterator<Item = &str> {
    plain.split_whitespace().flat_map(|part| {
        let mut rest = part;
        std::iter::from_fn(move || {
            let first = rest.chars().next()?;
            let end = match is_punctuation(first) {
                true => first.len_utf8(),
                false => rest.find(is_punctuation).unwrap_or(rest.len()),
            };
            let (run, after) = rest.split_at(end);
            rest = after;
            Some(run)
        })
    })
}

fn is_dropped(character: char) -> bool {
    matches!(character, '\0' | '\u{fffd}') || character.general_category_group() == Group::Other
}

fn is_punctuation(character: char) -> bool {
    if character.is_ascii() {
        return character.is_ascii_punctuation();
    }
    character.general_category_group() == Group::Punctuation
}

fn is_chinese(character: char) -> bool {
    matches!(character,
        '\u{4e00}'..='\u{9fff}'
        | '\u{3400}'..='\u{4dbf}'
        | '\u{20000}'..='\u{2a6df}'
        | '\u{2a700}'..='\u{2b73f}'
        | '\u{2b740}'..='\u{2b81f}'
        | '\u{2b920}'..='\u{2ceaf}'
        | '\u{f900}'..='\u{faff}'
        | '\u{2f800}'..='\u{2fa1f}')
}
