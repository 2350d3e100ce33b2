//! An article's text, cut once into paragraphs, sentences and tokens. All ranges are bytes of the text.

use std::ops::{Deref, Range};

/// A text with its tokens. Made once for an article; whatever reads the text looks at it.
#[derive(Clone, Debug)]
pub struct Text<'t> {
    text: &'t str,
    paragraphs: Vec<Range<usize>>,
    sentences: Vec<Sentence>,
    tokens: Vec<Token>,
}

/// A word: no punctuation but apostrophes and hyphens inside it, and the full stops of initials.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// Where it stands.
    pub at: Range<usize>,
    /// In lower case, with straight apostrophes.
    pub lower: String,
    /// The index of its sentence.
    pub sentence: usize,
    /// The index of its paragraph.
    pub paragraph: usize,
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
    pub fn new(text: &'t str, paragraphs: Vec<Range<usize>>) -> Text<'t> {
        let (mut sentences, mut all) = (Vec::new(), Vec::new());
        for (paragraph, range) in paragraphs.iter().enumerate() {
            let starts = sentence_starts(text, range.clone());
            let ends = starts.iter().skip(1).copied().chain([range.end]);
            for (start, end) in starts.iter().copied().zip(ends) {
                let first = all.len();
                let sentence = sentences.len();
                all.extend(tokens(text, start..end).into_iter().map(|at| {
                    let lower = text[at.clone()].to_lowercase().replace('’', "'");
                    Token { at, lower, sentence, paragraph }
                }));
                sentences.push(Sentence { at: start..end, paragraph, tokens: first..all.len() });
            }
        }
        Text { text, paragraphs, sentences, tokens: all }
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
    pub fn tokens_in(&self, range: Range<usize>) -> &[Token] {
        let first = self.tokens.partition_point(|token| token.at.start < range.start);
        let behind = self.tokens.partition_point(|token| token.at.end <= range.end);
        &self.tokens[first..behind.max(first)]
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
pub fn tokens(text: &str, range: Range<usize>) -> Vec<Range<usize>> {
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
pub fn sentence_starts(text: &str, range: Range<usize>) -> Vec<usize> {
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
        if rest.len() > next.len() && begins && !(c == '.' && is_abbreviation(&words[..at])) {
            out.push(range.end - next.len());
        }
    }
    out
}

/// Whether a full stop behind these words marks an abbreviation or an initial.
pub fn is_abbreviation(before: &str) -> bool {
    const KNOWN: [&str; 38] = [
        "Mr", "Mrs", "Ms", "Dr", "Sen", "Sens", "Rep", "Reps", "Gov", "Govs", "Gen", "Col", "Lt", "Sgt",
        "Maj", "Adm", "St", "Jr", "Sr", "Jan", "Feb", "Aug", "Sept", "Oct", "Nov", "Dec", "No", "vs", "Prof",
        "Capt", "Rev", "Hon", "Messrs", "Cmdr", "Brig", "Cpl", "Pvt", "Atty",
    ];
    let last = before.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
    KNOWN.contains(&last) || last.chars().count() == 1 && last.starts_with(char::is_uppercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_keep_hyphens_and_initials() {
        let text = "U.S. envoy Ada-Lou Roe’s “yes”";
        let found: Vec<&str> = tokens(text, 0..text.len()).into_iter().map(|t| &text[t]).collect();
        assert_eq!(found, ["U.S", "envoy", "Ada-Lou", "Roe’s", "yes"]);
    }

    #[test]
    fn abbreviations_end_no_sentence() {
        let text = "Gov. Kit J. Lund left. “Stay,” he said. Nobody did.";
        let starts: Vec<&str> = sentence_starts(text, 0..text.len())
            .into_iter()
            .map(|at| text[at..].split(' ').next().unwrap())
            .collect();
        assert_eq!(starts, ["Gov.", "“Stay,”", "Nobody"]);
    }
}
