//! The words that time is told with, read from `en/times.tsv`.

use std::collections::HashMap;
use std::sync::LazyLock;

/// What a word is in an expression of time. One word may be several: "second", "may".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    Month,
    MonthShort,
    Weekday,
    WeekdayShort,
    /// One day, week, month …
    Unit,
    /// Several of them.
    Units,
    Count,
    /// A count that is none: "several".
    Few,
    Ordinal,
    /// The first to fourth quarter, and then the first and second half.
    Quarter,
    Half,
    Which,
    Recent,
    Ahead,
    PeriodPart,
    /// "earlier", "after".
    Compared,
    Ago,
    Hence,
    Until,
    Since,
    Within,
    /// A preposition that a date follows.
    At,
    /// A day counted from today.
    Near,
    /// A part of the day.
    Hours,
    Season,
    /// A month and its day.
    Holiday,
    /// A month, a day of the week, and the how manyth of the month it is.
    HolidayOfWeek,
    /// Days from Easter Sunday.
    Easter,
    /// Makes of a day a habit.
    Repeated,
    /// A capital before a day that makes a name of it.
    NameBefore,
    /// A capital behind a day that makes a name of it.
    NameAfter,
    /// Says that what follows lies ahead.
    Will,
    /// Says that it is over.
    Did,
}

/// A word or phrase of the table.
#[derive(Clone, Copy, Debug)]
pub struct TimeWord {
    pub class: Class,
    /// The words behind the first.
    pub rest: &'static str,
    pub value: &'static str,
}

const CLASSES: [(&str, Class); 33] = [
    ("month", Class::Month),
    ("month-short", Class::MonthShort),
    ("weekday", Class::Weekday),
    ("weekday-short", Class::WeekdayShort),
    ("unit", Class::Unit),
    ("units", Class::Units),
    ("count", Class::Count),
    ("few", Class::Few),
    ("ordinal", Class::Ordinal),
    ("quarter", Class::Quarter),
    ("half", Class::Half),
    ("which", Class::Which),
    ("recent", Class::Recent),
    ("ahead", Class::Ahead),
    ("part", Class::PeriodPart),
    ("compared", Class::Compared),
    ("ago", Class::Ago),
    ("hence", Class::Hence),
    ("until", Class::Until),
    ("since", Class::Since),
    ("within", Class::Within),
    ("at", Class::At),
    ("near", Class::Near),
    ("hours", Class::Hours),
    ("season", Class::Season),
    ("holiday", Class::Holiday),
    ("holiday-of-week", Class::HolidayOfWeek),
    ("easter", Class::Easter),
    ("repeated", Class::Repeated),
    ("name-before", Class::NameBefore),
    ("name-after", Class::NameAfter),
    ("will", Class::Will),
    ("did", Class::Did),
];

/// The rows that begin with a word, the longest phrases first.
pub fn rows(word: &str) -> &'static [TimeWord] {
    ROWS.get(word).map_or(&[], Vec::as_slice)
}

static ROWS: LazyLock<HashMap<&'static str, Vec<TimeWord>>> = LazyLock::new(|| {
    let mut rows: HashMap<&'static str, Vec<TimeWord>> = HashMap::new();
    for [class, words, ..] in lines() {
        let Some((_, class)) = CLASSES.iter().find(|(name, _)| *name == class) else { continue };
        for word in words.split(' ') {
            let (phrase, value) = word.split_once('=').unwrap_or((word, word));
            let (first, rest) = phrase.split_once('_').unwrap_or((phrase, ""));
            rows.entry(first).or_default().push(TimeWord { class: *class, rest, value });
        }
    }
    rows.values_mut().for_each(|rows| rows.sort_by_key(|row| std::cmp::Reverse(row.rest.len())));
    rows
});

/// The table's lines: class, words, an example, a counter-example.
pub fn lines() -> impl Iterator<Item = [&'static str; 4]> {
    crate::table::rows(include_str!("../../en/times.tsv"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_has_a_class_and_every_class_a_line() {
        let known = |class: &str| CLASSES.iter().any(|(name, _)| *name == class);
        let unknown: Vec<&str> = lines().map(|[class, ..]| class).filter(|class| !known(class)).collect();
        assert!(unknown.is_empty(), "times.tsv has classes that nothing reads: {unknown:?}");
        for (name, _) in CLASSES {
            assert!(lines().any(|[class, ..]| class == name), "times.tsv has no line of class {name}");
        }
    }
}
