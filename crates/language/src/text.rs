//! An article's text, cut once into paragraphs, sentences and tokens. All ranges are bytes of the text.

use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::{Deref, Range};
use std::sync::Arc;

use crate::language::Language;
use crate::lexicon::Lexicon;
use crate::lists::List;
use crate::token::{Token, WordForm};

/// A text with its tokens. Made once for an article; whatever reads the text looks at it.
#[derive(Clone, Debug)]
pub struct Text<'t> {
    text: &'t str,
    language: Language,
    paragraphs: Vec<Range<usize>>,
    sentences: Vec<Sentence>,
    tokens: Vec<Token>,
}

/// A sentence of a paragraph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// Where it stands; the blanks behind it belong to it.
    pub at: Range<usize>,
    /// The index of its paragraph.
    pub paragraph: usize,
    /// The indices of its tokens.
    pub tokens: Range<usize>,
}

impl<'t> Text<'t> {
    /// Cuts the paragraphs of `text`, byte ranges in order and apart; what stands outside of them is not read.
    pub fn new(text: &'t str, paragraphs: Vec<Range<usize>>, language: &Language) -> Text<'t> {
        let lexicon = language.lexicon();
        let (mut sentences, mut tokens) = (Vec::new(), Vec::new());
        let mut forms: HashMap<&str, Arc<WordForm>> = HashMap::new();
        for (paragraph, range) in paragraphs.iter().enumerate() {
            let starts = sentence_starts(lexicon, text, range.clone());
            let ends = starts.iter().skip(1).copied().chain([range.end]);
            for (start, end) in starts.iter().copied().zip(ends) {
                let first = tokens.len();
                let sentence = sentences.len();
                tokens.extend(words(text, start..end).into_iter().map(|at| {
                    let word = &text[at.clone()];
                    let form = forms.entry(word).or_insert_with(|| Arc::new(lexicon.form(word))).clone();
                    Token { at, form, sentence, paragraph }
                }));
                sentences.push(Sentence { at: start..end, paragraph, tokens: first..tokens.len() });
            }
        }
        Text { text, language: *language, paragraphs, sentences, tokens }
    }

    /// What is known of its language's words.
    pub fn lexicon(&self) -> &'static Lexicon {
        self.language.lexicon()
    }

    /// The text itself.
    pub fn as_str(&self) -> &'t str {
        self.text
    }

    /// The words of a byte range.
    pub fn slice(&self, range: Range<usize>) -> &'t str {
        &self.text[range]
    }

    /// The paragraphs, in order.
    pub fn paragraphs(&self) -> &[Range<usize>] {
        &self.paragraphs
    }

    /// The sentences, in order.
    pub fn sentences(&self) -> &[Sentence] {
        &self.sentences
    }

    /// The tokens, in order.
    pub fn tokens(&self) -> &[Token] {
        &self.tokens
    }

    /// The tokens that lie wholly within a byte range.
    pub fn tokens_within(&self, range: Range<usize>) -> &[Token] {
        let first = self.tokens.partition_point(|token| token.at.start < range.start);
        let behind = self.tokens.partition_point(|token| token.at.end <= range.end);
        &self.tokens[first..behind.max(first)]
    }

    /// The tokens of a byte range; of one that its ends cut, as the encoder's words cut "Roe’s", what stands within.
    pub fn tokens_in(&self, range: Range<usize>) -> Cow<'_, [Token]> {
        let first = self.tokens.partition_point(|token| token.at.end <= range.start);
        let behind = self.tokens.partition_point(|token| token.at.start < range.end);
        let all = &self.tokens[first..behind.max(first)];
        let is_cut = |token: &Token| token.at.start < range.start || range.end < token.at.end;
        if !all.first().is_some_and(is_cut) && !all.last().is_some_and(is_cut) {
            return Cow::Borrowed(all);
        }
        Cow::Owned(all.iter().flat_map(|token| self.cut(token, &range)).collect())
    }

    /// The tokens of several pieces, one piece after the other.
    pub fn tokens_of(&self, pieces: &[Range<usize>]) -> Vec<Token> {
        pieces.iter().flat_map(|piece| self.tokens_in(piece.clone()).into_owned()).collect()
    }

    /// What of a token stands within a range; nothing, or more than one word, where the rest is no word.
    fn cut(&self, token: &Token, range: &Range<usize>) -> Vec<Token> {
        if range.start <= token.at.start && token.at.end <= range.end {
            return vec![token.clone()];
        }
        let within = token.at.start.max(range.start)..token.at.end.min(range.end);
        let word = |at: Range<usize>| {
            let form = Arc::new(self.lexicon().form(&self.text[at.clone()]));
            Token { at, form, ..token.clone() }
        };
        words(self.text, within).into_iter().map(word).collect()
    }

    /// The words of a token, as they are written.
    pub fn word(&self, token: &Token) -> &'t str {
        &self.text[token.at.clone()]
    }

    /// Where the sentences of a byte range begin, its start first; the range may be of any part of a sentence.
    pub fn sentence_starts(&self, range: Range<usize>) -> Vec<usize> {
        sentence_starts(self.lexicon(), self.text, range)
    }

    /// Whether a full stop behind these words marks an abbreviation or an initial.
    pub fn is_abbreviation(&self, before: &str) -> bool {
        is_abbreviation(self.lexicon(), before)
    }

    /// The sentence that holds the byte `at`.
    pub fn sentence_at(&self, at: usize) -> Option<&Sentence> {
        let idx = self.sentences.partition_point(|sentence| sentence.at.end <= at);
        self.sentences.get(idx).filter(|sentence| sentence.at.contains(&at))
    }

    /// The index of the paragraph that holds the byte `at`.
    pub fn paragraph_at(&self, at: usize) -> Option<usize> {
        let idx = self.paragraphs.partition_point(|paragraph| paragraph.end <= at);
        self.paragraphs.get(idx).filter(|paragraph| paragraph.contains(&at)).map(|_| idx)
    }
}

