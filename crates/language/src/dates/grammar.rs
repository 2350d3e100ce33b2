//! The forms that expressions of time have: from words to what they say.

use jiff::civil::Weekday;

use super::calendar::{CountedFrom, PeriodPart, Unit, Value, Which, Yearly};
use super::interval::Interval;
use super::numeric;
use super::table::Class;
use super::words::SentenceWords;

/// What an expression says, and the index of the word behind it.
pub type ReadExpression = Option<(Value, usize)>;

/// The expression of time that begins with the word `idx`.
pub fn read(words: &SentenceWords, idx: usize) -> ReadExpression {
    let (value, end) = single(words, idx)?;
    Some(through(words, idx, &value, end).unwrap_or((value, end)))
}

/// "Monday to Wednesday", "between 2016 and 2018", "2016–18".
fn through(words: &SentenceWords, idx: usize, value: &Value, end: usize) -> ReadExpression {
    let before = idx.checked_sub(1).map_or("", |before| words.word(before));
    let is_dash = matches!(words.gap(end).trim(), "-" | "–" | "—") && words.gap(end).chars().count() == 1;
    let joins = match words.word(end) {
        "to" | "through" | "until" | "till" => before == "from" || matches!(words.word(end), "through"),
        "and" => before == "between",
        _ => false,
    };
    let from = if is_dash { end } else { end + usize::from(joins) };
    if !is_dash && !joins {
        return None;
    }
    let short_year = || match value {
        Value::Fixed(days) => {
            numeric::short_year(words.raw(from), days).map(|days| (Value::Fixed(days), from + 1))
        }
        _ => None,
    };
    let (to, end) = short_year().or_else(|| single(words, from))?;
    Some((Value::Through(Box::new(value.clone()), Box::new(to)), end))
}

fn single(words: &SentenceWords, idx: usize) -> ReadExpression {
    if idx >= words.len() || is_habit(words, idx) {
        return None;
    }
    numeric::date(words, idx)
        .or_else(|| day_of_month(words, idx))
        .or_else(|| dated_weekday(words, idx))
        .or_else(|| counted(words, idx))
        .or_else(|| stretch(words, idx))
        .or_else(|| near(words, idx))
        .or_else(|| compared(words, idx))
        .or_else(|| part(words, idx))
        .or_else(|| period(words, idx))
}

/// "every Monday", "most weekends".
fn is_habit(words: &SentenceWords, idx: usize) -> bool {
    let before =
        idx.checked_sub(1).filter(|before| words.is_joined(idx) && words.is(*before, Class::Repeated));
    before.is_some() && !words.word(idx).chars().all(|c| c.is_ascii_digit())
}

/// "19 June 2031", "June 19", "June 19–20", "the 19th of June".
fn day_of_month(words: &SentenceWords, idx: usize) -> ReadExpression {
    let (month, from, to, mut end) = month_then_day(words, idx).or_else(|| day_then_month(words, idx))?;
    let mut which = Which::ByTense;
    if let Some((of, behind)) = year_behind(words, end) {
        (which, end) = (of, behind);
    }
    Some((Value::DayOfYear(Yearly::Days { from: (month, from), to: (month, to) }, which), end))
}

fn month_then_day(words: &SentenceWords, idx: usize) -> Option<(i8, i8, i8, usize)> {
    let month = month(words, idx).or_else(|| short_month(words, idx))?;
    let at = idx + 1;
    if !words.is_joined(at) {
        return None;
    }
    let at = if words.word(at) == "the" { at + 1 } else { at };
    let (from, to, end) = days(words, at)?;
    // "In June 20 people left", "March 3.5 km": a count of something.
    let is_count = !words.raw(at).ends_with(char::is_alphabetic) && words.behind(at).starts_with(['%', '°']);
    (!is_count).then_some((month, from, to, end))
}

fn day_then_month(words: &SentenceWords, idx: usize) -> Option<(i8, i8, i8, usize)> {
    let at = if words.word(idx) == "the" { idx + 1 } else { idx };
    let (from, to, end) = days(words, at)?;
    let end = if words.word(end) == "of" && words.is_joined(end) { end + 1 } else { end };
    let is_joined = words.is_joined(end);
    let month = month(words, end).or_else(|| short_month(words, end)).filter(|_| is_joined)?;
    Some((month, from, to, end + 1))
}

