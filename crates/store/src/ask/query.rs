//! The query language: one parser for every caller. Text from users goes no further than this file; what comes
//! out is a tree of plain words and checked values.
//!
//! ```text
//! dam "water pledge" pledg*          words, words in a row, the beginning of a word; all of them must match
//! dam OR river, NOT dam, -dam        OR binds least: a b OR c is (a b) OR c
//! river NEAR/5 dam                   at most five words between
//! speaker:halvorsen act:deny kind:direct said:2031-03..2031-04 published:2031..
//! publisher:courier about:"the dam" to:vale actor:ostvia speaker:(vale OR halvorsen) -act:deny
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

use std::fmt;
use std::ops::Range;

use scan::{Mark, Token};

mod scan;

/// How many words and values a query may have: far beyond what people write, and below what the database's own
/// parser takes.
pub const MAX_TERMS: usize = 256;

/// A query as it was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Query {
    /// What must hold; `None` asks for everything.
    pub expr: Option<Expr>,
    /// What was read otherwise than its writer may have meant.
    pub notes: Vec<Note>,
}

/// Something read otherwise than its writer may have meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// Where in the query, in bytes.
    pub at: Range<usize>,
    /// How it was read.
    pub what: String,
}

/// What a statement must be to be found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Expr {
    /// Words in a row.
    Phrase(Phrase),
    /// Phrases with at most `distance` words between the first and the last.
    Near {
        /// Two or more.
        phrases: Vec<Phrase>,
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
pub struct Phrase {
    /// Letters, digits and marks upon them only; never empty.
    pub words: Vec<String>,
    /// Whether the last word may go on.
    pub is_prefix: bool,
}

/// A field with a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Filter {
    /// Who said it, by words of the name.
    Speaker(Phrase),
    /// Who has to do with it at all: said it, heard it or relayed it.
    Actor(Phrase),
    /// To whom it was said.
    To(Phrase),
    /// The outlet.
    Publisher(Phrase),
    /// What it is about: words of the statement or of its article's headline.
    About(Phrase),
    /// What was done by saying it: one of [`ACTS`].
    Act(&'static str),
    /// How it is quoted: one of [`KINDS`].
    Kind(&'static str),
    /// When it was said.
    Said(Days),
    /// When its article was published.
    Published(Days),
}

/// Days from the first to the last, both included, each `2031-03-12`. At least one end is closed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Days {
    /// `None` where it is open to the past.
    pub from: Option<String>,
    /// `None` where it is open to the future.
    pub to: Option<String>,
}

/// A query that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QueryError {
    /// Where in the query, in bytes.
    pub at: Range<usize>,
    /// What is wrong there.
    pub what: String,
    /// A way out.
    pub hint: Option<String>,
}

impl fmt::Display for QueryError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.what)
    }
}

impl std::error::Error for QueryError {}

/// The acts that `act:` takes, each with what a statement does by it.
pub const ACTS: [(&str, &str); 23] = [
    ("assert", "it claims something"),
    ("assess", "it gives an outlook"),
    ("announce", "it announces something"),
    ("ask", "it asks a question"),
    ("admit", "it admits something"),
    ("deny", "it denies something"),
    ("decline", "it declines to comment"),
    ("condole", "it condoles"),
    ("concur", "it concurs"),
    ("request", "it requests something"),
    ("demand", "it demands something"),
    ("propose", "it proposes something"),
    ("promise", "it promises something"),
    ("agree", "it agrees"),
    ("reject", "it rejects something"),
    ("threaten", "it threatens"),
    ("accuse", "it accuses someone"),
    ("criticise", "it criticises"),
    ("oppose", "it opposes something"),
    ("praise", "it praises"),
    ("support", "it supports something"),
    ("regret", "it regrets"),
    ("retract", "it takes something back"),
];

/// The kinds that `kind:` takes, each with what it means.
pub const KINDS: [(&str, &str); 3] =
    [("direct", "quoted directly"), ("mixed", "quoted in part"), ("indirect", "quoted indirectly")];

/// The fields, as they are written.
pub const FIELDS: [&str; 9] =
    ["speaker", "actor", "to", "act", "kind", "said", "published", "publisher", "about"];

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Field {
    Speaker,
    Actor,
    To,
    Act,
    Kind,
    Said,
    Published,
    Publisher,
    About,
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
    Ok(Query { expr, notes })
}