/// A text is its characters, too: `text[range]`, `text.get(range)`.
impl Deref for Text<'_> {
    type Target = str;

    fn deref(&self) -> &str {
        self.text
    }
}

/// The words of a range, without punctuation but apostrophes and hyphens inside them, and full stops of initials.
fn words(text: &str, range: Range<usize>) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let mut start = None;
    let is_inner = |c: char| matches!(c, '-' | '’' | '\'' | '.' | '&');
    let mut chars = text[range.clone()].char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let next_is_word = chars.peek().is_some_and(|(_, c)| c.is_alphanumeric());
        let belongs =
            c.is_alphanumeric() || start.is_some() && is_inner(c) && next_is_word || c == '@' && next_is_word;
        match (belongs, start) {
            (true, None) => start = Some(range.start + at),
            (false, Some(from)) => {
                out.push(from..range.start + at);
                start = None;
            }
            _ => {}
        }
    }
    out.extend(start.map(|from| from..range.end));
    out
}

/// Where the sentences of `range` begin, `range.start` first.
fn sentence_starts(lexicon: &Lexicon, text: &str, range: Range<usize>) -> Vec<usize> {
    let mut out = vec![range.start];
    let words = &text[range.clone()];
    for (at, c) in words.char_indices() {
        if !matches!(c, '.' | '!' | '?') {
            continue;
        }
        let rest = words[at + 1..].trim_start_matches(['”', '"', '’', '\'', ')']);
        let next = rest.trim_start();
        let begins =
            next.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit() || "“\"‘'[(".contains(c));
        if rest.len() > next.len() && begins && !(c == '.' && is_abbreviation(lexicon, &words[..at])) {
            out.push(range.end - next.len());
        }
    }
    out
}

/// Whether a full stop behind these words marks an abbreviation or an initial.
fn is_abbreviation(lexicon: &Lexicon, before: &str) -> bool {
    let last = before.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
    lexicon.has_as_written(List::Abbreviation, last)
        || last.chars().count() == 1 && last.starts_with(char::is_uppercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Text<'_> {
        Text::new(text, std::iter::once(0..text.len()).collect(), &Language::english())
    }

    #[test]
    fn words_keep_hyphens_and_initials() {
        let text = read("U.S. envoy Ada-Lou Roe’s “yes”");
        let found: Vec<&str> = text.tokens().iter().map(|token| text.word(token)).collect();
        assert_eq!(found, ["U.S", "envoy", "Ada-Lou", "Roe’s", "yes"]);
    }

    #[test]
    fn abbreviations_end_no_sentence() {
        let text = read("Gov. Kit J. Lund left. “Stay,” he said. Nobody did.");
        let first = |sentence: &Sentence| text[sentence.at.start..].split(' ').next().unwrap().to_string();
        let starts: Vec<String> = text.sentences().iter().map(first).collect();
        assert_eq!(starts, ["Gov.", "“Stay,”", "Nobody"]);
    }

    #[test]
    fn a_token_that_a_range_cuts_is_what_stands_within() {
        let text = read("They met Roe’s well-known aide.");
        let words = |range: Range<usize>| {
            text.tokens_in(range).iter().map(|token| text.word(token).to_string()).collect::<Vec<_>>()
        };
        assert_eq!(words(5..12), ["met", "Roe"]);
        assert_eq!(words(12..27), ["s", "well-known"]);
        assert_eq!(words(22..32), ["known", "aide"]);
        assert!(words(4..5).is_empty());
    }
}