/// A day of a month, or one and another: "19", "19th", "19–20", "19 and 20".
fn days(words: &SentenceWords, idx: usize) -> Option<(i8, i8, usize)> {
    if let Some((from, to)) = words.raw(idx).split_once('-') {
        return Some((numeric::day(from)?, numeric::day(to)?, idx + 1));
    }
    let from = numeric::day(words.raw(idx))?;
    let is_dash = matches!(words.gap(idx + 1), "–" | "—");
    let joined = matches!(words.word(idx + 1), "to" | "and").then_some(idx + 2);
    let next = if is_dash { Some(idx + 1) } else { joined };
    let to = next.and_then(|next| Some((numeric::day(words.raw(next))?, next + 1)));
    match to.filter(|(to, _)| *to > from) {
        Some((to, end)) => Some((from, to, end)),
        None => Some((from, from, idx + 1)),
    }
}

/// The year that a day, a month or a season is of, told behind it.
fn year_behind(words: &SentenceWords, idx: usize) -> Option<(Which, usize)> {
    let idx = if words.word(idx) == "of" && words.is_joined(idx) { idx + 1 } else { idx };
    if let Some(year) = numeric::year(words.raw(idx)).filter(|_| words.is_near(idx)) {
        return Some((Which::Year(year), idx + 1));
    }
    let shift = match words.word(idx) {
        "last" => -1,
        "this" => 0,
        "next" => 1,
        _ => return None,
    };
    (words.is_joined(idx) && words.word(idx + 1) == "year").then_some((Which::YearFrom(shift), idx + 2))
}

/// "Wednesday, June 18": the day of the week is that of the date.
fn dated_weekday(words: &SentenceWords, idx: usize) -> ReadExpression {
    let day = words.value(idx, Class::Weekday).or_else(|| words.value(idx, Class::WeekdayShort))?;
    let at = if words.word(idx + 1) == "the" { idx + 2 } else { idx + 1 };
    if !words.is_capital(idx) || day.is_empty() || !words.is_near(idx + 1) {
        return None;
    }
    day_of_month(words, at).or_else(|| numeric::date(words, at))
}

/// "two weeks ago", "a decade earlier", "three days from now", "a few days later".
fn counted(words: &SentenceWords, idx: usize) -> ReadExpression {
    let (n, unit, at) = amount(words, idx)?;
    if !words.is_joined(at) {
        return None;
    }
    let n = n.unwrap_or(usual(unit));
    if words.is(at, Class::Ago) {
        return Some((Value::Shift(unit, -n, CountedFrom::Reference), at + 1));
    }
    if let Some((_, n_words)) = words.find(at, Class::Hence) {
        return Some((Value::Shift(unit, n, CountedFrom::Reference), at + n_words));
    }
    let sign: i64 = words.value(at, Class::Compared)?.parse().ok()?;
    // "two days before the vote": which day that was, the vote's date tells, if anything does.
    let is_of_something = matches!(words.word(at), "before" | "after") && words.is_joined(at + 1);
    (!is_of_something).then_some((Value::Shift(unit, sign * n, CountedFrom::Before), at + 1))
}