struct Parser<'t> {
    tokens: &'t [Token<'t>],
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
            Mark::Words { raw, is_prefix } => {
                self.next += 1;
                value(raw, is_prefix, field, token.at.clone())?
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
                None => unreachable!("groups are never empty and fields have values"),
            },
        };
        let name = token.mark.name().unwrap_or_default();
        QueryError {
            at: token.at.clone(),
            what: format!("{name} has nothing {side} it"),
            hint: Some(format!("\"{name}\" between quotation marks is the word itself")),
        }
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
fn value(raw: &str, is_prefix: bool, field: Option<Field>, at: Range<usize>) -> Result<Expr, QueryError> {
    let phrase = || Phrase { words: words(raw), is_prefix };
    let filter = match field {
        None => return Ok(Expr::Phrase(phrase())),
        Some(Field::Speaker) => Filter::Speaker(phrase()),
        Some(Field::Actor) => Filter::Actor(phrase()),
        Some(Field::To) => Filter::To(phrase()),
        Some(Field::Publisher) => Filter::Publisher(phrase()),
        Some(Field::About) => Filter::About(phrase()),
        Some(Field::Act) => return one_of(raw, &ACTS, "act", at, Filter::Act),
        Some(Field::Kind) => return one_of(raw, &KINDS, "kind", at, Filter::Kind),
        Some(Field::Said) => Filter::Said(days(raw, at)?),
        Some(Field::Published) => Filter::Published(days(raw, at)?),
    };
    Ok(Expr::Is(filter))
}

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

fn has_word(text: &str) -> bool {
    text.chars().any(char::is_alphanumeric)
}

fn is_word(c: char) -> bool {
    // Combining marks stand upon the letter before them.
    c.is_alphanumeric() || matches!(c, '\u{300}'..='\u{36f}')
}

fn joined(mut parts: Vec<Expr>, join: fn(Vec<Expr>) -> Expr) -> Expr {
    if parts.len() == 1 { parts.remove(0) } else { join(parts) }
}

/// A known name, or several apart by commas: `act:deny,reject`.
fn one_of<const N: usize>(
    raw: &str,
    known: &[(&'static str, &'static str); N],
    field: &str,
    at: Range<usize>,
    filter: fn(&'static str) -> Filter,
) -> Result<Expr, QueryError> {
    let names = known.map(|(name, _)| name);
    let mut found = Vec::new();
    for name in words(raw).iter().map(|name| name.to_lowercase().replace("criticize", "criticise")) {
        match names.iter().find(|known| **known == name) {
            Some(known) => found.push(Expr::Is(filter(known))),
            None => {
                let hint = match closest(&name, &names) {
                    Some(near) => format!("did you mean {field}:{near}?"),
                    None => format!("one of {}", names.join(", ")),
                };
                return Err(QueryError {
                    at,
                    what: format!("there is no {field} “{name}”"),
                    hint: Some(hint),
                });
            }
        }
    }
    Ok(joined(found, Expr::Or))
}

/// The known name that `name` is a slip of: one or two letters away, or its beginning.
fn closest(name: &str, known: &[&'static str]) -> Option<&'static str> {
    let name: String = name.chars().take(24).collect();
    let near = known.iter().map(|known| (distance(&name, known), *known)).min();
    let near = near.filter(|(distance, known)| *distance <= 2 && *distance * 2 < known.len());
    let begun = || known.iter().copied().find(|known| name.len() > 1 && known.starts_with(&name));
    near.map(|(_, known)| known).or_else(begun)
}

/// Levenshtein's distance.
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, ca) in a.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, cb) in b.iter().enumerate() {
            let replaced = diagonal + usize::from(ca != *cb);
            diagonal = row[j + 1];
            row[j + 1] = replaced.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row[b.len()]
}

/// `2031`, `2031-03`, `2031-03-12`, `2031-03..2031-05`, `2031..`, `..2031`.
fn days(raw: &str, at: Range<usize>) -> Result<Days, QueryError> {
    let wrong = |what: String| QueryError {
        at: at.clone(),
        what,
        hint: Some("2031, 2031-03, 2031-03-12, 2031-03..2031-05, 2031.. or ..2031".to_string()),
    };
    let (from, to) = raw.split_once("..").unwrap_or((raw, raw));
    let bound = |text: &str, is_last: bool| {
        let text = text.trim_matches(|c: char| c.is_whitespace() || matches!(c, '.' | ',' | ';' | '!' | '?'));
        match text {
            "" => Ok(None),
            text => bound_day(text, is_last).map(Some).ok_or_else(|| wrong(format!("“{text}” is no date"))),
        }
    };
    let days = Days { from: bound(from, false)?, to: bound(to, true)? };
    match (&days.from, &days.to) {
        (None, None) => Err(wrong("a date is missing".to_string())),
        (Some(from), Some(to)) if from > to => Err(wrong(format!("{from} is later than {to}"))),
        _ => Ok(days),
    }
}

/// The first or last day of a year, a month or a day.
fn bound_day(text: &str, is_last: bool) -> Option<String> {
    let mut parts = text.split('-');
    let number = |part: &str, widths: Range<usize>| {
        let is_number = widths.contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
        if is_number { part.parse::<u32>().ok() } else { None }
    };
    let year = number(parts.next()?, 4..5)?;
    let month = match parts.next() {
        Some(month) => number(month, 1..3)?,
        None => return Some(format!("{year:04}-{}", if is_last { "12-31" } else { "01-01" })),
    };
    let is_leap = year.is_multiple_of(4) && !year.is_multiple_of(100) || year.is_multiple_of(400);
    let n_days = match month {
        2 => 28 + u32::from(is_leap),
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => return None,
    };
    let day = match parts.next() {
        Some(day) => number(day, 1..3)?,
        None => {
            if is_last {
                n_days
            } else {
                1
            }
        }
    };
    let is_day = parts.next().is_none() && (1..=n_days).contains(&day);
    is_day.then(|| format!("{year:04}-{month:02}-{day:02}"))
}

/// How the query was read, in plain words; one condition a line where all must hold.
impl fmt::Display for Query {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.expr {
            None => f.write_str("every statement"),
            Some(Expr::And(parts)) => joined_by(f, parts, "\nand "),
            Some(expr) => write!(f, "{expr}"),
        }
    }
}

