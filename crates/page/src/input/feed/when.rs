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
    machine(date).map(|stamp| stamp.iso())
}
