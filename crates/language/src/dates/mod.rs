//! Every expression of time in a text, with the days that it means.
//!
//! In: a [`Text`] and the day that it was written, its reference. Out: [`TimeExpression`]s in order, apart from each
//! other: in "last Monday" there is no "Monday". What cannot be told is not guessed: without a reference "on Monday"
//! is found and has no interval, and 03/04/2031 has none with one either.
//!
//! ```
//! use onrecord_language::{Language, Text, dates};
//!
//! let text = "The talks began on Monday and will end in mid-March.";
//! let written = jiff::civil::date(2031, 1, 15);
//! let paragraphs = std::iter::once(0..text.len()).collect();
//! let found = dates::find(&Text::new(text, paragraphs, &Language::english()), Some(written));
//! let days: Vec<String> = found.iter().map(|one| one.interval.unwrap().from()).collect();
//! assert_eq!(days, ["2031-01-13", "2031-03"]);
//! ```
//!
//! Source: what counts as one expression follows TimeML's TIMEX3 (Pustejovsky et al., 2003), of which those that
//! name days are read; durations ("for two weeks"), habits ("every Monday") and times of day alone are not.

mod calendar;
mod grammar;
mod interval;
mod numeric;
mod table;
mod tense;
#[cfg(test)]
mod tests;
mod words;

use std::ops::Range;

use jiff::civil::Date;

use crate::lists::List;
use crate::names::is_possessor;
use crate::text::Text;
use calendar::{Calendar, Direction, Value, Which};
pub use interval::{Interval, Precision};
use table::Class;
use words::SentenceWords;

/// Some words of a text that tell when.
#[derive(Clone, Debug, PartialEq)]
pub struct TimeExpression {
    /// Where it stands, without the preposition.
    pub at: Range<usize>,
    /// The days it means; `None` where nothing tells.
    pub interval: Option<Interval>,
    /// The days it means if what it tells is over, whatever the sentence's tense; `None` where that cannot be.
    pub over: Option<Interval>,
    /// Whether something is told to happen in those days, or only until or since then.
    pub bound: Bound,
    /// Whether it was counted from the day of writing or another date, so that it means other days elsewhere.
    pub is_relative: bool,
    /// Whether the sentence tells it as yet to come.
    pub is_ahead: bool,
}

/// How what is told lies to the days.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bound {
    /// In them.
    On,
    /// At the latest: "by Friday", "until June", "before Easter".
    Until,
    /// At the earliest: "since 2018", "after Monday".
    Since,
}

/// The expressions of time in a text that was written on the day `reference`.
pub fn find(text: &Text, reference: Option<Date>) -> Vec<TimeExpression> {
    find_by(text, &|_| reference)
}

/// The same in a text whose parts were written on days of their own: `written` gives the day for a byte of the text.
pub fn find_by(text: &Text, written: &dyn Fn(usize) -> Option<Date>) -> Vec<TimeExpression> {
    let mut out: Vec<TimeExpression> = Vec::new();
    // What "the day after" may be counted from: not the date of "his July 25 call".
    let mut last: Vec<Option<Interval>> = Vec::new();
    for sentence in text.sentences() {
        let reference = written(sentence.at.start);
        let tokens = &text.tokens()[sentence.tokens.clone()];
        let words = SentenceWords::new(text, tokens);
        let mut idx = 0;
        while idx < tokens.len() {
            let Some((value, end)) = begins(&words, idx).then(|| grammar::read(&words, idx)).flatten() else {
                idx += 1;
                continue;
            };
            let direction = tense::direction(&words, idx, end);
            // "the first in ten years" is told of the years before, and "fell in two weeks" of how long it took.
            if words.word(idx) == "in" && direction != Direction::Ahead {
                idx = end;
                continue;
            }
            let first = idx + usize::from(words.word(idx) == "the" && end > idx + 1);
            let at = tokens[first].at.start..bare_end(text, &tokens[end - 1]);
            let before = last.iter().rev().take(4).find_map(|interval| *interval);
            let calendar = Calendar { reference, before, direction };
            out.push(TimeExpression {
                at,
                interval: calendar.resolve(&value),
                over: calendar.over(&value),
                bound: bound(&words, idx),
                is_relative: is_relative(&value),
                is_ahead: direction == Direction::Ahead,
            });
            let told = out.last().filter(|_| !is_owned(text, &words, idx)).and_then(|one| one.interval);
            last.push(told);
            idx = end;
        }
    }
    out
}

