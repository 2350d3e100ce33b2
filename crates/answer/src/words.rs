//! Values as people read them.

use std::fmt::Display;

use jiff::civil::Date;
use onrecord_record::{How, When};

/// The word that JSON has for a role or a kind of day: defined once, by its type.
pub fn name_of(value: &impl serde::Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(name)) => name.replace('_', " "),
        _ => String::new(),
    }
}

/// `2031-03-12T14:05:00+01:00` as `12 March 2031, 14:05 (+01:00)`; what is no date stays as it is.
pub fn date(iso: &str) -> String {
    parse_date(iso).unwrap_or_else(|| iso.to_string())
}

/// The later of two moments, without the day and zone where they are those of the earlier.
pub fn date_after(earlier: &str, later: &str) -> String {
    let (full, first) = (date(later), date(earlier));
    let parts = |text: &str| text.split_once(", ").map(|(day, time)| (day.to_string(), time.to_string()));
    match (parts(&first), parts(&full)) {
        (Some((first_day, first_time)), Some((day, time))) if day == first_day => {
            let (hour, zone) = time.split_at(time.len().min(5));
            if first_time.ends_with(zone) { hour.to_string() } else { time }
        }
        _ => full,
    }
}

fn parse_date(iso: &str) -> Option<String> {
    let (day, time) = iso.split_once(['T', ' ']).unwrap_or((iso, ""));
    let mut parts = day.split('-');
    let year = parts.next().filter(|year| year.len() == 4 && year.bytes().all(|b| b.is_ascii_digit()))?;
    let mut text = year.to_string();
    if let Some(month) = parts.next() {
        let month = Date::new(NO_YEAR, month.parse().ok()?, 1).ok()?;
        text = format!("{} {text}", month.strftime("%B"));
    }
    if let Some(day) = parts.next() {
        text = format!("{} {text}", day.parse::<u8>().ok()?);
    }
    let hour = time.get(..5).filter(|hour| hour.as_bytes()[2] == b':');
    if let Some(hour) = hour {
        let zone = time.find(['Z', '+', '-']).map(|at| &time[at..]);
        let zone = match zone {
            Some("Z" | "+00:00") => " UTC".to_string(),
            Some(zone) => format!(" (UTC{zone})"),
            None => String::new(),
        };
        text = format!("{text}, {hour}{zone}");
    }
    parts.next().is_none().then_some(text)
}

/// Any year will do where only the name of the month is asked for.
const NO_YEAR: i16 = 2000;

/// `A`, `A and B`, `A, B and C`.
pub fn list(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

/// `1 statement`, `2 statements`, `2 stories`.
pub fn count<N: Display + PartialEq + From<u8>>(n: N, noun: &str) -> String {
    if n == N::from(1) {
        return format!("{n} {noun}");
    }
    match noun.strip_suffix('y') {
        Some(stem) if !stem.ends_with(['a', 'e', 'o', 'u']) => format!("{n} {stem}ies"),
        _ => format!("{n} {noun}s"),
    }
}

/// `on 12 March 2031`, `in March 2031`, `between 1 and 3 …`; what was worked out is told apart from what the article
/// states: `about 12 March 2031, inferred`.
pub fn when(when: &When) -> String {
    let (from, to) = (date(&when.from), date(&when.to));
    let is_one = when.from == when.to;
    match (is_one, when.how) {
        (true, How::Stated) if when.from.len() <= MONTH.len() => format!("in {from}"),
        (true, How::Stated) => format!("on {from}"),
        (true, How::Inferred) => format!("about {from}, inferred"),
        (false, How::Stated) => format!("between {from} and {to}"),
        (false, How::Inferred) => format!("between {from} and {to}, inferred"),
    }
}

/// What is longer than this is a day.
const MONTH: &str = "2031-03";

/// An article's headline, or that there is none.
pub fn headline(title: &str) -> &str {
    title_or(title, "(no headline)")
}

/// An article's title; what stands in its place, such as its address, where it has none.
pub fn title_or<'t>(title: &'t str, otherwise: &'t str) -> &'t str {
    if title.trim().is_empty() { otherwise } else { title }
}

/// `prime minister of Ostvia`.
pub fn office(title: &str, of: &str) -> String {
    match of.is_empty() || title.ends_with(of) {
        true => title.to_string(),
        false => format!("{title} of {of}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_as_precise_as_they_were() {
        assert_eq!(date("2031-03-12T14:05:00+01:00"), "12 March 2031, 14:05 (UTC+01:00)");
        assert_eq!(date("2031-03-12T14:05Z"), "12 March 2031, 14:05 UTC");
        assert_eq!(date("2031-03-02"), "2 March 2031");
        assert_eq!(date("2031-03"), "March 2031");
        assert_eq!(date("2031"), "2031");
        for odd in ["", "Monday", "2031-13-01", "2031-00-01", "12/03/2031", "2031-03-12-01"] {
            assert_eq!(date(odd), odd);
        }
        assert_eq!(date("2031-03-12T1é:05"), "12 March 2031");
    }

    #[test]
    fn a_date_tells_how_precise_it_is_and_how_it_is_known() {
        let stated = |from: &str, to: &str| when(&When::stated(from, to, Vec::new()));
        assert_eq!(stated("2031-03", "2031-03"), "in March 2031");
        assert_eq!(stated("2031", "2031"), "in 2031");
        assert_eq!(stated("2031-03-12", "2031-03-12"), "on 12 March 2031");
        assert_eq!(stated("2031-03-12", "2031-03-14"), "between 12 March 2031 and 14 March 2031");
        let inferred = |from: &str, to: &str| when(&When::inferred(from, to, Vec::new()));
        assert_eq!(inferred("2031-03-12", "2031-03-12"), "about 12 March 2031, inferred");
        assert_eq!(inferred("2031-03", "2031-04"), "between March 2031 and April 2031, inferred");
    }

    #[test]
    fn an_office_names_its_body_once() {
        assert_eq!(office("prime minister", "Ostvia"), "prime minister of Ostvia");
        assert_eq!(office("mayor of Verran", "Verran"), "mayor of Verran");
        assert_eq!(office("mayor", ""), "mayor");
    }

    #[test]
    fn a_change_on_the_same_day_is_told_by_its_hour() {
        let first = "2031-03-12T14:05:00+01:00";
        assert_eq!(date_after(first, "2031-03-12T17:40:00+01:00"), "17:40");
        assert_eq!(date_after(first, "2031-03-12T17:40:00Z"), "17:40 UTC");
        assert_eq!(date_after(first, "2031-03-13T09:00:00+01:00"), "13 March 2031, 09:00 (UTC+01:00)");
        assert_eq!(date_after("2031-03-12", "2031-03-12T17:40"), "12 March 2031, 17:40");
    }

    #[test]
    fn numbers_go_with_their_noun() {
        assert_eq!(count(1_u64, "story"), "1 story");
        assert_eq!(count(2_usize, "story"), "2 stories");
        assert_eq!(count(0_usize, "entry"), "0 entries");
        assert_eq!(count(3_usize, "day"), "3 days");
        assert_eq!(count(3_usize, "statement"), "3 statements");
    }

    #[test]
    fn lists_read_as_sentences_do() {
        let names = ["A", "B", "C"].map(String::from);
        assert_eq!(list(&names), "A, B and C");
        assert_eq!(list(&names[..2]), "A and B");
        assert_eq!(list(&names[..1]), "A");
        assert_eq!(list(&[]), "");
    }
}
