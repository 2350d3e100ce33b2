//! From what an expression of time says to the days that it means.

use jiff::Span;
use jiff::civil::{Date, Weekday};

use super::interval::{Interval, Precision};

/// What an expression says, before it is known from when it was said.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// Days that need nothing to count from.
    Fixed(Interval),
    /// A day of the year, and how many more follow it.
    DayOfYear(Yearly, Which),
    /// "March".
    Month(i8, Which),
    /// "Monday".
    Weekday(Weekday, Which),
    /// "the weekend".
    Weekend,
    /// "this week", "next year": so many units from the one that holds the day it is counted from.
    Unit(Unit, i64, CountedFrom),
    /// "two weeks ago", "three days later".
    Shift(Unit, i64, CountedFrom),
    /// "the past two weeks", "within three days": from that day to so many units from it.
    Stretch(Unit, i64, CountedFrom),
    /// "the second quarter of" something, "late" in it.
    PeriodPart(Box<Value>, PeriodPart),
    /// From one to another.
    Through(Box<Value>, Box<Value>),
    /// A date that may be one of several: 03/04/2031.
    Ambiguous,
}

/// A day that comes every year.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Yearly {
    /// From a month's day to its or another month's.
    Days { from: (i8, i8), to: (i8, i8) },
    /// The `nth` of a day of the week in a month, the last where it is -1, the first behind a Monday where it is 0.
    OfWeek { month: i8, weekday: Weekday, nth: i8 },
    /// So many days from Easter Sunday.
    Easter(i64),
    /// Months from one on: a season.
    Months(i8, i64),
}

/// Which of those that come again and again.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Which {
    /// The one before or behind, as the tense tells.
    ByTense,
    Last,
    This,
    Next,
    /// Of the year so many from that of the day it is counted from.
    YearFrom(i64),
    /// Of this year.
    Year(i16),
}

/// What calendars count in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    Hour,
    Day,
    Weekend,
    Week,
    Fortnight,
    Month,
    Quarter,
    Year,
    Decade,
    Century,
}

/// What days are counted from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CountedFrom {
    /// The day the text was written.
    Reference,
    /// The date that the text told before.
    Before,
}

/// Part of a period.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum PeriodPart {
    Early,
    Mid,
    Late,
    /// Its first month, of a year; its first year, of more.
    Start,
    /// Its last.
    End,
    /// The nth of so many equal parts.
    Nth(i64, i64),
    /// From its beginning until now.
    Earlier,
    /// From now until its end.
    Later,
}

/// Whether what a sentence tells lies ahead of the day it was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    Back,
    Ahead,
    /// Nothing tells.
    Open,
}

/// What is known when an expression is resolved.
#[derive(Clone, Copy, Debug)]
pub struct Calendar {
    /// The day that the text was written.
    pub reference: Option<Date>,
    /// The date that it told before.
    pub before: Option<Interval>,
    /// Where the sentence goes.
    pub direction: Direction,
}

impl Calendar {
    /// The days that are meant, where they can be told.
    pub fn resolve(&self, value: &Value) -> Option<Interval> {
        match value {
            Value::Fixed(interval) => Some(*interval),
            Value::DayOfYear(yearly, which) => self.yearly(*which, |year| yearly.in_year(year)),
            Value::Month(month, which) => {
                self.yearly(*which, |year| Interval::months(Date::new(year, *month, 1).ok()?, 1))
            }
            Value::Weekday(weekday, which) => self.weekday(*weekday, *which),
            Value::Weekend => {
                let saturday = self.weekday(Weekday::Saturday, Which::ByTense)?.first;
                Some(Interval::days(saturday, saturday.tomorrow().ok()?))
            }
            Value::Unit(unit, n, origin) => unit.around(shifted(self.origin(*origin, *unit)?, *unit, *n)?),
            Value::Shift(unit, n, origin) => {
                let day = shifted(self.origin(*origin, *unit)?, *unit, *n)?;
                match unit {
                    Unit::Hour | Unit::Day | Unit::Weekend => Some(Interval::day(day)),
                    Unit::Week | Unit::Fortnight => Unit::Week.around(day),
                    Unit::Month | Unit::Quarter => Unit::Month.around(day),
                    Unit::Year | Unit::Decade | Unit::Century => Unit::Year.around(day),
                }
            }
            Value::Stretch(unit, n, origin) => self.stretch(*unit, *n, *origin),
            Value::PeriodPart(whole, part) => self.part(self.resolve(whole)?, *part),
            Value::Through(from, to) => {
                let to = self.resolve(to)?;
                // "between March and June 2031": both are of that year.
                let from = match (&**from, to.precision) {
                    (Value::Month(month, Which::ByTense), Precision::Month) => {
                        Interval::months(Date::new(to.first.year(), *month, 1).ok()?, 1)?
                    }
                    _ => self.resolve(from)?,
                };
                Some(from.through(&to))
            }
            Value::Ambiguous => None,
        }
    }

