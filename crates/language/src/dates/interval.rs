//! Days from one to another, written as precisely as a text tells them.

use jiff::civil::{Date, Weekday};
use jiff::{Span, ToSpan};

/// How precisely a text tells a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Precision {
    /// A day, or days from one to another.
    Day,
    /// A month, or months from one to another: a quarter, a season.
    Month,
    /// A year, or years from one to another: a decade, a century.
    Year,
}

/// The days that an expression of time may mean.
///
/// `from` and `to` write them as TimeML's TIMEX3 does where it has a form: `2031`, `2031-06`, `2031-06-19`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Interval {
    /// The first day.
    pub first: Date,
    /// The last.
    pub last: Date,
    /// How precisely the text tells them.
    pub precision: Precision,
}

impl Interval {
    /// One day.
    pub fn day(date: Date) -> Interval {
        Interval { first: date, last: date, precision: Precision::Day }
    }

    /// Days, the earlier one first.
    pub fn days(one: Date, other: Date) -> Interval {
        Interval { first: one.min(other), last: one.max(other), precision: Precision::Day }
    }

    /// `n` months from the first of the one that holds `date`.
    pub fn months(date: Date, n: i64) -> Option<Interval> {
        let first = date.first_of_month();
        Some(Interval { first, last: day_before(first, n.months())?, precision: Precision::Month })
    }

    /// `n` years from the first of January of `year`.
    pub fn years(year: i16, n: i64) -> Option<Interval> {
        let first = Date::new(year, 1, 1).ok()?;
        Some(Interval { first, last: day_before(first, n.years())?, precision: Precision::Year })
    }

    /// The week from Monday to Sunday that holds `date`.
    pub fn week(date: Date) -> Option<Interval> {
        let monday = date.checked_sub(i64::from(date.weekday().since(Weekday::Monday)).days()).ok()?;
        Some(Interval::days(monday, monday.checked_add(6.days()).ok()?))
    }

    /// Whether it is one day.
    pub fn is_day(&self) -> bool {
        self.first == self.last && self.precision == Precision::Day
    }

    /// How many days it has.
    pub fn n_days(&self) -> i32 {
        (self.last - self.first).get_days() + 1
    }

    /// The first day, as precise as the text tells it.
    pub fn from(&self) -> String {
        written(self.first, self.precision)
    }

    /// The last day, as precise as the text tells it.
    pub fn to(&self) -> String {
        written(self.last, self.precision)
    }

    /// From the first day of one to the last of another, as precise as the more precise.
    pub fn through(&self, other: &Interval) -> Interval {
        let (first, last) = (self.first.min(other.first), self.last.max(other.last));
        Interval { first, last, precision: self.precision.min(other.precision) }
    }

    /// Whether they have a day in common.
    pub fn overlaps(&self, other: &Interval) -> bool {
        self.first <= other.last && other.first <= self.last
    }
}

/// The day before the one that lies `span` ahead.
fn day_before(date: Date, span: Span) -> Option<Date> {
    date.checked_add(span).ok()?.yesterday().ok()
}

fn written(date: Date, precision: Precision) -> String {
    let (year, month, day) = (date.year(), date.month(), date.day());
    match precision {
        Precision::Day => format!("{year:04}-{month:02}-{day:02}"),
        Precision::Month => format!("{year:04}-{month:02}"),
        Precision::Year => format!("{year:04}"),
    }
}
