//! Days and moments as the store counts them.

use jiff::civil::Date;
use onrecord_record::Record;

/// An entry's id is its day of publication and a number within it, so that ids grow with the day.
pub const DAY_BITS: u32 = 24;

/// Days since 0000-01-01.
pub fn number(date: Date) -> Option<i64> {
    let days = jiff::civil::date(0, 1, 1).until(date).ok()?.get_days();
    (days > 0).then_some(i64::from(days))
}

/// The day of publication that the id of an entry tells, as it is written; `None` where it is unknown.
pub fn of_entry(id: i64) -> Option<String> {
    let days = i32::try_from(id >> DAY_BITS).ok().filter(|days| *days > 0)?;
    let span = jiff::Span::new().try_days(days).ok()?;
    Some(jiff::civil::date(0, 1, 1).checked_add(span).ok()?.to_string())
}

/// The day of an article's publication, counted from the year 0; 0 where it is unknown.
pub fn of(record: &Record) -> i64 {
    let date = record.article.published.as_deref().and_then(|stamp| stamp.get(..10)?.parse::<Date>().ok());
    date.and_then(number).unwrap_or(0)
}

/// A point in time, in seconds; what has no zone is taken as UTC.
pub fn moment(stamp: &str) -> Option<i64> {
    if let Ok(exact) = stamp.parse::<jiff::Timestamp>() {
        return Some(exact.as_second());
    }
    let time = stamp.parse::<jiff::civil::DateTime>().ok()?;
    Some(jiff::tz::Offset::UTC.to_timestamp(time).ok()?.as_second())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_tells_its_day() {
        for day in ["2031-03-14", "1999-12-31", "2000-02-29"] {
            let id = (number(day.parse().unwrap()).unwrap() << DAY_BITS) + 7;
            assert_eq!(of_entry(id).as_deref(), Some(day));
        }
        assert_eq!((of_entry(7), of_entry(i64::MAX)), (None, None));
    }
}
