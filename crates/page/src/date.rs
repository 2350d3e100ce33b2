//! Dates as machines and people write them: whole ones only, "3 May 2031", never "on Monday".

use std::collections::HashMap;
use std::sync::LazyLock;

use jiff::civil::Date;

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

/// A date that a line shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown {
    pub stamp: Stamp,
    /// Whether the words before it say that the article was changed then.
    pub is_change: bool,
}

/// Reads a date as machines write it: ISO 8601 in its variants, RFC 2822, or seconds since 1970.
pub fn machine(text: &str) -> Option<Stamp> {
    let text = text.trim();
    let n_digits = text.bytes().take_while(u8::is_ascii_digit).count();
    match n_digits {
        10 | 13 if n_digits == text.len() => {
            let moment = jiff::Timestamp::from_second(text[..10].parse().ok()?).ok()?;
            first(&moment.to_string())
        }
        8 => first(&format!("{}-{}-{}", &text[..4], &text[4..6], &text[6..])),
        _ => first(text),
    }
}

/// The first whole date in a short text.
pub fn first(text: &str) -> Option<Stamp> {
    dates(text).into_iter().next().map(|shown| shown.stamp)
}

/// Every whole date in a short text, in order: "3 May 2031", "May 3, 2031 at 2:05 pm GMT", "3.5.2031",
/// "2031年5月3日". "3/5/2031" is none: it is the third of May in one country and the fifth of March in another.
pub fn dates(text: &str) -> Vec<Shown> {
    let text = text.get(..text.floor_char_boundary(MAX_BYTES)).unwrap_or(text);
    let mut out = Vec::new();
    let tokens = if has_digit(text) { tokens(text) } else { return out };
    let (mut is_change, mut at) = (false, 0);
    while at < tokens.len() {
        let word = tokens[at].lower();
        if CHANGED.contains(&&*word) {
            is_change = true;
        } else if PUBLISHED.contains(&&*word) {
            is_change = false;
        }
        let rest = Tokens { text, tokens: &tokens[at..] };
        let Some((day, n_tokens)) = rest.numeric_day().or_else(|| rest.named_day()) else {
            at += 1;
            continue;
        };
        at += n_tokens;
        let (time, n_tokens) = Tokens { text, tokens: &tokens[at..] }.time().unwrap_or_default();
        at += n_tokens;
        out.push(Shown { stamp: Stamp { day, time }, is_change });
    }
    out
}

/// So much of a text is searched for dates.
const MAX_BYTES: usize = 300;

/// A date with the last two digits of its year: "03.05.31", and nothing else.
pub fn short(text: &str) -> Option<Stamp> {
    let parts: Vec<&str> = text.trim().split('.').collect();
    let [day, month, year] = *parts else { return None };
    let is_two = |part: &str| part.len() == 2 && part.bytes().all(|b| b.is_ascii_digit());
    if ![day, month, year].into_iter().all(is_two) {
        return None;
    }
    let day = Date::new(2000 + year.parse::<i16>().ok()?, month.parse().ok()?, day.parse().ok()?).ok()?;
    Some(Stamp { day, time: String::new() })
}

/// Whether a line says a whole date and nothing else, but for the words that usually stand around one.
pub fn is_date_line(line: &str) -> bool {
    if line.len() > 160 || !has_digit(line) {
        return false;
    }
    let max_unknown = usize::from(!line.ends_with('.'));
    let is_whole = || n_unknown(&tokens(line)) <= max_unknown && !dates(line).is_empty();
    is_whole() || is_mostly_digits(line)
}

/// Whether a text can hold a date at all: most have no year.
fn has_digit(text: &str) -> bool {
    text.bytes().any(|b| b.is_ascii_digit())
}

/// Whether a line says a day of a month, year or none, and nothing else: "November 20".
pub fn is_day_line(line: &str) -> bool {
    if line.len() > 80 {
        return false;
    }
    let tokens = tokens(line);
    let has_month = tokens.iter().any(|token| month(&token.lower()).is_some());
    has_month && tokens.iter().any(|token| token.small().is_some()) && n_unknown(&tokens) == 0
}

