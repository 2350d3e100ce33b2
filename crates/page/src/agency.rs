//! News agencies that a text is credited to.

use std::sync::LazyLock;

/// Names by which agencies are credited, each with the name that the record gives.
static AGENCIES: LazyLock<Vec<(&str, &str)>> = LazyLock::new(|| {
    let rows = include_str!("../wordings/agencies.tsv").lines().filter(|row| !row.starts_with('#'));
    let rows = rows.filter_map(|row| row.split_once('\t'));
    rows.flat_map(|(name, credited)| credited.split('|').map(move |known| (known, name))).collect()
});

/// The agency that some words name and nothing else, by the name the record gives it.
pub fn agency(words: &str) -> Option<&'static str> {
    let words = words.trim_matches(|c: char| !c.is_alphanumeric());
    let is_same = |known: &str| known.len() == words.len() && known.to_lowercase() == words.to_lowercase();
    AGENCIES.iter().find(|(known, _)| is_same(known)).map(|(_, name)| *name)
}

/// Whether a byline names an agency.
pub fn is_agency(name: &str) -> bool {
    agency(name).is_some()
}

/// What follows the agency's name that some words open with, as agencies write themselves.
pub fn behind_agency(words: &str) -> Option<&str> {
    let behind = |(known, _): &(&str, _)| {
        words.strip_prefix(*known).filter(|rest| !rest.starts_with(|c: char| c.is_alphanumeric()))
    };
    let initial = words.bytes().next();
    AGENCIES
        .iter()
        .filter(|(known, _)| known.bytes().next() == initial)
        .filter_map(behind)
        .min_by_key(|rest| rest.len())
}

/// Every agency named in a credit, in order.
pub fn agencies_in(words: &str) -> Vec<&'static str> {
    let mut out = Vec::new();
    let mut is_start = true;
    let mut skipped_to = 0;
    for (at, c) in words.char_indices() {
        if is_start
            && at >= skipped_to
            && let Some(rest) = behind_agency(&words[at..])
        {
            // "The Associated Press" holds "Associated Press".
            skipped_to = words.len() - rest.len();
            out.extend(agency(&words[at..skipped_to]).filter(|name| !out.contains(name)));
        }
        is_start = !c.is_alphanumeric();
    }
    out
}

/// The agencies of a dateline: "RUVIA, June 20 (Reuters) - The ferry …", "RUVIA (AP) — …".
pub fn dateline(paragraph: &str) -> Vec<&'static str> {
    let named = || {
        let head = &paragraph[..paragraph.floor_char_boundary(120)];
        let (place, rest) = head.split_once('(')?;
        let (names, behind) = rest.split_once(')')?;
        let is_place = place.split(',').next().is_some_and(|place| {
            place.chars().any(char::is_uppercase) && place.split_whitespace().count() <= 4
        });
        let is_dateline = behind.trim_start().starts_with(['-', '–', '—', ':']);
        (is_dateline && (place.trim().is_empty() || is_place)).then_some(names)
    };
    named().into_iter().flat_map(|names| names.split(['/', ','])).filter_map(agency).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn agencies_are_found_by_their_names_alone() {
        assert_eq!(agency("(REUTERS)"), Some("Reuters"));
        assert_eq!(agency("Reuters said"), None);
        assert_eq!(agencies_in("PTI, The Associated Press and AAP"), ["PTI", "Associated Press", "AAP"]);
        assert!(agencies_in("SAP and pa").is_empty());
        assert_eq!(behind_agency("Kyodo News/AP"), Some("/AP"));
    }

    #[test]
    fn datelines_name_their_agency() {
        assert_eq!(dateline("RUVIA, June 20 (Reuters) - The ferry is back."), ["Reuters"]);
        assert_eq!(dateline("PORT VALE (AP) — The dam held."), ["Associated Press"]);
        assert!(dateline("The ferry (AP) is back.").is_empty());
        assert!(dateline("She said that she will (AP) - perhaps.").is_empty());
    }
}
