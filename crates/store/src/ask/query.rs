//! The query language: one parser for every caller. Text from users goes no further than this file; what comes
//! out is a tree of plain words and checked values.
//!
//! ```text
//! dam "water pledge" pledg*          words in any form, words in a row as they stand, the beginning of a word; all of
//!                                    them must match
//! dam OR river, NOT dam, -dam        OR binds least: a b OR c is (a b) OR c
//! river NEAR/5 dam                   at most five words between
//! speaker:halvorsen act:deny quote:direct said:2031-03..2031-04 published:2031..
//! publisher:courier about:"the dam" to:vale actor:ostvia speaker:vale,halvorsen -act:deny
//! dam versions:all                   what only earlier versions of articles said, too
//! kind:engagement phase:cancelled participant:vale   kind:commitment status:broken   confidence:>0.8
//! ```
//!
//! Punctuation is never an error: what is no operator parts words, as it does in the index, and words that only
//! punctuation joins stand in a row (`water-pledge`). An operator that is used wrongly is one, and [`QueryError`]
//! says where.
//!
//! ```
//! use onrecord_store::ask::query;
//!
//! let read = query::parse("speaker:vale act:promise \"water pledge\" -dam").unwrap();
//! assert_eq!(
//!     read.to_string(),
//!     "by a speaker named “vale”\n\
//!      and it promises something\n\
//!      and the words “water pledge” in a row\n\
//!      and not the word “dam”"
//! );
//!
//! let wrong = query::parse("dam OR").unwrap_err();
//! assert_eq!((wrong.at, wrong.what.as_str()), (4..6, "OR has nothing behind it"));
//! ```

mod days;
mod fields;
mod scan;
mod sure;
mod told;
mod words;
mod wrong;

use std::ops::Range;

use onrecord_record::{EntryKind, Part};

pub use days::Days;
pub(crate) use days::bound;
pub use scan::MAX_TERMS;
pub use sure::{BoundSide, Sure};
pub use words::{word_ranges, words};
pub use wrong::{QueryError, QueryNote};

use days::days;
use fields::{Field, Takes};
use scan::{Mark, QueryToken, Words};
use sure::sure;
use words::has_word;

/// The fields, as they are written.
pub fn field_names() -> Vec<&'static str> {
    fields::all().map(|field| field.name).collect()
}

/// Reads days as the fields of a query take them: `2031-03`, `2031-03-12..`.
///
/// # Errors
/// Where it is no date.
pub fn parse_days(text: &str) -> Result<Days, QueryError> {
    days(text, 0..text.len())
}

/// A query as it was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Query {
    /// What must hold; `None` asks for everything.
    pub expr: Option<Expr>,
    /// What was read otherwise than its writer may have meant.
    pub notes: Vec<QueryNote>,
}

/// What an entry must be to be found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Expr {
    /// Words in a row.
    Phrase(QueryPhrase),
    /// Phrases with at most `distance` words between the first and the last.
    Near {
        /// Two or more.
        phrases: Vec<QueryPhrase>,
        /// How many words may stand between.
        distance: u32,
    },
    /// A field with a value.
    Is(Filter),
    /// All of these; two or more.
    And(Vec<Expr>),
    /// Any of these; two or more.
    Or(Vec<Expr>),
    /// Anything but this.
    Not(Box<Expr>),
}

/// Words in a row; one word is a phrase of one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QueryPhrase {
    /// Letters, digits and marks upon them only; never empty.
    pub words: Vec<String>,
    /// Whether the last word may go on.
    pub is_prefix: bool,
    /// Whether the words are meant as they stand, not in their other forms: those between quotation marks, and names.
    pub is_exact: bool,
}

/// A field with a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Filter {
    /// Somebody in one of these parts, by words of the name.
    Party(&'static [Part], QueryPhrase),
    /// Somebody who has to do with it at all, in whatever part or named in its words.
    Actor(QueryPhrase),
    /// The outlet.
    Publisher(QueryPhrase),
    /// What it is about: its words or those of its article's headline.
    About(QueryPhrase),
    /// The kind of entry.
    Kind(EntryKind),
    /// A code of a vocabulary: the name of the field, and the code.
    Code(&'static str, &'static str),
    /// When a statement was said.
    Said(Days),
    /// When an entry of any kind was.
    When(Days),
    /// When its article was published.
    Published(Days),
    /// How sure it is.
    Sure(Sure),
    /// Not in what counts alone, but in what earlier versions of articles said too. It stands beside all else that is
    /// asked, never inside.
    EveryVersion,
}