/// "the past two weeks", "the coming days", "recent years", "within three days", "in the weeks ahead".
fn stretch(words: &SentenceWords, idx: usize) -> ReadExpression {
    let at = if words.word(idx) == "the" { idx + 1 } else { idx };
    if let Some((_, n_words)) = words.find(idx, Class::Within).filter(|_| words.is_joined(idx + 1)) {
        let (n, unit, end) = amount(words, idx + n_words)?;
        // "in two weeks" is in a fortnight; "in two years’ work" and "in a day" are no dates of this kind.
        let is_told = words.word(idx) == "within" || n != Some(1);
        let is_bare = end == words.len()
            || !words.is_joined(end)
            || words.is(end, Class::At)
            || words.is(end, Class::Until);
        let n = n.unwrap_or(usual(unit));
        return (is_told && is_bare).then_some((Value::Stretch(unit, n, CountedFrom::Reference), end));
    }
    let many = |at: usize| {
        let (n, unit, end) =
            amount(words, at).or_else(|| Some((None, unit(words.value(at, Class::Units)?)?, at + 1)))?;
        (unit != Unit::Hour).then_some((n, unit, end))
    };
    let sign = if words.is(at, Class::Recent) {
        -1
    } else {
        match words.value(at, Class::Which) {
            Some("last") => -1,
            Some("next") => 1,
            _ => {
                let unit =
                    unit(words.value(at, Class::Units)?).filter(|unit| *unit != Unit::Hour && at > idx)?;
                let is_ahead =
                    words.is(at + 1, Class::Ahead) && words.is_joined(at + 1) && words.word(at + 2) != "of";
                return is_ahead.then(|| (Value::Stretch(unit, usual(unit), CountedFrom::Reference), at + 2));
            }
        }
    };
    let (n, unit, end) = many(at + 1).filter(|_| words.is_joined(at + 1))?;
    Some((Value::Stretch(unit, sign * n.unwrap_or(usual(unit)), CountedFrom::Reference), end))
}

/// How many are meant where no number is told: up to the next larger unit.
fn usual(unit: Unit) -> i64 {
    match unit {
        Unit::Hour => 24,
        Unit::Day | Unit::Weekend => 7,
        Unit::Week | Unit::Fortnight => 5,
        Unit::Month | Unit::Quarter => 12,
        Unit::Year | Unit::Decade | Unit::Century => 5,
    }
}

/// A number and a unit: "two weeks", "a few days", "30 days"; no number where none is told.
fn amount(words: &SentenceWords, idx: usize) -> Option<(Option<i64>, Unit, usize)> {
    let (n, at) = count(words, idx)?;
    let unit = unit(words.value(at, Class::Units).or_else(|| words.value(at, Class::Unit))?);
    Some((n, unit.filter(|_| words.is_joined(at))?, at + 1))
}

fn count(words: &SentenceWords, idx: usize) -> Option<(Option<i64>, usize)> {
    let mut at = idx;
    if words.word(at) == "a" && words.is(at + 1, Class::Few) {
        at += 1;
    }
    if let Some(value) = words.value(at, Class::Few) {
        let end = if words.word(at) == "couple" && words.word(at + 1) == "of" { at + 2 } else { at + 1 };
        return Some((value.parse().ok(), end));
    }
    if let Some(value) = words.value(at, Class::Count) {
        return Some((value.parse().ok(), at + 1));
    }
    let digits = words.raw(at);
    let is_count = digits.len() <= 3 && !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit());
    is_count.then(|| (digits.parse().ok(), at + 1))
}

fn unit(name: &str) -> Option<Unit> {
    Some(match name {
        "hour" => Unit::Hour,
        "day" => Unit::Day,
        "weekend" => Unit::Weekend,
        "week" => Unit::Week,
        "fortnight" => Unit::Fortnight,
        "month" => Unit::Month,
        "quarter" => Unit::Quarter,
        "year" => Unit::Year,
        "decade" => Unit::Decade,
        "century" => Unit::Century,
        _ => return None,
    })
}

