//! Tokens of a query: words, quotations, fields, parentheses and operators, each with where it stands.
//!
//! What comes out is balanced: each opening parenthesis has its closing one, no group is empty, and behind each
//! field is a value.

use std::ops::Range;

use super::fields::{self, CONFIDENCE, Field};
use super::words::{has_word, is_word, words};
use super::wrong::{QueryError, QueryNote};

/// How many words and values a query may have: far beyond what people write, and below what the database's own
/// parser takes.
pub const MAX_TERMS: usize = 256;

/// How deep parentheses may go; what is deeper is read without them.
pub(super) const MAX_DEPTH: usize = 24;

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct QueryToken<'t> {
    pub mark: Mark<'t>,
    pub at: Range<usize>,
}

/// Words that stand together, one at least.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Words<'t> {
    pub raw: &'t str,
    /// Whether the last word may go on.
    pub is_prefix: bool,
    /// Whether they stand between quotation marks.
    pub is_quoted: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mark<'t> {
    Words(Words<'t>),
    Field(Field),
    Open,
    Close,
    And,
    Or,
    Not,
    Near(u32),
}

impl Mark<'_> {
    /// The operator's name; `None` for what is no operator.
    pub fn name(self) -> Option<&'static str> {
        match self {
            Mark::And => Some("AND"),
            Mark::Or => Some("OR"),
            Mark::Not => Some("NOT"),
            Mark::Near(_) => Some("NEAR"),
            _ => None,
        }
    }
}

pub(super) fn tokens(text: &str) -> Result<(Vec<QueryToken<'_>>, Vec<QueryNote>), QueryError> {
    let mut scan =
        Scan { text, at: 0, tokens: Vec::new(), notes: Vec::new(), n_terms: 0, opened: Vec::new() };
    while let Some(c) = scan.peek() {
        let start = scan.at;
        match c {
            '(' => scan.open(),
            ')' => scan.close(),
            c if is_quote(c) => scan.quoted()?,
            c if is_word(c) || scan.is_open_range() || scan.is_bound(c) => scan.word()?,
            c => {
                scan.at += c.len_utf8();
                if c == '-' && scan.is_minus(start) {
                    scan.push(Mark::Not, start);
                }
            }
        }
    }
    scan.close_all();
    Ok((scan.tokens, scan.notes))
}

struct Scan<'t> {
    text: &'t str,
    at: usize,
    tokens: Vec<QueryToken<'t>>,
    notes: Vec<QueryNote>,
    n_terms: usize,
    /// The parentheses that are open, and whether each became a token.
    opened: Vec<(usize, bool)>,
}

impl<'t> Scan<'t> {
    fn open(&mut self) {
        let start = self.at;
        self.at += 1;
        let is_kept = self.opened.len() < MAX_DEPTH;
        if self.opened.len() == MAX_DEPTH {
            self.note(start..self.at, format!("parentheses deeper than {MAX_DEPTH} are passed over"));
        }
        self.opened.push((start, is_kept));
        if is_kept {
            self.push(Mark::Open, start);
        }
    }

    /// A parenthesis that none opened is punctuation.
    fn close(&mut self) {
        let start = self.at;
        self.at += 1;
        if let Some((_, true)) = self.opened.pop() {
            self.close_group(start..self.at);
        }
    }

    fn close_group(&mut self, at: Range<usize>) {
        if self.tokens.last().is_some_and(|token| token.mark == Mark::Open) {
            self.tokens.pop();
            self.drop_operators(at.end);
        } else {
            self.tokens.push(QueryToken { mark: Mark::Close, at });
        }
    }

    fn close_all(&mut self) {
        while let Some((open, is_kept)) = self.opened.pop() {
            if is_kept {
                let is_empty = self.tokens.last().is_some_and(|token| token.mark == Mark::Open);
                self.close_group(self.text.len()..self.text.len());
                if !is_empty {
                    self.note(
                        open..open + 1,
                        "this parenthesis is not closed, so it reaches to the end".to_string(),
                    );
                }
            }
        }
    }

    /// `"words in a row"`, with any sort of quotation marks; one that is not closed reaches to the end.
    fn quoted(&mut self) -> Result<(), QueryError> {
        let start = self.at;
        self.at += self.peek().map_or(0, char::len_utf8);
        let rest = &self.text[self.at..];
        let (raw, behind) = match rest.char_indices().find(|(_, c)| is_quote(*c)) {
            Some((end, quote)) => (&rest[..end], self.at + end + quote.len_utf8()),
            None => (rest, self.text.len()),
        };
        self.at = behind;
        let is_prefix = is_prefix(raw) || self.peek() == Some('*');
        if has_word(raw) {
            return self.words(Words { raw, is_prefix, is_quoted: true }, start);
        }
        self.drop_operators(behind);
        Ok(())
    }

    /// Characters up to a blank, a quotation mark or a parenthesis: a word, words joined by punctuation, an
    /// operator, or a field's name.
    fn word(&mut self) -> Result<(), QueryError> {
        let start = self.at;
        let is_fresh = self.is_fresh(start);
        let rest = &self.text[start..];
        let raw = &rest[..rest.find(is_border).unwrap_or(rest.len())];
        let is_value = self.is_value();
        if !is_value
            && is_fresh
            && let Some(operator) = operator(raw, start)?
        {
            self.at = start + raw.len();
            self.push(operator, start);
            return Ok(());
        }
        if !is_value && let Some(field) = self.field(raw)? {
            self.push(Mark::Field(field), start);
            return Ok(());
        }
        self.at = start + raw.len();
        if !is_value && is_fresh && matches!(raw, "and" | "or" | "not") {
            let what = format!("“{raw}” is read as a word; {} is the operator", raw.to_uppercase());
            self.note(start..self.at, what);
        }
        self.words(Words { raw, is_prefix: is_prefix(raw), is_quoted: false }, start)
    }

