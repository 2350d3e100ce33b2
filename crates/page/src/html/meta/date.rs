//! Dates that pages state and show: parsed, held against each other, never guessed.

use jiff::civil::Date;

use super::super::block::{Block, Within};
use super::super::body::{Body, Place};
use super::super::dom::Tree;

/// A date as a page gives it: a day, and the time and offset behind it where stated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stamp {
    /// The calendar day, as written.
    pub day: Date,
    /// `T11:21:03+01:00`, with the precision given; empty for a day alone.
    pub time: String,
}

impl Stamp {
    /// ISO 8601.
    pub fn iso(&self) -> String {
        format!("{}{}", self.day, self.time)
    }
}

/// The first three letters (at least) of months, by number, in the languages of many outlets; in lower case.
const MONTHS: [&[&str]; 12] = [
    &[
        "january",
        "jan",
        "januar",
        "jänner",
        "janvier",
        "janv",
        "enero",
        "ene",
        "gennaio",
        "gen",
        "janeiro",
        "januari",
        "stycznia",
        "ocak",
        "января",
        "leden",
        "ledna",
        "tammikuuta",
    ],
    &[
        "february",
        "feb",
        "februar",
        "février",
        "févr",
        "febrero",
        "febbraio",
        "fevereiro",
        "fev",
        "februari",
        "lutego",
        "şubat",
        "февраля",
        "února",
        "helmikuuta",
    ],
    &[
        "march",
        "mar",
        "märz",
        "mrz",
        "mars",
        "marzo",
        "março",
        "maart",
        "marts",
        "marca",
        "mart",
        "марта",
        "března",
        "maaliskuuta",
        "maret",
    ],
    &[
        "april",
        "apr",
        "avril",
        "avr",
        "abril",
        "abr",
        "aprile",
        "kwietnia",
        "nisan",
        "апреля",
        "dubna",
        "huhtikuuta",
    ],
    &[
        "may",
        "mai",
        "mayo",
        "maggio",
        "mag",
        "maio",
        "mei",
        "maj",
        "maja",
        "mayıs",
        "мая",
        "května",
        "toukokuuta",
    ],
    &[
        "june",
        "jun",
        "juni",
        "juin",
        "junio",
        "giugno",
        "giu",
        "junho",
        "czerwca",
        "haziran",
        "июня",
        "června",
        "kesäkuuta",
    ],
    &[
        "july",
        "jul",
        "juli",
        "juillet",
        "juil",
        "julio",
        "luglio",
        "lug",
        "julho",
        "lipca",
        "temmuz",
        "июля",
        "července",
        "heinäkuuta",
    ],
    &[
        "august",
        "aug",
        "août",
        "agosto",
        "ago",
        "augustus",
        "augusti",
        "sierpnia",
        "ağustos",
        "августа",
        "srpna",
        "elokuuta",
        "agustus",
    ],
    &[
        "september",
        "sept",
        "sep",
        "septembre",
        "septiembre",
        "settembre",
        "set",
        "setembro",
        "września",
        "eylül",
        "сентября",
        "září",
        "syyskuuta",
    ],
    &[
        "october",
        "oct",
        "oktober",
        "okt",
        "octobre",
        "octubre",
        "ottobre",
        "ott",
        "outubro",
        "out",
        "października",
        "ekim",
        "октября",
        "října",
        "lokakuuta",
    ],
    &[
        "november",
        "nov",
        "novembre",
        "noviembre",
        "novembro",
        "listopada",
        "kasım",
        "ноября",
        "listopadu",
        "marraskuuta",
    ],
    &[
        "december",
        "dec",
        "dezember",
        "dez",
        "décembre",
        "déc",
        "diciembre",
        "dic",
        "dicembre",
        "dezembro",
        "grudnia",
        "aralık",
        "декабря",
        "prosince",
        "joulukuuta",
        "desember",
        "des",
    ],
];

