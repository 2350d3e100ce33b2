//! Dates as lines under headlines state them: whole ones only, "June 20, 2023", never "on Monday".

use jiff::civil::Date;

/// A date, perhaps with its time and zone, in ISO 8601.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stated {
    /// `2023-06-20`, `2023-06-20T14:05` or `2023-06-20T14:05+01:00`.
    pub iso: String,
    /// Whether the words before it say that the article was changed then.
    pub is_change: bool,
}

/// Every whole date in a short line, in order.
pub fn dates(line: &str) -> Vec<Stated> {
    let tokens = tokens(line);
    let mut out = Vec::new();
    let mut is_change = false;
    let mut idx = 0;
    while idx < tokens.len() {
        let word = tokens[idx].to_lowercase();
        if CHANGED.contains(&word.as_str()) {
            is_change = true;
        } else if PUBLISHED.contains(&word.as_str()) {
            is_change = false;
        }
        let Some((date, n_tokens)) = date_at(&tokens[idx..]) else {
            idx += 1;
            continue;
        };
        // `2023-06-20T14:05` is one token for both; half of one is passed over.
        let behind = idx + n_tokens.max(1);
        idx += n_tokens;
        let mut iso = date.to_string();
        if let Some((time, n_tokens)) = time_near(&tokens[idx..]) {
            iso.push('T');
            iso.push_str(&time);
            idx += n_tokens;
        }
        idx = idx.max(behind);
        out.push(Stated { iso, is_change });
    }
    out
}

/// Whether a line says nothing but a date, with the words that usually stand around one.
pub fn is_date_line(line: &str) -> bool {
    if line.len() > 160 {
        return false;
    }
    let tokens = tokens(line);
    let n_letters = |word: &&&str| word.chars().all(char::is_alphabetic) && word.chars().count() > 2;
    let is_known = |word: &str| {
        let word = word.to_lowercase();
        month(&word).is_some()
            || PUBLISHED.contains(&word.as_str())
            || CHANGED.contains(&word.as_str())
            || AROUND.contains(&word.as_str())
            || zone(&word).is_some()
    };
    let n_unknown = tokens.iter().filter(n_letters).filter(|word| !is_known(word)).count();
    n_unknown <= 1 && !dates(line).is_empty() || (n_unknown == 0 && has_month_and_number(&tokens))
}

/// `November 20` alone: no whole date, and no sentence either.
fn has_month_and_number(tokens: &[&str]) -> bool {
    let has_month = tokens.iter().any(|word| month(&word.to_lowercase()).is_some());
    has_month
        && tokens.iter().any(|word| word.starts_with(|c: char| c.is_ascii_digit()))
        && tokens.len() <= 12
}