    /// The days that are meant, if they are over on the day of writing or, in another part of the world, the next.
    pub fn over(&self, value: &Value) -> Option<Interval> {
        let interval = Calendar { direction: Direction::Back, ..*self }.resolve(value)?;
        let is_over =
            self.reference.is_none_or(|now| now.tomorrow().is_ok_and(|next| interval.first <= next));
        is_over.then_some(interval)
    }

    /// The day to count from, if it is told as precisely as the unit needs.
    fn origin(&self, origin: CountedFrom, unit: Unit) -> Option<Date> {
        let needed = match unit {
            Unit::Hour | Unit::Day | Unit::Weekend | Unit::Week | Unit::Fortnight => Precision::Day,
            Unit::Month | Unit::Quarter => Precision::Month,
            Unit::Year | Unit::Decade | Unit::Century => Precision::Year,
        };
        match origin {
            CountedFrom::Reference => self.reference,
            CountedFrom::Before => self.before.filter(|day| day.precision <= needed).map(|day| day.first),
        }
    }

    /// What comes every year, in the year that is meant.
    fn yearly(&self, which: Which, in_year: impl Fn(i16) -> Option<Interval>) -> Option<Interval> {
        if let Which::Year(year) = which {
            return in_year(year);
        }
        let now = self.reference?;
        let near = |n: i16| in_year(now.year().checked_add(n)?);
        let years = || (-8..=8).filter_map(near);
        let last = || years().rfind(|one| one.last < now);
        let next = || years().find(|one| one.first > now);
        match which {
            Which::YearFrom(n) => near(i16::try_from(n).ok()?),
            Which::Last => last(),
            Which::Next => next(),
            Which::This => near(0),
            Which::ByTense | Which::Year(_) => {
                // It is told on its day, or before it begins in another part of the world.
                let tomorrow = now.tomorrow().ok()?;
                let begun = years().rfind(|one| one.first <= tomorrow)?;
                let coming = years().find(|one| one.last >= now)?;
                Some(match self.direction {
                    Direction::Back => begun,
                    Direction::Ahead => coming,
                    Direction::Open => nearer(now, begun, coming),
                })
            }
        }
    }

    /// The day of the week that is meant.
    fn weekday(&self, weekday: Weekday, which: Which) -> Option<Interval> {
        let now = self.reference?;
        let of_week =
            i64::from(weekday.to_monday_zero_offset()) - i64::from(now.weekday().to_monday_zero_offset());
        let days = match which {
            // "last Monday", on a Tuesday, is that of the week before: yesterday would be "Monday".
            Which::Last => of_week - 7,
            Which::This => of_week,
            Which::Next => of_week + 7,
            _ if self.direction == Direction::Ahead => i64::from(weekday.since(now.weekday())),
            _ => -i64::from(now.weekday().since(weekday)),
        };
        Some(Interval::day(shifted(now, Unit::Day, days)?))
    }

    /// From the day that is counted from, or the one beside it, to so many units away.
    fn stretch(&self, unit: Unit, n: i64, origin: CountedFrom) -> Option<Interval> {
        let from = self.origin(origin, unit)?;
        let to = shifted(from, unit, n)?;
        let days = Interval::days(from, to);
        Some(match unit {
            Unit::Year | Unit::Decade | Unit::Century => Interval { precision: Precision::Year, ..days },
            Unit::Month | Unit::Quarter => Interval { precision: Precision::Month, ..days },
            _ => days,
        })
    }

    fn part(&self, whole: Interval, part: PeriodPart) -> Option<Interval> {
        let (nth, of) = match part {
            PeriodPart::Earlier => {
                return Some(Interval { last: self.reference?.max(whole.first), ..finer(whole) });
            }
            PeriodPart::Later => {
                return Some(Interval { first: self.reference?.min(whole.last), ..finer(whole) });
            }
            // Where a month begins to be late, nobody has laid down.
            PeriodPart::Early | PeriodPart::Mid | PeriodPart::Late | PeriodPart::Start | PeriodPart::End
                if n_months(&whole) < 12 =>
            {
                return Some(whole);
            }
            PeriodPart::Early => (1, 3),
            PeriodPart::Mid => (2, 3),
            PeriodPart::Late => (3, 3),
            PeriodPart::Start => (1, n_months(&whole).min(12)),
            PeriodPart::End => (n_months(&whole).min(12), n_months(&whole).min(12)),
            PeriodPart::Nth(nth, of) => (nth, of),
        };
        let n = n_months(&whole);
        let (from, to) = (n * (nth - 1) / of, n * nth / of);
        let precision = if n > 12 { Precision::Year } else { Precision::Month };
        let first = shifted(whole.first, Unit::Month, from)?;
        let last = shifted(whole.first, Unit::Month, to)?.yesterday().ok()?;
        (first <= last).then_some(Interval { first, last, precision })
    }
}

/// The one that is nearer to a day; far more often than not that of the year that is told without its number.
fn nearer(now: Date, begun: Interval, coming: Interval) -> Interval {
    let back = (now - begun.last).get_days();
    let ahead = (coming.first - now).get_days();
    if ahead < back { coming } else { begun }
}

