//! Dates of the text, counted from the day of publication where they need one.

use std::ops::Range;

use jiff::ToSpan;
use jiff::civil::{Date, Weekday, date};

use onrecord_language::Token;

/// A day or days, each an ISO 8601 date as precise as the text tells (`2023`, `2023-06`, `2023-06-19`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DateRange {
    pub from: String,
    pub to: String,
}

/// The dates of some words that follow each other, with the words they take.
pub fn dates(words: &[Token], published: Option<Date>) -> Vec<(Range<usize>, DateRange)> {
    Calendar { published, is_ahead: false }.find(words)
}

/// What dates are read against.
pub struct Calendar {
    pub published: Option<Date>,
    /// Whether the day lies ahead.
    pub is_ahead: bool,
}

impl Calendar {
    /// Every date in the words, in order and apart: in "last Monday" there is no "Monday".
    pub fn find(&self, words: &[Token]) -> Vec<(Range<usize>, DateRange)> {
        let mut out = Vec::new();
        let mut idx = 0;
        while idx < words.len() {
            let found = self.read(&words[idx..]);
            let n_words = found.as_ref().map_or(1, |(n_words, _)| *n_words);
            out.extend(found.map(|(_, day)| (idx..idx + n_words, day)));
            idx += n_words;
        }
        out
    }

    /// The date that these words begin with, and how many words it takes.
    fn read(&self, words: &[Token]) -> Option<(usize, DateRange)> {
        self.day_of_month(words)
            .or_else(|| self.near(words))
            .or_else(|| self.day_of_week(words))
            .or_else(|| self.month(words))
            .or_else(|| year_alone(words))
    }

    /// "June 19", "19 June 2023", "June 19, 2023".
    fn day_of_month(&self, words: &[Token]) -> Option<(usize, DateRange)> {
        let (first, second) = (words.first()?, words.get(1)?);
        let (month, day) = match (month(&first.lower), month(&second.lower)) {
            (Some(month), _) => (month, &second.lower),
            (_, Some(month)) => (month, &first.lower),
            _ => return None,
        };
        // "a June 3 speech" is not of 1 June.
        let day = number(day).filter(|_| day.starts_with(|c: char| c.is_ascii_digit()))?;
        let day = i8::try_from(day).ok()?;
        if let Some(year) = words.get(2).and_then(|word| year(&word.lower)) {
            return Some((3, one(Date::new(year, month, day).ok()?)));
        }
        let published = self.published?;
        let this_year = Date::new(published.year(), month, day).ok()?;
        let is_over = this_year <= published.checked_add(1.day()).ok()?;
        let other =
            if self.is_ahead { published.year().checked_add(1)? } else { published.year().checked_sub(1)? };
        let date = if is_over != self.is_ahead { this_year } else { Date::new(other, month, day).ok()? };
        Some((2, one(date)))
    }

    /// "Monday", "last Monday", "Sunday night".
    fn day_of_week(&self, words: &[Token]) -> Option<(usize, DateRange)> {
        let first = words.first()?;
        let is_last = first.is(&["last"]);
        let name = if is_last { words.get(1)? } else { first };
        let (weekday, published) = (weekday(&name.lower)?, self.published?);
        let ahead = i64::from(weekday.since(published.weekday()));
        let back = i64::from(published.weekday().since(weekday));
        // "last Monday", on a Tuesday, is Monday of the week before: yesterday would be "Monday".
        let week_before =
            7 + i64::from(published.weekday().to_monday_zero_offset() - weekday.to_monday_zero_offset());
        let date = match (is_last, self.is_ahead) {
            (true, _) => published.checked_sub(week_before.days()).ok()?,
            (_, true) => published.checked_add(ahead.days()).ok()?,
            (_, false) => published.checked_sub(back.days()).ok()?,
        };
        Some((if is_last { 2 } else { 1 }, one(date)))
    }