/// "yesterday", "this morning", "last night", "the same day", "the next day", "the day before".
fn near(words: &SentenceWords, idx: usize) -> ReadExpression {
    let day = |n, origin| Value::Unit(Unit::Day, n, origin);
    if let Some(n) = words.value(idx, Class::Near).and_then(|value| value.parse().ok()) {
        return Some((day(n, CountedFrom::Reference), hours_behind(words, idx + 1)));
    }
    let is_joined = words.is_joined(idx + 1);
    if words.is(idx + 1, Class::Hours) && is_joined {
        match words.word(idx) {
            "this" => return Some((day(0, CountedFrom::Reference), idx + 2)),
            "last" => return Some((day(-1, CountedFrom::Reference), idx + 2)),
            "that" => return Some((day(0, CountedFrom::Before), idx + 2)),
            _ => {}
        }
    }
    let at = if words.word(idx) == "the" && is_joined { idx + 1 } else { idx };
    let unit_of = |at: usize| words.value(at, Class::Unit).and_then(unit);
    if let (Some(unit), "before" | "after") = (unit_of(at).filter(|_| at > idx), words.word(at + 1)) {
        let n = if words.word(at + 1) == "before" { -1 } else { 1 };
        let is_of_something = words.is_joined(at + 2) && !words.is(at + 2, Class::At);
        return (!is_of_something).then_some((Value::Unit(unit, n, CountedFrom::Before), at + 2));
    }
    let unit = unit_of(at + 1).filter(|_| words.is_joined(at + 1))?;
    let n = match (words.value(at, Class::Which)?, words.word(at)) {
        ("before", _) => -1,
        ("after", _) => 1,
        ("same", "same") => 0,
        // "that week" may be a week that something else tells of.
        ("same", "that") if unit == Unit::Day || unit == Unit::Year || unit == Unit::Month => 0,
        ("next", "next") if unit == Unit::Day && at > idx => 1,
        _ => return None,
    };
    Some((Value::Unit(unit, n, CountedFrom::Before), at + 2))
}

fn hours_behind(words: &SentenceWords, idx: usize) -> usize {
    let is_hours = words.is(idx, Class::Hours) && words.is_joined(idx) && !words.is_capital(idx);
    idx + usize::from(is_hours)
}

/// "earlier this year", "later on Monday", "earlier in the day".
fn compared(words: &SentenceWords, idx: usize) -> ReadExpression {
    let part = match words.word(idx) {
        "earlier" => PeriodPart::Earlier,
        "later" => PeriodPart::Later,
        _ => return None,
    };
    let mut at = idx + 1;
    if !words.is_joined(at) {
        return None;
    }
    if matches!(words.word(at), "on" | "in") {
        at += 1;
    }
    if words.word(at) == "the" && words.word(at - 1) == "in" {
        let unit = unit(words.value(at + 1, Class::Unit)?)?;
        let origin = if unit == Unit::Day { CountedFrom::Before } else { CountedFrom::Reference };
        let whole = Value::Unit(unit, 0, origin);
        let is_day = unit == Unit::Day;
        let value = if is_day { whole } else { Value::PeriodPart(Box::new(whole), part) };
        return Some((value, at + 2));
    }
    let (whole, end) = single(words, at)?;
    match whole {
        Value::Unit(Unit::Day, ..) | Value::Weekday(..) | Value::DayOfYear(..) => Some((whole, end)),
        Value::Unit(_, 0, CountedFrom::Reference) => Some((Value::PeriodPart(Box::new(whole), part), end)),
        // "later in 2031" goes on from now only if that is now.
        _ => Some((whole, end)),
    }
}

/// "early next year", "the end of the month", "mid-March", "the first quarter of 2031", "the second half of the year".
fn part(words: &SentenceWords, idx: usize) -> ReadExpression {
    if let Some((part, at)) = quarter(words, idx) {
        let at = if words.word(at) == "of" { at + 1 } else { at };
        let (whole, end) = whole(words, at)?;
        return Some((Value::PeriodPart(Box::new(whole), part), end));
    }
    let at = if words.word(idx) == "the" && words.is_joined(idx + 1) { idx + 1 } else { idx };
    let raw = words.word(at);
    // "mid-March" is one word.
    if let Some(rest) = ["mid-", "early-", "late-"].iter().find_map(|part| raw.strip_prefix(part)) {
        let number = super::table::rows(rest).iter().find(|row| row.class == Class::Month);
        let (which, end) = year_behind(words, at + 1).unwrap_or((Which::ByTense, at + 1));
        let month = number.and_then(|row| row.value.parse().ok());
        let decade = || {
            numeric::decade(rest).map(|days| Value::PeriodPart(Box::new(Value::Fixed(days)), part_of(raw)))
        };
        let year = || {
            numeric::year(rest)
                .and_then(|year| Interval::years(year, 1))
                .map(|days| Value::PeriodPart(Box::new(Value::Fixed(days)), part_of(raw)))
        };
        return match month {
            Some(month) => Some((Value::Month(month, which), end)),
            None => decade().or_else(year).map(|value| (value, at + 1)),
        };
    }
    let (row, _) = words.find(at, Class::PeriodPart)?;
    let of = at + 1;
    if !words.is_joined(of) && words.gap(of) != "-" {
        return None;
    }
    let has_of = words.word(of) == "of";
    // "the late mayor", "at the end": without "of" only early, mid and late go with a date.
    if !has_of && !matches!(words.word(at), "early" | "late" | "mid") {
        return None;
    }
    let from = if has_of || words.word(of) == "on" || words.word(of) == "in" { of + 1 } else { of };
    let (whole, end) = whole(words, from)?;
    match whole {
        Value::Month(..) | Value::Weekday(..) | Value::DayOfYear(..) => Some((whole, end)),
        _ => Some((Value::PeriodPart(Box::new(whole), part_of(row.value)), end)),
    }
}