/// Reads a query. A quotation mark or parenthesis that is not closed reaches to the end.
///
/// Time: linear in the length of `text`.
///
/// # Errors
/// Where an operator is used wrongly: `OR` without a side, a date or an act that there is not, more than
/// [`MAX_TERMS`] words.
pub fn parse(text: &str) -> Result<Query, QueryError> {
    let (tokens, notes) = scan::tokens(text)?;
    let mut parser = Parser { tokens: &tokens, next: 0 };
    let expr = if tokens.is_empty() { None } else { Some(parser.any(None)?) };
    if expr.as_ref().is_some_and(is_inside) {
        return Err(misplaced(text));
    }
    Ok(Query { expr, notes })
}

/// Whether `versions:all` stands inside something else.
fn is_inside(expr: &Expr) -> bool {
    let has = |expr: &Expr| *expr == Expr::Is(Filter::EveryVersion) || is_inside(expr);
    match expr {
        Expr::And(parts) => parts.iter().any(is_inside),
        Expr::Or(parts) => parts.iter().any(has),
        Expr::Not(inner) => has(inner),
        Expr::Phrase(_) | Expr::Near { .. } | Expr::Is(_) => false,
    }
}

fn misplaced(text: &str) -> QueryError {
    let name = "versions";
    let at = text.to_ascii_lowercase().find(name).unwrap_or_default();
    QueryError {
        at: at..at + name.len(),
        what: "versions: is asked of the whole query, not of a part of it".to_string(),
        hint: Some("dam versions:all".to_string()),
    }
}

struct Parser<'t> {
    tokens: &'t [QueryToken<'t>],
    next: usize,
}

impl<'t> Parser<'t> {
    /// `a b OR c`. Depth of the calls is bounded by `scan::MAX_DEPTH`.
    fn any(&mut self, field: Option<Field>) -> Result<Expr, QueryError> {
        let mut sides = vec![self.all(field)?];
        while self.take(Mark::Or) {
            sides.push(self.all(field)?);
        }
        Ok(joined(sides, Expr::Or))
    }

    /// `a b AND c -d`.
    fn all(&mut self, field: Option<Field>) -> Result<Expr, QueryError> {
        let mut parts = vec![self.part(field)?];
        loop {
            let is_end = matches!(self.peek(), None | Some(Mark::Or | Mark::Close));
            if is_end {
                return Ok(joined(parts, Expr::And));
            }
            self.take(Mark::And);
            parts.push(self.part(field)?);
        }
    }

    /// `NOT a`, `-a`, `a NEAR/5 b`.
    fn part(&mut self, field: Option<Field>) -> Result<Expr, QueryError> {
        let mut is_not = false;
        while self.take(Mark::Not) {
            is_not = !is_not;
        }
        let part = self.near(field)?;
        Ok(if is_not { Expr::Not(Box::new(part)) } else { part })
    }

    /// `a NEAR/5 b NEAR/5 c`: one distance for all of them, the widest.
    fn near(&mut self, field: Option<Field>) -> Result<Expr, QueryError> {
        let mut sides = vec![self.side(field)?];
        let mut widest = 0;
        while let Some(Mark::Near(distance)) = self.peek() {
            self.next += 1;
            widest = widest.max(distance);
            sides.push(self.side(field)?);
        }
        if sides.len() == 1 {
            return Ok(sides.remove(0).0);
        }
        let mut phrases = Vec::new();
        for (side, at) in sides {
            let Expr::Phrase(phrase) = side else {
                let what = "NEAR stands between words and phrases only".to_string();
                return Err(QueryError { at, what, hint: Some("river NEAR/5 \"old dam\"".to_string()) });
            };
            phrases.push(phrase);
        }
        Ok(Expr::Near { phrases, distance: widest })
    }

    /// A group, a field with its value, a phrase; and where it stands.
    fn side(&mut self, field: Option<Field>) -> Result<(Expr, Range<usize>), QueryError> {
        let Some(token) = self.tokens.get(self.next) else { return Err(self.lacks_side()) };
        let start = token.at.start;
        let expr = match token.mark {
            Mark::Open => {
                self.next += 1;
                let inner = self.any(field)?;
                self.take(Mark::Close);
                inner
            }
            Mark::Field(field) => {
                self.next += 1;
                let is_not = self.take(Mark::Not);
                let (value, _) = self.side(Some(field))?;
                if is_not { Expr::Not(Box::new(value)) } else { value }
            }
            Mark::Words(words) => {
                self.next += 1;
                value(&words, field, token.at.clone())?
            }
            _ => return Err(self.lacks_side()),
        };
        Ok((expr, start..self.tokens[self.next - 1].at.end))
    }