fn month(word: &str) -> Option<i8> {
    let word = word.trim_matches(['.', ',']).to_lowercase();
    let found = MONTHS.iter().position(|names| names.contains(&word.as_str()));
    found.map(|idx| idx as i8 + 1)
}

/// Years that a news page can be of.
fn date(year: i32, month: i8, day: i8) -> Option<Date> {
    (1980..=2100).contains(&year).then(|| Date::new(year as i16, month, day).ok())?
}

/// Reads a date as machines write it: ISO 8601 in its variants, RFC 2822, or seconds since 1970.
pub fn machine(text: &str) -> Option<Stamp> {
    let text = text.trim();
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    if digits == text.len() && (digits == 10 || digits == 13) {
        let seconds: i64 = text[..10].parse().ok()?;
        let stamp = jiff::Timestamp::from_second(seconds).ok()?.to_string();
        return machine(&stamp);
    }
    let (day, rest) = if digits == 8 {
        (date(text[..4].parse().ok()?, text[4..6].parse().ok()?, text[6..8].parse().ok()?)?, &text[8..])
    } else if digits == 4 {
        let mut parts = text[4..].splitn(3, ['-', '/', '.']);
        parts.next().filter(|p| p.is_empty())?;
        let month: i8 = parts.next()?.parse().ok()?;
        let tail = parts.next()?;
        let n = tail.bytes().take_while(u8::is_ascii_digit).count().min(2);
        (date(text[..4].parse().ok()?, month, tail[..n].parse().ok()?)?, &tail[n..])
    } else {
        return words(text);
    };
    Some(Stamp { day, time: time(rest).unwrap_or_default() })
}

/// The time behind a date: `T` or a blank, hours and minutes, perhaps seconds and an offset.
fn time(rest: &str) -> Option<String> {
    let rest = rest.strip_prefix(['T', 't', ' '])?.trim_start();
    let two = |at: usize| rest.get(at..at + 2)?.parse::<u8>().ok();
    let (hour, minute) = (two(0)?, two(3).filter(|_| rest.as_bytes()[2] == b':')?);
    let mut out = format!("T{hour:02}:{minute:02}");
    let mut at = 5;
    if rest.as_bytes().get(5) == Some(&b':')
        && let Some(second) = two(6)
    {
        out.push_str(&format!(":{second:02}"));
        at = 8;
        if matches!(rest.as_bytes().get(8), Some(b'.' | b',')) {
            at += 1 + rest[9..].bytes().take_while(u8::is_ascii_digit).count();
        }
    }
    if hour > 24 || minute > 59 {
        return None;
    }
    let zone = rest.get(at..)?.trim();
    if zone.starts_with(['Z', 'z']) || zone.starts_with("UTC") || zone.starts_with("GMT") {
        out.push('Z');
    } else if let Some(sign) = zone.chars().next().filter(|c| matches!(c, '+' | '-' | '−')) {
        let digits: String = zone.chars().skip(1).filter(char::is_ascii_digit).take(4).collect();
        let padded = if digits.len() == 2 { format!("{digits}00") } else { digits };
        if padded.len() == 4 {
            out.push_str(&format!(
                "{}{}:{}",
                if sign == '+' { '+' } else { '-' },
                &padded[..2],
                &padded[2..]
            ));
        }
    }
    Some(out)
}