/// What something is a part of: a period of its own, or "the year", "the month".
fn whole(words: &SentenceWords, idx: usize) -> ReadExpression {
    let the_unit = || {
        let unit = words.value(idx + 1, Class::Unit).and_then(unit).filter(|_| words.word(idx) == "the")?;
        Some((Value::Unit(unit, 0, CountedFrom::Reference), idx + 2))
    };
    let the_year = || {
        let at = if words.word(idx) == "the" { idx + 1 } else { idx };
        let year = numeric::year(words.raw(at)).and_then(|year| Interval::years(year, 1));
        year.map(|days| (Value::Fixed(days), at + 1))
    };
    the_year().or_else(|| single(words, idx)).or_else(the_unit)
}

fn part_of(name: &str) -> PeriodPart {
    match name.split('-').next() {
        Some("early") => PeriodPart::Early,
        Some("late") => PeriodPart::Late,
        Some("start") => PeriodPart::Start,
        Some("end") => PeriodPart::End,
        _ => PeriodPart::Mid,
    }
}

/// "the first quarter", "Q1", "the second half".
fn quarter(words: &SentenceWords, idx: usize) -> Option<(PeriodPart, usize)> {
    if let Some(n) = words.value(idx, Class::Quarter).and_then(|n| n.parse::<i64>().ok()) {
        let part = if n > 4 { PeriodPart::Nth(n - 4, 2) } else { PeriodPart::Nth(n, 4) };
        return words.is_capital(idx).then_some((part, idx + 1));
    }
    let at = if words.word(idx) == "the" { idx + 1 } else { idx };
    let nth = words.value(at, Class::Ordinal)?.parse().ok().filter(|nth| *nth <= 4)?;
    if !words.is_joined(at + 1) {
        return None;
    }
    match words.word(at + 1) {
        "quarter" => Some((PeriodPart::Nth(nth, 4), at + 2)),
        "half" if nth <= 2 => Some((PeriodPart::Nth(nth, 2), at + 2)),
        _ => None,
    }
}

/// A month, a day of the week, a year, a decade, a season, a holiday: alone or with what tells which.
fn period(words: &SentenceWords, idx: usize) -> ReadExpression {
    let (which, at) = match words.value(idx, Class::Which).filter(|_| words.is_joined(idx + 1)) {
        Some("last") if words.word(idx) == "last" => (Which::Last, idx + 1),
        Some("this") => (Which::This, idx + 1),
        Some("next") => (Which::Next, idx + 1),
        _ => (Which::ByTense, idx),
    };
    weekday(words, idx, at, which)
        .or_else(|| month_alone(words, at, which))
        .or_else(|| season(words, idx, at, which))
        .or_else(|| holiday(words, at, which))
        .or_else(|| unit_told(words, at, which))
        .or_else(|| decade_or_century(words, idx))
        .or_else(|| year_alone(words, idx))
}

