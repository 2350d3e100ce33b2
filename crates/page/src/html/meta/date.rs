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
        "ianuarie",
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
        "februarie",
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
        "martie",
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
        "aprilie",
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
        "iunie",
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
        "iulie",
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
        "septembrie",
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
        "octombrie",
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
        "noiembrie",
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
        "decembrie",
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

/// Dates that the page shows near its headline, first to last; else those that its first paragraphs open
/// with, or that it shows anywhere behind its headline.
pub fn shown(tree: &Tree, blocks: &[Block], body: &Body) -> Vec<Stamp> {
    let start = body.headline.unwrap_or(0).saturating_sub(8);
    let first = body.places.iter().position(|p| matches!(p, Place::Article(_))).unwrap_or(0);
    let near: Vec<Stamp> =
        blocks.iter().take(first + 12).skip(start).flat_map(|block| shown_in(tree, block)).collect();
    if !near.is_empty() {
        return near;
    }
    let in_article = |(_, place): &(&Block, &Place)| matches!(place, Place::Article(_));
    let paragraphs = blocks.iter().zip(&body.places).filter(in_article).take(4);
    let opening: Vec<Stamp> = paragraphs.filter_map(|(block, _)| opening(&block.text)).collect();
    if !opening.is_empty() {
        return opening;
    }
    let elsewhere = Within::TEASER.with(Within::FOOTER);
    let behind = blocks.iter().skip(body.headline.unwrap_or(first)).filter(|b| !b.within.has(elsewhere));
    behind.flat_map(|block| shown_in(tree, block)).take(8).collect()
}

/// Dates that a block shows as such.
fn shown_in(tree: &Tree, block: &Block) -> Vec<Stamp> {
    let others = Within::COMMENTS.with(Within::RELATED).with(Within::CARD).with(Within::NAVIGATION);
    let mut out = Vec::new();
    if block.within.has(others) {
        return out;
    }
    for node in tree.descend(block.node).take(40) {
        if &**tree.name(node) == "time" {
            out.extend(tree.attr(node, "datetime").and_then(machine));
        }
    }
    if block.text.len() < 160 && (is_date_line(&block.text) || block.within.has(Within::BYLINE)) {
        out.extend(words(&block.text).or_else(|| short(&block.text)));
    }
    out
}

/// The date that a paragraph opens with: "(3 May 2031) The dam …", "3.5.2031 - The dam …".
fn opening(text: &str) -> Option<Stamp> {
    let head = text.get(..text.floor_char_boundary(40)).unwrap_or(text).trim_start_matches(['(', '[']);
    let end = head.find([')', ']', '|', '-', '–', '—', '\n'])?;
    let head = head[..end].trim();
    let is_bare = head.starts_with(|c: char| c.is_ascii_digit()) && is_date_line(head);
    is_bare.then(|| words(head))?
}

/// A date with the last two digits of its year: "03.05.31", and nothing else.
fn short(text: &str) -> Option<Stamp> {
    let parts: Vec<&str> = text.trim().split('.').collect();
    let [day, month, year] = *parts else { return None };
    let is_two = |part: &str| part.len() == 2 && part.bytes().all(|b| b.is_ascii_digit());
    if ![day, month, year].into_iter().all(is_two) {
        return None;
    }
    let day = date(2000 + year.parse::<i32>().ok()?, month.parse().ok()?, day.parse().ok()?)?;
    Some(Stamp { day, time: String::new() })
}

