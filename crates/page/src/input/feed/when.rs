use jiff::fmt::rfc2822;

use crate::date::machine;

/// ISO 8601 for a date as feeds write it, with the zone that they give; a zone that is not known is left out.
pub fn iso(date: &str) -> Option<String> {
    static RFC2822: rfc2822::DateTimeParser = rfc2822::DateTimeParser::new().relaxed_weekday(true);
    // RFC 2822 (4.3) has every other name stand for an unknown zone, which is then taken for UTC.
    const NAMED: [&str; 10] = ["GMT", "UT", "Z", "EST", "EDT", "CST", "CDT", "MST", "PST", "PDT"];
    let date = date.trim();
    let zone = date.rsplit(' ').next().unwrap_or_default();
    if (zone.starts_with(['+', '-']) || NAMED.contains(&zone))
        && let Ok(moment) = RFC2822.parse_zoned_datetime(date)
    {
        return Some(moment.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string());
    }
    if let Some(day) = date.get(..10).and_then(|day| day.parse::<jiff::civil::Date>().ok())
        && (date.len() == 10 || date[10..].starts_with('T'))
    {
        return Some(format!("{day}{}", &date[10..]));
    }
    let local = date.strip_suffix(zone).unwrap_or_default();
    if NORTH_AMERICAN.contains(&zone) {
        return by_season(local, zone).or_else(|| machine(local).map(|stamp| stamp.iso()));
    }
    // A year of two digits, and a zone that says nothing.
    let without_zone = || {
        let moment = RFC2822.parse_zoned_datetime(format!("{local}GMT")).ok()?;
        Some(moment.strftime("%Y-%m-%dT%H:%M:%S").to_string())
    };
    machine(date).map(|stamp| stamp.iso()).or_else(without_zone)
}

/// Zones named by their hours in winter and in summer (POSIX 8.3).
const NORTH_AMERICAN: [&str; 4] = ["EST5EDT", "CST6CDT", "MST7MDT", "PST8PDT"];

/// The moment in such a zone, whose summer is from March's second Sunday to November's first since 2007.
fn by_season(local: &str, zone: &str) -> Option<String> {
    let there = jiff::tz::TimeZone::posix(&format!("{zone},M3.2.0,M11.1.0")).ok()?;
    let at: jiff::civil::DateTime = machine(local)?.iso().parse().ok()?;
    Some(at.to_zoned_datetime(there).ok()?.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string())
}