    /// A field's name with its colon, if a value directly follows; moves behind the colon. A single letter and what is
    /// an address (`http://…`) are words.
    fn field(&mut self, raw: &str) -> Result<Option<Field>, QueryError> {
        let n_letters = raw.find(|c: char| !c.is_ascii_alphabetic() && c != '_').unwrap_or(raw.len());
        let (name, rest) = raw.split_at(n_letters);
        if !rest.starts_with(':') || name.len() < 2 || rest.starts_with("://") {
            return Ok(None);
        }
        let at = self.at..self.at + name.len() + 1;
        let behind = self.text[self.at + raw.len()..].chars().next();
        let has_value = has_word(rest) || behind.is_some_and(|c| is_quote(c) || c == '(');
        if !has_value {
            self.note(at, format!("{name}: has no value directly behind it, so it is read as a word"));
            return Ok(None);
        }
        let Some(field) = fields::named(name) else { return Err(fields::unknown(name, at)) };
        self.at = at.end;
        Ok(Some(field))
    }

    fn words(&mut self, found: Words<'t>, start: usize) -> Result<(), QueryError> {
        self.n_terms += words(found.raw).len();
        if self.n_terms > MAX_TERMS {
            let what = format!("a query has at most {MAX_TERMS} words");
            let hint = Some("a few rare words find a long text".to_string());
            return Err(QueryError { at: start..self.at, what, hint });
        }
        self.push(Mark::Words(found), start);
        Ok(())
    }

    /// Takes back a dash and a field whose value turned out to be empty; the field's name becomes a word.
    fn drop_operators(&mut self, end: usize) {
        while let Some(token) = self.tokens.last() {
            let at = token.at.clone();
            match token.mark {
                Mark::Not if self.text[at.clone()].starts_with('-') => {
                    self.tokens.pop();
                }
                Mark::Field(_) => {
                    self.tokens.pop();
                    let name = &self.text[at.start..at.end - 1];
                    let words = Words { raw: name, is_prefix: false, is_quoted: false };
                    self.tokens.push(QueryToken { mark: Mark::Words(words), at: at.clone() });
                    self.note(at.start..end, format!("{name}: has no value, so it is read as a word"));
                    return;
                }
                _ => return,
            }
        }
    }

    /// `..2031`, the one value that does not begin with a letter or a digit.
    fn is_open_range(&self) -> bool {
        self.text[self.at..]
            .strip_prefix("..")
            .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
    }

    /// Whether a sign begins a bound on confidence: `confidence:>0.8`.
    fn is_bound(&self, c: char) -> bool {
        let is_asked = matches!(self.tokens.last(), Some(QueryToken { mark: Mark::Field(field), .. }) if **field == CONFIDENCE);
        is_asked && matches!(c, '>' | '<' | '=') && self.is_field_end(self.at)
    }

    /// Whether the dash at `start` denies what directly follows: it stands alone, behind a blank.
    fn is_minus(&self, start: usize) -> bool {
        let follows = self.peek().is_some_and(|c| is_word(c) || is_quote(c) || c == '(');
        follows && (self.is_fresh(start) || self.is_field_end(start))
    }

    /// Whether nothing joins what starts here to what is before.
    fn is_fresh(&self, start: usize) -> bool {
        self.text[..start].chars().next_back().is_none_or(|c| c.is_whitespace() || matches!(c, '(' | ')'))
    }

    fn is_field_end(&self, start: usize) -> bool {
        matches!(self.tokens.last(), Some(QueryToken { mark: Mark::Field(_), at }) if at.end == start)
    }

    /// Whether the next words are a field's value, in which no operator is looked for.
    fn is_value(&self) -> bool {
        let mut back = self.tokens.iter().rev().map(|token| token.mark);
        matches!(
            (back.next(), back.next()),
            (Some(Mark::Field(_)), _) | (Some(Mark::Not), Some(Mark::Field(_)))
        )
    }

    fn push(&mut self, mark: Mark<'t>, start: usize) {
        self.tokens.push(QueryToken { mark, at: start..self.at });
    }

    fn note(&mut self, at: Range<usize>, what: String) {
        self.notes.push(QueryNote { at, what });
    }

    fn peek(&self) -> Option<char> {
        self.text[self.at..].chars().next()
    }
}

fn operator(raw: &str, start: usize) -> Result<Option<Mark<'_>>, QueryError> {
    let mark = match raw {
        "AND" => Mark::And,
        "OR" => Mark::Or,
        "NOT" => Mark::Not,
        "NEAR" => Mark::Near(10),
        _ => {
            let Some(number) = raw.strip_prefix("NEAR/") else { return Ok(None) };
            match number.parse() {
                Ok(n @ 1..=1000) => Mark::Near(n),
                _ => {
                    return Err(QueryError {
                        at: start..start + raw.len(),
                        what: "NEAR/ takes a number of words from 1 to 1000".to_string(),
                        hint: Some("river NEAR/5 dam".to_string()),
                    });
                }
            }
        }
    };
    Ok(Some(mark))
}

/// Whether a star ends the last word.
pub(super) fn is_prefix(raw: &str) -> bool {
    let last = raw.trim_end_matches(|c: char| !is_word(c) && c != '*');
    last.ends_with('*') && last.trim_end_matches('*').ends_with(is_word)
}

fn is_border(c: char) -> bool {
    c.is_whitespace() || is_quote(c) || matches!(c, '(' | ')')
}

fn is_quote(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '„' | '«' | '»' | '‟')
}