/// Reads a date as people write it: "3 May 2031", "May 3, 2031", "3.5.2031", "2031年5月3日", anywhere in a
/// short text. Numbers alone are read day first unless only month first makes a date, as they are outside
/// the United States.
pub fn words(text: &str) -> Option<Stamp> {
    let text = text.get(..text.floor_char_boundary(300)).unwrap_or(text);
    let tokens: Vec<&str> = text.split(|c: char| !c.is_alphanumeric()).filter(|t| !t.is_empty()).collect();
    let number = |token: &str| -> Option<i32> {
        let digits = token.trim_end_matches(|c: char| c.is_alphabetic());
        (digits.len() <= 4 && token.len() <= digits.len() + 3).then(|| digits.parse().ok())?
    };
    let day = |token: &str| number(token).filter(|n| (1..=31).contains(n)).map(|n| n as i8);
    let year =
        |token: &str| token.get(..4).filter(|y| y.len() == token.len().min(4)).and_then(|y| y.parse().ok());
    for (at, token) in tokens.iter().enumerate() {
        let Some(month) = month(token) else { continue };
        let before = at.checked_sub(1).and_then(|i| tokens.get(i)).filter(|t| **t != "de" && **t != "of");
        let before = before.or_else(|| at.checked_sub(2).and_then(|i| tokens.get(i)));
        let after = |n: usize| {
            tokens.get(at + n).filter(|t| !matches!(**t, "de" | "del")).or_else(|| tokens.get(at + n + 1))
        };
        let day_first = before.and_then(|d| day(d)).zip(after(1).and_then(|y| year(y)));
        let month_first = after(1).and_then(|d| day(d)).zip(after(2).and_then(|y| year(y)));
        for (day, year) in [day_first, month_first].into_iter().flatten() {
            if let Some(day) = date(year, month, day) {
                return Some(Stamp { day, time: String::new() });
            }
        }
    }
    numbers(text)
}

/// Dates of numbers alone.
fn numbers(text: &str) -> Option<Stamp> {
    let mut runs: Vec<(i32, usize)> = Vec::new();
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        let n = bytes[at..].iter().take_while(|b| b.is_ascii_digit()).count();
        if n > 0 {
            runs.push((if n <= 4 { text[at..at + n].parse().unwrap_or(-1) } else { -1 }, n));
        }
        at += n.max(1);
    }
    runs.windows(3).find_map(|run| {
        let [(a, a_len), (b, b_len), (c, c_len)] = *run else { return None };
        let small = |n: usize| n <= 2;
        let day = if a_len == 4 && small(b_len) && small(c_len) {
            date(a, b as i8, c as i8)
        } else if c_len == 4 && small(a_len) && small(b_len) {
            date(c, b as i8, a as i8).or_else(|| date(c, a as i8, b as i8))
        } else {
            None
        };
        day.map(|day| Stamp { day, time: String::new() })
    })
}

/// Whether a line says when the page was published and nothing else.
pub fn is_date_line(text: &str) -> bool {
    if text.len() > 120 || text.split_whitespace().count() > 14 || text.ends_with('.') {
        return false;
    }
    let bytes = text.as_bytes();
    let mut numbers = text.split(|c: char| !c.is_ascii_digit()).filter(|n| !n.is_empty());
    let has_year = numbers.clone().any(|n| n.len() == 4 && (n.starts_with("19") || n.starts_with("20")));
    let has_day = numbers.any(|n| n.len() <= 2);
    let digits = bytes.iter().filter(|b| b.is_ascii_digit()).count();
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    has_year && has_day && digits * 4 >= letters
}

/// Dates that the page shows near its headline, first to last.
pub fn shown(tree: &Tree, blocks: &[Block], body: &Body) -> Vec<Stamp> {
    let start = body.headline.unwrap_or(0).saturating_sub(8);
    let first = body.places.iter().position(|p| matches!(p, Place::Article(_))).unwrap_or(0);
    let near = blocks.get(start..(first + 12).min(blocks.len())).unwrap_or_default();
    let mut out = Vec::new();
    for block in near {
        if block
            .within
            .has(Within::COMMENTS.with(Within::RELATED).with(Within::CARD).with(Within::NAVIGATION))
        {
            continue;
        }
        for node in tree.descend(block.node).take(40) {
            if &**tree.name(node) == "time" {
                out.extend(tree.attr(node, "datetime").and_then(machine));
            }
        }
        if block.text.len() < 160 && is_date_line(&block.text)
            || block.within.has(Within::BYLINE) && block.text.len() < 160
        {
            out.extend(words(&block.text));
        }
    }
    out
}