fn n_months(days: &Interval) -> i64 {
    let years = i64::from(days.last.year()) - i64::from(days.first.year());
    years * 12 + i64::from(days.last.month()) - i64::from(days.first.month()) + 1
}

/// What a part of a period is told in: of a year in months.
fn finer(whole: Interval) -> Interval {
    let precision = match whole.precision {
        Precision::Year if n_months(&whole) <= 12 => Precision::Month,
        Precision::Year => Precision::Year,
        Precision::Month | Precision::Day => Precision::Day,
    };
    Interval { precision, ..whole }
}

impl Unit {
    /// The unit that holds a day.
    fn around(self, day: Date) -> Option<Interval> {
        let (year, month) = (day.year(), day.month());
        match self {
            Unit::Hour | Unit::Day => Some(Interval::day(day)),
            Unit::Week | Unit::Fortnight => Interval::week(day),
            Unit::Weekend => {
                let sunday = Interval::week(day)?.last;
                Some(Interval::days(sunday.yesterday().ok()?, sunday))
            }
            Unit::Month => Interval::months(day, 1),
            Unit::Quarter => Interval::months(Date::new(year, (month - 1) / 3 * 3 + 1, 1).ok()?, 3),
            Unit::Year => Interval::years(year, 1),
            Unit::Decade => Interval::years(year.div_euclid(10) * 10, 10),
            Unit::Century => Interval::years((year - 1).div_euclid(100) * 100 + 1, 100),
        }
    }
}

impl Yearly {
    fn in_year(self, year: i16) -> Option<Interval> {
        match self {
            Yearly::Days { from, to } => {
                let first = Date::new(year, from.0, from.1).ok()?;
                let of = if to < from { year.checked_add(1)? } else { year };
                Some(Interval::days(first, Date::new(of, to.0, to.1).ok()?))
            }
            Yearly::OfWeek { month, weekday, nth: 0 } => {
                let monday = Date::new(year, month, 1).ok()?.nth_weekday_of_month(1, Weekday::Monday).ok()?;
                Some(Interval::day(shifted(monday, Unit::Day, i64::from(weekday.to_monday_zero_offset()))?))
            }
            Yearly::OfWeek { month, weekday, nth } => {
                Some(Interval::day(Date::new(year, month, 1).ok()?.nth_weekday_of_month(nth, weekday).ok()?))
            }
            Yearly::Easter(days) => Some(Interval::day(shifted(easter(year)?, Unit::Day, days)?)),
            Yearly::Months(month, n) => Interval::months(Date::new(year, month, 1).ok()?, n),
        }
    }
}

/// Easter Sunday of the western churches.
///
/// Source: the anonymous Gregorian algorithm, as in Meeus, Astronomical Algorithms (1991), chapter 8.
fn easter(year: i16) -> Option<Date> {
    let year_number = i32::from(year);
    let (golden, century, of_century) = (year_number % 19, year_number / 100, year_number % 100);
    let moon = (century - (century + 8) / 25 + 1) / 3;
    let epact = (19 * golden + century - century / 4 - moon + 15) % 30;
    let weekday = (32 + 2 * (century % 4) + 2 * (of_century / 4) - epact - of_century % 4) % 7;
    let late = (golden + 11 * epact + 22 * weekday) / 451;
    let days = epact + weekday - 7 * late + 114;
    Date::new(year, i8::try_from(days / 31).ok()?, i8::try_from(days % 31 + 1).ok()?).ok()
}

/// The day that lies so many units away.
pub fn shifted(from: Date, unit: Unit, n: i64) -> Option<Date> {
    let span = Span::new();
    let span = match unit {
        Unit::Hour => span.try_days(n / 24),
        Unit::Day => span.try_days(n),
        Unit::Weekend | Unit::Week => span.try_weeks(n),
        Unit::Fortnight => span.try_weeks(n.checked_mul(2)?),
        Unit::Month => span.try_months(n),
        Unit::Quarter => span.try_months(n.checked_mul(3)?),
        Unit::Year => span.try_years(n),
        Unit::Decade => span.try_years(n.checked_mul(10)?),
        Unit::Century => span.try_years(n.checked_mul(100)?),
    };
    let day = from.checked_add(span.ok()?).ok()?;
    // Four digits is what ISO 8601 has without further agreement.
    (0..=9999).contains(&day.year()).then_some(day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arithmetic_stops_where_four_figures_do() {
        let day = Date::new(9999, 12, 31).unwrap();
        assert_eq!(shifted(day, Unit::Day, 1), None);
        assert_eq!(shifted(day, Unit::Century, i64::MAX), None);
    }

    #[test]
    fn easter_falls_where_almanacs_have_it() {
        for (year, month, day) in [(2000, 4, 23), (2008, 3, 23), (2011, 4, 24), (2031, 4, 13), (2038, 4, 25)]
        {
            assert_eq!(easter(year), Date::new(year, month, day).ok());
        }
    }
}