const CHANGED: [&str; 22] = [
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
    "updated:",
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
const AROUND: [&str; 64] = [
    "on",
    "at",
    "the",
    "of",
    "last",
    "am",
    "pm",
    "a.m",
    "p.m",
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

/// Words and numbers; `14:05` and `2023-06-20T14:05Z` stay whole.
fn tokens(line: &str) -> Vec<&str> {
    let splits = |c: char| !(c.is_alphanumeric() || matches!(c, ':' | '-' | '.' | '/' | '+'));
    line.split(splits)
        .map(|token| token.trim_matches(['.', ':', '-', '/']))
        .filter(|token| !token.is_empty())
        .take(60)
        .collect()
}

/// The date that the tokens open with, and how many it takes.
fn date_at(tokens: &[&str]) -> Option<(Date, usize)> {
    let first = *tokens.first()?;
    if let Some(date) = numeric(first) {
        return Some((date, usize::from(!first.contains('T'))));
    }
    let (second, third) = (*tokens.get(1)?, tokens.get(2).copied());
    // "June 20, 2023"
    if let (Some(month), Some(day)) = (month(&first.to_lowercase()), day(second))
        && let Some(year) = third.and_then(year)
    {
        return Some((Date::new(year, month, day).ok()?, 3));
    }
    // "20 June 2023", "20. Juni 2023", "20 de junio de 2023"
    let day = day(first)?;
    let is_of = |word: &str| matches!(word, "de" | "of" | "do");
    let mut rest = tokens[1..].iter().enumerate().filter(|(_, word)| !is_of(word));
    let (_, month_word) = rest.next()?;
    let month = month(&month_word.to_lowercase())?;
    let (at, year_word) = rest.next()?;
    Some((Date::new(year(year_word)?, month, day).ok()?, at + 2))
}

fn year(word: &str) -> Option<i16> {
    let is_year = word.len() == 4 && word.bytes().all(|b| b.is_ascii_digit());
    word.parse().ok().filter(|year| is_year && (1900..2100).contains(year))
}

fn day(word: &str) -> Option<i8> {
    let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let is_ordinal = matches!(&word[digits.len()..], "" | "st" | "nd" | "rd" | "th" | "er");
    digits.parse().ok().filter(|day| is_ordinal && (1..=31).contains(day))
}

/// `2023-06-20`, `2023/06/20`, `20.06.2023`, and `06/20/2023` where only one reading is a date.
fn numeric(word: &str) -> Option<Date> {
    let word = word.split('T').next()?;
    let splits = |c: char| matches!(c, '-' | '/' | '.');
    let separator = word.chars().find(|c| splits(*c))?;
    let mut parts = word.split(separator);
    let (a, b, c) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() || [a, b, c].iter().any(|part| part.len() > 4 || part.is_empty()) {
        return None;
    }
    let number = |part: &str| part.parse::<i8>().ok().filter(|_| part.len() <= 2);
    if let Some(year) = year(a) {
        return Date::new(year, number(b)?, number(c)?).ok();
    }
    let (a, b, year) = (number(a)?, number(b)?, year(c)?);
    match (a > 12, b > 12, separator) {
        (true, false, _) | (_, _, '.') => Date::new(year, b, a).ok(),
        (false, true, _) => Date::new(year, a, b).ok(),
        _ if a == b => Date::new(year, a, b).ok(),
        _ => None,
    }
}

/// The month, 1 to 12, in the languages of the commonest date lines.
fn month(word: &str) -> Option<i8> {
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
            "januari",
            "janeiro",
            "tammikuuta",
            "stycznia",
            "января",
        ],
        &[
            "february",
            "feb",
            "februar",
            "février",
            "févr",
            "febrero",
            "febbraio",
            "februari",
            "fevereiro",
            "helmikuuta",
            "lutego",
            "февраля",
        ],
        &[
            "march",
            "mar",
            "märz",
            "mars",
            "marzo",
            "maart",
            "março",
            "marts",
            "maaliskuuta",
            "marca",
            "марта",
        ],
        &["april", "apr", "avril", "avr", "abril", "abr", "aprile", "huhtikuuta", "kwietnia", "апреля"],
        &["may", "mai", "mayo", "maggio", "mei", "maio", "maj", "toukokuuta", "maja", "мая"],
        &["june", "jun", "juni", "juin", "junio", "giugno", "junho", "kesäkuuta", "czerwca", "июня"],
        &[
            "july",
            "jul",
            "juli",
            "juillet",
            "juil",
            "julio",
            "luglio",
            "julho",
            "heinäkuuta",
            "lipca",
            "июля",
        ],
        &["august", "aug", "août", "agosto", "ago", "augustus", "augusti", "elokuuta", "sierpnia", "августа"],
        &[
            "september",
            "sep",
            "sept",
            "septembre",
            "septiembre",
            "settembre",
            "setembro",
            "syyskuuta",
            "września",
            "сентября",
        ],
        &[
            "october",
            "oct",
            "oktober",
            "okt",
            "octobre",
            "octubre",
            "ottobre",
            "outubro",
            "lokakuuta",
            "października",
            "октября",
        ],
        &["november", "nov", "novembre", "noviembre", "novembro", "marraskuuta", "listopada", "ноября"],
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
            "joulukuuta",
            "grudnia",
            "декабря",
        ],
    ];
    let idx = MONTHS.iter().position(|names| names.contains(&word))?;
    Some(idx as i8 + 1)
}