/// Settles on the day of publication: what the page states, else what it shows, else what its address says.
pub fn published(stated: &[String], shown: &[Stamp], url: &str) -> Option<String> {
    let stated: Vec<Stamp> = stated.iter().filter_map(|text| machine(text)).collect();
    if let Some(first) = stated.first() {
        // The same moment, given elsewhere with the outlet's own offset, is dated as its readers saw it.
        let local = stated.iter().find(|s| s.time.contains(['+', '-']) && !s.time.ends_with("+00:00"));
        if first.time.ends_with('Z') || first.time.ends_with("+00:00") {
            let apart = |s: &&Stamp| s.day.since(first.day).is_ok_and(|span| span.get_days().abs() <= 1);
            if let Some(local) = local.filter(apart) {
                return Some(local.iso());
            }
        }
        return Some(first.iso());
    }
    shown.first().cloned().or_else(|| in_address(url)).map(|stamp| stamp.iso())
}

/// Settles on the last change; none where that is before publication.
pub fn modified(stated: &[String], published: Option<&str>) -> Option<String> {
    let stamp = stated.iter().find_map(|text| machine(text))?;
    let before = published.and_then(machine).is_some_and(|published| stamp.day < published.day);
    (!before).then(|| stamp.iso())
}

/// A date in an address: `/2031/05/03/`, `-20310503`, `/2031-05-03`.
fn in_address(url: &str) -> Option<Stamp> {
    let path = url.split_once("://").map_or(url, |(_, rest)| rest);
    let bytes = path.as_bytes();
    (0..bytes.len()).find_map(|at| {
        let is_start = at == 0 || !bytes[at - 1].is_ascii_digit();
        let year =
            path.get(at..at + 4).filter(|y| is_start && (y.starts_with("19") || y.starts_with("20")))?;
        year.parse::<i32>().ok()?;
        let tail = path.get(at..(at + 11).min(path.len()))?;
        let stamp = machine(tail.trim_end_matches(|c: char| !c.is_ascii_digit()))?;
        stamp.time.is_empty().then_some(stamp)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn machine_dates_keep_their_precision_and_zone() {
        let iso = |text: &str| machine(text).map(|s| s.iso());
        assert_eq!(iso("2031-05-03T11:21:03.456+0100").as_deref(), Some("2031-05-03T11:21:03+01:00"));
        assert_eq!(iso("2031-05-03 11:21").as_deref(), Some("2031-05-03T11:21"));
        assert_eq!(iso("20310503").as_deref(), Some("2031-05-03"));
        assert_eq!(iso("Sat, 03 May 2031 09:00:00 GMT").as_deref(), Some("2031-05-03"));
        assert_eq!(iso("2031-13-40"), None);
    }

    #[test]
    fn people_write_dates_in_many_ways() {
        let iso = |text: &str| words(text).map(|s| s.iso());
        for text in [
            "May 3, 2031",
            "3 May 2031",
            "Updated 03.05.2031, 14:20",
            "3 de mayo de 2031",
            "2031年5月3日",
            "Saturday 3rd May, 2031",
        ] {
            assert_eq!(iso(text).as_deref(), Some("2031-05-03"), "{text}");
        }
        assert_eq!(iso("2 hours ago"), None);
        assert_eq!(iso("in May the dam held"), None);
    }

    #[test]
    fn addresses_date_pages() {
        let iso = |url: &str| in_address(url).map(|s| s.iso());
        assert_eq!(iso("https://vesper.example/2031/05/03/dam").as_deref(), Some("2031-05-03"));
        assert_eq!(iso("https://vesper.example/dam-20310503.html").as_deref(), Some("2031-05-03"));
        assert_eq!(iso("https://vesper.example/article-2031050399"), None);
    }
}
