//! Dates read off a line's numbers and words.

use jiff::civil::Date;

use super::words::{is_around, month, zone};

/// A run of digits, or one of letters.
#[derive(Clone, Copy)]
pub struct DateToken<'t> {
    pub text: &'t str,
    start: usize,
    pub is_number: bool,
}

pub fn tokens(text: &str) -> Vec<DateToken<'_>> {
    let mut out: Vec<DateToken> = Vec::new();
    for (at, c) in text.char_indices().filter(|(_, c)| c.is_alphanumeric()) {
        let is_number = c.is_ascii_digit();
        let end = at + c.len_utf8();
        match out.last_mut() {
            Some(last) if last.end() == at && last.is_number == is_number => {
                last.text = &text[last.start..end]
            }
            _ => out.push(DateToken { text: &text[at..end], start: at, is_number }),
        }
    }
    out
}

impl DateToken<'_> {
    pub fn end(&self) -> usize {
        self.start + self.text.len()
    }

    pub fn lower(&self) -> String {
        self.text.to_lowercase()
    }

    /// A number of one or two digits.
    pub fn small(&self) -> Option<i8> {
        (self.is_number && self.text.len() <= 2).then(|| self.text.parse().ok())?
    }

    /// A year that a news page can be of.
    pub fn year(&self) -> Option<i16> {
        let year = (self.is_number && self.text.len() == 4).then(|| self.text.parse().ok())?;
        year.filter(|year| (1980..2100).contains(year))
    }
}

/// What is left of a text.
#[derive(Clone, Copy)]
pub struct DateTokens<'t> {
    pub text: &'t str,
    pub tokens: &'t [DateToken<'t>],
}

impl<'t> DateTokens<'t> {
    fn get(&self, at: usize) -> Option<&'t DateToken<'t>> {
        self.tokens.get(at)
    }

    /// What stands before a token.
    fn gap(&self, at: usize) -> Option<&'t str> {
        let before = at.checked_sub(1)?;
        Some(&self.text[self.tokens.get(before)?.end()..self.tokens.get(at)?.start])
    }

    /// The date of three numbers that the tokens open with, and how many tokens it takes.
    pub fn numeric_day(&self) -> Option<(Date, usize)> {
        let is_unit = |at: usize| matches!(self.tokens[at].text, "年" | "月" | "년" | "월");
        let mut parts: Vec<&DateToken> = Vec::with_capacity(3);
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
    pub fn named_day(&self) -> Option<(Date, usize)> {
        let month_of = |token: &DateToken| month(&token.lower());
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
    fn word(&self, at: &mut usize) -> Option<&'t DateToken<'t>> {
        while matches!(self.get(*at)?.text, "de" | "del" | "of" | "do") {
            *at += 1;
        }
        *at += 1;
        self.get(*at - 1)
    }

    /// A day of the month, with what makes an ordinal of it.
    fn day(&self, at: &mut usize) -> Option<i8> {
        let day = self.word(at)?.small()?;
        let is_ordinal = |token: &DateToken| matches!(token.text, "st" | "nd" | "rd" | "th" | "er" | "º");
        *at += usize::from(self.gap(*at) == Some("") && self.get(*at).is_some_and(is_ordinal));
        (1..=31).contains(&day).then_some(day)
    }

    /// The time within the next few tokens, with its zone where that is stated ("at 2:05 pm GMT",
    /// `T14:05:30+0200`), and how many tokens it takes.
    pub fn time(&self) -> Option<(String, usize)> {
        let mut at = self.tokens.iter().take(4).position(|token| token.is_number)?;
        let is_known = |token: &DateToken| {
            let word = token.lower();
            word == "t" || is_around(&word)
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
        let half = |at: usize| match (
            self.get(at)?.lower().as_str(),
            self.get(at + 1).map(DateToken::lower).as_deref(),
        ) {
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
        } else if let Some(zone) = self.get(at).and_then(|token| zone(&token.lower())) {
            let from_utc = (zone == "Z").then(|| self.offset_from_utc(at + 1)).flatten();
            let (offset, n_tokens) = from_utc.unwrap_or((zone.to_string(), 0));
            out.push_str(&offset);
            at += 1 + n_tokens;
        }
        Some((out, at))
    }

    /// What follows "GMT" or "UTC" at once where a time is so far from it: `+0200`, `+02:00`, `+2`.
    fn offset_from_utc(&self, at: usize) -> Option<(String, usize)> {
        let sign = self.gap(at).filter(|gap| matches!(*gap, "+" | "-" | "−"))?;
        let of_one_digit = || {
            let hours = self.get(at)?.small().filter(|_| self.gap(at + 1) != Some(":"))?;
            (0..=9).contains(&hours).then(|| (format!("{}0{hours}:00", sign.replace('−', "-")), 1))
        };
        self.offset(at).or_else(of_one_digit)
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