/// How many words (of three letters and more, a long one for several) do not usually stand around dates.
fn n_unknown(tokens: &[Token]) -> usize {
    let is_known = |token: &Token| {
        let word = token.lower();
        let tables = [&CHANGED[..], &PUBLISHED, &AROUND];
        month(&word).is_some() || zone(&word).is_some() || tables.iter().any(|table| table.contains(&&*word))
    };
    let is_word = |token: &&Token| !token.is_number && token.text.chars().nth(2).is_some();
    let unknown = tokens.iter().filter(is_word).filter(|token| !is_known(token));
    unknown.map(|token| 1 + token.text.chars().count() / 20).sum()
}

/// Whether a line holds a day and a year, in whatever language, and little else.
fn is_mostly_digits(line: &str) -> bool {
    let tokens = tokens(line);
    let n_digits = line.bytes().filter(u8::is_ascii_digit).count();
    let n_letters = line.chars().filter(|c| c.is_alphabetic()).count();
    line.split_whitespace().count() <= 14
        && !line.ends_with('.')
        && tokens.iter().any(|token| token.year().is_some())
        && tokens.iter().any(|token| token.small().is_some())
        && n_digits * 4 >= n_letters
}

const CHANGED: [&str; 21] = [
    "updated",
    "modified",
    "edited",
    "aktualisiert",
    "geändert",
    "update",
    "actualizado",
    "actualizada",
    "aggiornato",
    "atualizado",
    "bijgewerkt",
    "uppdaterad",
    "oppdatert",
    "opdateret",
    "jour",
    "modifié",
    "päivitetty",
    "zaktualizowano",
    "aktualizacja",
    "обновлено",
    "stand",
];

const PUBLISHED: [&str; 20] = [
    "published",
    "posted",
    "created",
    "issued",
    "first",
    "veröffentlicht",
    "erstellt",
    "publicado",
    "publié",
    "pubblicato",
    "gepubliceerd",
    "publicerad",
    "publisert",
    "publiceret",
    "julkaistu",
    "opublikowano",
    "date",
    "released",
    "datum",
    "fecha",
];

/// Words that stand around dates.
const AROUND: [&str; 62] = [
    "on",
    "at",
    "the",
    "of",
    "last",
    "am",
    "pm",
    "uhr",
    "um",
    "le",
    "à",
    "el",
    "de",
    "a",
    "las",
    "il",
    "alle",
    "ore",
    "kl",
    "klo",
    "den",
    "op",
    "om",
    "und",
    "by",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "mon",
    "tue",
    "tues",
    "wed",
    "thu",
    "thur",
    "thurs",
    "fri",
    "sat",
    "sun",
    "montag",
    "dienstag",
    "mittwoch",
    "donnerstag",
    "freitag",
    "samstag",
    "sonntag",
    "lundi",
    "mardi",
    "mercredi",
    "jeudi",
    "vendredi",
    "samedi",
    "dimanche",
    "lunes",
    "martes",
    "jueves",
    "viernes",
    "ago",
    "time",
];

/// A run of digits, or one of letters.
#[derive(Clone, Copy)]
struct Token<'t> {
    text: &'t str,
    start: usize,
    is_number: bool,
}

fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut out: Vec<Token> = Vec::new();
    for (at, c) in text.char_indices().filter(|(_, c)| c.is_alphanumeric()) {
        let is_number = c.is_ascii_digit();
        let end = at + c.len_utf8();
        match out.last_mut() {
            Some(last) if last.end() == at && last.is_number == is_number => {
                last.text = &text[last.start..end]
            }
            _ => out.push(Token { text: &text[at..end], start: at, is_number }),
        }
    }
    out
}