fn weekday(words: &SentenceWords, idx: usize, at: usize, which: Which) -> ReadExpression {
    let n: i8 = words.value(at, Class::Weekday)?.parse().ok()?;
    let weekday = Weekday::from_monday_one_offset(n).ok()?;
    let before = idx.checked_sub(1).filter(|_| words.is_joined(idx));
    let is_name = before
        .is_some_and(|before| words.is(before, Class::NameBefore) && words.is_capital(before))
        || words.is(at + 1, Class::NameAfter) && words.is_joined(at + 1) && words.is_capital(at + 1)
        || before.is_some_and(|before| words.word(before) == "every");
    if is_name || !words.is_capital(at) {
        return None;
    }
    let end = hours_behind(words, at + 1);
    // "Monday last week", "Monday next".
    let week = match (words.word(end), words.word(end + 1)) {
        ("last", "week") => Some((Which::Last, end + 2)),
        ("this", "week") => Some((Which::This, end + 2)),
        ("next", "week") => Some((Which::Next, end + 2)),
        _ => None,
    };
    let (which, end) = week.filter(|_| words.is_joined(end)).unwrap_or((which, end));
    Some((Value::Weekday(weekday, which), end))
}

fn month(words: &SentenceWords, idx: usize) -> Option<i8> {
    words.value(idx, Class::Month)?.parse().ok().filter(|_| words.is_capital(idx))
}

fn short_month(words: &SentenceWords, idx: usize) -> Option<i8> {
    words.value(idx, Class::MonthShort)?.parse().ok().filter(|_| words.is_capital(idx))
}

/// "March", "in March last year", "since May": names of people and other words with those letters are told from
/// months by what stands before them.
fn month_alone(words: &SentenceWords, at: usize, which: Which) -> ReadExpression {
    let whole = month(words, at);
    let number = whole.or_else(|| short_month(words, at))?;
    if let Some((year, end)) = year_behind(words, at + 1) {
        return Some((Value::Month(number, year), end));
    }
    let before = at.checked_sub(1).filter(|_| words.is_joined(at));
    let is_cued = before.is_some_and(|before| {
        const CUES: [Class; 6] =
            [Class::At, Class::Until, Class::Since, Class::Within, Class::PeriodPart, Class::Which];
        CUES.iter().any(|class| words.is(before, *class)) || matches!(words.word(before), "to" | "through")
    });
    let is_named = before.is_some_and(|before| words.is_capital(before) && !is_cued)
        || words.is_joined(at + 1) && words.is_capital(at + 1);
    let is_also_else =
        matches!(words.word(at), "may" | "march" | "april" | "june" | "august") || whole.is_none();
    let is_month = if is_also_else { is_cued && !is_named } else { !is_named || is_cued };
    is_month.then_some((Value::Month(number, which), at + 1))
}

/// "last summer", "the spring of 2031", "autumn 2031"; a season alone is the weather.
fn season(words: &SentenceWords, idx: usize, at: usize, which: Which) -> ReadExpression {
    let months = match words.value(at, Class::Season)? {
        "spring" => Yearly::Months(3, 3),
        "summer" => Yearly::Months(6, 3),
        "autumn" => Yearly::Months(9, 3),
        _ => Yearly::Months(12, 3),
    };
    if let Some((year, end)) = year_behind(words, at + 1) {
        return Some((Value::DayOfYear(months, year), end));
    }
    (at > idx).then_some((Value::DayOfYear(months, which), at + 1))
}

fn holiday(words: &SentenceWords, at: usize, which: Which) -> ReadExpression {
    let pair = |value: &str| {
        let (month, day) = value.split_once('-')?;
        Some((month.parse::<i8>().ok()?, day.parse::<i8>().ok()?))
    };
    let fixed = || {
        let (row, n_words) = words.find(at, Class::Holiday)?;
        let day = pair(row.value)?;
        Some((Yearly::Days { from: day, to: day }, n_words))
    };
    let of_week = || {
        let (row, n_words) = words.find(at, Class::HolidayOfWeek)?;
        let mut numbers = row.value.split(',').filter_map(|number| number.parse::<i8>().ok());
        let (month, weekday, nth) = (numbers.next()?, numbers.next()?, numbers.next()?);
        Some((
            Yearly::OfWeek { month, weekday: Weekday::from_monday_one_offset(weekday).ok()?, nth },
            n_words,
        ))
    };
    let easter = || {
        let (row, n_words) = words.find(at, Class::Easter)?;
        Some((Yearly::Easter(row.value.parse().ok()?), n_words))
    };
    let (day, n_words) = fixed().or_else(of_week).or_else(easter).filter(|_| words.is_capital(at))?;
    let end = at + n_words;
    if let Some((year, end)) = year_behind(words, end) {
        return Some((Value::DayOfYear(day, year), end));
    }
    // "the Christmas tree", "Easter Island".
    let is_name = words.is_joined(end) && (words.is_capital(end) || words.is(end, Class::NameAfter));
    (!is_name).then_some((Value::DayOfYear(day, which), end))
}

