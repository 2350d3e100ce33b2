//! Days of a query: `2031`, `2031-03`, `2031-03-12`, `2031-03..2031-05`, `2031..`, `..2031`.

use std::fmt;
use std::ops::Range;

use jiff::civil::Date;

use super::wrong::QueryError;

/// Days from the first to the last, both included. At least one end is closed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Days {
    /// `None` where it is open to the past.
    pub from: Option<Date>,
    /// `None` where it is open to the future.
    pub to: Option<Date>,
}

/// Reads a value.
pub fn days(raw: &str, at: Range<usize>) -> Result<Days, QueryError> {
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
            text => bound(text, is_last).map(Some).ok_or_else(|| wrong(format!("“{text}” is no date"))),
        }
    };
    let days = Days { from: bound(from, false)?, to: bound(to, true)? };
    match (&days.from, &days.to) {
        (None, None) => Err(wrong("a date is missing".to_string())),
        (Some(from), Some(to)) if from > to => Err(wrong(format!("{from} is later than {to}"))),
        _ => Ok(days),
    }
}

/// The first or last day of a year, a month or a day: `2031`, `2031-03`, `2031-03-12`.
pub fn bound(text: &str, is_last: bool) -> Option<Date> {
    let mut parts = text.split('-');
    let number = |part: &str, widths: Range<usize>| {
        let is_number = widths.contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
        if is_number { part.parse::<i16>().ok() } else { None }
    };
    let year = number(parts.next()?, 4..5)?;
    let month = parts.next().map(|month| number(month, 1..3)?.try_into().ok());
    let day = parts.next().map(|day| number(day, 1..3)?.try_into().ok());
    if parts.next().is_some() {
        return None;
    }
    match (month, day) {
        (None, _) if is_last => Date::new(year, 12, 31).ok(),
        (None, _) => Date::new(year, 1, 1).ok(),
        (Some(month), Some(day)) => Date::new(year, month?, day?).ok(),
        (Some(month), None) => {
            let first = Date::new(year, month?, 1).ok()?;
            Some(if is_last { first.last_of_month() } else { first })
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
