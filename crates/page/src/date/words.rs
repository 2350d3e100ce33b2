//! The words that dates are written with.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

/// Whether a word in lower case says that an article was changed when its date says.
pub fn is_changed(word: &str) -> bool {
    TABLE.changed.contains(word)
}

/// Whether a word in lower case says that an article was published when its date says.
pub fn is_published(word: &str) -> bool {
    TABLE.published.contains(word)
}

/// Whether a word in lower case only stands around dates: "on", "Monday".
pub fn is_around(word: &str) -> bool {
    TABLE.around.contains(word)
}

/// The number of the month that a word in lower case names.
pub fn month(word: &str) -> Option<i8> {
    TABLE.months.get(word).copied()
}

/// Whether a word names a month, as dates do.
pub fn is_month(word: &str) -> bool {
    month(&word.trim_end_matches(['.', ',']).to_lowercase()).is_some()
}

/// The offset of a zone that means one wherever it is written: `+02:00`, `Z`.
pub fn zone(word: &str) -> Option<&'static str> {
    TABLE.zones.get(word).copied()
}

/// The rows of `wordings/dates.tsv` by what they say.
#[derive(Default)]
struct DateWords {
    changed: HashSet<&'static str>,
    published: HashSet<&'static str>,
    around: HashSet<&'static str>,
    months: HashMap<&'static str, i8>,
    zones: HashMap<&'static str, &'static str>,
}

static TABLE: LazyLock<DateWords> = LazyLock::new(|| {
    let mut table = DateWords::default();
    let rows = include_str!("../../wordings/dates.tsv").lines().filter(|line| !line.starts_with('#'));
    for (says, words) in rows.filter_map(|row| row.split_once('\t')) {
        let words = words.split(' ');
        match (says, says.parse()) {
            ("changed", _) => table.changed.extend(words),
            ("published", _) => table.published.extend(words),
            ("around", _) => table.around.extend(words),
            (_, Ok(month @ 1..=12)) => table.months.extend(words.map(|word| (word, month))),
            _ => table.zones.extend(words.map(|word| (word, says))),
        }
    }
    table
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_says_something_and_no_word_is_two_months_or_zones() {
        let rows = include_str!("../../wordings/dates.tsv").lines().filter(|line| !line.starts_with('#'));
        let (mut months, mut zones) = (0, 0);
        for row in rows {
            let (says, words) = row.split_once('\t').unwrap_or_else(|| panic!("no tab in {row:?}"));
            let n_words = words.split(' ').filter(|word| !word.is_empty()).count();
            match says {
                "changed" | "published" | "around" => {}
                _ if says.parse::<i8>().is_ok_and(|month| (1..=12).contains(&month)) => months += n_words,
                "Z" => zones += n_words,
                _ => {
                    let is_offset =
                        says.len() == 6 && says.starts_with(['+', '-']) && says.as_bytes()[3] == b':';
                    assert!(is_offset, "{says:?} says nothing");
                    zones += n_words;
                }
            }
        }
        assert_eq!((TABLE.months.len(), TABLE.zones.len()), (months, zones));
    }
}