    /// The operator before or at the place where a side was looked for.
    fn lacks_side(&self) -> QueryError {
        let operator_at = |idx: usize| self.tokens.get(idx).filter(|token| token.mark.name().is_some());
        let before = self.next.checked_sub(1).and_then(operator_at);
        let (token, side) = match before {
            Some(token) => (token, "behind"),
            None => match operator_at(self.next) {
                Some(token) => (token, "before"),
                None => return self.lacks_words(),
            },
        };
        let name = token.mark.name().unwrap_or_default();
        QueryError {
            at: token.at.clone(),
            what: format!("{name} has nothing {side} it"),
            hint: Some(format!("\"{name}\" between quotation marks is the word itself")),
        }
    }

    /// A group or a field of which too many to be read in one another left nothing.
    fn lacks_words(&self) -> QueryError {
        let before = self.next.saturating_sub(1);
        let at = self.tokens.get(before).map_or(0..0, |token| token.at.clone());
        let hint = Some("a field is followed by a word or by words between parentheses".to_string());
        QueryError { at, what: "no word stands here".to_string(), hint }
    }

    fn peek(&self) -> Option<Mark<'t>> {
        self.tokens.get(self.next).map(|token| token.mark)
    }

    fn take(&mut self, mark: Mark<'_>) -> bool {
        let is_it = self.peek() == Some(mark);
        self.next += usize::from(is_it);
        is_it
    }
}

/// What words mean, alone or as a field's value.
fn value(words: &Words, field: Option<Field>, at: Range<usize>) -> Result<Expr, QueryError> {
    let Words { raw, is_prefix, is_quoted } = *words;
    let Some(field) = field else {
        return Ok(Expr::Phrase(QueryPhrase { is_exact: is_quoted, ..phrase(raw, is_prefix) }));
    };
    // Between quotation marks a comma is one: `speaker:a,b` means either.
    let named = |filter: &dyn Fn(QueryPhrase) -> Filter| {
        let pieces: Vec<&str> = if is_quoted { vec![raw] } else { raw.split(',').collect() };
        let pieces: Vec<&str> = pieces.into_iter().filter(|piece| has_word(piece)).collect();
        let last = pieces.len().saturating_sub(1);
        let phrases = pieces
            .iter()
            .enumerate()
            .map(|(idx, piece)| phrase(piece, if idx == last { is_prefix } else { scan::is_prefix(piece) }));
        either(phrases.map(filter))
    };
    Ok(match field.takes {
        Takes::Name(parts) => named(&|phrase| Filter::Party(parts, phrase)),
        Takes::AnyName => named(&Filter::Actor),
        Takes::Outlet => named(&Filter::Publisher),
        Takes::Topic => named(&|phrase| Filter::About(QueryPhrase { is_exact: is_quoted, ..phrase })),
        Takes::Kind => either(fields::kinds(raw, field, at)?.into_iter().map(Filter::Kind)),
        Takes::Code(known) => {
            let codes = fields::codes(raw, field, known, at)?;
            either(codes.into_iter().map(|code| Filter::Code(field.name, code)))
        }
        Takes::Said => Expr::Is(Filter::Said(days(raw, at)?)),
        Takes::When => Expr::Is(Filter::When(days(raw, at)?)),
        Takes::Versions => {
            fields::codes(raw, field, fields::VERSIONS, at)?;
            Expr::Is(Filter::EveryVersion)
        }
        Takes::Published => Expr::Is(Filter::Published(days(raw, at)?)),
        Takes::Confidence => {
            let bounds = sure(raw, at)?.into_iter().map(|bound| Expr::Is(Filter::Sure(bound)));
            joined(bounds.collect(), Expr::And)
        }
    })
}

fn phrase(raw: &str, is_prefix: bool) -> QueryPhrase {
    QueryPhrase { words: words(raw), is_prefix, is_exact: true }
}

/// Any of these; a value has at least one word, so that there is one.
fn either(filters: impl Iterator<Item = Filter>) -> Expr {
    joined(filters.map(Expr::Is).collect(), Expr::Or)
}

fn joined(mut parts: Vec<Expr>, join: fn(Vec<Expr>) -> Expr) -> Expr {
    if parts.len() == 1 { parts.remove(0) } else { join(parts) }
}

#[cfg(test)]
mod tests;