/// Settles on the day of publication: what the page states, else what it shows, else what its address says.
///
/// Where the page states several days, the first of them that it also shows holds. A moment stated in UTC is
/// dated as its readers saw it where the page says how: the same moment with the outlet's own offset, or a
/// neighbouring day, shown or in the address, that it was somewhere then.
pub fn published(stated: &[String], modified: &[String], shown: &[Stamp], url: &str) -> Option<String> {
    let stated: Vec<Stamp> = stated.iter().filter_map(|text| machine(text)).collect();
    let in_address = in_address(url);
    let Some(first) = stated.first() else {
        return shown.first().cloned().or(in_address).map(|stamp| stamp.iso());
    };
    let is_shown = |stamp: &&Stamp| shown.iter().any(|s| s.day == stamp.day);
    let is_utc = |s: &Stamp| s.time.ends_with('Z') || s.time.ends_with("+00:00");
    let has_offset = |s: &&Stamp| s.time.contains(['+', '-']) && !is_utc(s);
    let days_from = |from: &Stamp, s: &Stamp| s.day.since(from.day).map_or(0, |span| span.get_days());
    // A local moment on the eve of the day that is shown is when a printed issue's article went online.
    let is_eve = has_offset(&first) && stated.iter().any(|s| is_shown(&s) && days_from(first, s) == 1);
    let chosen = stated.iter().find(is_shown).filter(|_| !is_eve).unwrap_or(first);
    if !is_utc(chosen) {
        return Some(chosen.iso());
    }
    let is_near = |s: &&Stamp| days_from(chosen, s).abs() <= 1;
    if let Some(local) = stated.iter().filter(has_offset).find(is_near) {
        return Some(local.iso());
    }
    if is_shown(&chosen) {
        return Some(chosen.iso());
    }
    let modified: Vec<Date> = modified.iter().filter_map(|text| machine(text)).map(|s| s.day).collect();
    let hour: i8 = chosen.time.get(1..3).and_then(|hour| hour.parse().ok()).unwrap_or(12);
    // Offsets go from twelve hours behind UTC to fourteen ahead.
    let is_local = |s: &&Stamp| {
        let days = days_from(chosen, s);
        days == -1 && hour < 12 || days == 1 && hour >= 10 && !modified.contains(&s.day)
    };
    Some(shown.iter().chain(&in_address).find(is_local).unwrap_or(chosen).iso())
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
    fn of_several_days_the_one_shown_holds() {
        let stated = ["2031-05-01T09:00:00Z".to_string(), "2031-05-03".to_string()];
        let shown = words("3 May 2031").unwrap();
        let of = |shown: &[Stamp]| published(&stated, &[], shown, "").unwrap();
        assert_eq!(of(&[shown]), "2031-05-03");
        assert_eq!(of(&[]), "2031-05-01T09:00:00Z");
        let stated = ["2031-05-02T19:30:00+02:00".to_string(), "2031-05-03".to_string()];
        assert_eq!(
            published(&stated, &[], &[words("3 May 2031").unwrap()], "").unwrap(),
            "2031-05-02T19:30:00+02:00"
        );
    }

    #[test]
    fn moments_in_utc_are_dated_as_readers_saw_them() {
        let of = |stated: &str, modified: &str, shown: &str, url: &str| {
            let shown: Vec<Stamp> = words(shown).into_iter().collect();
            published(&[stated.to_string()], &[modified.to_string()], &shown, url).unwrap()
        };
        assert_eq!(of("2031-05-03T22:30:00Z", "", "4 May 2031", ""), "2031-05-04");
        assert_eq!(of("2031-05-03T02:30:00Z", "", "", "https://vesper.example/2031/05/02/dam"), "2031-05-02");
        // Nowhere was it the 4th yet.
        assert_eq!(of("2031-05-03T08:30:00Z", "", "4 May 2031", ""), "2031-05-03T08:30:00Z");
        // What is shown is the change.
        let change = "2031-05-04T07:00:00Z";
        assert_eq!(of("2031-05-03T22:30:00Z", change, "4 May 2031", ""), "2031-05-03T22:30:00Z");
    }

    #[test]
    fn paragraphs_open_with_dates() {
        let iso = |text: &str| opening(text).map(|s| s.iso());
        assert_eq!(iso("(3. Mai 2031) Der Damm hielt.").as_deref(), Some("2031-05-03"));
        assert_eq!(iso("3.5.2031 - Der Damm hielt.").as_deref(), Some("2031-05-03"));
        assert_eq!(iso("On 3 May 2031 - a Saturday - the dam held."), None);
        assert_eq!(short("03.05.31").map(|s| s.iso()).as_deref(), Some("2031-05-03"));
        assert_eq!(short("03.05"), None);
    }

    #[test]
    fn addresses_date_pages() {
        let iso = |url: &str| in_address(url).map(|s| s.iso());
        assert_eq!(iso("https://vesper.example/2031/05/03/dam").as_deref(), Some("2031-05-03"));
        assert_eq!(iso("https://vesper.example/dam-20310503.html").as_deref(), Some("2031-05-03"));
        assert_eq!(iso("https://vesper.example/article-2031050399"), None);
    }
}