/// "last week", "this year", "next month".
fn unit_told(words: &SentenceWords, at: usize, which: Which) -> ReadExpression {
    let n = match which {
        Which::Last => -1,
        Which::This => 0,
        Which::Next => 1,
        _ => match (words.word(at), words.word(at + 1)) {
            // "over the weekend": the one before, or the one that comes.
            ("the", "weekend") if words.is_joined(at + 1) => {
                return Some((Value::Weekend, at + 2));
            }
            _ => return None,
        },
    };
    let unit = unit(words.value(at, Class::Unit)?)?;
    // "This Week" is a programme.
    let is_told = unit != Unit::Day && !words.is_capital(at);
    is_told.then_some((Value::Unit(unit, n, CountedFrom::Reference), at + 1))
}

/// "the 1990s", "the 19th century".
fn decade_or_century(words: &SentenceWords, idx: usize) -> ReadExpression {
    let at = if words.word(idx) == "the" { idx + 1 } else { idx };
    if let Some(days) = numeric::decade(words.word(at)).filter(|_| at == idx || words.is_joined(at)) {
        return Some((Value::Fixed(days), at + 1));
    }
    let nth: i16 = words.value(at, Class::Ordinal)?.parse().ok()?;
    let is_century = words.word(at + 1) == "century" && words.is_joined(at + 1);
    let days = Interval::years((nth - 1) * 100 + 1, 100).filter(|_| is_century)?;
    Some((Value::Fixed(days), at + 2))
}

/// "in 2018", "the 2018 election", "(2018)": a number alone is a year where something says so.
fn year_alone(words: &SentenceWords, idx: usize) -> ReadExpression {
    let at = idx + usize::from(words.word(idx) == "the" && words.is_joined(idx + 1));
    let year = numeric::year(words.raw(at)).filter(|year| (1500..2200).contains(year))?;
    let days = Interval::years(year, 1)?;
    let before = at.checked_sub(1).filter(|_| words.is_joined(at)).map_or("", |before| words.word(before));
    let is_told = match before {
        "in" | "since" | "during" | "year" => true,
        "the" | "a" | "his" | "her" | "their" | "its" => words.is_joined(at + 1),
        "until" | "by" | "from" | "between" | "before" | "after" | "to" | "of" | "and" | "through"
        | "late" | "early" | "mid" => ends_phrase(words, at + 1),
        _ => false,
    };
    const BRACKETS: [char; 3] = ['(', '-', '–'];
    const BEHIND: [char; 4] = [')', ',', '-', '–'];
    let in_brackets = words.ahead_of(at).ends_with(BRACKETS) && words.behind(at).starts_with(BEHIND);
    let is_count =
        words.ahead_of(at).ends_with(['$', '£', '€', '#', '.']) || words.behind(at).starts_with(['%', '°']);
    ((is_told || in_brackets) && !is_count).then_some((Value::Fixed(days), at + 1))
}

/// Whether the word goes on with the sentence, so that a number before it counts nothing: "by 2031 and", "of 2031.".
fn ends_phrase(words: &SentenceWords, idx: usize) -> bool {
    !words.is_joined(idx)
        || [Class::At, Class::Until, Class::Since].iter().any(|class| words.is(idx, *class))
        || matches!(
            words.word(idx),
            "and" | "to" | "as" | "when" | "but" | "that" | "he" | "she" | "they" | "it" | "the"
        )
}
