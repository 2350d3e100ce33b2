//! What a piece looks like, whatever it says.

use std::collections::HashMap;

use onrecord_record::FurnitureRole;

use super::piece::{PieceMark, TextPiece};
use crate::{byline, date, furniture};

/// How a piece ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineEnd {
    /// As a sentence does.
    Sentence,
    /// With a colon.
    Colon,
    /// Cut off.
    Ellipsis,
    /// With nothing.
    Bare,
}

/// What a piece looks like.
#[derive(Clone, Copy, Debug)]
pub struct PieceLook {
    /// Its words, or half its characters in scripts that set no blanks between words.
    pub words: u32,
    /// How it ends.
    pub end: LineEnd,
    /// Whether it opens with a quotation mark.
    pub opens_quote: bool,
    /// What its wording says.
    pub wording: Option<FurnitureRole>,
    /// How many pieces say the same, itself included.
    pub n_same: u32,
    /// Bars, bullets and arrows between its words.
    pub dividers: u32,
    /// Whether it is a byline or a date: what stands under headlines.
    pub is_signature: bool,
}

impl PieceLook {
    /// Whether it reads as prose: a sentence, or many words.
    pub fn is_prose(&self) -> bool {
        let is_sentence = self.end == LineEnd::Sentence && self.words >= 8;
        self.wording.is_none() && (is_sentence || self.words >= 40 || (self.opens_quote && self.words >= 5))
    }

    /// Whether it could be a headline: some words that are no sentence.
    pub fn is_short(&self) -> bool {
        self.end == LineEnd::Bare && self.words <= 25
    }
}

/// The looks of every piece.
pub fn looks(text: &str, pieces: &[TextPiece]) -> Vec<PieceLook> {
    let mut looks: Vec<PieceLook> = Vec::with_capacity(pieces.len());
    let mut n_same: HashMap<u64, u32> = HashMap::new();
    let mut hashes = Vec::with_capacity(pieces.len());
    for piece in pieces {
        let words = piece.text(text);
        let hash = fold_hash(words);
        *n_same.entry(hash).or_default() += 1;
        hashes.push(hash);
        looks.push(look(words, piece.mark));
    }
    for (look, hash) in looks.iter_mut().zip(hashes) {
        look.n_same = n_same[&hash];
    }
    looks
}

/// A hash of the letters and digits alone (FNV-1a: most of a long text's time would go into a better one).
fn fold_hash(words: &str) -> u64 {
    let letters = words.chars().filter(|c| c.is_alphanumeric());
    letters.fold(0xcbf2_9ce4_8422_2325, |hash: u64, c| {
        (hash ^ u64::from(c.to_ascii_lowercase())).wrapping_mul(0x100_0000_01b3)
    })
}

fn look(words: &str, mark: PieceMark) -> PieceLook {
    let (mut n_words, mut dividers, mut wide) = (0_u32, 0, 0_u32);
    for word in words.split_whitespace() {
        match word.chars().find(|c| c.is_alphanumeric()) {
            Some(_) => n_words += 1,
            None => dividers += u32::from(!matches!(word, "-" | "–" | "—" | "&" | "..." | "…")),
        }
        if !word.is_ascii() {
            wide += word.chars().filter(|c| is_wide(*c)).count() as u32;
        }
    }
    let wording = if mark == PieceMark::Heading { None } else { furniture::role_of(words) };
    PieceLook {
        words: n_words.max(wide / 2),
        end: end(words),
        opens_quote: words.starts_with(['"', '“', '”', '„', '«', '‘', '\'', '「', '»']),
        wording,
        n_same: 0,
        dividers,
        is_signature: n_words <= 14 && (date::is_date_line(words) || byline::is_byline(words)),
    }
}

/// Scripts that set no blanks between words.
fn is_wide(c: char) -> bool {
    matches!(c, '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}')
}

fn end(words: &str) -> LineEnd {
    let is_mark = |c: char| {
        matches!(c, '"' | '”' | '“' | '’' | '\'' | '»' | '«' | ')' | ']' | '」' | '』' | '*')
            || c.is_whitespace()
    };
    let bare = words.trim_end_matches(is_mark);
    let closes = words.ends_with(['"', '”', '“', '»']);
    match bare.chars().next_back() {
        Some('.') if bare.ends_with("...") => LineEnd::Ellipsis,
        Some('…') => LineEnd::Ellipsis,
        Some('.' | '!' | '?' | '。' | '！' | '？' | '।' | '؟' | '۔' | '։' | '።') => {
            LineEnd::Sentence
        }
        Some(',') if closes => LineEnd::Sentence,
        Some(':' | '：') => LineEnd::Colon,
        _ => LineEnd::Bare,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ends_are_read_behind_closing_marks() {
        assert_eq!(end("We are fine."), LineEnd::Sentence);
        assert_eq!(end("“We are fine,”"), LineEnd::Sentence);
        assert_eq!(end("“We are fine.”)"), LineEnd::Sentence);
        assert_eq!(end("‘We are fine’"), LineEnd::Bare);
        assert_eq!(end("The list:"), LineEnd::Colon);
        assert_eq!(end("The ferry came back on..."), LineEnd::Ellipsis);
        assert_eq!(end("港は再開した。"), LineEnd::Sentence);
    }

    #[test]
    fn words_are_counted_in_scripts_without_blanks() {
        assert!(look("港は月曜日に二年ぶりに再開したと市長は述べた。", PieceMark::None).words >= 8);
        assert_eq!(look("Ruvia | Coast | 3", PieceMark::None).dividers, 2);
    }
}