impl Token<'_> {
    fn end(&self) -> usize {
        self.start + self.text.len()
    }

    fn lower(&self) -> String {
        self.text.to_lowercase()
    }

    /// A number of one or two digits.
    fn small(&self) -> Option<i8> {
        (self.is_number && self.text.len() <= 2).then(|| self.text.parse().ok())?
    }

    /// A year that a news page can be of.
    fn year(&self) -> Option<i16> {
        let year = (self.is_number && self.text.len() == 4).then(|| self.text.parse().ok())?;
        year.filter(|year| (1980..2100).contains(year))
    }
}

/// What is left of a text.
#[derive(Clone, Copy)]
struct Tokens<'t> {
    text: &'t str,
    tokens: &'t [Token<'t>],
}

impl<'t> Tokens<'t> {
    fn get(&self, at: usize) -> Option<&'t Token<'t>> {
        self.tokens.get(at)
    }

    /// What stands before a token.
    fn gap(&self, at: usize) -> Option<&'t str> {
        let before = at.checked_sub(1)?;
        Some(&self.text[self.tokens.get(before)?.end()..self.tokens.get(at)?.start])
    }

    /// The date of three numbers that the tokens open with, and how many tokens it takes.
    fn numeric_day(&self) -> Option<(Date, usize)> {
        let is_unit = |at: usize| matches!(self.tokens[at].text, "年" | "月" | "년" | "월");
        let mut parts: Vec<&Token> = Vec::with_capacity(3);
        let mut at = 0;
        while parts.len() < 3 {
            let token = self.get(at)?;
            let is_joined =
                at == 0 || is_unit(at - 1) || matches!(self.gap(at)?.trim(), "-" | "/" | "." | "|");
            if !token.is_number || !is_joined {
                return None;
            }
            parts.push(token);
            at += 1;
            at += usize::from(parts.len() < 3 && self.get(at).is_some() && is_unit(at));
        }
        let [a, b, c] = *parts else { return None };
        if let Some(year) = a.year() {
            return Some((Date::new(year, b.small()?, c.small()?).ok()?, at));
        }
        let (a, b, year) = (a.small()?, b.small()?, c.year()?);
        let (day_first, month_first) = (Date::new(year, b, a).ok(), Date::new(year, a, b).ok());
        let day = match (day_first, month_first) {
            (Some(day), Some(other)) => (day == other || self.gap(1)?.trim() == ".").then_some(day)?,
            (day, other) => day.or(other)?,
        };
        Some((day, at))
    }

    /// The date with a month's name that the tokens open with, and how many tokens it takes.
    fn named_day(&self) -> Option<(Date, usize)> {
        let month_of = |token: &Token| month(&token.lower());
        let mut at = 0;
        let first = self.word(&mut at)?;
        let (month, day) = match month_of(first) {
            Some(month) => (month, self.day(&mut at)?),
            None => {
                at = 0;
                let day = self.day(&mut at)?;
                (month_of(self.word(&mut at)?)?, day)
            }
        };
        let year = self.word(&mut at)?.year()?;
        Some((Date::new(year, month, day).ok()?, at))
    }

    /// The token at `at` that does not only join others.
    fn word(&self, at: &mut usize) -> Option<&'t Token<'t>> {
        while matches!(self.get(*at)?.text, "de" | "del" | "of" | "do") {
            *at += 1;
        }
        *at += 1;
        self.get(*at - 1)
    }

    /// A day of the month, with what makes an ordinal of it.
    fn day(&self, at: &mut usize) -> Option<i8> {
        let day = self.word(at)?.small()?;
        let is_ordinal = |token: &Token| matches!(token.text, "st" | "nd" | "rd" | "th" | "er" | "º");
        *at += usize::from(self.gap(*at) == Some("") && self.get(*at).is_some_and(is_ordinal));
        (1..=31).contains(&day).then_some(day)
    }

    /// The time within the next few tokens, with its zone where that is stated ("at 2:05 pm GMT",
    /// `T14:05:30+0200`), and how many tokens it takes.
    fn time(&self) -> Option<(String, usize)> {
        let mut at = self.tokens.iter().take(4).position(|token| token.is_number)?;
        let is_known = |token: &Token| {
            let word = token.lower();
            word == "t" || AROUND.contains(&&*word)
        };
        if !self.tokens[..at].iter().all(is_known) || self.gap(at + 1)? != ":" {
            return None;
        }
        let is_machine = self.tokens[..at].iter().any(|token| token.text.eq_ignore_ascii_case("t"));
        let (mut hour, minute) = (self.get(at)?.small()?, self.get(at + 1)?.small()?);
        at += 2;
        let mut second = None;
        if self.gap(at) == Some(":") {
            second = self.get(at)?.small();
            at += 1;
            at += usize::from(matches!(self.gap(at), Some("." | ",")) && self.get(at)?.is_number);
        }
        let half =
            |at: usize| match (self.get(at)?.lower().as_str(), self.get(at + 1).map(Token::lower).as_deref())
            {
                (half @ ("am" | "pm"), _) => Some((half.starts_with('p'), 1)),
                (half @ ("a" | "p"), Some("m")) => Some((half == "p", 2)),
                _ => None,
            };
        if let Some((is_afternoon, n_tokens)) = half(at) {
            hour = hour % 12 + if is_afternoon && hour <= 12 { 12 } else { 0 };
            at += n_tokens;
        }
        if hour > 23 || minute > 59 {
            return None;
        }
        let mut out = format!("T{hour:02}:{minute:02}");
        if let Some(second) = second {
            out.push_str(&format!(":{second:02}"));
        }
        let offset = (is_machine || second.is_some()).then(|| self.offset(at)).flatten();
        if let Some((offset, n_tokens)) = offset {
            out.push_str(&offset);
            at += n_tokens;
        } else if let Some(offset) = self.get(at).and_then(|token| zone(&token.lower())) {
            out.push_str(offset);
            at += 1;
        }
        Some((out, at))
    }

    /// `+01:00`, `+0100`, `+01`.
    fn offset(&self, at: usize) -> Option<(String, usize)> {
        let sign = match self.gap(at)?.trim_start() {
            "+" => '+',
            "-" | "−" => '-',
            _ => return None,
        };
        let number = self.get(at)?;
        let hours = number.text.get(..2).filter(|_| number.is_number)?;
        let (minutes, n_tokens) = match number.text.len() {
            4 => (&number.text[2..], 1),
            2 if self.gap(at + 1) == Some(":") => (self.get(at + 1)?.text.get(..2)?, 2),
            2 => ("00", 1),
            _ => return None,
        };
        Some((format!("{sign}{hours}:{minutes}"), n_tokens))
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

/// Whether a word names a month, as dates do.
pub fn is_month(word: &str) -> bool {
    month(&word.trim_end_matches(['.', ',']).to_lowercase()).is_some()
}

fn month(word: &str) -> Option<i8> {
    static BY_NAME: LazyLock<HashMap<&str, i8>> = LazyLock::new(|| {
        let numbered = (1..).zip(MONTHS);
        numbered.flat_map(|(month, names)| names.iter().map(move |name| (*name, month))).collect()
    });
    BY_NAME.get(word).copied()
}

/// Zones that mean one offset wherever they are written.
fn zone(word: &str) -> Option<&'static str> {
    Some(match word {
        "z" | "gmt" | "utc" => "Z",
        "bst" | "cet" => "+01:00",
        "cest" => "+02:00",
        "edt" => "-04:00",
        "est" | "cdt" => "-05:00",
        "mdt" => "-06:00",
        "pdt" => "-07:00",
        "pst" => "-08:00",
        "jst" | "kst" => "+09:00",
        "aest" => "+10:00",
        "aedt" => "+11:00",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn iso(line: &str) -> Vec<String> {
        dates(line).into_iter().map(|date| date.stamp.iso()).collect()
    }

    #[test]
    fn machine_dates_keep_their_precision_and_zone() {
        let iso = |text: &str| machine(text).map(|s| s.iso());
        assert_eq!(iso("2031-05-03T11:21:03.456+0100").as_deref(), Some("2031-05-03T11:21:03+01:00"));
        assert_eq!(iso("2031-05-03 11:21").as_deref(), Some("2031-05-03T11:21"));
        assert_eq!(iso("2031-05-03 11:21:03 -05").as_deref(), Some("2031-05-03T11:21:03-05:00"));
        assert_eq!(iso("20310503").as_deref(), Some("2031-05-03"));
        assert_eq!(iso("20310503T11:21Z").as_deref(), Some("2031-05-03T11:21Z"));
        assert_eq!(iso("1935574863").as_deref(), Some("2031-05-03T11:41:03Z"));
        assert_eq!(iso("Sat, 03 May 2031 09:00:00 GMT").as_deref(), Some("2031-05-03T09:00:00Z"));
        assert_eq!(iso("2031-13-40"), None);
    }

    #[test]
    fn people_write_dates_in_many_ways() {
        for line in [
            "May 3, 2031",
            "3 May 2031",
            "3.Mai 2031",
            "3. Mai 2031",
            "3 de mayo de 2031",
            "Saturday 3rd May, 2031",
            "2031-05-03",
            "03.05.2031",
            "Stand: 3. 5. 2031",
            "2031年5月3日",
        ] {
            assert_eq!(iso(line), ["2031-05-03"], "{line}");
        }
        assert_eq!(iso("05/20/2031"), ["2031-05-20"]);
        assert_eq!(iso("20 | 05 | 2031"), ["2031-05-20"]);
    }

    #[test]
    fn times_and_zones_go_with_their_dates() {
        assert_eq!(iso("Published 20 June 2023 14:05 GMT"), ["2023-06-20T14:05Z"]);
        assert_eq!(iso("June 20, 2023 at 2:05 pm EDT"), ["2023-06-20T14:05-04:00"]);
        assert_eq!(iso("June 20, 2023 12:05 a.m."), ["2023-06-20T00:05"]);
        assert_eq!(iso("20 June 2023, 14:05-16:00"), ["2023-06-20T14:05"]);
        assert_eq!(iso("2023-06-20T14:05:30+0200"), ["2023-06-20T14:05:30+02:00"]);
    }

    #[test]
    fn changes_are_told_from_publication() {
        let dates = dates("Published 20 June 2023, updated 21 June 2023");
        assert_eq!(dates.iter().map(|date| date.is_change).collect::<Vec<_>>(), [false, true]);
    }

    #[test]
    fn a_time_cut_off_ends_the_date() {
        assert_eq!(iso("2023-06-20T and 2023-06-21Tx:y"), ["2023-06-20", "2023-06-21"]);
    }

    #[test]
    fn half_dates_and_wrong_ones_are_none() {
        for line in [
            "June 20",
            "in May the dam held",
            "2 hours ago",
            "31 June 2023",
            "03/04/2023",
            "2023",
            "20:15",
            "1.2.3.4",
        ] {
            assert_eq!(iso(line), [""; 0], "{line}");
        }
        assert_eq!(short("03.05.31").map(|s| s.iso()).as_deref(), Some("2031-05-03"));
        assert_eq!(short("03.05"), None);
    }

    #[test]
    fn date_lines_say_nothing_else() {
        assert!(is_date_line("Published: June 20, 2023 at 14:05 GMT"));
        assert!(is_day_line("November 20") && !is_date_line("November 20") && !is_day_line("November 2031"));
        assert!(is_date_line("2031. gada 3. maijs"));
        assert!(!is_date_line("Retrieved 3 May 2031."));
        assert!(!is_date_line("The ferry sank on June 20, 2023, with all of its crew"));
    }
}
