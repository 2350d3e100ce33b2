//! Dates as machines and people write them: whole ones only, "3 May 2031", never "on Monday".

mod tokens;
mod words;

pub use words::is_month;

use jiff::civil::Date;

use tokens::{DateToken, DateTokens, tokens};
use words::{is_around, is_changed, is_published, month, zone};

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
pub struct ShownDate {
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
pub fn dates(text: &str) -> Vec<ShownDate> {
    let text = text.get(..text.floor_char_boundary(MAX_BYTES)).unwrap_or(text);
    let mut out = Vec::new();
    let tokens = if has_digit(text) { tokens(text) } else { return out };
    let (mut is_change, mut at) = (false, 0);
    while at < tokens.len() {
        let word = tokens[at].lower();
        if is_changed(&word) {
            is_change = true;
        } else if is_published(&word) {
            is_change = false;
        }
        let rest = DateTokens { text, tokens: &tokens[at..] };
        let Some((day, n_tokens)) = rest.numeric_day().or_else(|| rest.named_day()) else {
            at += 1;
            continue;
        };
        at += n_tokens;
        let (time, n_tokens) = DateTokens { text, tokens: &tokens[at..] }.time().unwrap_or_default();
        at += n_tokens;
        out.push(ShownDate { stamp: Stamp { day, time }, is_change });
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

/// The hour that a text shows where it shows nothing else: `T10:42` for "10.42am GMT", "10:42", "10h42".
pub fn hour(text: &str) -> Option<String> {
    let text = text.trim();
    let (hour, rest) = text.split_once([':', '.', 'h']).filter(|_| text.len() <= MAX_HOUR)?;
    let (minute, tail) = rest.split_at_checked(2)?;
    let number = |part: &str| part.bytes().all(|b| b.is_ascii_digit()).then(|| part.parse::<u8>().ok())?;
    let (hour, minute) = (number(hour)?, number(minute)?);
    let tail = tail.to_lowercase().replace('.', "");
    let words: Vec<&str> = tail.split_whitespace().collect();
    let is_half = |word: &str| matches!(word, "am" | "pm");
    // "10.42" alone is a number.
    let is_number = text.contains('.') && words.is_empty();
    if is_number || !words.iter().all(|word| is_half(word) || zone(word).is_some() || is_around(word)) {
        return None;
    }
    let hour = match words.first() {
        Some(&"pm") if hour < 12 => hour + 12,
        Some(&"am") if hour == 12 => 0,
        _ => hour,
    };
    (hour < 24 && minute < 60).then(|| format!("T{hour:02}:{minute:02}"))
}

/// A line that shows an hour alone is shorter.
const MAX_HOUR: usize = 24;

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
fn n_unknown(tokens: &[DateToken]) -> usize {
    let is_known = |token: &DateToken| {
        let word = token.lower();
        let is_said = is_changed(&word) || is_published(&word) || is_around(&word);
        month(&word).is_some() || zone(&word).is_some() || is_said
    };
    let is_word = |token: &&DateToken| !token.is_number && token.text.chars().nth(2).is_some();
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
        for far in ["GMT+0200", "GMT+02:00", "(UTC+2)", "utc+02"] {
            assert_eq!(iso(&format!("20 June 2023 14:05:30 {far}")), ["2023-06-20T14:05:30+02:00"], "{far}");
        }
        assert_eq!(iso("20 June 2023 14:05 GMT - 3 min read"), ["2023-06-20T14:05Z"]);
        assert_eq!(iso("20 June 2023 14:05 GMT | 3 min read"), ["2023-06-20T14:05Z"]);
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

    #[test]
    fn an_hour_alone_is_told_from_numbers_and_words() {
        for (text, want) in [
            ("11:10", "T11:10"),
            ("10.42am GMT", "T10:42"),
            (" 2:05 p.m. EDT ", "T14:05"),
            ("12.15 am", "T00:15"),
            ("9h05", "T09:05"),
        ] {
            assert_eq!(hour(text).as_deref(), Some(want), "{text}");
        }
        for text in ["10.42", "25:10", "3:1", "11:10 Ada Roe", "1:0 for Vale", "the 9h05", "10.42%", ""] {
            assert_eq!(hour(text), None, "{text}");
        }
    }
}