    /// "yesterday", "today", "last week", "earlier this month", "two days ago".
    fn near(&self, words: &[Token]) -> Option<(usize, DateRange)> {
        let published = self.published?;
        let word = |idx: usize| words.get(idx).map_or("", |word| word.lower.as_str());
        let back = |days: i64| published.checked_sub(days.days()).ok();
        match (word(0), word(1)) {
            ("today" | "tonight", _) | ("this", "morning" | "afternoon" | "evening") => {
                Some((1, one(published)))
            }
            ("yesterday", _) | ("last", "night") => Some((1, one(back(1)?))),
            ("last", "week") => {
                let monday = back(i64::from(published.weekday().to_monday_zero_offset()) + 7)?;
                Some((2, DateRange { from: iso(monday), to: iso(monday.checked_add(6.days()).ok()?) }))
            }
            ("this", "week") => {
                let monday = back(i64::from(published.weekday().to_monday_zero_offset()))?;
                Some((2, DateRange { from: iso(monday), to: iso(published) }))
            }
            ("this", "month") => Some((2, month_of(published))),
            ("last", "month") => Some((2, month_of(published.first_of_month().checked_sub(1.day()).ok()?))),
            ("last", "year") => Some((2, year_of(published.year().checked_sub(1)?))),
            ("this", "year") => Some((2, year_of(published.year()))),
            ("over" | "at", "the") if word(2) == "weekend" => Some((3, self.weekend(published)?)),
            ("last" | "this", "weekend") => Some((2, self.weekend(published)?)),
            (count, "days" | "day") if word(2) == "ago" => Some((3, one(back(i64::from(number(count)?))?))),
            _ => None,
        }
    }

    /// Saturday and Sunday before the day of publication, or of it.
    fn weekend(&self, published: Date) -> Option<DateRange> {
        let sunday =
            published.checked_sub(i64::from(published.weekday().since(Weekday::Sunday)).days()).ok()?;
        Some(DateRange { from: iso(sunday.checked_sub(1.day()).ok()?), to: iso(sunday) })
    }

    /// "in April", "late February", "in March 2019".
    fn month(&self, words: &[Token]) -> Option<(usize, DateRange)> {
        let first = words.first()?;
        let second = words.get(1)?;
        if !first.is(&["in", "late", "early", "mid", "since", "last"]) {
            return None;
        }
        let month = month(&second.lower)?;
        if let Some(year) = words.get(2).and_then(|word| year(&word.lower)) {
            return Some((3, month_of(Date::new(year, month, 1).ok()?)));
        }
        let published = self.published?;
        let year =
            if month <= published.month() { published.year() } else { published.year().checked_sub(1)? };
        Some((2, month_of(Date::new(year, month, 1).ok()?)))
    }
}

/// "in 2019".
fn year_alone(words: &[Token]) -> Option<(usize, DateRange)> {
    let year = year(&words.get(1)?.lower).filter(|_| words[0].is(&["in"]))?;
    Some((2, year_of(year)))
}

fn one(date: Date) -> DateRange {
    DateRange { from: iso(date), to: iso(date) }
}

fn iso(date: Date) -> String {
    date.to_string()
}

fn month_of(date: Date) -> DateRange {
    let month = format!("{:04}-{:02}", date.year(), date.month());
    DateRange { from: month.clone(), to: month }
}

fn year_of(year: i16) -> DateRange {
    let year = format!("{:04}", date(year, 1, 1).year());
    DateRange { from: year.clone(), to: year }
}

/// A day or a count: "19", "19th", "two".
fn number(word: &str) -> Option<u8> {
    const COUNTS: [&str; 10] = ["a", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];
    let digits = word.trim_end_matches(char::is_alphabetic);
    digits.parse().ok().or_else(|| COUNTS.iter().position(|c| *c == word).map(|idx| idx as u8 + 1))
}

fn year(word: &str) -> Option<i16> {
    word.parse().ok().filter(|year| word.len() == 4 && (1700..2200).contains(year))
}

fn weekday(word: &str) -> Option<Weekday> {
    Some(match word {
        "monday" => Weekday::Monday,
        "tuesday" => Weekday::Tuesday,
        "wednesday" => Weekday::Wednesday,
        "thursday" => Weekday::Thursday,
        "friday" => Weekday::Friday,
        "saturday" => Weekday::Saturday,
        "sunday" => Weekday::Sunday,
        _ => return None,
    })
}

fn month(word: &str) -> Option<i8> {
    const MONTHS: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let is_named =
        |name: &&str| *name == word || (word.len() == 3 || word == "sept") && name.starts_with(word);
    MONTHS.iter().position(is_named).map(|idx| idx as i8 + 1)
}