/// Whether a date is part of what it tells apart: "his July 25 call", "the Monday club".
fn is_owned(text: &Text, words: &SentenceWords, idx: usize) -> bool {
    let before = idx.checked_sub(1).filter(|_| words.is_joined(idx) && words.is_capital(idx));
    before.is_some_and(|before| {
        text.lexicon().has(List::DateOwner, words.word(before)) || is_possessor(words.raw(before))
    })
}

/// Whether a word in lower case names a day of the week.
pub fn is_weekday(word: &str) -> bool {
    is_of(word, &[Class::Weekday])
}

/// Whether a word in lower case names a month, in full or in short.
pub fn is_month(word: &str) -> bool {
    is_of(word, &[Class::Month, Class::MonthShort])
}

/// The number of the month that a word in lower case is the full name of.
pub fn month_named(word: &str) -> Option<i8> {
    let mut rows = table::rows(word).iter().filter(|row| row.rest.is_empty() && row.class == Class::Month);
    rows.next().and_then(|row| row.value.parse().ok())
}

/// Whether a word in lower case is the full name of a day of the week or a month, which have capitals and are nobody.
pub fn is_date_name(word: &str) -> bool {
    is_of(word, &[Class::Weekday, Class::Month])
}

fn is_of(word: &str, classes: &[Class]) -> bool {
    table::rows(word).iter().any(|row| row.rest.is_empty() && classes.contains(&row.class))
}

/// Whether an expression may begin with the word: almost all words of a text are none of the table's.
fn begins(words: &SentenceWords, idx: usize) -> bool {
    let word = words.word(idx);
    word == "the"
        || word.starts_with(|c: char| c.is_ascii_digit())
        || word.starts_with("mid-")
        || word.starts_with("early-")
        || word.starts_with("late-")
        || !table::rows(word).is_empty()
}

/// Without the possessive: "Tuesday’s talks".
fn bare_end(text: &Text, token: &crate::token::Token) -> usize {
    let word = text.slice(token.at.clone());
    let bare = word.strip_suffix("’s").or_else(|| word.strip_suffix("'s")).unwrap_or(word);
    token.at.start + bare.len()
}

fn bound(words: &SentenceWords, idx: usize) -> Bound {
    let back = |class: Class| {
        (1..=3).any(|n| {
            let from = idx.checked_sub(n);
            let row = from.and_then(|from| words.find(from, class));
            row.is_some_and(|(_, n_words)| n_words == n || n_words + 1 == n && words.word(idx - 1) == "the")
        })
    };
    if back(Class::Until) {
        Bound::Until
    } else if back(Class::Since) {
        Bound::Since
    } else {
        Bound::On
    }
}

fn is_relative(value: &Value) -> bool {
    match value {
        Value::Fixed(_) | Value::Ambiguous => false,
        Value::DayOfYear(_, which) | Value::Month(_, which) => !matches!(which, Which::Year(_)),
        Value::PeriodPart(whole, part) => {
            matches!(part, calendar::PeriodPart::Earlier | calendar::PeriodPart::Later) || is_relative(whole)
        }
        Value::Through(from, to) => is_relative(from) || is_relative(to),
        Value::Weekday(..) | Value::Weekend | Value::Unit(..) | Value::Shift(..) | Value::Stretch(..) => true,
    }
}