impl fmt::Display for Expr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Expr::Phrase(phrase) => write!(f, "{phrase}"),
            Expr::Near { phrases, distance } => {
                joined_by(f, phrases, " near ")?;
                write!(f, ", at most {distance} {} between", if *distance == 1 { "word" } else { "words" })
            }
            Expr::Is(filter) => write!(f, "{filter}"),
            Expr::And(parts) => joined_by(f, parts, " and "),
            Expr::Or(sides) => joined_by(f, sides, " or "),
            Expr::Not(inner) => write!(f, "not {}", Inner(inner.as_ref())),
        }
    }
}

impl fmt::Display for Phrase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let words = self.words.join(" ");
        match (self.words.len(), self.is_prefix) {
            (1, false) => write!(f, "the word “{words}”"),
            (1, true) => write!(f, "a word that begins with “{words}”"),
            (_, false) => write!(f, "the words “{words}” in a row"),
            (_, true) => write!(f, "the words “{words}…” in a row"),
        }
    }
}

impl fmt::Display for Filter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = |phrase: &Phrase| {
            format!("“{}{}”", phrase.words.join(" "), if phrase.is_prefix { "…" } else { "" })
        };
        let means = |known: &[(&str, &'static str)], name: &str| {
            known.iter().find(|(known, _)| *known == name).map_or("", |(_, means)| means)
        };
        match self {
            Filter::Speaker(phrase) => write!(f, "by a speaker named {}", name(phrase)),
            Filter::Actor(phrase) => write!(f, "said, heard or relayed by someone named {}", name(phrase)),
            Filter::To(phrase) => write!(f, "to someone named {}", name(phrase)),
            Filter::Publisher(phrase) => write!(f, "published by {}", name(phrase)),
            Filter::About(phrase) => write!(f, "about {}", name(phrase)),
            Filter::Act(act) => f.write_str(means(&ACTS, act)),
            Filter::Kind(kind) => f.write_str(means(&KINDS, kind)),
            Filter::Said(days) => write!(f, "said {days}"),
            Filter::Published(days) => write!(f, "published {days}"),
        }
    }
}

impl fmt::Display for Days {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (&self.from, &self.to) {
            (Some(from), Some(to)) if from == to => write!(f, "on {from}"),
            (Some(from), Some(to)) => write!(f, "from {from} to {to}"),
            (Some(from), None) => write!(f, "on {from} or later"),
            (None, Some(to)) => write!(f, "on {to} or before"),
            (None, None) => f.write_str("at any time"),
        }
    }
}

/// An expression inside another: in parentheses where it has several parts.
struct Inner<'e, T>(&'e T);

impl fmt::Display for Inner<'_, Expr> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Expr::And(_) | Expr::Or(_) | Expr::Near { .. } => write!(f, "({})", self.0),
            expr => write!(f, "{expr}"),
        }
    }
}

impl fmt::Display for Inner<'_, Phrase> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

fn joined_by<'e, T>(f: &mut fmt::Formatter<'_>, parts: &'e [T], between: &str) -> fmt::Result
where
    Inner<'e, T>: fmt::Display,
{
    for (part_idx, part) in parts.iter().enumerate() {
        write!(f, "{}{}", if part_idx == 0 { "" } else { between }, Inner(part))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests;