/// The time within the next few tokens, with its zone where that is stated: "at 2:05 pm GMT".
fn time_near(tokens: &[&str]) -> Option<(String, usize)> {
    let at = tokens.iter().take(4).position(|token| token.contains(':') || token.contains('T'))?;
    let between_is_known = tokens[..at].iter().all(|word| AROUND.contains(&word.to_lowercase().as_str()));
    if !between_is_known {
        return None;
    }
    let clock = tokens[at].split('T').next_back()?;
    let (digits, mut suffix) =
        clock.split_at(clock.find(|c: char| !(c.is_ascii_digit() || c == ':')).unwrap_or(clock.len()));
    let mut parts = digits.split(':');
    let mut hour: u8 = parts.next()?.parse().ok()?;
    let minute: u8 = parts.next()?.parse().ok().filter(|minute| *minute < 60)?;
    let mut n_tokens = at + 1;
    let mut half = suffix.to_lowercase();
    if half.is_empty()
        && let Some(next) = tokens.get(n_tokens)
    {
        half = next.to_lowercase().replace('.', "");
        n_tokens += usize::from(matches!(half.as_str(), "am" | "pm"));
    }
    match half.as_str() {
        "am" if hour == 12 => hour = 0,
        "pm" if hour < 12 => hour += 12,
        _ => {}
    }
    if matches!(half.as_str(), "am" | "pm") {
        suffix = "";
    }
    if hour > 23 {
        return None;
    }
    let mut out = format!("{hour:02}:{minute:02}");
    if let Some(offset) = offset(suffix) {
        out.push_str(&offset);
    } else if let Some(offset) = tokens.get(n_tokens).and_then(|word| zone(&word.to_lowercase())) {
        out.push_str(offset);
        n_tokens += 1;
    }
    Some((out, n_tokens))
}

/// `Z`, `+01:00`, `+0100`.
fn offset(suffix: &str) -> Option<String> {
    match suffix.as_bytes() {
        b"Z" => Some("Z".to_string()),
        [b'+' | b'-', digits @ ..] if digits.len() >= 4 => {
            let digits: Vec<u8> = digits.iter().copied().filter(u8::is_ascii_digit).take(4).collect();
            let digits = String::from_utf8(digits).ok().filter(|digits| digits.len() == 4)?;
            Some(format!("{}{}:{}", &suffix[..1], &digits[..2], &digits[2..]))
        }
        _ => None,
    }
}

/// Zones that mean one offset wherever they are written.
fn zone(word: &str) -> Option<&'static str> {
    Some(match word {
        "gmt" | "utc" => "+00:00",
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
        dates(line).into_iter().map(|date| date.iso).collect()
    }

    #[test]
    fn whole_dates_are_read_in_any_order() {
        for line in [
            "June 20, 2023",
            "20 June 2023",
            "20. Juni 2023",
            "20 de junio de 2023",
            "Tuesday, 20th June 2023",
            "2023-06-20",
            "20.06.2023",
            "06/20/2023",
        ] {
            assert_eq!(iso(line), ["2023-06-20"], "{line}");
        }
    }

    #[test]
    fn times_and_zones_go_with_their_dates() {
        assert_eq!(iso("Published 20 June 2023 14:05 GMT"), ["2023-06-20T14:05+00:00"]);
        assert_eq!(iso("June 20, 2023 at 2:05 pm EDT"), ["2023-06-20T14:05-04:00"]);
        assert_eq!(iso("June 20, 2023 12:05 a.m."), ["2023-06-20T00:05"]);
        assert_eq!(iso("2023-06-20T14:05:30+0200"), ["2023-06-20T14:05+02:00"]);
        assert_eq!(iso("2023-06-20T14:05Z"), ["2023-06-20T14:05Z"]);
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
        for line in ["June 20", "on Monday", "31 June 2023", "03/04/2023", "2023", "20:15", "1.2.3.4"] {
            assert_eq!(iso(line), [""; 0], "{line}");
        }
    }

    #[test]
    fn date_lines_say_nothing_else() {
        assert!(is_date_line("Published: June 20, 2023 at 14:05 GMT"));
        assert!(is_date_line("November 20"));
        assert!(!is_date_line("The ferry sank on June 20, 2023, with all of its crew"));
    }
}
