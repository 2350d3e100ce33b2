//! Dates in figures: 2031-06-18, 18/06/2031, 18.6.2031, years, decades.

use jiff::civil::Date;

use super::calendar::Value;
use super::interval::{Interval, Precision};
use super::words::SentenceWords;

/// A date in figures that begins with the word `idx`.
pub fn date(words: &SentenceWords, idx: usize) -> Option<(Value, usize)> {
    let word = words.raw(idx);
    if !word.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    if let Some(days) = iso(word).or_else(|| dotted(word)) {
        return Some((Value::Fixed(days), idx + 1));
    }
    // The slashes part it into words.
    let is_date = words.gap(idx + 1) == "/" && words.gap(idx + 2) == "/";
    let year = year(words.raw(idx + 2)).filter(|_| is_date)?;
    let (one, other) = (day(word)?, day(words.raw(idx + 1))?);
    let day_first = Date::new(year, other, one).ok();
    let month_first = Date::new(year, one, other).ok();
    let value = match (day_first, month_first) {
        (Some(date), None) | (None, Some(date)) => Value::Fixed(Interval::day(date)),
        (Some(one), Some(other)) if one == other => Value::Fixed(Interval::day(one)),
        (Some(_), Some(_)) => Value::Ambiguous,
        (None, None) => return None,
    };
    Some((value, idx + 3))
}

/// 2031-06-18, 2031-06.
fn iso(word: &str) -> Option<Interval> {
    if let Some((year_part, rest)) = word.split_once('-').filter(|(_, rest)| rest.len() == 2) {
        let month = rest.parse().ok().filter(|_| rest.starts_with(['0', '1']))?;
        return Interval::months(Date::new(year(year_part)?, month, 1).ok()?, 1);
    }
    let is_iso = word.len() == 10 && word.bytes().filter(|b| *b == b'-').count() == 2;
    let date: Date = word.parse().ok().filter(|_| is_iso)?;
    Some(Interval::day(date))
}

/// 18.6.2031: with full stops the day comes first.
fn dotted(word: &str) -> Option<Interval> {
    let mut parts = word.split('.');
    let (day_part, month, year_part) = (parts.next()?, parts.next()?, parts.next()?);
    let date = Date::new(year(year_part)?, day(month)?, day(day_part)?).ok()?;
    parts.next().is_none().then_some(Interval::day(date))
}

/// A year of four figures.
pub fn year(word: &str) -> Option<i16> {
    let is_year = word.len() == 4 && word.bytes().all(|b| b.is_ascii_digit());
    word.parse().ok().filter(|year| is_year && (1000..2500).contains(year))
}

/// The "18" of "2016–18".
pub fn short_year(word: &str, from: &Interval) -> Option<Interval> {
    let n: i16 = word.parse().ok().filter(|_| word.len() == 2 && word.bytes().all(|b| b.is_ascii_digit()))?;
    let year = from.first.year() / 100 * 100 + n;
    Interval::years(year, 1).filter(|to| to.first > from.first && from.precision == Precision::Year)
}

/// A day of a month: "19", "19th".
pub fn day(word: &str) -> Option<i8> {
    let digits = word.trim_end_matches(|c: char| c.is_ascii_lowercase());
    let is_plain = digits.len() == word.len() || matches!(&word[digits.len()..], "st" | "nd" | "rd" | "th");
    let is_day = is_plain && (1..=2).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit());
    digits.parse().ok().filter(|day| is_day && (1..=31).contains(day))
}

/// "1990s", "90s".
pub fn decade(word: &str) -> Option<Interval> {
    let digits = word.strip_suffix('s')?.trim_end_matches('\'');
    let year: i16 = match digits.len() {
        4 => year(digits)?,
        // Of the century before this one, which is the only one that is told so.
        2 if digits.ends_with('0') && digits.bytes().all(|b| b.is_ascii_digit()) => {
            1900 + digits.parse::<i16>().ok().filter(|n| *n >= 20)?
        }
        _ => return None,
    };
    (year % 10 == 0)
        .then(|| Interval::years(year, if year % 100 == 0 && year < 2000 { 100 } else { 10 }))
        .flatten()
}
